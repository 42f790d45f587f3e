"""Events to the JSON an entry carries, and back."""

from functools import cache
from typing import TypeVar

import msgspec

from cqcmd.incident.events.entry import EVENTS, Entry, Event

__all__ = ["Undecodable", "decode", "encode", "read"]

E = TypeVar("E", bound=Event)


class Undecodable(ValueError):
    """The content of an entry is damaged, or of a kind this version does not know."""


def encode(event: Event, operator: str = "", saw: tuple[str, ...] = ()) -> str:
    """Encode an event as the JSON that an entry carries, with who sat at the terminal.

    ``saw``: the entries of other stations whose values its writer knew and replaces.
    """
    # Beside the event, not in it: who wrote it is no part of what happened, and must not make two
    # events differ. Left out where it is not known, as in every entry of before (decision 26).
    told: dict[str, object] = {"operator": operator} if operator else {}
    told |= {"saw": saw} if saw else {}
    return msgspec.json.encode(msgspec.to_builtins(event) | told if told else event).decode()


def decode(kind: str, data: str) -> Event:
    """Decode the event of an entry. Raises Undecodable."""
    try:
        return _decoder(kind).decode(data)
    except (KeyError, msgspec.DecodeError, RecursionError) as error:
        raise Undecodable(kind) from error


def read(event: type[E], entry: Entry) -> E:
    """Decode the event of an entry that is known to be of that kind. Raises Undecodable."""
    found = decode(entry.kind, entry.data)
    assert isinstance(found, event)
    return found


@cache  # making a decoder costs far more than using it, and a journal has thousands of entries
def _decoder(kind: str) -> msgspec.json.Decoder[Event]:
    return msgspec.json.Decoder(EVENTS[kind])
