"""The rows of a journal as a partner compares them with its own."""

from collections.abc import Iterable, Iterator, Sequence

import apsw
from msgspec import Struct

from cqcmd.errors import BadInput
from cqcmd.journal.chain import Row
from cqcmd.journal.foreign_rows import new_among, sound
from cqcmd.journal.rows import as_text
from cqcmd.journal.statements import BY_NUMBER, LAST_ARRIVAL, NUMBERS, RAW_SINCE, STANDING


class Standing(Struct, frozen=True):
    """How much there is of a station: two places with equal ones have the same entries of it.

    ``total`` is the sum of the numbers, which tells parts of a chain apart.
    """

    count: int
    last: int
    total: int


class HereRows:
    """Reads through the connection of an act."""

    def __init__(self, link: apsw.Connection, station: str) -> None:
        self.station = station
        self._link = link

    def standing(self) -> dict[str, Standing]:
        """Return how much there is of each station."""
        rows = self._link.execute(STANDING)
        return {str(station): Standing(*map(int, told)) for station, *told in rows}

    def numbers(self, station: str) -> set[int]:
        """Return the numbers of a station's entries."""
        return {int(seq) for (seq,) in self._link.execute(NUMBERS, (station,))}

    def numbered(self, station: str, numbers: Iterable[int]) -> list[Row]:
        """Return a station's entries of these numbers; damaged ones are left out."""
        found = (self._link.execute(BY_NUMBER, (station, number)) for number in numbers)
        return list(_sound(row for rows in found for row in rows))

    def last(self) -> int:
        """Return the arrival of the last row."""
        [(arrival,)] = self._link.execute(LAST_ARRIVAL)
        return int(arrival or 0)

    def since(self, arrival: int) -> list[Row]:
        """Return what arrived after; damaged rows are left out: they stay where they are."""
        return list(_sound(row[:-1] for row in self._link.execute(RAW_SINCE, (arrival,))))

    def new_among(self, rows: Iterable[Row], lost: Sequence[Row]) -> list[Row]:
        """Return those that are not here yet; of this station only what it ``lost`` may be new.

        Raises ChainForked, StationCloned; BadInput: a row is not what was written.
        """
        found = list(rows)
        back = [row for row in lost if row in found]
        others = sound(row for row in found if row not in back)
        new, _taken = new_among(self._link, self.station, others, partial=True)
        return [*back, *new]


def _sound(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        told = tuple(map(as_text, row))
        try:
            sound([told])
        except BadInput:
            continue
        yield told
