"""Hosts of one centre, each with a journal of its own, in one process."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from cqcmd.centre.centre import Centre
from cqcmd.centre.exchange import Exchange
from cqcmd.centre.link import connect
from cqcmd.centre.watch import Watch, bring_together
from cqcmd.incident.events.entry import Entry
from cqcmd.journal import Journal
from cqcmd.journal.transaction import Transaction


def now() -> datetime:
    return datetime.now(UTC)


class Host:
    """A host whose session acts with the centre once `join` was called."""

    def __init__(self, folder: Path, address: str) -> None:
        self.path, self.address = folder / "journal.db", address
        self.journal = Journal.open(self.path, now)
        self.centre = Centre(address, self.journal.station, now)
        self.journal.partner = self.centre
        self.watching: Watch | None = None
        self._seen = {entry.data for entry in self.journal.entries()}

    @property
    def station(self) -> str:
        return self.journal.station

    def join(self) -> None:
        """Bring both sides together, and act with the centre from now on."""
        other, exchange = Journal.open(self.path, now), Exchange(connect(self.address))
        try:
            bring_together(other, exchange)
        finally:
            other.close()
        self.centre.arrive(exchange)

    def watch(self) -> Watch:
        """Have the centre looked after as in a running program; returns once it was tried."""
        self.watching = Watch(self.centre, self.path, now)
        self.watching.start()
        assert self.watching.tried.wait(20)
        return self.watching

    def note(self, words: str = "{}") -> Entry:
        with self.journal.act() as act:
            return put(act, words)

    def claim(self, what: str) -> bool:
        """Do what only one host may do; whether this one did."""
        with self.journal.act() as act:
            self._seen.update(entry.data for entry in act.new_entries)
            if what in self._seen:
                return False
            self._seen.add(what)
            put(act, what)
            return True

    def told(self) -> list[str]:
        """What stands in the journal of this host, in the order of its numbers."""
        journal = Journal.open(self.path, now)
        try:
            return [entry.data for entry in journal.entries()]
        finally:
            journal.close()

    def close(self) -> None:
        if self.watching is not None:
            self.watching.close()
        self.centre.close()
        self.journal.close()


def put(act: Transaction, words: str) -> Entry:
    return act.append("note", words, incident=None, actor="李敏", occurred_at=now())


def until(holds: Callable[[], bool], seconds: float = 20) -> None:
    """Wait until it holds; nothing is said of how soon."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it does not come about"
        time.sleep(0.01)


def at_centre(address: str) -> list[str]:
    """What stands at the centre, in order of arrival."""
    with connect(address) as link:
        return [data for (data,) in link.execute("SELECT data FROM cqcmd.entry ORDER BY arrival")]


Makes = Callable[[str], Host]
