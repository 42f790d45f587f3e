"""The rows of the journal here, as they are compared with those of the centre."""

from collections.abc import Iterable, Iterator, Sequence

import apsw
from msgspec import Struct

from cqcmd.errors import BadInput
from cqcmd.journal.chain import Row
from cqcmd.journal.foreign_rows import new_among, sound
from cqcmd.journal.rows import as_text
from cqcmd.journal.statements import BY_NUMBER, LAST_ARRIVAL, NUMBERS, RAW_SINCE, STANDING


class Standing(Struct, frozen=True):
    """How much there is of a station: places where it is equal have the same entries of it.

    ``total`` is the sum of the numbers, which tells parts of a chain apart; ``head`` the hash of
    the last entry.
    """

    count: int
    last: int
    total: int
    head: str


class HereRows:
    """Reads through the connection of an act."""

    def __init__(self, link: apsw.Connection, station: str) -> None:
        self._link = link
        self._station = station

    def standing(self) -> dict[str, Standing]:
        """Return how much there is of each station."""
        rows = self._link.execute(STANDING)
        return {str(station): standing_of(told) for station, *told in rows}

    def numbers(self, station: str) -> dict[int, str]:
        """Return the hashes of a station's entries by number."""
        return {int(seq): str(mark) for seq, mark in self._link.execute(NUMBERS, (station,))}

    def numbered(self, places: Iterable[tuple[str, int]]) -> list[Row]:
        """Return the entries of these stations and numbers; damaged ones are left out."""
        found = (self._link.execute(BY_NUMBER, place) for place in places)
        return self.sound(as_told(row) for rows in found for row in rows)

    def last(self) -> int:
        """Return the arrival of the last row."""
        [(arrival,)] = self._link.execute(LAST_ARRIVAL)
        return int(arrival or 0)

    def since(self, arrival: int) -> Iterator[tuple[int, Row]]:
        """Yield what arrived after, and when, damaged rows too."""
        for *row, at in self._link.execute(RAW_SINCE, (arrival,)):
            yield int(at), as_told(row)

    @staticmethod
    def sound(rows: Iterable[Row]) -> list[Row]:
        """Return those that are what was written; damaged ones stay where they are."""
        return [row for row in rows if _is_sound(row)]

    def new_among(self, rows: Iterable[Row]) -> list[Row]:
        """Return those that are not here yet.

        Raises ChainForked, StationCloned; BadInput: a row is not what was written.
        """
        return new_among(self._link, self._station, sound(rows), partial=True)[0]


def standing_of(told: Sequence[object]) -> Standing:
    """Return how much there is of a station, as either side tells it."""
    count, last, total, head = told
    return Standing(int(str(count)), int(str(last)), int(str(total)), str(head))


def as_told(row: Iterable[object]) -> Row:
    """Return a row that was read as bytes as it is handed over."""
    return tuple(map(as_text, row))


def _is_sound(row: Row) -> bool:
    try:
        sound([row])
    except BadInput:
        return False
    return True
