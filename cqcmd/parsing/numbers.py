"""Chinese, full-width and plain numerals read into exact numbers."""

import re
from decimal import Decimal

from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.patterns import regex
from cqcmd.text import clean, half_width

Number = int | Decimal
"""Whole numbers are ``int``; only what is not whole is a ``Decimal``. Never a float."""

LARGEST = 10**15
"""No count, sum or duration of an accident is above this."""

HAN = "零〇一二两三四五六七八九十百千万亿"
NUMERAL = (
    r"(?:(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,16})(?:\.\d{1,8})?[十百千万亿]{0,2}"
    rf"|[{HAN}]{{1,14}}|[俩仨])"
)
"""A numeral inside running text, as a part of a pattern; lengths are bounded."""

_DIGITS = {
    han: value
    for value, hans in enumerate(
        ("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for han in hans
}
_MYRIADS = {"亿": 10**8, "万": 10**4}
_UNITS = {"十": 10, "百": 100, "千": 1000} | _MYRIADS
_PAIRED = {"俩": Decimal(2), "仨": Decimal(3)}
_ARABIC = regex(r"(\d+|\d{1,3}(?:,\d{3})+)(\.\d+)?([十百千万亿]{0,3})", re.ASCII)
_DIGIT = f"[{''.join(_DIGITS)}]"
_POINT = regex(rf"(.+)点({_DIGIT}+)([万亿]{{0,2}})")
_SECTION = regex(rf"(?:({_DIGIT})[千仟])?(?:({_DIGIT})[百佰])?(?:({_DIGIT}?)[十拾])?({_DIGIT}?)")
_DIGIT_ZERO = regex("[一二两三四五六七八九][零〇]")
_NEIGHBOURS = regex(r"(.*?)([一二两三四五六七八九])([一二两三四五六七八九])([十百千万亿]*)")
_LONGEST = 40


def read_number(text: str) -> Number:
    """Read a number: ``3``, ``１２``, ``三千五百``, ``1.2万``, ``三点五``, ``两个半``.

    Raises:
        BadInput: not a number, below zero, or above ``LARGEST``.
    """
    s = tidy(text)
    if s.startswith(("-", "负")):
        raise BadInput(_("“{text}”小于零，请输入零或正数。").format(text=short(text)))
    value = _plain(s)
    if value is None:
        value = _spoken(s)
    if value is None:
        raise _no_number(text)
    return within(value)


def read_span(text: str) -> tuple[Number, Number]:
    """Read a spoken estimate, least and greatest: ``三四`` is 3 to 4, ``十七八`` 17 to 18.

    Any other number is its own least and greatest.

    Raises:
        BadInput: as ``read_number``.
    """
    s = tidy(text)
    pair = _NEIGHBOURS.fullmatch(s)
    if pair is None:
        number = read_number(s)
        return number, number
    head, low, high, tail = pair.groups()
    least, greatest = read_number(head + low + tail), read_number(head + high + tail)
    if least >= greatest:  # 四三 or 三三 is a slip, no estimate
        raise _no_number(text)
    return least, greatest


def tidy(text: str) -> str:
    """Return the text as the readers compare it: harmless, half-width, without blanks.

    Raises:
        BadInput: far too long for a number.
    """
    if len(text) > 10 * _LONGEST:
        raise BadInput(_("内容太长，不是一个数字，请重新输入。"))
    return re.sub(r"\s+", "", half_width(clean(text)))


def short(text: str) -> str:
    """Cut what was typed to fit into a sentence."""
    s = clean(text, lines=False).strip()
    return s if len(s) <= 20 else s[:19] + "…"


def within(value: Decimal) -> Number:
    """Return the value as a ``Number``.

    Raises:
        BadInput: above ``LARGEST``.
    """
    if value > LARGEST:
        raise BadInput(_("数字超过一千万亿，请核对是否多输了位数。"))
    return int(value) if value == value.to_integral_value() else value.normalize()


def _no_number(text: str) -> BadInput:
    return BadInput(_("“{text}”读不出数字，请写成 3、三、1.2万 的样子。").format(text=short(text)))


def _plain(s: str) -> Decimal | None:
    if len(s) > _LONGEST:
        return None
    found = _ARABIC.fullmatch(s)
    return _chinese_whole(s) if found is None else _arabic(*found.groups())


def _arabic(whole: str, fraction: str | None, units: str) -> Decimal:
    value = Decimal(whole.replace(",", "") + (fraction or ""))
    for unit in units:
        value *= _UNITS[unit]
    return value


def _spoken(s: str) -> Decimal | None:
    """Read what only speech has: ``三点五万``, ``两个半``, ``半``, ``仨``."""
    if s.endswith("半"):
        return _and_a_half(s[:-1].removesuffix("个"))
    found = _POINT.fullmatch(s)
    return _with_point(*found.groups()) if found else _PAIRED.get(s)


def _and_a_half(whole: str) -> Decimal | None:
    value = _plain(whole) if whole else Decimal(0)
    return None if value is None else value + Decimal("0.5")


def _with_point(whole: str, digits: str, units: str) -> Decimal | None:
    before = _chinese_whole(whole)
    if before is None:
        return None
    fraction = "".join(str(_DIGITS[digit]) for digit in digits)
    return _arabic(str(before), f".{fraction}", units)


def _chinese_whole(s: str) -> Decimal | None:
    """Read a whole number: in ``一万二`` the last digit is 2000, in ``一万零二`` it is 2."""
    for name, unit in _MYRIADS.items():
        head, found, tail = s.rpartition(name)
        if found:
            before, after = _chinese_whole(head), _below(tail, unit)
            return None if before is None or after is None else before * unit + after
    return _section(s)


def _below(tail: str, unit: int) -> Decimal | None:
    if not tail:
        return Decimal(0)
    if tail in _DIGITS:
        return Decimal(_DIGITS[tail] * unit // 10)
    value = _chinese_whole(tail.removeprefix("零"))
    return value if value is not None and value < unit else None


def _section(s: str) -> Decimal | None:
    """Read what stands below 万: ``三千五`` is 3500, ``一千零一`` is 1001."""
    found = _SECTION.fullmatch(re.sub("[零〇]", "", s))
    # A zero right behind a digit (二零) spells digits out, as in a telephone number.
    if found is None or not s or _DIGIT_ZERO.search(s):
        return None
    thousands, hundreds, tens, ones = found.groups()
    value = 1000 * _DIGITS.get(thousands, 0) + 100 * _DIGITS.get(hundreds, 0)
    if tens is not None:
        value += 10 * _DIGITS.get(tens, 1)
    spoken_short = value and tens is None and s[-2:-1] not in "零〇"
    place = (10 if hundreds else 100) if spoken_short else 1
    return Decimal(value + place * _DIGITS.get(ones, 0))
