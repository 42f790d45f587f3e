"""The dead among those told of before: died of their wounds, or told in parts."""

from msgspec.structs import replace

from cqcmd.i18n import _
from cqcmd.parsing.people.mention import HELD, Mention
from cqcmd.parsing.people.tallied import Tallied, lessened
from cqcmd.parsing.people.told import FIELDS, Told
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.tokens import Amount
from cqcmd.patterns import regex

_NO_SIGNS = ("心跳", "呼吸", "没气", "生命")
_REVIVING = regex("心肺复苏|按压|在抢救|正抢救|抢救中|还在救|除颤|人工呼吸")
_NEXT_PEOPLE = regex(r"[\d一二两三四五六七八九十]+[个人名]")
_DIED_LATER = ("抢救无效", "救治无效", "伤重", "不治", "又走了")
_WHERE_OR_HOW = (
    "又走了", "伤重", "不治", "当场", "现场", "途中", "送医", "抢救", "送往", "医院", "后",
)  # fmt: skip


def is_still_tried(told: Told, mention: Mention) -> bool:
    """没有心跳了，正在做心肺复苏: nobody has said that they are dead."""
    if mention.state != t.DEAD or not any(sign in told.words(mention) for sign in _NO_SIGNS):
        return False
    of_them = _NEXT_PEOPLE.split(told.text[mention.end : mention.end + 24])[0]
    return bool(_REVIVING.search(of_them))


def is_a_part(told: Told, mention: Mention, was: Tallied) -> bool:
    """Tell whether deaths come on top: on the spot, on the way, of the injured."""
    if mention.state != t.DEAD:
        return False
    if mention.was or mention.inner:
        return True
    words = mention.manner + told.words(mention)
    return any(one in words for one in _WHERE_OR_HOW) and words not in was.parts


def take_from_before(told: Told, mention: Mention, amount: Amount) -> None:
    """Take the dead out of those they were counted among."""
    field = told.held if mention.was in HELD else FIELDS.get(mention.was, "")
    if field in told.fields:
        take_out_of(told, field, amount)


def _are_of_the_serious(told: Told, mention: Mention) -> bool:
    """重伤2人，其中1人死亡: the dead are of the seriously injured told right before."""
    last = told.last_counted
    near = last is not None and last.state == t.SERIOUS and last.sentence == mention.sentence
    inner = mention.state == t.DEAD and mention.inner and not mention.was
    return near and inner and "serious_injuries" in told.fields


def take_out_of(told: Told, field: str, amount: Amount) -> None:
    """Take people out of a field; of a field that nobody is left in nothing is said."""
    left = lessened(told.fields[field], amount)
    if left.greatest:
        told.fields[field] = left
    else:
        del told.fields[field]


def take_from_wounded(told: Told, mention: Mention, amount: Amount) -> None:
    """又有1人抢救无效死亡: one of the injured told before, though nobody says so."""
    if _are_of_the_serious(told, mention):
        take_out_of(told, "serious_injuries", amount)
    injured = told.fields.get("injuries_unclear")
    if injured is None or mention.state != t.DEAD or mention.was or mention.inner:
        return
    words = told.words(mention) + mention.manner
    if injured.start <= mention.start and any(one in words for one in _DIED_LATER):
        question = _("其中有人后来死亡，伤者还有几人？")
        told.fields["injuries_unclear"] = replace(lessened(injured, amount), question=question)
