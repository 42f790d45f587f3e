"""Who sat at the terminal stands in the data of an entry, beside the event and not in it."""

import pytest
from msgspec.structs import replace

from cqcmd.incident import events
from cqcmd.incident.events.entry import operator_in
from tests.incident.entries import entry
from tests.incident.test_event_bytes import WRITTEN


@pytest.mark.parametrize(("kind", "data"), WRITTEN)
def test_the_operator_is_written_last_and_changes_nothing_of_the_event(
    kind: str, data: str
) -> None:
    event = events.decode(kind, data)
    written = events.encode(event, "王强")
    comma = "" if data == "{}" else ","
    assert written == f'{data[:-1]}{comma}"operator":"王强"}}'
    assert events.decode(kind, written) == event
    assert operator_in(written) == "王强"
    assert operator_in(data) == ""


@pytest.mark.parametrize("kind", events.EVENTS)
def test_no_event_has_a_field_of_that_name_or_refuses_it(kind: str) -> None:
    cls = events.EVENTS[kind]
    assert "operator" not in cls.__struct_fields__
    assert not cls.__struct_config__.forbid_unknown_fields


@pytest.mark.parametrize(
    "data",
    ['{"operator"', '{"operator":5}', '["operator"]', '"operator"', '{"text":"\\"operator"}'],
)
def test_data_that_cannot_be_read_names_nobody(data: str) -> None:
    assert operator_in(data) == ""


def test_a_name_in_the_words_of_a_note_is_no_operator() -> None:
    note = events.Noted(text='"operator":"李敏"')
    assert operator_in(events.encode(note)) == ""
    assert operator_in(events.encode(note, "王强")) == "王强"


def test_the_writer_is_the_operator_or_whoever_was_on_duty() -> None:
    before = entry(1, events.Noted(text="x"))
    assert (before.operator, before.writer) == ("", "李敏")
    since = replace(before, data=events.encode(events.Noted(text="x"), "王强"))
    assert (since.actor, since.operator, since.writer) == ("李敏", "王强", "王强")


def test_a_code_of_a_plan_is_no_operator() -> None:
    station = events.StationSet(org="a", name="b", numbers={"operator": "119"})
    assert operator_in(events.encode(station)) == ""
