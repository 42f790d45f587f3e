"""In which order incidents stand while somebody moves the cursor among them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from cqcmd.views import BoardRow

STEADY = timedelta(seconds=10)
"""How long after the cursor was moved the lines keep their places."""


class SteadyOrder:
    """No line jumps under a cursor that is being moved (docs/guide.md).

    Within `STEADY` of a move incidents keep their order, and a new one comes no higher than right
    below the cursor. After that, and whenever the board is entered, they stand by what is at stake.
    """

    def __init__(self) -> None:
        self._order: dict[str, int] = {}
        self._moved: datetime | None = None

    def moved(self, now: datetime) -> None:
        """Note that the officer moved the cursor."""
        self._moved = now

    def enter(self) -> None:
        """Take the order as it is by now."""
        self._moved = None

    def steady(self, now: datetime) -> bool:
        """Tell whether lines keep their places."""
        return self._moved is not None and timedelta() <= now - self._moved < STEADY

    def of(self, rows: Sequence[BoardRow], here: str, now: datetime) -> list[BoardRow]:
        """Return the rows in the order in which they stand; ``here`` is under the cursor."""
        found = list(rows)
        if self.steady(now):
            found = self._held(found, here)
        self._order = {row.ident: place for place, row in enumerate(found)}
        return found

    def _held(self, rows: list[BoardRow], here: str) -> list[BoardRow]:
        """Return those that stood there as they stood; the new ones below the cursor."""
        ranks = {row.ident: rank for rank, row in enumerate(rows)}
        sections = list(dict.fromkeys(row.section for row in rows))
        known = [row for row in rows if row.ident in self._order]
        known.sort(key=lambda row: (sections.index(row.section), self._order[row.ident]))
        for row in (row for row in rows if row.ident not in self._order):
            known.insert(_place_of(row, known, ranks, here), row)
        return known


def _place_of(row: BoardRow, known: list[BoardRow], ranks: dict[str, int], here: str) -> int:
    """Return where a new row goes: before the first that it outranks, yet below the cursor."""
    own = [place for place, other in enumerate(known) if other.section == row.section]
    first = next((place for place in own if ranks[known[place].ident] > ranks[row.ident]), None)
    place = first if first is not None else own[-1] + 1 if own else _section_end(row, known, ranks)
    cursor = next((place for place, other in enumerate(known) if other.ident == here), -1)
    return max(place, cursor + 1) if cursor in own else place


def _section_end(row: BoardRow, known: list[BoardRow], ranks: dict[str, int]) -> int:
    """Return where a section that had no row begins."""
    return sum(ranks[other.ident] < ranks[row.ident] for other in known)
