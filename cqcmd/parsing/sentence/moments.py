"""Whose time a time is: of the call, of the accident, or of something else that ended."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from cqcmd.clock import local
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.parsing.people.mention import HELD
from cqcmd.parsing.times import read_time
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.clocks import CLOCK
from cqcmd.parsing.words.scanned_line import Found
from cqcmd.parsing.words.tokens import Token
from cqcmd.patterns import regex

WELL_BEFORE = timedelta(minutes=60)
"""A bare time further back is the accident's: no call waits so long to be written down."""
LATELY = timedelta(hours=2)
_AGAIN = regex("[^;.]{0,14}[又再]")
_EARLIER = ("那个", "那起", "那次", "那台")
_LABEL_HAPPENED = regex(
    r"(?:事发|案发|发生|事故)(?:(?:时间|时刻)|[:是在于为])(?:[:是在于为]|大?约|[ ])*(?:今天)?$"
)
_LABEL_CALLED = regex(r"(?:接报|来电|报警|接警|接到)(?:时间|时刻)(?:[:是在于为]|大?约|[ ])*$")
_TOLD_BEFORE = regex(r"(?:接到|接的?)(?:了?电话|报警|报告|报)?[:是在于 ]*$")
_NOT_ITS = regex("(?:截至|截止|至|直到|直至|拟|预计|计划|将于|[-~])$")
_OF_OTHERS = regex(
    "(?:去世|死亡|不治|离世)|[ ,]?(?:至|到|-|~)[ ]?\\d"
    "|[ ,]?(?:送|宣布|转|出院|救出|抢救|经抢救|就?打(?:的"
    "|了)?(?:120|急救)|关阀|来电恢复|起陆续|被?送|停业|排除|消除|解除|医院|复|恢复"
    "|全部|分批|拔|启用|更新|获悉)"
)
_ITS_OWN = regex(
    "[ ]?(?:左右)?(?:的事|那阵|那会儿|那哈|发生的?|[炸爆停困关坏掉倒翻漏烧断卡裂]的"
    "|开始的|出的事|困起的|起火的)"
)
_RECEIVES = regex(
    "[^,;.\\d爆炸漏]{0,12}?接(?:到)?[^,;.发]{0,14}?(?:电话|报告|报警|来报"
    "|报(?![告警]))(?!人)|[ ]?就?打(?!的?120|了?120|120)[^,;. ]{0,5}(?:电话|119"
    "|110)"
)


def moments_found(words: list[Token], text: str, now: datetime) -> Iterator[Found]:
    """Yield the time of the call and of the accident, the first of each that is told."""
    seen: set[str] = set()
    for at, word in enumerate(words):
        if word.kind not in (t.TIME, t.AGO):
            continue
        moment, open_half = _moment(word, now)
        if moment is None:
            continue
        field, sure = _whose(words, at, text)
        if not field or field in seen:
            continue
        seen.add(field)
        open_half = open_half and not any(_has_part(one) for one in words)
        question = _question(word, moment, now, field, sure, open_half)
        yield Found(field, _written(moment), word.start, word.end, question)


def _has_part(word: Token) -> bool:
    """Whether a time names its part of the day: the times beside it lie in the same."""
    found = CLOCK.match(word.text) if word.kind == t.TIME else None
    return bool(found and (found["part"] or ":" in word.text or "时" in word.text))


def _moment(word: Token, now: datetime) -> tuple[datetime | None, bool]:
    """Return the moment, and whether the half of the day it lies in was left open."""
    if word.kind == t.AGO:
        assert word.amount is not None
        hours = float((word.amount.least + word.amount.greatest) / 2)
        return (now - timedelta(hours=hours), False) if hours < 72 else (None, False)
    try:
        moment = read_time(word.text.rstrip("许左右"), now)
    except BadInput:
        return None, False
    return _half_of_day(word, moment, now)


def _half_of_day(word: Token, moment: datetime, now: datetime) -> tuple[datetime, bool]:
    """三点半 said at 15:40 is 15:30: of two that fit, the one just past."""
    found = CLOCK.match(word.text)
    if found is None or found["part"] or found["month"] or found["lone"] or found["compact"]:
        return moment, False
    if (found["minute"] and ":" in word.text) or found["digits"] or "时" in word.text:
        return moment, False
    if local(moment).hour >= 12:
        return moment, False
    later = moment + timedelta(hours=12)
    day = found["ago"]
    if later <= now and not (day and local(later).date() != local(moment).date()):
        return later, now - later > LATELY
    return moment, now - moment > LATELY and not day


