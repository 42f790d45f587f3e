"""Entries of a log are put into words when they are looked at, and not before."""

from datetime import datetime

import pytest

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.desk import Desk
from cqcmd.desk.log import lines
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.state import Incident
from tests.desk.calls import TANK, take


def noted(desk: Desk, *texts: str) -> str:
    ident = take(desk, TANK)
    for text in texts:
        desk.logbook.note(ident, text)
    return ident


def test_only_what_is_looked_at_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ident = noted(desk, "甲", "乙", "丙")
    said: list[str] = []
    say = lines.say

    def counted(record: OpenRecord, incident: Incident | None, entry: Entry, now: datetime) -> str:
        said.append(entry.id)
        return say(record, incident, entry, now)

    monkeypatch.setattr(lines, "say", counted)
    log = desk.log(ident)
    assert len(log) > 3
    assert said == []
    assert [line.words for line in log[-2:]] == ["乙", "丙"]
    assert log[-1].words == "丙"
    assert said == [log[-2].entry, log[-1].entry]


def test_a_log_stands_as_it_was_when_something_is_written(desk: Desk) -> None:
    ident = noted(desk, "甲")
    log = desk.log(ident)
    desk.logbook.note(ident, "乙")
    assert [line.words for line in desk.log(ident)] == [*(line.words for line in log), "乙"]
    assert desk.log(ident) != log
    assert desk.log(ident)[:-1] == tuple(log)


def test_kinds_and_void_ones_are_told_apart_without_words(desk: Desk) -> None:
    ident = noted(desk, "甲", "乙")
    first = next(line.entry for line in desk.log(ident) if line.words == "甲")
    desk.logbook.strike(ident, first, "误记")
    log = desk.log(ident)
    assert log.struck == [first]
    notes = {"note"}
    assert [line.words for line in log.only(notes, lambda _entry: False)] == ["乙"]
    assert [line.words for line in log.only(notes, lambda _entry: True)] == ["甲", "乙"]
    assert len(log.only(frozenset(), lambda _entry: False)) == len(log) - 1
