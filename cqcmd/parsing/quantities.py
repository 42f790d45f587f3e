"""The notation of a fact field: ``3``, ``3-5``, ``?5``, empty; people, yuan, hours, megawatts."""

import re
from decimal import Decimal

from msgspec import Struct

from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.parsing.durations import read_hours, write_hours
from cqcmd.parsing.fields import NumericKind
from cqcmd.parsing.numbers import Number, read_number, read_span, short, tidy, within
from cqcmd.patterns import regex


class Quantity(Struct, frozen=True):
    """The value of a fact field.

    Attributes:
        confirmed: what is known; ``None``: unknown.
        possible: the total that is possible, the confirmed included; ``None``: unknown.
        complete: false while something is still being typed (``3-``, ``?``, ``1.``); the values
            are then those of the part already read.
    """

    confirmed: Number | None = None
    possible: Number | None = None
    complete: bool = True


_JOIN = regex(r"[-~—–‒至到]+")
_DOUBT = regex(r"[?？]|大?约|可能|疑似|大概|最多|近")
_UNFINISHED = regex(r"[?？]|大?约|(.*)(?:[.点]|:\d?)", re.ASCII)
_BARE = regex(r"\d+(?:\.\d+)?|[一二两三四五六七八九]", re.ASCII)
_SHARED = regex(rf"(?:{_BARE.pattern})([百千万亿]*\D*)", re.ASCII)
_MEGAWATTS = regex(r"(\d+(?:\.\d+)?) ?(?:MW|兆瓦)", re.IGNORECASE)
_UNIT: dict[NumericKind, re.Pattern[str]] = {
    "people": regex(r"个?人员?|名|位|个"),
    "yuan": regex(r"元|块钱?|圆|人民币"),
    "megawatts": regex(r"MW|兆瓦|千瓦|kW", re.IGNORECASE),
}


def megawatts_in(text: str) -> str:
    """Return the first number of megawatts that a text names; empty where it names none."""
    found = _MEGAWATTS.search(text)
    return found[1] if found else ""


def read_quantity(text: str, kind: NumericKind) -> Quantity:
    """Read what a field holds so far; quick enough for each key press.

    ``3`` is confirmed (and possible), ``3-5`` three confirmed and five possible, ``?5`` and ``5?``
    possible only, empty unknown; ``0`` is a known zero. Units may stand behind a number
    (``500万元``, ``2时10分``, ``600兆瓦``); a bare number is people, yuan, hours or megawatts.

    Raises:
        BadInput: no such quantity, below zero, or confirmed above possible.
    """
    s = tidy(text)
    if not s:
        return Quantity()
    if unfinished := _UNFINISHED.fullmatch(s):
        return _so_far(unfinished[1], kind)
    parts = _JOIN.split(s)
    if not parts[0]:
        raise BadInput(_("不能小于零；只知道可能数时请输 ?5 这样的写法。"))
    if len(parts) > 2:
        raise BadInput(_("“{text}”有两个以上的数，请输 3-5 这样的写法。").format(text=short(text)))
    if len(parts) == 1:
        return _single(parts[0], kind)
    return _range(parts[0], parts[1], kind)


def read_finished(text: str, kind: NumericKind) -> Quantity:
    """Read what a field holds at the moment it is saved.

    Raises:
        BadInput: as ``read_quantity``, or the field was left half typed.
    """
    quantity = read_quantity(text, kind)
    if not quantity.complete:
        raise BadInput(_("“{text}”没有输完，请补全或删去。").format(text=short(text)))
    return quantity


def write_quantity(quantity: Quantity, kind: NumericKind) -> str:
    """Write the shortest field text that ``read_quantity`` reads as the same quantity."""
    confirmed, possible = quantity.confirmed, quantity.possible
    if possible is None:
        return "" if confirmed is None else _write(confirmed, kind)
    high = _write(possible, kind)
    if confirmed is None:
        return "?" + high
    if confirmed == possible:
        return high
    low = _write(confirmed, kind)
    # 3-5万 would be read as 30 000 to 50 000: a unit of its own keeps the 3 a 3.
    if _BARE.fullmatch(low) and not _BARE.fullmatch(high):
        low += {"people": "人", "yuan": "元", "hours": "时", "megawatts": "兆瓦"}[kind]
    return f"{low}-{high}"


def _so_far(typed: str | None, kind: NumericKind) -> Quantity:
    if not typed:
        return Quantity(complete=False)
    begun = read_quantity(typed, kind)
    return Quantity(begun.confirmed, begun.possible, complete=False)


def _single(s: str, kind: NumericKind) -> Quantity:
    doubted = _DOUBT.match(s)
    if doubted or s.endswith(("?", "？")):
        value = s[doubted.end() if doubted else 0 :].rstrip("?？")
        return Quantity(None, _value(value, kind)[1])
    if kind == "yuan" and _is_fraction(s):
        return Quantity(complete=False)
    return Quantity(*_value(s, kind))


def _is_fraction(s: str) -> bool:
    """Tell whether a sum is a fraction of a yuan: it can only be the beginning of ``1.5万``."""
    return bool(_BARE.fullmatch(s)) and "." in s and read_number(s) != int(read_number(s))


def _range(low: str, high: str, kind: NumericKind) -> Quantity:
    least = _value(low, kind)[0]
    high = high.lstrip("?？")
    if not high:
        return Quantity(least, least, complete=False)
    greatest = _value(high, kind)[1]
    # 3-5万 shares its 万, 9-1万 cannot: ninety thousand would be more than ten.
    shared = _SHARED.fullmatch(high)
    if shared and shared[1] and _BARE.fullmatch(low):
        together = _value(low + shared[1], kind)[0]
        least = together if together <= greatest else least
    if least > greatest:
        raise BadInput(
            _("确认数 {low} 大于可能数 {high}，请把确认数写在前面。").format(
                low=_write(least, kind), high=_write(greatest, kind)
            )
        )
    return Quantity(least, greatest)


def _value(s: str, kind: NumericKind) -> tuple[Number, Number]:
    if kind == "hours":
        hours = read_hours(s)
        return hours, hours
    unit = _UNIT[kind].search(s)
    number = s[: unit.start()] if unit and unit.end() == len(s) else s
    least, greatest = read_span(number)
    # The plan counts a boiler in megawatts (600 MW, 1.5), people often in kilowatts.
    if unit and unit[0].lower() in ("千瓦", "kw"):
        return within(Decimal(least) / 1000), within(Decimal(greatest) / 1000)
    if kind != "megawatts" and not (isinstance(least, int) and isinstance(greatest, int)):
        raise _not_whole(s, kind)
    return least, greatest


def _not_whole(s: str, kind: NumericKind) -> BadInput:
    if kind == "people":
        return BadInput(_("人数须是整数，请核对“{text}”。").format(text=short(s)))
    return BadInput(_("损失以整元计，请核对“{text}”；万元请写成 1.5万。").format(text=short(s)))


def _write(value: Number, kind: NumericKind) -> str:
    if kind == "hours":
        return write_hours(value)
    if kind == "yuan" and value >= 10**4:
        hundreds_of_millions = Decimal(value) / 10**8
        if hundreds_of_millions >= 1 and value % 10**4 == 0:
            return f"{hundreds_of_millions.normalize():f}亿"
        return f"{(Decimal(value) / 10**4).normalize():f}万"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
