"""People without a word for what became of them: inside, a whole, a correction."""

from cqcmd.parsing.people.counted import count
from cqcmd.parsing.people.mention import Mention
from cqcmd.parsing.people.told import Told
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.tokens import Amount


def take_stateless(told: Told, mention: Mention) -> None:
    """Take a number of people for the state spoken of last, or as people inside."""
    if mention.amount is None:
        return
    if mention.change == "former":
        _take_back(told, mention.amount)
        return
    if told.corrected and mention.alone and mention.state == t.PEOPLE:
        mention.change, told.corrected = "fixed", False
    last = told.last
    if last is not None and _are_still_inside(last, mention):
        count(told, mention, mention.amount, told.held or "stranded")
    elif last is not None and _speaks_of(last, mention):
        _take_for_last(told, last, mention, mention.amount)
    elif mention.state == t.INSIDE or _is_whole_of_stranded(told, mention):
        told.inside.append(mention)


def _take_back(told: Told, amount: Amount) -> None:
    """不是3个: doubt the fields that have this number."""
    told.claims |= {field for field, one in told.fields.items() if one.greatest == amount.greatest}
    told.corrected = True


def _are_still_inside(last: Mention, mention: Mention) -> bool:
    """救出2人，里面3人: those inside after some got out are held still."""
    return mention.state == t.INSIDE and mention.change == "is" and last.state == t.OUT


def _speaks_of(last: Mention, mention: Mention) -> bool:
    """Tell whether a number corrects the one told last or comes on top of it."""
    whole = mention.alone and mention.change in ("total", "more")  # 一共4个
    joins = mention.change == "more" and last.state == t.INSIDE
    plain = mention.state == t.PEOPLE and (whole or joins)
    return mention.change == "fixed" or plain


def _take_for_last(told: Told, last: Mention, mention: Mention, amount: Amount) -> None:
    if last.state == t.INSIDE:
        told.inside.append(mention)
    elif last.state not in (t.OUT, t.LEFT, t.HARMED):
        count(told, mention, amount, told.place(last))


def _is_whole_of_stranded(told: Told, mention: Mention) -> bool:
    return bool(told.stranding) and mention.change == "total" and mention.alone
