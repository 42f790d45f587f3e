"""What this session remembers of screens that were left: unsaved fields, lines under cursors."""

from collections.abc import Mapping
from datetime import datetime
from weakref import WeakKeyDictionary

from cqcmd.desk.desk import Desk

# Weak keys: what was typed goes with its desk and never shows up at another one,
# as between a drill and the real record.
_MEMORIES: "WeakKeyDictionary[Desk, dict[str, dict[str, str]]]" = WeakKeyDictionary()

_SAVED: "WeakKeyDictionary[Desk, tuple[datetime | None, str, dict[str, str]]]" = WeakKeyDictionary()


def remember_saved_form(desk: Desk, name: str, fields: Mapping[str, str]) -> None:
    """Remember what a form held as it was saved, until the next is: it may have been a slip."""
    _SAVED[desk.root] = (desk.logbook.last_at, name, dict(fields))


def restore(desk: Desk, saved_at: datetime | None) -> None:
    """Put back what was typed for the act of ``saved_at``, which was undone."""
    at, name, fields = _SAVED.get(desk.root, (None, "", {}))
    if saved_at is not None and at == saved_at:
        remember(desk, name, fields)


def remember(desk: Desk, name: str, fields: Mapping[str, str]) -> None:
    """Remember fields under a name; none forgets it."""
    memory = _MEMORIES.setdefault(desk.root, {})
    if fields:
        memory[name] = dict(fields)
    else:
        memory.pop(name, None)


def recall(desk: Desk, name: str) -> dict[str, str]:
    """Return what was remembered under a name; empty if nothing was."""
    return dict(_MEMORIES.get(desk.root, {}).get(name, {}))
