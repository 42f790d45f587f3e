"""One bad entry does not shut the journal: it stands in its place, and the rest goes on."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from cqcmd.incident import events
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.ledger import Ledger
from cqcmd.journal import Journal, JournalBroken, ReadOnlyJournal
from tests.journal.conftest import HandClock, Note
from tests.journal.test_chain import tamper

Opened = Callable[[], Journal]

ROWS = {
    "no text": "data = CAST(X'7B22C3287D' AS TEXT)",
    "bytes that are no text": "data = X'FFFE'",
    "no kind that is text": "kind = CAST(X'FF' AS TEXT)",
    "no id that is text": "id = CAST(X'FFFE' AS TEXT)",
    "no station that is text": "station = CAST(X'FFFE' AS TEXT)",
    "no time": "occurred_at = '昨天'",
    "no time at all": "occurred_at = '昨天', recorded_at = ''",
    "a time without an offset": "recorded_at = '2026-11-22T06:05:00'",
    "the end of the calendar": "occurred_at = '9999-12-31T23:59:59Z'",
    "its beginning": "recorded_at = '0001-01-01T00:00:00Z'",
    "an order beyond all": "\"order\" = 'zz'",
    "an order before all": "\"order\" = '!'",
    "an order after the year 9999": "\"order\" = 'ffffffffffffffff-a'",
    "a number that is none": "seq = 'x'",
}
CONTENTS = {
    "no JSON": "data = '{\"te'",
    "another shape": "data = '{\"text\":7}'",
    "empty": "data = ''",
    "a kind of a newer version": "kind = 'weather'",
    "deep nesting": f"data = '{'[' * 5000}'",
}


@pytest.fixture
def chained(journal: Journal, note: Note) -> Journal:
    for number in range(1, 6):
        note(journal, f'{{"text":"第{number}条"}}')
    return journal


def damage(journal: Journal, what: str) -> None:
    tamper(journal, f"UPDATE entry SET {what} WHERE arrival = 3")


def folded(journal: Journal) -> Ledger:
    ledger = Ledger(journal.station)
    ledger.absorb(journal.entries())
    return ledger


def event_of(entry: Entry) -> events.Unreadable:
    return events.read(events.Unreadable, entry)


@pytest.mark.parametrize("what", ROWS.values(), ids=ROWS)
def test_a_bad_row_stands_in_its_place_and_the_rest_goes_on(
    chained: Journal, opened: Opened, note: Note, what: str
) -> None:
    damage(chained, what)
    again = opened()
    found = list(again.entries())
    assert [entry.kind == "unreadable" for entry in found] == [False, False, True, False, False]
    written = note(again)
    assert (written.seq, written.prev) == (6, found[-1].hash)
    assert written.order > found[-1].order
    assert len(list(opened().entries())) == 6


@pytest.mark.parametrize("what", CONTENTS.values(), ids=CONTENTS)
def test_content_that_cannot_be_read_is_folded_as_absent(
    chained: Journal, opened: Opened, what: str
) -> None:
    damage(chained, what)
    [incident] = folded(opened()).incidents.values()
    assert [entry.kind for entry in incident.entries].count("unreadable") == 1
    [(entry, event)] = incident.unreadable
    assert (entry.seq, event.why) == (3, "newer" if "weather" in what else "content")


def test_its_time_is_told_if_that_can_be_read(chained: Journal, opened: Opened) -> None:
    before = list(chained.entries())
    damage(chained, "occurred_at = '昨天'")
    here = list(opened().entries())[2]
    assert (here.occurred_at, event_of(here).timeless) == (before[2].recorded_at, False)
    damage_again(chained, "recorded_at = '前天'")
    here = list(opened().entries())[2]
    assert (here.occurred_at, event_of(here).timeless) == (before[1].recorded_at, True)


def damage_again(journal: Journal, what: str) -> None:
    with closing(sqlite3.connect(journal.path)) as driver, driver:
        driver.execute(f"UPDATE entry SET {what} WHERE arrival = 3")


def test_a_call_that_cannot_be_read_keeps_its_number(clock: HandClock, opened: Opened) -> None:
    journal = opened()
    event = events.Opened(number="26-0041", org="o", plan="p", plan_digest="d")
    with journal.act() as act:
        act.append(
            "opened", events.encode(event), incident="x", actor="李敏", occurred_at=clock.now()
        )
    tamper(journal, "UPDATE entry SET data = replace(data, '\"org\"', '\"0rg\"')")
    ledger = folded(opened())
    assert ledger.incidents["x"].number == "26-0041"
    assert ledger.next_number(2026) == "26-0042"


def test_nothing_is_read_of_what_strikes_an_entry_and_cannot_be_read(
    clock: HandClock, opened: Opened, note: Note
) -> None:
    journal = opened()
    struck = note(journal, '{"text":"一"}')
    event = events.encode(events.Struck(entry=struck.id, reason="误按"))
    with journal.act() as act:
        act.append("struck", event, incident="26-0012", actor="李敏", occurred_at=clock.now())
    tamper(journal, "UPDATE entry SET data = '{' WHERE kind = 'struck'")
    [incident] = folded(opened()).incidents.values()
    assert not incident.struck
    assert len(incident.unreadable) == 1


def test_a_number_that_misleads_does_not_end_writing(
    chained: Journal, opened: Opened, note: Note, clock: HandClock
) -> None:
    """A row tells another number than the index by which the file counts."""
    journal = opened()
    journal._reader.head = (3, journal.head()[1])
    with journal.act() as act:
        for _ in range(2):
            act.append("note", "{}", incident="x", actor="李敏", occurred_at=clock.now())
    assert note(opened()).seq == 8


def test_bytes_that_are_text_are_read(chained: Journal, opened: Opened) -> None:
    damage(chained, "data = CAST(data AS BLOB)")
    assert [entry.kind for entry in opened().entries()] == ["note"] * 5


def test_a_station_without_its_row_is_known_by_its_entries(
    chained: Journal, opened: Opened, note: Note
) -> None:
    station = chained.station
    with closing(sqlite3.connect(chained.path)) as driver, driver:
        driver.execute("DROP TRIGGER about_stays")
        driver.execute("DELETE FROM about")
    again = opened()
    assert (again.station, note(again).seq) == (station, 6)
    chained.close()
    again.close()
    read_only = ReadOnlyJournal.open(chained.path)
    assert read_only.station == station
    read_only.close()


@pytest.mark.parametrize("number", [0, -1, -2_000_000])
def test_a_schema_number_below_1_is_put_right(
    chained: Journal, opened: Opened, note: Note, number: int
) -> None:
    with closing(sqlite3.connect(chained.path)) as driver, driver:
        driver.execute(f"PRAGMA user_version = {number}")
    assert note(opened()).seq == 6
    with closing(sqlite3.connect(chained.path)) as driver:
        assert driver.execute("PRAGMA user_version").fetchone()[0] >= 1


@pytest.mark.parametrize(
    "sentence",
    [
        "ALTER TABLE entry RENAME TO entri",
        "DROP TABLE about",
        "ALTER TABLE entry DROP COLUMN actor",
    ],
)
def test_tables_that_are_not_ours_are_refused_in_words(
    chained: Journal, opened: Opened, sentence: str
) -> None:
    with closing(sqlite3.connect(chained.path)) as driver, driver:
        driver.execute(sentence)
    with pytest.raises(JournalBroken, match="备份"):
        list(opened().entries())


def test_reading_from_outside_passes_over_it_too(chained: Journal) -> None:
    damage(chained, ROWS["no text"])
    chained.close()
    read_only = ReadOnlyJournal.open(chained.path)
    assert [entry.kind for entry in read_only.new_entries()].count("unreadable") == 1
    read_only.close()
