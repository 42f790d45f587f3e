"""What an event is written as never changes: journals of years ago must read and hash the same.

``event_bytes.txt`` holds each kind twice, with every field set and with only what it must have.
"""

import json
from pathlib import Path
from typing import ClassVar

import msgspec
import pytest

from cqcmd.incident import events

LINES = Path(__file__).with_name("event_bytes.txt").read_text("utf-8").splitlines()
WRITTEN = [tuple(line.split(" ", 1)) for line in LINES]


@pytest.mark.parametrize(("kind", "data"), WRITTEN)
def test_an_event_is_written_as_ever(kind: str, data: str) -> None:
    event = events.decode(kind, data)
    assert type(event) is events.EVENTS[kind]
    assert events.encode(event) == data
    values = {name: getattr(event, name) for name in event.__struct_fields__}
    assert events.encode(type(event)(**values)) == data


@pytest.mark.parametrize("kind", events.EVENTS)
def test_every_kind_is_there_in_full_and_with_what_it_must_have(kind: str) -> None:
    written = [set(json.loads(data)) for name, data in WRITTEN if name == kind]
    fields = msgspec.structs.fields(events.EVENTS[kind])
    assert written[0] == {field.name for field in fields}
    assert written[-1] == {field.name for field in fields if field.required}


def test_no_kind_was_dropped() -> None:
    assert {kind for kind, _data in WRITTEN} == set(events.EVENTS)


def test_two_events_cannot_be_of_one_kind() -> None:
    with pytest.raises(TypeError, match="two events of the kind note"):

        class Again(events.Event, frozen=True):
            kind: ClassVar[str] = "note"

    assert events.EVENTS["note"] is events.Noted
