"""The vocabulary of the journal: every event there is, to JSON and back."""

from collections.abc import Iterator
from typing import TypeVar

import msgspec

from cqcmd.incident.events.command import (
    Assigned,
    CommandTaken,
    GroupStood,
    HeadquartersActed,
    PersonMoved,
    ResponseStepped,
    TaskMoved,
    TaskRemarked,
    TeamAnswered,
    TeamEntered,
    TeamLeft,
)
from cqcmd.incident.events.entry import Entry, Event
from cqcmd.incident.events.incident import (
    Closed,
    ConflictSettled,
    DetailsSet,
    Dismissed,
    DutiesStarted,
    FactsSet,
    GradeOverridden,
    Noted,
    Opened,
    Promised,
    PromiseKept,
    Received,
    Reported,
    ScopeJudged,
    Struck,
)
from cqcmd.incident.events.station import (
    BackedUp,
    ClockMoved,
    ContactsKept,
    DraftRecovered,
    StationSet,
    WarningActed,
    WarningIssued,
    WarningLifted,
    WatchTaken,
)
from cqcmd.incident.events.written import CopySent, ReportIssued

__all__ = [
    "EVENTS",
    "Assigned",
    "BackedUp",
    "ClockMoved",
    "Closed",
    "CommandTaken",
    "ConflictSettled",
    "ContactsKept",
    "CopySent",
    "DetailsSet",
    "Dismissed",
    "DraftRecovered",
    "DutiesStarted",
    "Event",
    "FactsSet",
    "GradeOverridden",
    "GroupStood",
    "HeadquartersActed",
    "Noted",
    "Opened",
    "PersonMoved",
    "PromiseKept",
    "Promised",
    "Received",
    "ReportIssued",
    "Reported",
    "ResponseStepped",
    "ScopeJudged",
    "StationSet",
    "Struck",
    "TaskMoved",
    "TaskRemarked",
    "TeamAnswered",
    "TeamEntered",
    "TeamLeft",
    "WarningActed",
    "WarningIssued",
    "WarningLifted",
    "WatchTaken",
    "decode",
    "encode",
    "read",
]


def _kinds(base: type[Event]) -> Iterator[type[Event]]:
    """Every event that has a kind of its own, in the modules imported above."""
    for event in base.__subclasses__():
        if "kind" in vars(event):
            yield event
        yield from _kinds(event)


EVENTS = tuple(_kinds(Event))
_decoders = {event.kind: msgspec.json.Decoder(event) for event in EVENTS}


def encode(event: Event) -> str:
    """The event as the JSON an entry carries."""
    return msgspec.json.encode(event).decode()


E = TypeVar("E", bound=Event)


def read(event: type[E], entry: Entry) -> E:
    """The event of an entry that is known to be of that kind."""
    found = decode(entry.kind, entry.data)
    assert isinstance(found, event)
    return found


def decode(kind: str, data: str) -> Event:
    """The event of an entry.

    Raises:
        KeyError: a kind this version does not know.
        msgspec.ValidationError: data that is not of the kind.
    """
    return _decoders[kind].decode(data)