def _written(moment: datetime) -> str:
    here = local(moment).replace(tzinfo=None, microsecond=0)
    return here.isoformat(" ", "seconds" if here.second else "minutes")


def _whose(words: list[Token], at: int, text: str) -> tuple[str, bool]:
    """Return the field, and whether a word says so."""
    word = words[at]
    before = text[max(word.start - 12, 0) : word.start]
    after = text[word.end : word.end + 8]
    if _LABEL_HAPPENED.search(before):
        return "occurred_at", True
    if _LABEL_CALLED.search(before):
        return "received_at", True
    again = _AGAIN.match(text, word.end)
    if (
        (again and after.lstrip(" ,").startswith(_EARLIER))
        or _NOT_ITS.search(before)
        or _OF_OTHERS.match(text, word.end)
    ):
        return "", False
    if _ITS_OWN.match(text, word.end):
        return "occurred_at", True
    if _RECEIVES.match(text, word.end):
        return "received_at", True
    kind = _next_verb(words, at)
    if kind == t.ENDED:
        return "", False
    if kind == t.CALLED:
        return "received_at", True
    if kind:
        return "occurred_at", True
    if _TOLD_BEFORE.search(before):
        return "received_at", True
    kind = _verb_before(words, at)
    return ("received_at" if kind == t.CALLED else "occurred_at", kind == t.HAPPENED)


def _next_verb(words: list[Token], at: int) -> str:
    """Return the class of the verb after a time, before the next time or the end of its sentence.

    What ended, and who got out, bears on the time only in the clause right behind it.
    """
    marks = 0
    for word in words[at + 1 :]:
        if word.kind in (t.TIME, t.AGO, t.STOP):
            return ""
        marks += word.kind == t.COMMA and word.start > words[at].end
        if word.kind == t.CALLED and word.text in ("报警", "来电", "报告") and _is_who(words, word):
            continue
        if word.kind in (t.ENDED, t.OUT, t.CREW) and not marks:
            return t.ENDED
        if word.kind == t.CALLED and (marks > 1 or (marks and _LATE.search(_before(words, word)))):
            continue  # 三点半，我儿遭撞了，老板没报，我来报一下
        if word.kind in (t.DEAD, t.INJURED) and _STRUCK.match(word.text):
            return t.HAPPENED
        if word.kind in (t.CALLED, t.HAPPENED, *HELD) and not _says_little(words, word):
            return word.kind
    return ""


_LATE = regex("才|没|未|后")
_STRUCK = regex("[压砸撞炸摔烫烧夹电触碾轧挤绞卷闷]")
_NO_VERB = frozenset(
    ["出现", "卡", "压", "夹", "砸", "撞", "响", "开始", "通报", "检修", "安装", "检验"]
)


def _before(words: list[Token], verb: Token) -> str:
    """Return what stands right before a verb, and the verb: 今天才报."""
    near = [word.text for word in words if verb.start - 4 <= word.start <= verb.start]
    return "".join(near)


def _says_little(words: list[Token], verb: Token) -> bool:
    """卡, 压 and 撞 stand in many words; 撞了 and 压到 are what happened."""
    following = next((word for word in words if word.start == verb.end), None)
    done = following is not None and following.text[:1] in "了到倒坏起"
    return verb.text in _NO_VERB and not done


def _is_who(words: list[Token], verb: Token) -> bool:
    """报警人说: the caller, not the call."""
    following = next((word for word in words if word.start == verb.end), None)
    return following is not None and following.text[:1] in "人者"


def _verb_before(words: list[Token], at: int) -> str:
    for word in reversed(words[:at]):
        if word.kind in (t.STOP, t.TIME, t.AGO):
            return ""
        if word.kind in (t.CALLED, t.HAPPENED, *HELD):
            return word.kind
    return ""


def _question(
    word: Token, moment: datetime, now: datetime, field: str, sure: bool, open_half: bool
) -> str:
    if word.kind == t.AGO:
        return _("事发时间是由“{text}”推算的，请核对。").format(text=word.text)
    if open_half:
        return _("“{text}”是上午还是下午？").format(text=word.text)
    if field == "received_at" and not sure:
        return _("“{text}”是接报时间还是事发时间？").format(text=word.text)
    if field == "occurred_at" and now - moment < WELL_BEFORE and (not sure or _bare(word)):
        return _("“{text}”是接报时间还是事发时间？").format(text=word.text)
    return ""


def _bare(word: Token) -> bool:
    """``14:05`` alone, with no day and no part of the day: an operator's own note of the time."""
    return word.start == 0 and len(word.text) <= 5 and (":" in word.text or word.text.isdigit())
