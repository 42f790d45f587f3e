"""People shut in, trapped, up in the air or missing: who got out, and who is left."""

from cqcmd.i18n import _
from cqcmd.parsing.people.counted import count
from cqcmd.parsing.people.mention import Mention
from cqcmd.parsing.people.tallied import Tallied, exactly, lessened
from cqcmd.parsing.people.told import Told, span_of
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.tokens import Amount
from cqcmd.patterns import regex

_OTHERS = regex("另外?|其他")
_FOUND = ("找到", "联系上", "搜救")


_HELD_FIELDS = ("missing", "trapped", "stranded")


def take_out(told: Told, mention: Mention) -> None:
    """Take those who got out from those who were held."""
    field = _field_left(told, mention)
    if not field:
        return
    was = told.fields.get(field) or told.stood(field) or _were_inside(told, field)
    if mention.amount is None:
        _take_all_out(told, mention, field, was)
    elif was is not None and not _are_others(told, mention):
        _take_some_out(told, mention, mention.amount, was)


def _field_left(told: Told, mention: Mention) -> str:
    """Return the field of those who got out: the missing only where somebody was found."""
    found = any(word in told.words(mention) for word in _FOUND)
    for field in ("missing", told.held, "stranded", "trapped"):
        if field == "missing" and not found:
            continue
        if field in told.fields or field in told.standing:
            return field
    return told.held if told.held_said or told.inside else ""


def _were_inside(told: Told, field: str) -> Tallied | None:
    """Return the most people of whom it was said that they were inside."""
    counted = [(one, one.amount) for one in told.inside if one.amount is not None]
    if field != "stranded" or not counted:
        return None
    mention, amount = max(counted, key=lambda one: one[1].greatest)
    return told.said(mention, amount, field)


def _are_others(told: Told, mention: Mention) -> bool:
    """另外有两个自己跑出来了: they were never among those counted."""
    return bool(_OTHERS.search(told.before(mention, 6) + told.words(mention)))


def _take_all_out(told: Told, mention: Mention, field: str, was: Tallied | None) -> None:
    told.freed = True
    if told.stranding is None and field not in (*told.fields, *told.standing):
        return
    alone = was is not None and was.greatest == 1
    all_out = told.before(mention, 3).endswith(("人", "人已", "人就"))
    held = told.held_said or field in told.standing
    if held and (mention.every or alone or all_out):
        told.fields[field] = exactly(field, 0, span_of(mention))


def _take_some_out(told: Told, mention: Mention, amount: Amount, was: Tallied) -> None:
    field = was.field
    if was.greatest >= amount.greatest:
        told.fields[field] = lessened(was, amount, span_of(mention))
        if told.fields[field].greatest and field not in told.standing:
            told.ask(field, _("由“困住”和“出来”的人数相减得出，请核对还有几人。"))
    elif field in told.fields:
        told.ask(field, _("出来的比困住的多，请核对还有几人。"))


def take_left(told: Told, mention: Mention) -> None:
    """Take 还剩3人: those of the state spoken of last who are still in it."""
    if mention.amount is not None and (field := _field_of_left(told)):
        count(told, mention, mention.amount, field)


def _field_of_left(told: Told) -> str:
    last = told.last
    if last is None or last.state in (t.OUT, t.LEFT, t.INSIDE):
        return told.held or next(
            (one for one in _HELD_FIELDS if one in told.fields or one in told.standing), ""
        )
    if last.state == t.HARMED:
        return ""  # 伤亡5人，还剩3人: nobody can tell of which
    if last.state == t.DEAD:
        return "injuries_unclear" if "injuries_unclear" in told.fields else ""
    return told.place(last)
