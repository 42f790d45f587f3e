"""What stands in the log for an entry that nothing can be made of; nobody ever writes it."""

from typing import ClassVar, Literal

from msgspec import json
from msgspec.structs import replace

from cqcmd.incident.events.codec import encode
from cqcmd.incident.events.entry import EVENTS, Entry, Event
from cqcmd.patterns import regex

__all__ = ["Unreadable", "unread"]

_NUMBER = regex(r'"number":"(\d\d-\d{4,})"')


class Unreadable(Event, frozen=True, kw_only=True):
    """An entry that cannot be read: damaged, or of a kind that a newer version writes.

    ``was`` is its kind and ``told`` its content, as far as they are text; ``timeless``: its times
    cannot be read either, and it stands behind the entry before it.
    """

    kind: ClassVar[str] = "unreadable"
    why: Literal["newer", "content", "row"]
    was: str = ""
    told: str = ""
    timeless: bool = False

    @property
    def number(self) -> str:
        """The incident's number where it was a call and tells it still: it stays taken."""
        found = _NUMBER.search(self.told) if self.was == "opened" else None
        return found[1] if found else ""


def unread(entry: Entry) -> Entry:
    """Return what stands for an entry whose content cannot be read, in its place."""
    why: Literal["newer", "content"] = "content" if entry.kind in EVENTS else "newer"
    if why == "newer" and not _is_json(entry.data):
        why = "content"
    event = Unreadable(why=why, was=entry.kind, told=entry.data)
    return replace(entry, kind=event.kind, data=encode(event))


def _is_json(text: str) -> bool:
    try:
        json.decode(text)
    except ValueError:
        return False
    return True
