"""One connection to the centre, and up to where it and the journal here are the same."""

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from itertools import groupby
from operator import itemgetter

from psycopg.pq import TransactionStatus

from cqcmd.centre.here_rows import HereRows, Standing, standing_of
from cqcmd.centre.link import Link
from cqcmd.centre.statements import (
    ADD,
    IS_THERE,
    LAST,
    NUMBERED,
    NUMBERS,
    SINCE,
    STANDING,
    TAKE_LOCK,
)
from cqcmd.journal.chain import FIELDS, Row

AT_ONCE = 2_000
"""Rows taken or handed over in one turn: other hosts are to have theirs soon."""

Place = tuple[str, int]
"""A station, and the number of one of its entries."""

_id = itemgetter(FIELDS.index("id"))


class Exchange:
    """What this connection knows of both sides; called under the journal's write lock.

    Everything at the centre up to one arrival is here, and everything here up to another is
    there, but for the places that were found missing when the two sides met.
    """

    def __init__(self, link: Link) -> None:
        self.link = link
        self._taken = self._handed = 0
        self._there: set[str] = set()
        """Entries beyond either arrival that are known to be at the centre."""
        self._to_take: list[Place] = []
        self._to_hand: list[Place] = []
        self._met = False
        self._seen = 0
        """Up to where the centre was read in the act under way."""
        self._took = False
        """Whether this act takes something in, so that what is here may be undone with it."""

    def reset(self) -> None:
        """Begin another act: what the last one took in stands here by now, or is read anew."""
        self._seen, self._took = self._taken, False

    def on(self, link: Link) -> "Exchange":
        """Return the same knowledge, over another connection."""
        other = copy(self)
        other.link, other._there = link, set(self._there)
        return other

    @property
    def complete(self) -> bool:
        """Whether the two sides met, and nothing is left of what was missing then."""
        return self._met and not (self._to_take or self._to_hand)

    @property
    def in_turn(self) -> bool:
        """Whether the centre's lock is held, as far as this side knows."""
        return self.link.info.transaction_status != TransactionStatus.IDLE

    def begin(self) -> None:
        """Begin an act at the centre; a server that is well answers at once."""
        self.link.execute("BEGIN")

    def take_turn(self) -> None:
        """Take the centre's lock: nobody else writes there until `end`."""
        # Apart from what is read after: that is to see what was committed while this one waited.
        self.link.execute(TAKE_LOCK)

    def end(self, *, kept: bool) -> None:
        """Commit, or undo, what was handed over, and give up the lock."""
        self.link.execute("COMMIT" if kept else "ROLLBACK")

    # Taking

    def meet(self, here: HereRows) -> None:
        """Compare the two sides, once; what is missing on either is taken and handed in turns."""
        if self._met:
            return
        [(self._taken,)] = self.link.execute(LAST).fetchall()
        self._seen, self._handed = self._taken, here.last()
        theirs = {station: standing_of(told) for station, *told in self.link.execute(STANDING)}
        for station in _differing(theirs, here.standing()):
            there: dict[int, str] = dict(self.link.execute(NUMBERS, (station,)).fetchall())
            ours = here.numbers(station)
            # One of another content under a number that is here too is taken, and so refused.
            self._to_take += [(station, seq) for seq in there if ours.get(seq) != there[seq]]
            self._to_hand += [(station, seq) for seq in sorted(ours.keys() - there.keys())]
        self._met = True

    def news(self, here: HereRows) -> list[Row]:
        """Return what is at the centre and not here yet, some of it where it is much.

        Raises ChainForked, StationCloned, BadInput: it does not fit what is here.
        """
        self.meet(here)
        if self._to_take and self._took:
            return []  # the rest in another turn: others are not to wait for all of it
        while self._to_take:
            batch, self._to_take = self._to_take[:AT_ONCE], self._to_take[AT_ONCE:]
            if new := here.new_among(self._at(batch)):
                self._to_take = batch + self._to_take  # until they are found to be here
                self._took = True
                return new
        while rows := self._since(self._seen):
            self._there.update(_id(row) for row, _arrival in rows)
            new = here.new_among(row for row, _arrival in rows)
            if not self._took:
                self._move_on(here, rows, set(map(_id, new)))
            if new:
                self._took = True
                return new  # looked at once more when they stand here
            self._seen = rows[-1][1]
        return []

    def unseen(self) -> list[Row]:
        """Return what came to the centre that this connection was not told of."""
        return [row for row, _arrival in self._since(self._taken) if _id(row) not in self._there]

    def has(self, row: Row) -> bool:
        """Whether an entry is at the centre."""
        return bool(self.link.execute(IS_THERE, (_id(row),)).fetchall())

    def _since(self, arrival: int) -> list[tuple[Row, int]]:
        rows = self.link.execute(SINCE, (arrival, AT_ONCE)).fetchall()
        return [(tuple(row[:-1]), row[-1]) for row in rows]

    def _at(self, places: Sequence[Place]) -> Iterator[Row]:
        for station, group in groupby(places, itemgetter(0)):
            yield from self.link.execute(NUMBERED, (station, [seq for _station, seq in group]))

    # Handing over

    def owed(self, here: HereRows) -> list[Row]:
        """Return what is here and not at the centre yet, some of it where it is much."""
        rows = here.numbered(self._to_hand[:AT_ONCE])
        newer = here.since(self._handed)
        return rows + here.sound(row for _arrival, row in newer if _id(row) not in self._there)

    def _move_on(self, here: HereRows, rows: Sequence[tuple[Row, int]], new: set[str]) -> None:
        """Let both arrivals follow, as far as all before is on both sides; nothing is taken yet."""
        for arrival, row in here.since(self._handed):
            if _id(row) not in self._there and here.sound([row]):
                break
            self._handed = arrival
        for row, arrival in rows:
            if _id(row) in new:
                break
            self._taken = arrival
        self._there = {_id(row) for row, arrival in rows if arrival > self._taken}

    def hand_over(self, rows: Sequence[Row]) -> None:
        """Write rows at the centre; those that are there already stay as they are."""
        with self.link.cursor() as cursor:
            cursor.executemany(ADD, rows)

    def handed(self, rows: Iterable[Row]) -> None:
        """Take note that these rows are at the centre for good."""
        self._there.update(map(_id, rows))
        self._to_hand = self._to_hand[AT_ONCE:]


def _differing(theirs: dict[str, Standing], ours: dict[str, Standing]) -> list[str]:
    stations = sorted(theirs.keys() | ours.keys())
    return [station for station in stations if theirs.get(station) != ours.get(station)]
