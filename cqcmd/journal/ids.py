"""Names and places for entries: UUIDs that sort by time, and a hybrid logical clock."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from cqcmd import chance
from cqcmd.errors import BadInput
from cqcmd.i18n import _

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_ORDER = re.compile(r"([0-9a-f]{16})-([0-9a-z]+)")
_LAST_TICK = 253_402_300_800_000 << 16
"""The end of the year 9999; an order beyond it would leave no room to go on."""


def milliseconds(moment: datetime) -> int:
    """Whole milliseconds since 1970."""
    return (moment - _EPOCH) // _MILLISECOND


class IdMaker:
    """UUIDs of version 7, each greater than the one before, whatever the wall clock does."""

    def __init__(self, random_bits: Callable[[int], int] = chance.bits) -> None:
        """``random_bits`` gives a whole number of so many random bits."""
        self._random_bits = random_bits
        self._last = 0

    def make(self, moment: datetime) -> str:
        """Return the next id, made at ``moment``."""
        # Eleven random bits for a field of twelve: the one that is left lets ids of one millisecond
        # count on without running into the next.
        fresh = milliseconds(moment) << 12 | self._random_bits(11)
        self._last = max(fresh, self._last + 1)
        value = (self._last >> 12) << 80 | (self._last & 0xFFF) << 64 | self._random_bits(62)
        return str(UUID(int=value | 0x7 << 76 | 0x2 << 62))


class LogicalClock:
    """Places in the common order: milliseconds, a counter, the station; never going back.

    An order made after another was absorbed sorts after it, whatever the wall clocks said.
    """

    def __init__(self, station: str) -> None:
        """``station`` stands at the end of every order made, so no two stations make the same."""
        self._station = station
        self._last = 0

    def make(self, moment: datetime) -> str:
        """Return the next order, made at ``moment``."""
        self._last = max(milliseconds(moment) << 16, self._last + 1)
        return f"{self._last:016x}-{self._station}"

    def absorb(self, order: str) -> None:
        """Make every order from here on sort after ``order``, of any station."""
        self._last = max(self._last, ticks(order))


def ticks(order: str) -> int:
    """Return the number in an order; refuses a text that is none, or one beyond the year 9999."""
    found = _ORDER.fullmatch(order)
    if not found or (number := int(found[1], 16)) >= _LAST_TICK:
        raise BadInput(_("条目的先后次序 {order} 不成立，未采用。").format(order=order[:40]))
    return number
