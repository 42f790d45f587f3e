"""People of whom only the place is said: held, if something stopped and nothing fell."""

from decimal import Decimal

from cqcmd.i18n import _
from cqcmd.parsing.people.mention import HELD, Mention
from cqcmd.parsing.people.questions import how_many_exactly
from cqcmd.parsing.people.tallied import Tallied, tallied
from cqcmd.parsing.people.told import Told, span_of
from cqcmd.parsing.words import tokens as t
from cqcmd.patterns import regex

ENDED = regex(
    "下撤|全部到达|疏散完|步行|恢复(?:运|正常|供电|通)|落地|拉回|拖回|返回|放完|救援历时|全程|历时"
    "|到站|下山|救离|背下|平安|情绪稳定|最后[一1]名|逐一|处置完毕|救援结束|陆续下|得救"
)
"""Words that say that nobody is held any more, though they name no people."""
_FALL = ("坠落", "下坠", "掉下来", "掉了", "冲顶", "蹲底", "滑落", "坠")
_STOP = (
    "停", "困", "卡", "关", "坏", "故障", "下不来", "出不来", "不动", "修", "开一半", "脱",
    "半路", "撬", "断电", "没电", "制动",
)  # fmt: skip
_PERSONS = regex("[我他她]|娃|老|孩|妈|爸")


def place_inside(told: Told, mentions: list[Mention]) -> None:
    """Take people inside as stranded, unless the line says what became of them."""
    if "stranded" in told.fields or not _holds_still(told, mentions):
        return
    inside = [one for one in told.inside if not one.inner]
    found = _all_inside(told, mentions, inside) if inside else _alone(told, mentions)
    if found is not None:
        told.fields["stranded"] = found


def _holds_still(told: Told, mentions: list[Mention]) -> bool:
    """Tell whether something stopped with people in it, nothing fell and nobody got out."""
    states = {one.state for one in mentions}
    if states & {t.DEAD, t.OUT} or ENDED.search(told.text):
        return False
    if any(word in told.text for word in _FALL):
        return False
    return bool(states & HELD) or any(word in told.text for word in _STOP)


def _all_inside(told: Told, mentions: list[Mention], inside: list[Mention]) -> Tallied:
    """Return everybody inside as one number."""
    amounts = [one.amount for one in inside if one.amount is not None]
    unsure = any(one.doubt for one in inside) or any(amount.about for amount in amounts)
    question = ""
    if any(one.guess for one in inside) or _are_others_told(told, mentions):
        question = _("说到的还有别的人，里面一共几人？")
    if any(amount.more for amount in amounts):
        question = how_many_exactly(told.text[inside[0].start : inside[0].end])
    return Tallied(
        "stranded",
        None if unsure else sum((amount.least for amount in amounts), Decimal(0)),
        sum((amount.greatest for amount in amounts), Decimal(0)),
        *span_of(inside[0]),
        question,
        spans=tuple(span_of(one) for one in inside),
    )


def _are_others_told(told: Told, mentions: list[Mention]) -> bool:
    """Tell whether more people are spoken of than those inside: 里头2个人，我妈也遭困."""
    return any(one.state == t.PEOPLE and one.amount for one in mentions) or any(
        one.state in HELD and not one.amount and _PERSONS.search(told.before(one, 8))
        for one in mentions
    )


def _alone(told: Told, mentions: list[Mention]) -> Tallied | None:
    """跳楼机停了，十六个人: people and nothing else beside a car that stopped may be in it."""
    people = [one for one in mentions if one.state == t.PEOPLE]
    if len(people) != 1 or not people[0].alone or people[0].amount is None:
        return None
    one, amount = people[0], people[0].amount
    question = _("“{words}”是还在里面的人吗？").format(words=told.text[one.start : one.end])
    least = None if amount.about or one.doubt else amount.least
    return tallied("stranded", least, amount.greatest, span_of(one), question)
