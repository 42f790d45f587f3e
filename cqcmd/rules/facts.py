"""Facts as grading reads them: two numbers a fact, what is confirmed and what is possible."""

from decimal import Decimal
from typing import Any

from msgspec import Struct

from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.rules.rows import Fact

Number = int | Decimal

LARGEST = 10**15
LONGEST = 400
"""Digits before or after the point beyond which a number is refused rather than computed with."""


class Amount(Struct, frozen=True):
    """A fact's value. ``None``: nothing is known; ``possible`` includes what is confirmed."""

    confirmed: Number | None = None
    possible: Number | None = None


BLANK = Amount()
YES = Amount(1, 1)
NO = Amount(0, 0)
PERHAPS = Amount(0, 1)
"""A flag that is possible: it counts for the possible grade alone (docs/decisions/001, 3)."""


class FactSet(Struct, frozen=True):
    """Checked facts of one accident, in the slots of a `Grader`.

    A blank holds 0, or what the plan says a blank stands for; ``known`` keeps the confirmed value
    as it was entered, ``None`` where nothing was.
    """

    equipment: str | None
    confirmed: tuple[Number, ...]
    possible: tuple[Number, ...]
    known: tuple[Number | None, ...]


def read_amount(fact: Fact, value: Any) -> Amount:
    """Read the amount that a program wrote: a number, ``[confirmed, possible]``, a flag, or null.

    Raises:
        BadInput: it is none of these, out of range, or confirmed above possible.
    """
    if value is None:
        return BLANK
    if fact.kind == "flag":
        return _read_flag(fact, value)
    if isinstance(value, list):
        return _read_pair(fact, value)
    number = _read_number(fact, value)
    return Amount(number, number)


def _read_flag(fact: Fact, value: Any) -> Amount:
    if value is True:
        return YES
    if value is False:
        return NO
    if value == "possible":
        return PERHAPS
    raise BadInput(_('{fact} 只能是 true、false、null 或 "possible"。').format(fact=fact.code))


def _read_pair(fact: Fact, value: list[Any]) -> Amount:
    if len(value) != 2:
        raise BadInput(_("{fact} 的列表须正好是两个数：[已确认, 可能]。").format(fact=fact.code))
    confirmed, possible = _read_number(fact, value[0]), _read_number(fact, value[1])
    if confirmed > possible:
        raise BadInput(_("{fact} 的已确认数大于可能数。").format(fact=fact.code))
    return Amount(confirmed, possible)


def _read_number(fact: Fact, value: Any) -> Number:
    # The exact type: True is an int to isinstance, and a float has lost digits already.
    kind = type(value)
    if kind is int:
        number: Number = value
    elif kind is Decimal:
        number = _plain_decimal(fact, value)
    else:
        raise BadInput(_("{fact} 须是数字。").format(fact=fact.code))
    if not 0 <= number <= LARGEST:
        raise BadInput(_("{fact} 须在 0 到 1e15 之间。").format(fact=fact.code))
    if fact.kind in ("people", "yuan") and kind is Decimal:
        if number != int(number):
            raise BadInput(_("{fact} 须是整数。").format(fact=fact.code))
        return int(number)
    return number


def _plain_decimal(fact: Fact, value: Decimal) -> Decimal:
    # Infinity and NaN have a letter for an exponent; 1e999999 is short to write, endless to add.
    shape = value.as_tuple()
    if not isinstance(shape.exponent, int):
        raise BadInput(_("{fact} 须是数字。").format(fact=fact.code))
    if len(shape.digits) > LONGEST or abs(shape.exponent) > LONGEST:
        raise BadInput(_("{fact} 的数字过长。").format(fact=fact.code))
    return value
