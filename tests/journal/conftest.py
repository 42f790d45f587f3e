"""A journal in a folder of its own, and a clock that the test turns."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cqcmd.incident.events.entry import Entry
from cqcmd.journal import Journal

START = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)


class HandClock:
    """Stands still until turned."""

    def __init__(self) -> None:
        self.moment = START

    def now(self) -> datetime:
        return self.moment

    def turn(self, **by: float) -> None:
        self.moment += timedelta(**by)


Note = Callable[..., Entry]


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def opened(tmp_path: Path, clock: HandClock) -> Iterator[Callable[[], Journal]]:
    """Opens the same file again and again, each time as another session."""
    journals: list[Journal] = []

    def another() -> Journal:
        journals.append(Journal.open(tmp_path / "data" / "journal.db", clock.now))
        return journals[-1]

    yield another
    for journal in journals:
        journal.close()


@pytest.fixture
def journal(opened: Callable[[], Journal]) -> Journal:
    return opened()


@pytest.fixture
def note(clock: HandClock) -> Note:
    """Writes one entry in one act."""

    def write(journal: Journal, words: str = "{}") -> Entry:
        with journal.act() as act:
            return act.append(
                "note", words, incident="26-0012", actor="李敏", occurred_at=clock.now()
            )

    return write
