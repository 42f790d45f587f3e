"""Lengths of time as they are spoken: ``一个半小时``, ``两个多钟头``, ``十几分钟``."""

import re
from decimal import Decimal

from cqcmd.errors import BadInput
from cqcmd.parsing.numbers import read_span
from cqcmd.parsing.words.tokens import Amount
from cqcmd.patterns import regex

_HAN = "零一二两三四五六七八九十百几"
_COUNT = rf"(?:\d{{1,4}}(?:\.\d{{1,2}})?|[{_HAN}]{{1,4}})"
LENGTH = regex(
    r"(?P<before>大约|大概|约|将近|接近|近|差不多|快|不到|估计|可能)?(?P<least>至少"
    r"|超过|超|逾|长达|达)?(?:有|了)?[ ]?"
    rf"(?:(?:(?P<days>{_COUNT})(?P<more_d>多|余)?天)?"
    rf"(?:(?P<hours>{_COUNT})(?P<more_a>多"
    rf"|余)?(?:个(?P<half_in>半)?(?P<more_b>多)?)?(?:小时|钟头"
    rf"|h(?![a-z]))(?P<half_after>半)?(?P<more_c>多)?"
    r"|(?P<half>半)个?(?P<more_e>多)?(?:小时|钟头|钟)(?:头)?|(?P<odd>个把)(?:小时|钟头))?"
    rf"(?:(?P<minutes>{_COUNT})(?P<more_f>多|余|来)?(?:分钟?)(?!之|公司|厂|局|店|队"
    rf"|子)|(?P<quarters>[一两三])刻钟)?)"
    r"(?P<after>左右|上下)?(?P<over>以上)?(?:了)?",
    re.ASCII,
)
HOURS_AND_MINUTES = regex(rf"(?P<hours>{_COUNT})[时](?P<minutes>{_COUNT})分(?!钟)", re.ASCII)


def read_length(found: re.Match[str]) -> Amount | None:
    """Return the hours of a match of ``LENGTH``; ``None`` where it holds no length."""
    parts = ("days", "hours", "half", "odd", "minutes", "quarters")
    if not any(found[part] for part in parts) or _is_much(found):
        return None
    try:
        least, greatest = _hours(found)
    except BadInput:
        return None
    about = bool(found["before"] or found["after"] or found["odd"] or found["more_f"] == "来")
    more = any(found[f"more_{letter}"] for letter in "abcdef") or found["least"] or found["over"]
    return Amount(least, greatest, about, bool(more) and not about)


def _is_much(found: re.Match[str]) -> bool:
    """``十分`` is "very", ``3分`` a mark: minutes alone say 分钟."""
    alone = found["minutes"] and not (found["hours"] or found["days"] or found["half"])
    return (
        bool(alone)
        and not found[0].rstrip("了左右上下以").endswith("钟")
        and not found["minutes"].isdigit()
    )


def _hours(found: re.Match[str]) -> tuple[Decimal, Decimal]:
    low, high = Decimal(0), Decimal(0)
    for part, size in (("days", 24), ("hours", 1), ("minutes", Decimal(1) / 60)):
        if found[part]:
            least, greatest = _range(found[part])
            low, high = low + least * size, high + greatest * size
    half = Decimal("0.5") * bool(found["half"] or found["half_in"] or found["half_after"])
    quarters = Decimal({"一": 1, "两": 2, "三": 3}.get(found["quarters"] or "", 0)) / 4
    extra = half + quarters + bool(found["odd"])
    return low + extra, high + extra


def _range(text: str) -> tuple[Decimal, Decimal]:
    if "几" in text:
        tens = text.removesuffix("几")
        if not tens or "几" in tens:
            raise BadInput(text)
        least = Decimal(read_span(tens)[0])
        return least + 1, least + 9
    few, many = read_span(text)
    return Decimal(few), Decimal(many)
