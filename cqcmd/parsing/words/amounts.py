"""Numbers as they are spoken: ``5000余万``, ``二十来个``, ``七八``, ``3千五``, ``十几``."""

import re
from decimal import Decimal

from cqcmd.errors import BadInput
from cqcmd.parsing.numbers import LARGEST, read_span
from cqcmd.parsing.words.tokens import Amount
from cqcmd.patterns import regex

_HAN = "零〇一二两三四五六七八九十百千万亿"
_ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,4})?"
_TAIL = rf"(?:[十百千万亿]{{1,3}}(?:[{_HAN}\d]{{1,8}})?)?"
_SOME = "[几数]"
_PLAIN = rf"(?:{_ARABIC}{_TAIL}|[{_HAN}]{{1,14}}|[俩仨])"
NUMBER = regex(
    rf"(?:(?P<before>大约|大概|约莫|约|将近|接近|近|差不多|快|不到|不足|最多|至多|不超过)"
    rf"|(?P<least>至少|不少于|不下于?|超过|超|逾|上(?=[百千万])))?[ ]?(?:有|共)?"
    rf"(?:(?P<some>[{_HAN}\d]{{0,4}}{_SOME}[十百千万亿]{{0,2}})"
    rf"|(?P<low>{_PLAIN})(?:[-~—至到](?P<high>{_PLAIN})(?![-\d]))?"
    r"(?:个(?=[余多]?[万亿]))?(?:(?P<more>余|多)(?P<unit>[万亿千百])?|(?P<myriad>(?<=个)[万亿])|(?P<odd>来|把)(?P<round>[万亿千百])?)?)",
    re.ASCII,
)
"""A number in running text; groups say what surrounds it."""
_MYRIADS = {"万": 10**4, "亿": 10**8, "千": 1000, "百": 100}
_BELOW = ("不到", "不足")
_BARE = ("百", "千", "万", "亿")
_PIECE = regex(r"(\d+(?:\.\d+)?)([十百千万亿]*)")
_HAN_DIGITS = "零一二三四五六七八九"


def read_amount(found: re.Match[str]) -> Amount | None:
    """Return the number of a match of ``NUMBER``; ``None`` if it has no value (``几十``)."""
    if found["some"]:
        return _dozen_or_so(found["some"])
    surrounded = ("before", "least", "more", "odd")
    if found["low"] in _BARE and not any(found[name] for name in surrounded):
        return None  # 万州, 百货: part of a name
    try:
        low = found["low"]
        least, greatest = _value("一" + low if low in _BARE else low)
        if found["high"]:
            greatest = _value(found["high"])[1]
            least = _shared(low, found["high"], least, greatest)
    except BadInput:
        return None
    times = _MYRIADS.get(found["unit"] or found["round"] or found["myriad"] or "", 1)
    least, greatest = least * times, greatest * times
    if greatest < least or greatest > LARGEST:
        return None
    if found["before"] in _BELOW and not greatest % 1:
        greatest -= 1
        least = min(least, greatest)
    about = bool(found["before"] or found["odd"])
    return Amount(least, greatest, about, bool(found["more"] or found["least"]) and not about)


def _dozen_or_so(text: str) -> Amount | None:
    """Read ``十几`` as 11 to 19, ``二十几`` as 21 to 29; ``几十`` has no value."""
    head = text[:-1]
    if text[-1] not in "几" or not head:
        return None
    try:
        tens = _value(head)[0]
    except BadInput:
        return None
    if tens % 10 or not 10 <= tens <= 90:
        return None
    return Amount(tens + 1, tens + 9)


def _value(text: str) -> tuple[Decimal, Decimal]:
    least, greatest = read_span(_in_han(text))
    return Decimal(least), Decimal(greatest)


def _in_han(text: str) -> str:
    """Return ``3千五`` as ``三千五``: one notation for a number written in two."""
    if not re.search(r"\d[十百千万亿]+[\d零〇一二两三四五六七八九]", text):
        return text
    return _PIECE.sub(_spelled, text)


def _spelled(piece: re.Match[str]) -> str:
    digits, units = piece.groups()
    if len(digits) == 1:
        return _HAN_DIGITS[int(digits)] + units
    value = int(Decimal(digits))
    places = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))
    words = "".join(
        _HAN_DIGITS[value // place % 10] + name for place, name in places if value // place % 10
    )
    return words + units


def _shared(low: str, high: str, least: Decimal, greatest: Decimal) -> Decimal:
    """Give the lower end the myriads it shares with the upper: ``3-5万`` is 30 000 to 50 000."""
    unit = high[-1]
    if unit in _MYRIADS and low[-1] not in _MYRIADS and least * _MYRIADS[unit] <= greatest:
        return least * _MYRIADS[unit]
    return least
