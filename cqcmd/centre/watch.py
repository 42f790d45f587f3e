"""Looks after the centre beside a session: connects, brings both sides together, listens."""

import select
import socket
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import apsw
from filelock import FileLock, Timeout

from cqcmd.centre.centre import Centre
from cqcmd.centre.exchange import Exchange
from cqcmd.centre.faults import CentreAway, as_away
from cqcmd.centre.here_rows import HereRows
from cqcmd.centre.link import PATIENCE, Link, connect, in_time
from cqcmd.centre.plan_files import PlanFiles
from cqcmd.centre.statements import LISTEN
from cqcmd.centre.turn import Turn
from cqcmd.errors import BadInput, Refusal, Unwritable
from cqcmd.journal import Journal
from cqcmd.journal.chain import Row

RETRY = 1.0
"""Seconds after which it is tried again to connect."""

SOON = 0.1
"""Seconds in which more may come, that is taken in together."""

HEARTBEAT = 2.0
"""Seconds after which it is looked whether the centre is still there, and all handed over."""


class Watch:
    """A thread with a journal and a connection of its own."""

    def __init__(self, centre: Centre, path: Path, now: Callable[[], datetime]) -> None:
        self.centre, self._path, self._now = centre, path, now
        self._closing = False
        self.tried = Event()
        """Set once it was tried to reach the centre, whatever came of it."""
        self.fault: Exception | None = None
        """What went wrong with the program itself; nothing is looked after any more then."""
        self._bell, self._ear = socket.socketpair()
        self._alone = FileLock(f"{path}-watch", timeout=0, thread_local=False)
        self._thread = Thread(target=self._run, name="centre", daemon=True)

    def start(self) -> None:
        """Begin to look after the centre."""
        self._thread.start()

    def close(self) -> None:
        """Let go of the centre."""
        if self._closing:
            return
        self._closing = True
        self._bell.send(b"x")
        self._thread.join(PATIENCE)
        self._alone.release(force=True)
        if not self._thread.is_alive():  # else it waits for the centre, and ends by itself
            self._bell.close()
            self._ear.close()

    def _run(self) -> None:
        while not self._closing:
            try:
                self._stay()
            except (CentreAway, BadInput) as fault:
                self.centre.lose(fault)
            except Refusal:  # the disk, or another host that is writing: tried again soon
                pass
            except Exception as fault:  # noqa: BLE001 - raised where somebody sees it
                self.fault = fault
                return
            finally:
                self.tried.set()
            self._hear(RETRY)

    def _stay(self) -> None:
        """Stay connected until the centre goes. Raises Refusal: why it cannot be used."""
        with closing(connect(self.centre.address)) as link:
            exchange = Exchange(link)
            with closing(Journal.open(self._path, self._now)) as journal:
                bring_together(journal, exchange, lambda: self._closing)
                if self.centre.away is not None:
                    self.centre.arrive(exchange.on(connect(self.centre.address)))
                self.tried.set()
                self._listen(journal, exchange)

    def _listen(self, journal: Journal, exchange: Exchange) -> None:
        plans, due = PlanFiles(self._path.parent / "plans"), 0.0
        while not (self._closing or self.centre.wanted.is_set()):
            if self._is_first():
                if monotonic() >= due:
                    due = monotonic() + HEARTBEAT
                    with as_away(), in_time(exchange.link, PATIENCE):
                        # Again and again: whoever listens already is told nothing twice by it.
                        exchange.link.execute(LISTEN)
                        plans.exchange(exchange.link)
                # The disk, or a session that acts: it is looked once more before long.
                with suppress(Unwritable):
                    self._look(journal, exchange)
            self._wait(exchange.link)
            self._hear(SOON)

    def _look(self, journal: Journal, exchange: Exchange) -> None:
        """Take in what is new, and hand over what is left."""
        journal.partner = looking = Looking(exchange, self.centre.station)
        with journal.act():
            pass
        if looking.owes:
            journal.partner = Turn(exchange, self.centre.station)
            with journal.act():
                pass

    def _is_first(self) -> bool:
        """Whether no other session of this host does it already."""
        with suppress(Timeout, OSError):
            if not self._alone.is_locked:
                self._alone.acquire()
        return self._alone.is_locked

    def _wait(self, link: Link) -> None:
        """Wait for news, for a while; raises CentreAway where the centre does not answer."""
        with as_away():
            # What came with another answer lies here already, and rings no more.
            if list(link.notifies(timeout=0)) or self._hear(HEARTBEAT, link.fileno()):
                list(link.notifies(timeout=0))
                return
            with in_time(link, PATIENCE):
                link.execute("SELECT 1")

    def _hear(self, seconds: float, *numbers: int) -> bool:
        """Wait so long, or until there is something to read; at once where all is to end."""
        ready, _out, _odd = select.select([self._ear.fileno(), *numbers], [], [], seconds)
        return bool(ready)


def watched(address: str, journal: Journal, path: Path, now: Callable[[], datetime]) -> Watch:
    """Have an open journal act with the centre at this address, and the centre looked after."""
    centre = Centre(address, journal.station, now)
    journal.partner = centre
    watch = Watch(centre, path, now)
    watch.start()
    return watch


def bring_together(
    journal: Journal, exchange: Exchange, given_up: Callable[[], bool] = lambda: False
) -> None:
    """Take in and hand over, turn by turn, until both sides are the same.

    Raises CentreAway, CentreBusy; BadInput: the sides do not fit together.
    """
    journal.partner = Turn(exchange, journal.station)
    while not (exchange.complete or given_up()):
        with journal.act():
            pass


class Looking:
    """A partner that takes what is new without the lock, and hands nothing over."""

    in_turn = False

    def __init__(self, exchange: Exchange, station: str) -> None:
        self._exchange, self._station = exchange, station
        self.owes = False

    def join(self, link: apsw.Connection, lost: Sequence[Row]) -> Sequence[Row]:
        """Return what is new at the centre; what becomes of a lost act is for who has the lock."""
        self.owes = bool(lost)
        if lost:
            return ()
        here = HereRows(link, self._station)
        with as_away(), in_time(self._exchange.link, PATIENCE):
            new = self._exchange.news(here)
        self.owes = not new and bool(self._exchange.owed(here))
        return new

    def settle(self, link: apsw.Connection, added: Sequence[Row]) -> bool:
        """Hand over nothing."""
        del link, added
        return False

    def leave(self) -> None:
        """End the look."""
        self._exchange.reset()
