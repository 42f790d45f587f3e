"""What a disk, a signal or another terminal does in the middle of an act, at a point told."""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

What = Literal[
    "full",
    "io",
    "tear",
    "sync",
    "read",
    "slow",
    "kill",
    "cut",
    "meanwhile",
    "drop",
    "lose",
    "delay",
]

READS = frozenset({"read"})
TAKING = frozenset({"write", "name", "sync"})
"""Calls that take room on the disk, at once or when what was put off is done."""

SYNCS = frozenset({"sync"})
LINES = frozenset({"drop", "lose", "delay"})
ANYWHERE = LINES | {"slow", "kill", "cut", "meanwhile"}
"""What can strike a call to a centre."""


class Fault(Struct, frozen=True, omit_defaults=True):
    """Something that strikes at the ``at``-th call to the disk of its kind.

    ``full``: it takes no more; ``io``: it refuses; ``tear``: it takes a part and refuses;
    ``sync``: flushing fails, and what was to be flushed counts as written; ``read``: reading fails;
    ``slow``: it takes seconds; ``kill``: the process ends there; ``cut``: the power is gone;
    ``meanwhile``: another terminal acts. Of calls to a centre alone, ``drop``: the
    connection breaks before it is there; ``lose``: before the answer is here; ``delay``: it takes
    longer than anybody waits. ``lasting``: how many calls it strikes, one after another.
    """

    what: What
    at: int
    lasting: int = 1


class Ended(BaseException):
    """The process is no more: nothing it does reaches anything."""


class Striking:
    """A fault on its way; counts the calls of its kind."""

    def __init__(self, fault: Fault | None, meanwhile: Callable[[], None]) -> None:
        self._fault, self._meanwhile = fault, meanwhile
        self._count = 0
        self.struck = False

    def due(self, call: str) -> What | None:
        """What strikes this call, if anything does.

        A call is a ``read``, ``write``, ``sync``, ``remove``, makes a ``size`` or ``name``, or goes
        to the ``centre``.
        """
        fault = self._fault
        if fault is None or not _fits(fault.what, call):
            return None
        self._count += 1
        if not fault.at <= self._count < fault.at + fault.lasting:
            return None
        self.struck = True
        return fault.what

    def act_meanwhile(self) -> None:
        """Let another terminal act, once; its calls are not counted."""
        self._fault, meanwhile = None, self._meanwhile
        meanwhile()


def _fits(what: What, call: str) -> bool:
    if what in LINES or call == "centre":
        return call == "centre" and what in ANYWHERE
    if what in READS or call == "read":
        return what in READS and call == "read"
    if what in SYNCS:
        return call == "sync"
    if what == "tear":
        return call == "write"
    return what != "full" or call in TAKING
