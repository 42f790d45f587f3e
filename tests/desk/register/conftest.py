"""A year of 300 calls, filled once, and a desk that looks at a copy of it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from tests.desk.register.year import END, Noted, year


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Noted]]:
    """The journal of the year, and what the clerk noted."""
    path = tmp_path_factory.mktemp("year") / "journal.db"
    return path, year(path)


@pytest.fixture
def notes(filled: tuple[Path, list[Noted]]) -> list[Noted]:
    return filled[1]


@pytest.fixture
def data(filled: tuple[Path, list[Noted]], tmp_path: Path) -> Path:
    """A data directory with a copy of it, which a test may damage."""
    place = tmp_path / "data"
    place.mkdir()
    shutil.copy(filled[0], place / "journal.db")
    return place


OpenDesk = Callable[[], Desk]


@pytest.fixture
def opened(data: Path) -> Iterator[OpenDesk]:
    """Opens the post over it, two days after the year."""
    openings: list[Opening] = []

    def another() -> Desk:
        openings.append(Opening(data, None, FixedClock(END), observing=True))
        openings[-1].read_journal()
        return openings[-1].desk

    yield another
    for opening in openings:
        opening.close()
