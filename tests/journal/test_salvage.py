"""Salvage: what can be read of a damaged journal goes over as it is, the rest is named."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from cqcmd.errors import BadInput, Unwritable
from cqcmd.incident.events.entry import Entry
from cqcmd.journal import Journal, JournalBroken
from cqcmd.journal.rescue.restore import Wish, restore
from cqcmd.journal.rescue.salvage import Salvage, salvage
from tests.journal.conftest import HandClock, Note
from tests.journal.test_restore import by_program

Opened = Callable[[], Journal]
PAGE = 4096
COUNT = 60
LONG = '"' + "长" * 2_000 + '"'
"""An entry that lies on pages of its own behind the first."""


@pytest.fixture
def whole(opened: Opened, note: Note) -> tuple[Path, list[Entry]]:
    """A journal of many pages that was closed in order, and what stands in it."""
    journal = opened()
    for number in range(COUNT):
        note(journal, LONG if number == 30 else f'"{number} {"x" * 300}"')
    entries = list(journal.entries())
    journal.close()
    return journal.path, entries


def read(path: Path, clock: HandClock, *, drill: bool = False) -> list[Entry]:
    journal = Journal.open(path, clock.now, drill=drill)
    try:
        return list(journal.entries())
    finally:
        journal.close()


def lost(report: Salvage) -> list[int]:
    return [seq for (_station, seq), _why in report.lost]


def damage(path: Path, at: int, what: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(what)


def test_of_a_whole_journal_everything_goes_over_as_it_is(
    whole: tuple[Path, list[Entry]], tmp_path: Path, clock: HandClock
) -> None:
    path, entries = whole
    before = path.read_bytes()
    report = salvage(path, tmp_path / "out.db")
    assert (report.entries, report.lost, report.altered) == (COUNT, (), ())
    assert read(tmp_path / "out.db", clock) == entries
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["journal.db"]


def test_of_a_part_of_another_stations_chain_nothing_lacks(
    opened: Opened, note: Note, tmp_path: Path, clock: HandClock
) -> None:
    other = Journal.open(tmp_path / "other" / "journal.db", clock.now)
    theirs = [Journal.as_written(note(other)) for _number in range(9)]
    other.close()
    journal = opened()
    with journal.act() as act:
        act.take_in([tuple(theirs[n].values()) for n in (2, 7)], partial=True)
        act.append("note", "{}", incident=None, actor="李敏", occurred_at=clock.now())
    journal.close()
    report = salvage(journal.path, tmp_path / "out.db")
    assert (report.entries, report.lost) == (3, ())
    again = Journal.open(tmp_path / "out.db", clock.now)
    assert again.verify().ok
    again.close()


def test_any_damaged_page_costs_only_the_entries_on_it_and_each_is_named(
    whole: tuple[Path, list[Entry]], tmp_path: Path, clock: HandClock
) -> None:
    path, entries = whole
    content = path.read_bytes()
    for page in range(len(content) // PAGE):
        path.write_bytes(content)
        damage(path, page * PAGE, bytes(random.Random(page).randbytes(PAGE)))
        before = path.read_bytes()
        out = tmp_path / f"out-{page}.db"
        report = salvage(path, out)
        assert path.read_bytes() == before
        found = read(out, clock)
        assert [entry for entry in entries if entry.seq not in lost(report)] == found
        assert len(found) == report.entries >= COUNT - 15, page
        assert sorted([*lost(report), *(entry.seq for entry in found)]) == list(
            range(1, COUNT + 1)
        ), page


def test_a_header_of_rubbish_hides_nothing(
    whole: tuple[Path, list[Entry]], tmp_path: Path, clock: HandClock
) -> None:
    path, entries = whole
    damage(path, 0, b"\xff" * 100)
    with pytest.raises(JournalBroken):
        Journal.open(path, clock.now)
    assert salvage(path, tmp_path / "out.db").entries == COUNT
    assert read(tmp_path / "out.db", clock) == entries


def test_a_file_cut_off_gives_what_is_left(
    whole: tuple[Path, list[Entry]], tmp_path: Path, clock: HandClock
) -> None:
    path, entries = whole
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2 + 100])
    report = salvage(path, tmp_path / "out.db")
    assert 0 < report.entries < COUNT
    assert all(entry in entries for entry in read(tmp_path / "out.db", clock))


def test_what_lies_in_the_log_alone_is_read_too(
    whole: tuple[Path, list[Entry]], tmp_path: Path, clock: HandClock
) -> None:
    path, entries = whole
    assert by_program("write", path.parent, 4).returncode == 0
    damage(path, 0, b"\xff" * 100)
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    report = salvage(path, tmp_path / "out.db")
    assert (report.entries, report.lost) == (COUNT + 4, ())
    assert read(tmp_path / "out.db", clock)[:COUNT] == entries
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before


def test_an_altered_entry_is_kept_and_named_one_that_makes_no_sense_is_lost(
    whole: tuple[Path, list[Entry]], tmp_path: Path, clock: HandClock
) -> None:
    path, _entries = whole
    content = path.read_bytes()
    content = content.replace(b'"7 xxx', b'"8 xxx').replace(b'"11 xxx', b"\xff11 xxx")
    path.write_bytes(content)
    report = salvage(path, tmp_path / "out.db")
    assert [seq for _station, seq in report.altered] == [8]
    assert lost(report) == [12]
    assert report.entries == COUNT - 1


def test_the_salvaged_journal_takes_the_place_with_its_gaps_told_and_goes_on(
    whole: tuple[Path, list[Entry]], tmp_path: Path, clock: HandClock, note: Note
) -> None:
    path, _entries = whole
    content = path.read_bytes()
    path.write_bytes(content.replace(b'"11 xxx', b"\xff11 xxx").replace(b'"20 xx', b"\xff20 xx"))
    report = salvage(path, tmp_path / "out.db")
    assert lost(report) == [12, 21]
    wish = Wish(source=tmp_path / "out.db", actor="李敏")
    with pytest.raises(BadInput, match="--salvaged"):
        restore(path, wish, clock.now)
    wish = Wish(source=tmp_path / "out.db", actor="李敏", salvaged=True)
    event = restore(path, wish, clock.now)
    assert (event.salvaged, event.missing) == (True, ((12, 12), (21, 21)))
    journal = Journal.open(path, clock.now)
    assert note(journal).seq == COUNT + 2
    assert len(list(journal.entries())) == COUNT
    journal.close()


def test_nothing_is_written_over_and_nothing_out_of_nothing(
    whole: tuple[Path, list[Entry]], tmp_path: Path
) -> None:
    path, _entries = whole
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(Unwritable, match="已有同名"):
        salvage(path, tmp_path / "taken")
    assert (tmp_path / "taken").read_text() == "mine"
    (tmp_path / "text").write_text("some words " * 3_000)
    (tmp_path / "empty").touch()
    for name in ("text", "empty", "nowhere", "."):
        with pytest.raises(BadInput):
            salvage(tmp_path / name, tmp_path / "out.db")
        assert not (tmp_path / "out.db").exists()


def test_a_drill_stays_a_drill(tmp_path: Path, clock: HandClock, note: Note) -> None:
    journal = Journal.open(tmp_path / "drill.db", clock.now, drill=True)
    note(journal)
    journal.close()
    salvage(tmp_path / "drill.db", tmp_path / "a.db")
    damage(tmp_path / "drill.db", 0, b"\xff" * 100)
    salvage(tmp_path / "drill.db", tmp_path / "b.db", drill=True)
    for name in ("a.db", "b.db"):
        assert len(read(tmp_path / name, clock, drill=True)) == 1


@pytest.mark.parametrize("seed", range(40))
def test_no_damage_whatever_is_more_than_a_refusal(
    whole: tuple[Path, list[Entry]], tmp_path: Path, clock: HandClock, seed: int
) -> None:
    path, entries = whole
    chance = random.Random(seed)
    content = bytearray(path.read_bytes())
    for _time in range(chance.choice((1, 10, 1_000))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    del content[chance.randrange(len(content)) :]
    path.write_bytes(content)
    try:
        report = salvage(path, tmp_path / "out.db")
    except BadInput:
        return
    altered = [seq for _station, seq in report.altered]
    known = {entry.hash for entry in entries}
    found = read(tmp_path / "out.db", clock)
    assert len(found) == report.entries
    assert all(entry.hash in known for entry in found if entry.seq not in altered)
