"""An act at the centre: its lock, what is new there, what is handed over, its commit."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import apsw
from psycopg import Error

from cqcmd.centre.exchange import Exchange
from cqcmd.centre.faults import CentreBusy, as_away
from cqcmd.centre.here_rows import HereRows
from cqcmd.centre.link import PATIENCE, TURN, in_time
from cqcmd.journal.chain import Row


class Turn:
    """A partner that knows the centre alone: where that is away, the act is refused."""

    def __init__(self, exchange: Exchange, station: str) -> None:
        self.exchange = exchange
        self._station = station

    @property
    def in_turn(self) -> bool:
        """Whether the centre's lock is held."""
        return self.exchange.in_turn

    def join(self, link: apsw.Connection, lost: Sequence[Row]) -> Sequence[Row]:
        """Take the centre's lock, and return what is new there, the lost act if it is there.

        Raises CentreAway, CentreBusy; BadInput: what is there does not fit what is here.
        """
        here = HereRows(link, self._station)
        if not self.in_turn:  # else: what was new stands here by now
            self.take()
        with self.reaching(PATIENCE):
            if there := [row for row in lost if self.exchange.has(row)]:
                return there
            return self.exchange.news(here)

    def take(self) -> None:
        """Take the centre's lock. Raises CentreAway, CentreBusy."""
        # Two waits: a centre that is gone is not waited for as long as other hosts are.
        with self.reaching(PATIENCE):
            self.exchange.begin()
        with self.reaching(TURN + PATIENCE):
            self.exchange.take_turn()

    def settle(self, link: apsw.Connection, added: Sequence[Row]) -> bool:
        """Commit at the centre what is owed to it. Raises CentreAway."""
        del added
        with self.reaching(TURN):
            rows = self.exchange.owed(HereRows(link, self._station))
            if rows:
                self.exchange.hand_over(rows)
            self.exchange.end(kept=bool(rows))
        self.exchange.handed(rows)
        return bool(rows)

    def leave(self) -> None:
        """Give up the centre's lock where the act was given up."""
        self.exchange.reset()
        # A connection that broke has let go of it by itself.
        with suppress(Error):
            if self.in_turn:
                self.exchange.end(kept=False)

    @contextmanager
    def reaching(self, seconds: float) -> Iterator[None]:
        """Do something at the centre. Raises CentreAway where it takes longer, CentreBusy."""
        try:
            with as_away(), in_time(self.exchange.link, seconds):
                yield
        except CentreBusy:
            self.leave()
            raise
