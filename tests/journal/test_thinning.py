"""Copies made by themselves are thinned out by rule, and the last good one never goes."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqcmd.journal.copies.head_note import HeadNote, beside, digest_of, written
from cqcmd.journal.copies.shelf import Shelf, remove
from cqcmd.journal.copies.thinning import DAYS, HOURS, superfluous
from cqcmd.journal.copies.upkeep import thin
from tests.journal.conftest import START

moments = st.lists(
    st.integers(0, 120 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes)),
    unique=True,
    max_size=200,
).map(sorted)


def named(made: list[datetime]) -> list[tuple[datetime, datetime]]:
    return [(moment, moment) for moment in made]


def rest(made: list[datetime]) -> list[datetime]:
    gone = set(superfluous(named(made)))
    return [moment for moment in made if moment not in gone]


@given(moments)
def test_what_stays_is_bounded_and_the_newest_is_of_it(made: list[datetime]) -> None:
    kept = rest(made)
    assert len(kept) <= HOURS + DAYS
    assert kept[-1:] == made[-1:]
    assert rest(kept) == kept


@given(moments)
def test_each_of_the_newest_hours_and_days_keeps_its_newest(made: list[datetime]) -> None:
    kept = rest(made)
    hours = sorted({moment.replace(minute=0, second=0, microsecond=0) for moment in made})
    for hour in hours[-HOURS:]:
        of_it = [moment for moment in made if hour <= moment < hour + timedelta(hours=1)]
        assert of_it[-1] in kept
    days = sorted({moment.date() for moment in made})
    for day in days[-DAYS:]:
        assert [moment for moment in made if moment.date() == day][-1] in kept


@given(moments)
def test_what_goes_has_a_later_one_of_its_hour_or_is_old(made: list[datetime]) -> None:
    newest_hours = sorted({(moment.date(), moment.hour) for moment in made})[-HOURS:]
    for gone in superfluous(named(made)):
        hour = gone.date(), gone.hour
        later = any((one.date(), one.hour) == hour and one > gone for one in made)
        assert later or hour < newest_hours[0]


# On the disk

STATION = "3f9ac1d2e4b5"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path, STATION)


def copy(shelf: Shelf, seq: int, minutes: int, *, whole: bool = True) -> Path:
    made = START + timedelta(minutes=minutes)
    path = shelf.folder / f"{shelf.name(made, by_itself=True)}.db"
    path.write_bytes(b"%d" % seq)
    note = HeadNote(
        station=STATION, seq=seq, hash="a" * 64, entries=seq, at=made, sha256=digest_of(path)
    )
    beside(path).write_bytes(written(note))
    if not whole:
        path.write_bytes(b"rotten")
    return path


def test_copies_of_one_hour_are_thinned_to_the_newest(shelf: Shelf) -> None:
    made = [copy(shelf, seq, seq) for seq in range(5)]
    thin(shelf, made[0])
    assert sorted(shelf.folder.iterdir()) == sorted([made[-1], beside(made[-1])])


def test_the_newest_is_the_one_that_holds_most_whatever_the_clock_said(shelf: Shelf) -> None:
    before, after = copy(shelf, 1, 20), copy(shelf, 2, 10)
    thin(shelf, before)
    assert not before.exists()
    assert after.exists()


def test_only_this_stations_own_are_thinned(shelf: Shelf) -> None:
    by_hand = shelf.folder / f"{shelf.name(START)}.db"
    foreign = shelf.folder / f"{Shelf(shelf.folder, 'ffffffffffff').name(START, by_itself=True)}.db"
    for path in (by_hand, foreign):
        path.write_bytes(b"x")
    for seq in range(3):
        copy(shelf, seq, seq)
    thin(shelf, by_hand)
    assert by_hand.exists()
    assert foreign.exists()


def test_the_only_good_one_never_goes(shelf: Shelf) -> None:
    good = copy(shelf, 1, 1)
    rotten = copy(shelf, 2, 2, whole=False)
    thin(shelf, good)
    assert good.exists()
    remove(rotten)
    thin(shelf, good)
    assert good.exists()


def test_a_disk_that_is_nearly_full_keeps_fewer(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [copy(shelf, seq, 60 * seq) for seq in range(6)]
    (shelf.folder / "journal.db").write_bytes(b"1")

    def room(_folder: Path) -> object:
        free = 2 * (len(shelf.by_itself()) <= 3)
        return type("Usage", (), {"free": free})

    monkeypatch.setattr(shutil, "disk_usage", room)
    thin(shelf, shelf.folder / "journal.db")
    assert [path for path, _made in shelf.by_itself()] == made[-3:]
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: type("Usage", (), {"free": 0}))
    thin(shelf, shelf.folder / "journal.db")
    assert [path for path, _made in shelf.by_itself()] == made[-1:]


def test_a_disk_that_refuses_is_left_as_it_is(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [copy(shelf, seq, seq) for seq in range(3)]

    def refuses(*_: object, **__: object) -> None:
        raise OSError(5, "")

    monkeypatch.setattr(Path, "unlink", refuses)
    thin(shelf, made[0])
    assert [path for path, _made in shelf.by_itself()] == made
