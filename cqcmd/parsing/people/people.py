"""The people of a sentence: every mention tallied, placed where the equipment puts them."""

import re
from collections.abc import Callable, Iterator, Mapping

from cqcmd.i18n import _
from cqcmd.parsing.people.mention import HELD, Mention
from cqcmd.parsing.people.mentions import mentions_of
from cqcmd.parsing.people.tally import Tallied, Tally
from cqcmd.parsing.quantities import Quantity
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.clauses import Clause
from cqcmd.parsing.words.scanned_line import Found

_FALL = ("坠落", "下坠", "掉下来", "掉了", "冲顶", "蹲底", "滑落", "坠")
_ENDED = re.compile(
    "下撤|全部到达|疏散完|步行|恢复(?:运|正常|供电|通)|落地|拉回|拖回|返回|放完|救援历时|全程|历时|到站|下山|救离|背下|平安|情绪稳定|最后[一1]名|逐一|处置完毕|救援结束|陆续下|得救"
)
_CORRECTED = re.compile("错了|不对(?!劲)|更正")
_PERSONS = re.compile("[我他她]|娃|老|孩|妈|爸")
_RETRACTED = re.compile("误报|虚惊|不实|搞错|其实|谣|假的|又走起来|又好了|一场误会|两起|不计")
_STOP = (
    "停",
    "困",
    "卡",
    "关",
    "坏",
    "故障",
    "下不来",
    "出不来",
    "不动",
    "修",
    "开一半",
    "脱",
    "半路",
    "撬",
    "断电",
    "没电",
    "制动",
)


def people_found(
    clauses: list[Clause],
    text: str,
    *,
    stranding: bool | None,
    standing: Mapping[str, Quantity],
    asked_of: Callable[[str], bool],
) -> Iterator[tuple[Found, tuple[tuple[int, int], ...]]]:
    """Yield each count of people with the places its words stand in.

    ``stranding``: whether the equipment strands people (a lift, a ropeway, a ride); ``None``: no
    equipment is named. ``asked_of`` tells whether the plan asks for a fact with this equipment.
    """
    mentions = list(mentions_of(clauses))
    tally = Tally(stranding, standing, text)
    tally.take(mentions)
    tally.finish()
    if stranding:
        _place_inside(tally, mentions, text)
    held = [one.end for one in (*mentions, *tally.inside) if one.amount]
    if held and (tally.freed or _ENDED.search(text, min(held))):
        tally.ask_who_is_left()
    unsure = _RETRACTED.search(text) or _CORRECTED.search(text)
    for field, tallied in tally.fields.items():
        if asked_of(field):
            if unsure and tallied.end < unsure.start() and not tallied.question:
                tallied.question = _("后面说到“{words}”，请核对。").format(words=unsure[0])
            yield _found(tallied), tallied.spans


def _found(tallied: Tallied) -> Found:
    end = max(tallied.end, tallied.start)
    return Found(tallied.field, tallied.text(), tallied.start, end, tallied.question)


def _place_inside(tally: Tally, mentions: list[Mention], text: str) -> None:
    """People of whom only the place is said are stranded if something stopped and nothing fell."""
    if "stranded" in tally.fields or any(word in text for word in _FALL):
        return
    stopped = any(word in text for word in _STOP) or any(one.state in HELD for one in mentions)
    dead = any(one.state == t.DEAD for one in mentions)
    inside = [one for one in tally.inside if not one.inner]
    freed = any(one.state == t.OUT for one in mentions) or _ENDED.search(text)
    if stopped and not (inside or dead or freed):
        _place_alone(tally, mentions, text)
    if not inside or not stopped or dead or freed:
        return
    counted = [one for one in inside if one.amount is not None]
    least = sum(one.amount.least for one in counted if one.amount)
    greatest = sum(one.amount.greatest for one in counted if one.amount)
    doubt = any(one.doubt or (one.amount and one.amount.about) for one in counted)
    spans = tuple((one.start, one.end) for one in counted)
    question = ""
    others = any(one.state == t.PEOPLE and one.amount for one in mentions)
    company = any(
        one.state in HELD
        and not one.amount
        and _PERSONS.search(text[max(one.start - 8, 0) : one.start])
        for one in mentions
    )
    if others or company or any(one.guess for one in counted):
        question = _("说到的还有别的人，里面一共几人？")
    if any(one.amount and one.amount.more for one in counted):
        question = _("“{words}”按至少计，准确数是多少？").format(
            words=text[spans[0][0] : spans[0][1]]
        )
    tally.fields["stranded"] = Tallied(
        "stranded", None if doubt else least, greatest, *spans[0], question, (), spans
    )


def _place_alone(tally: Tally, mentions: list[Mention], text: str) -> None:
    """跳楼机停了，十六个人: people and nothing else beside a car that stopped may be in it."""
    told = [one for one in mentions if one.amount and one.state == t.PEOPLE]
    if len(told) != 1 or not told[0].alone or told[0].amount is None:
        return
    one, amount = told[0], told[0].amount
    question = _("“{words}”是还在里面的人吗？").format(words=text[one.start : one.end])
    least = None if amount.about or one.doubt else amount.least
    span = (one.start, one.end)
    tally.fields["stranded"] = Tallied(
        "stranded", least, amount.greatest, *span, question, (), (span,)
    )
