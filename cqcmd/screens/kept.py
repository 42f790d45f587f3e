"""What this session remembers of screens that were left: unsaved fields, lines under cursors."""

from collections.abc import Mapping
from weakref import WeakKeyDictionary

from cqcmd.desk.desk import Desk

_MEMORIES: "WeakKeyDictionary[Desk, dict[str, dict[str, str]]]" = WeakKeyDictionary()


def keep(desk: Desk, name: str, fields: Mapping[str, str]) -> None:
    """Remember fields under a name; none forgets it."""
    memory = _MEMORIES.setdefault(desk, {})
    if fields:
        memory[name] = dict(fields)
    else:
        memory.pop(name, None)


def kept(desk: Desk, name: str) -> dict[str, str]:
    """What was remembered under a name; empty if nothing was."""
    return dict(_MEMORIES.get(desk, {}).get(name, {}))
