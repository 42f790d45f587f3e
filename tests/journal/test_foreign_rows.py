"""Rows of other stations are taken in as they are, or refused by name with all that came along."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from cqcmd.errors import BadInput
from cqcmd.journal import Journal
from cqcmd.journal.chain import FIELDS, Row, digest
from cqcmd.journal.foreign_rows import ChainForked, StationCloned, TakenIn
from tests.journal.conftest import START, HandClock, Note

NAMES = ", ".join(f'"{name}"' for name in FIELDS)
Posts = Callable[[str], Journal]


@pytest.fixture
def posts(tmp_path: Path, clock: HandClock) -> Iterator[Posts]:
    """Opens the journal of a station of its own by name."""
    journals: list[Journal] = []

    def another(name: str) -> Journal:
        journals.append(Journal.open(tmp_path / name / "journal.db", clock.now))
        return journals[-1]

    yield another
    for journal in journals:
        journal.close()


def rows_of(journal: Journal) -> list[Row]:
    with closing(sqlite3.connect(journal.path)) as driver:
        return driver.execute(f"SELECT {NAMES} FROM entry ORDER BY arrival").fetchall()


def take(journal: Journal, rows: list[Row], *, partial: bool = False) -> TakenIn:
    with journal.act() as act:
        taken = act.take_in(rows, partial=partial)
        act.append("note", "{}", incident=None, actor="李敏", occurred_at=START)
    return taken


def forged(row: Row, **values: object) -> Row:
    """The row with other values and the hash that fits them."""
    fields = dict(zip(FIELDS, row, strict=True)) | values
    changed = tuple(fields[name] for name in FIELDS)
    return (*changed[:-1], digest(changed))  # type: ignore[arg-type]


@pytest.fixture
def theirs(posts: Posts, note: Note) -> list[Row]:
    other = posts("them")
    for number in range(1, 6):
        note(other, f'{{"number":{number}}}')
    return rows_of(other)


def test_they_stand_there_as_they_were_written_and_no_doubling(
    journal: Journal, theirs: list[Row], note: Note
) -> None:
    note(journal)
    taken = take(journal, theirs)
    assert [entry.seq for entry in taken.entries] == [1, 2, 3, 4, 5]
    again = take(journal, theirs)
    assert (again.entries, again.known) == ((), 5)
    assert [row for row in rows_of(journal) if row[2] != journal.station] == theirs
    assert journal.verify().ok


def test_any_order_of_arrival_will_do(journal: Journal, theirs: list[Row]) -> None:
    shuffled = theirs * 2
    random.Random(3).shuffle(shuffled)
    assert len(take(journal, shuffled).entries) == 5
    assert journal.verify().ok


def test_what_is_written_after_sorts_behind_what_came(
    journal: Journal, posts: Posts, note: Note, clock: HandClock
) -> None:
    other = posts("ahead")
    clock.turn(hours=9)
    last = note(other)
    clock.turn(hours=-9)
    take(journal, rows_of(other))
    assert note(journal).order > last.order


def test_another_session_reads_them_and_its_own_chain_goes_on(
    opened: Callable[[], Journal], theirs: list[Row], note: Note
) -> None:
    one, two = opened(), opened()
    note(two)
    one.new_entries()
    take(one, theirs)
    assert len(two.new_entries()) == 6
    assert note(two).seq == 3
    assert two.verify().ok


def test_an_act_that_is_given_up_leaves_nothing(
    journal: Journal, theirs: list[Row], note: Note
) -> None:
    with suppress(ZeroDivisionError), journal.act() as act:
        act.take_in(theirs)
        raise ZeroDivisionError
    assert rows_of(journal) == []
    assert note(journal).seq == 1


@pytest.mark.parametrize("name", [name for name in FIELDS if name != "hash"])
def test_a_changed_field_is_named_by_station_and_number(
    journal: Journal, theirs: list[Row], name: str
) -> None:
    place = FIELDS.index(name)
    bad: list[Any] = list(theirs[2])
    bad[place] = {"seq": 9, "order": "0" * 15 + "1-zz"}.get(name, "260099")
    if name.endswith("_at"):
        bad[place] = "2026-11-22T06:06:00.000000Z"
    with pytest.raises(BadInput, match=r"被改过") as refusal:
        take(journal, [*theirs[:2], tuple(bad), *theirs[3:]])
    assert str(theirs[2][2]) in str(refusal.value) or name == "station"
    assert rows_of(journal) == []


@pytest.mark.parametrize(
    "row",
    [(), ("x",) * 12, (None,) * 12, ("x",) * 13],
    ids=["empty", "text", "nothing", "longer"],
)
def test_what_is_no_entry_is_refused(journal: Journal, row: Row) -> None:
    with pytest.raises(BadInput, match="没有并入"):
        take(journal, [row])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("station", "../x"),
        ("id", "a b"),
        ("incident", "\x1b[2J"),
        ("occurred_at", "2026-11-22T14:05:00+08:00"),
        ("recorded_at", "9999-01-01T00:00:00.000000Z"),
        ("order", "f" * 16 + "-a"),
        ("seq", -1),
        ("kind", "note\x1b"),
        ("actor", "李敏\u202e"),
        ("data", '{"text":"\x7f"}'),
        ("data", '{"text":"\\u001b[2J"}'),
        ("data", '{"\\u0007":1}'),
        ("data", '{"text":"\\ud800"}'),
    ],
)
def test_a_hash_that_fits_makes_no_nonsense_sound(
    journal: Journal, theirs: list[Row], name: str, value: object
) -> None:
    with pytest.raises(BadInput, match=r"没有并入|未采用"):
        take(journal, [forged(theirs[0], **{name: value})], partial=True)
    assert rows_of(journal) == []


@pytest.mark.parametrize("data", ['{"text":"C:\\\\u001b"}', '{"text":"一\\n二\\u4e00"}'])
def test_what_only_looks_like_a_control_is_taken(
    journal: Journal, theirs: list[Row], data: str
) -> None:
    assert len(take(journal, [forged(theirs[0], data=data)], partial=True).entries) == 1


def test_an_entry_written_anew_is_a_forked_chain(journal: Journal, theirs: list[Row]) -> None:
    take(journal, theirs[:3])
    with pytest.raises(ChainForked, match="第 3 条") as refusal:
        take(journal, [forged(theirs[2], data='{"number":33}')])
    assert (refusal.value.station, refusal.value.seq) == (theirs[0][2], 3)


def test_a_chain_that_goes_on_from_another_entry_is_forked(
    journal: Journal, theirs: list[Row]
) -> None:
    take(journal, theirs[:3])
    with pytest.raises(ChainForked, match="第 4 条"):
        take(journal, [forged(theirs[3], prev="0" * 64)])


def test_a_gap_is_taken_only_where_a_part_is_said_to_come(
    journal: Journal, theirs: list[Row]
) -> None:
    with pytest.raises(BadInput, match="第 3 条前面缺条目"):
        take(journal, theirs[2:])
    assert len(take(journal, [theirs[1], theirs[3]], partial=True).entries) == 2
    verdict = journal.verify()
    assert (verdict.ok, verdict.partial) == (True, {theirs[0][2]: 2})
    with pytest.raises(ChainForked, match="第 3 条"):
        take(journal, [forged(theirs[2], data='{"number":33}')], partial=True)
    assert len(take(journal, theirs).entries) == 3
    assert journal.verify().partial == {}


def test_a_gap_in_our_own_chain_is_a_fault(journal: Journal, note: Note) -> None:
    note(journal), note(journal)
    with closing(sqlite3.connect(journal.path)) as driver, driver:
        driver.execute("DROP TRIGGER entry_stays")
        driver.execute("DELETE FROM entry WHERE seq = 1")
    assert "应有第 1 条" in journal.verify().fault


def test_a_cloned_disk_is_told_apart_from_ours(
    journal: Journal, note: Note, tmp_path: Path, clock: HandClock
) -> None:
    note(journal)
    with closing(sqlite3.connect(journal.path)) as driver:
        driver.execute("VACUUM INTO ?", (str(tmp_path / "clone.db"),))
    with closing(Journal.open(tmp_path / "clone.db", clock.now)) as clone:
        note(clone, '{"here":"there"}')
        rows = rows_of(clone)
    with pytest.raises(StationCloned, match="第 2 条，这里没有"):
        take(journal, rows)
    note(journal, '{"here":"here"}')
    with pytest.raises(StationCloned):
        take(journal, rows)


def test_our_own_rows_come_back_without_a_word(journal: Journal, note: Note) -> None:
    note(journal), note(journal)
    assert take(journal, rows_of(journal)).known == 2


def test_an_id_that_another_entry_has_is_refused(
    journal: Journal, theirs: list[Row], note: Note
) -> None:
    ours = note(journal)
    with pytest.raises(BadInput, match="编号相同"):
        take(journal, [forged(theirs[0], id=ours.id)])
    assert len(rows_of(journal)) == 1


def test_nothing_takes_the_place_of_an_entry_of_another_station(
    journal: Journal, theirs: list[Row]
) -> None:
    take(journal, theirs)
    values = ", ".join("?" * len(FIELDS))
    with (
        closing(sqlite3.connect(journal.path)) as driver,
        pytest.raises(sqlite3.IntegrityError, match="follows"),
    ):
        driver.execute(
            f"INSERT OR REPLACE INTO entry ({NAMES}) VALUES ({values})",
            forged(theirs[0], id="another"),
        )
