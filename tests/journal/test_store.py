"""Acts, and what each session sees of the others'."""

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from cqcmd.errors import Refusal
from cqcmd.journal import Journal
from tests.journal.conftest import START, HandClock, Note

Opened = Callable[[], Journal]


def append_then_raise(journal: Journal, error: Exception) -> None:
    with journal.act() as act:
        act.append("note", "{}", incident=None, actor="王", occurred_at=START)
        raise error


def test_an_act_is_read_back_as_it_was_written(
    journal: Journal, opened: Opened, clock: HandClock
) -> None:
    east = timezone(timedelta(hours=8))
    happened = datetime(2026, 11, 22, 13, 50, 1, 7, tzinfo=east)
    with journal.act() as act:
        entry = act.append("call", '{"a":"渝"}', incident=None, actor="李敏", occurred_at=happened)
    assert (entry.occurred_at, entry.recorded_at) == (happened, START)
    assert (entry.seq, entry.station, entry.prev) == (1, journal.station, "0" * 64)
    assert list(opened().entries()) == [entry] == list(journal.entries())


def test_entries_of_others_are_fresh_once_and_own_ones_never(
    journal: Journal, opened: Opened, note: Note
) -> None:
    other = opened()
    entry = note(journal)
    assert (other.new_entries(), other.new_entries(), journal.new_entries()) == ((entry,), (), ())


def test_an_act_sees_what_was_committed_before_its_lock(
    journal: Journal, opened: Opened, note: Note
) -> None:
    other = opened()
    first = note(journal)
    with other.act() as act:
        assert act.new_entries == (first,)
        second = act.append("note", "{}", incident=None, actor="王", occurred_at=START)
    assert (second.seq, second.prev) == (2, first.hash)
    assert other.new_entries() == ()
    assert journal.new_entries() == (second,)


def test_what_an_act_did_not_take_comes_later_also_when_it_failed(
    journal: Journal, opened: Opened, note: Note
) -> None:
    other = opened()
    first = note(journal)
    with pytest.raises(Refusal, match="已报"):
        append_then_raise(other, Refusal("李敏已报。"))
    own = note(other)
    assert other.new_entries() == (first,)
    assert journal.new_entries() == (own,)


def test_a_failed_act_leaves_nothing(journal: Journal, note: Note) -> None:
    first = note(journal)
    with pytest.raises(ZeroDivisionError):
        append_then_raise(journal, ZeroDivisionError())
    assert list(journal.entries()) == [first]
    assert note(journal).seq == 2
    assert journal.verify().ok


def test_several_entries_of_one_act_are_chained(journal: Journal, opened: Opened) -> None:
    with journal.act() as act:
        wrote = [
            act.append("note", str(n), incident=None, actor="王", occurred_at=START)
            for n in range(3)
        ]
    assert [entry.seq for entry in wrote] == [1, 2, 3]
    assert opened().new_entries() == tuple(wrote)
    assert journal.head() == (3, wrote[-1].hash)


def test_changed_tells_of_others_only(journal: Journal, opened: Opened, note: Note) -> None:
    other = opened()
    assert not other.changed()
    note(journal)
    assert (other.changed(), other.changed(), journal.changed()) == (True, False, False)


def test_reading_all_counts_as_a_look(journal: Journal, opened: Opened, note: Note) -> None:
    note(journal)
    other = opened()
    assert len(list(other.entries())) == 1
    assert other.new_entries() == ()


def test_the_order_holds_while_the_wall_clock_goes_back(
    journal: Journal, opened: Opened, clock: HandClock, note: Note
) -> None:
    other = opened()
    first = note(journal)
    clock.turn(days=-3)
    second = note(other)
    clock.turn(hours=1)
    third = note(journal)
    assert first.order < second.order < third.order
    assert list(opened().entries()) == [first, second, third]


def test_a_time_without_an_offset_is_refused_and_nothing_written(journal: Journal) -> None:
    naive = START.replace(tzinfo=None)
    with pytest.raises(ValueError, match="offset"), journal.act() as act:
        act.append("note", "{}", incident=None, actor="王", occurred_at=naive)
    assert list(journal.entries()) == []


def test_nothing_is_read_in_the_middle_of_an_act(journal: Journal) -> None:
    with journal.act() as act:
        entry = act.append("note", "{}", incident=None, actor="王", occurred_at=START)
        for read in (journal.new_entries, journal.entries, journal.head):
            with pytest.raises(RuntimeError):
                read()
    assert list(journal.entries()) == [entry]


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from cqcmd.journal import Journal
journal = Journal.open(Path(sys.argv[1]), lambda: datetime.now(UTC))
for _ in range(40):
    with journal.act() as act:
        act.append("note", "{}", incident=None, actor="王", occurred_at=datetime.now(UTC))
"""


def test_two_processes_share_one_gapless_chain(journal: Journal, note: Note) -> None:
    command = [sys.executable, "-c", WRITER, str(journal.path)]
    root = Path(__file__).parents[2]
    writers = [subprocess.Popen(command, cwd=root) for _ in range(2)]
    for _ in range(20):
        note(journal)
    assert [writer.wait(60) for writer in writers] == [0, 0]
    assert [entry.seq for entry in journal.entries()] == list(range(1, 101))
    verdict = journal.verify()
    assert (verdict.ok, verdict.entries) == (True, 100)
