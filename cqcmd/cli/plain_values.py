"""What the quick line found, written for programs: no units, times with their offset."""

from datetime import datetime
from decimal import Decimal

from cqcmd.clock import iso_local, local
from cqcmd.parsing.numbers import Number
from cqcmd.parsing.quantities import read_finished
from cqcmd.rules.rows import FactKind

_PLACES = Decimal("0.0001")
"""Of an hour: less than half a second."""


def plain_value(value: str, field: str, kind: FactKind | None, now: datetime) -> str:
    """Write the value of a field without units.

    Args:
        kind: of the plan's fact; ``None`` for what is no fact of it (place, caller, times).
        now: the moment of the reading; what was found is a time of the same clocks.
    """
    if field in ("occurred_at", "received_at"):
        here = datetime.fromisoformat(value).replace(tzinfo=local(now).tzinfo)
        return iso_local(here)
    if kind in ("people", "yuan", "hours", "megawatts"):
        amount = read_finished(value, kind)
        return _amount(amount.confirmed, amount.possible, kind)
    return value


def _amount(confirmed: Number | None, possible: Number | None, kind: FactKind) -> str:
    high = "" if possible is None else _plain(possible, kind)
    if confirmed is None:
        return f"?{high}"
    low = _plain(confirmed, kind)
    return low if low == high else f"{low}-{high}"


def _plain(number: Number, kind: FactKind) -> str:
    exact = Decimal(number)
    # Ten minutes have no end as a decimal of an hour.
    shown = exact.quantize(_PLACES) if kind == "hours" else exact
    return f"{shown.normalize():f}"
