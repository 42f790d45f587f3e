"""Times and durations in a line: when it was reported, when it happened, how long it has lasted."""

import re
from datetime import datetime
from itertools import islice

from cqcmd.clock import local
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.parsing.numbers import HAN
from cqcmd.parsing.quantities import Quantity, read_quantity, write_quantity
from cqcmd.parsing.scanned_line import MOST, Found, Line
from cqcmd.parsing.times import MOMENT, read_time
from cqcmd.parsing.vocabulary import Vocabulary

_AMOUNT = rf"(?:\d{{1,4}}(?:\.\d{{1,2}})?|[{HAN}]{{1,4}}|半)"
_SPAN = (
    rf"(?:{_AMOUNT}天)?{_AMOUNT}个?半?(?:小时|钟头|h)(?:{_AMOUNT}分钟?|半)?"
    rf"|{_AMOUNT}[时点]{_AMOUNT}分|{_AMOUNT}分钟?|{_AMOUNT}天|\d{{1,3}}:\d\d"
)
_DURATION = re.compile(
    rf"(?=[\d{HAN}半已时长共超大约近可估])(?:已经|已|时间|长达|共|超过|超)?(?P<doubt>大约|约|近|可能|估计)?(?<![\d.:{HAN}])(?P<span>{_SPAN})"
    r"(?:以上|(?P<about>左右|上下))?(?!以?[前内后]|之[前内后])",
    re.ASCII,
)
_LASTING = re.compile(r"(?P<outage>停炉|停运|停机|停产|中断运行)|困|滞留|悬停|悬空|关在|停在|卡在")
_STILL = re.compile(
    r"(?:[,了]|左右)?(?:仍|还|尚|一直)?(?:被困|困|滞留|未救出|未脱困|没救出|没出来)"
)
_BREAK = re.compile(r"[;!?]|,(?!已|时间|共)")
_AGO = re.compile(
    rf"(?:(?:距今)?(?:大约|约)?(?<![\d.:{HAN}])(?:{_SPAN})(?:以|之)?前|刚才|刚刚)", re.ASCII
)
_CLOCK = re.compile(rf"(?<![\d.:{HAN}第]){MOMENT}(?![\d:.])", re.ASCII)
_RECEIVED = re.compile(r"接报|接到|接警|来电|报警|收到|接$|报称|报告")
_HAPPENED = re.compile(r"事发|案发|发生|突发")


def find_durations(line: Line, vocabulary: Vocabulary, equipment: str | None) -> None:
    """Find how long people have been up or shut in, and a boiler out, in hours."""
    text = line.open
    for found in islice(_DURATION.finditer(text), MOST):
        window = max(found.start() - 16, 0)
        before = list(_LASTING.finditer(text, window, found.start()))
        # 被困2人，已3小时 is one statement; a full stop between begins another.
        joined = before and not _BREAK.search(text, before[-1].end(), found.start())
        if not joined and not _STILL.match(text, found.end()):
            continue
        field = "outage_hours" if joined and before[-1]["outage"] else "stranded_hours"
        if not line.has(field) and vocabulary.bears_on(field, equipment):
            _add_duration(line, field, found)


def _add_duration(line: Line, field: str, found: re.Match[str]) -> None:
    try:
        hours = read_quantity(found["span"], "hours")
    except BadInput:
        return
    if found["doubt"] or found["about"]:
        hours = Quantity(None, hours.possible)
    line.add(Found(field, write_quantity(hours, "hours"), *found.span()))


def find_times(line: Line, now: datetime) -> None:
    """Find the times of the call and of the accident; ask which of them a bare time is."""
    text = line.open
    for found in islice(_CLOCK.finditer(text), MOST):
        if not found["digits"] or _stands_alone(found, text):
            _add_time(line, found, now, *_meaning(found, text))
    # A cheap look first: the pattern is slow on a long paste that holds neither word.
    said = "前" in text or "刚" in text
    if said and not line.has("occurred_at") and (ago := _AGO.search(line.open)):
        question = _("事发时间是由“{text}”推算的，请核对。").format(text=ago[0])
        _add_time(line, ago, now, "occurred_at", question)


def _stands_alone(found: re.Match[str], text: str) -> bool:
    """Tell whether ``1405`` is a time: behind a date, or at the beginning before a blank."""
    first = found.start() == 0 and len(found["digits"]) == 4 and text[found.end() :][:1] in " ,;"
    return first or any(found[part] for part in ("month", "compact", "ago", "part"))


def _meaning(found: re.Match[str], text: str) -> tuple[str, str]:
    """Return the field the time belongs to, and the question if that is not said."""
    before = text[max(found.start() - 6, 0) : found.start()]
    after = re.split("[;。]", text[found.end() : found.end() + 40], maxsplit=1)[0]
    if _RECEIVED.search(before) or _RECEIVED.match(after.lstrip(" ,")):
        return "received_at", ""
    if _HAPPENED.search(before) or _HAPPENED.search(after):
        return "occurred_at", ""
    question = _("“{text}”是接报时间还是事发时间？").format(text=found[0])
    return ("occurred_at" if text[: found.start()].strip("\0 ,;") else "received_at"), question


def _add_time(line: Line, found: re.Match[str], now: datetime, field: str, question: str) -> None:
    if line.has(field):
        return
    try:
        moment = read_time(found[0].removeprefix("距今").lstrip("大约"), now)
    except BadInput:
        return
    here = local(moment).replace(tzinfo=None, microsecond=0)
    value = here.isoformat(" ", "seconds" if here.second else "minutes")
    line.add(Found(field, value, *found.span(), question))
