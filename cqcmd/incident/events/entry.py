"""One line of the journal as everything above the database sees it, and what it may carry."""

from contextlib import suppress
from datetime import datetime
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta, Struct

Moment = Annotated[datetime, Meta(tz=True)]
"""A time with an offset: one without is no moment."""


# Defaults are left out, so that a field added later changes no byte of what was written before.
class Event(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The content of an entry. ``kind`` is its name in the journal and never changes.

    ``leans``: whoever writes it of an incident acts on what the plan says of that incident.
    ``of_void``: it may be written of a call that is void, for it only says something, brings the
    call back, or is about people who are inside the cordon and things that are out all the same.
    """

    kind: ClassVar[str]
    leans: ClassVar[bool] = True
    of_void: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        """Put a class that has a kind of its own into `EVENTS`."""
        super().__init_subclass__()
        if "kind" in vars(cls) and EVENTS.setdefault(cls.kind, cls) is not cls:
            # Journals would be read as the wrong one of the two.
            raise TypeError(f"two events of the kind {cls.kind}")


EVENTS: dict[str, type[Event]] = {}
"""Every event by its kind."""


class LateEvent(Event, frozen=True, kw_only=True):
    """An event that says why, where it was written down long after it happened (补记).

    The reason is written last, so what inherits it is not ``kw_only``: such fields come first.
    An event whose required fields follow optional ones cannot inherit it and names its own.
    """

    late_reason: str = ""


# Like an array: a row of the table is one, its columns in this order.
# Of words and moments, so in no circle: a hundred thousand are nothing to the garbage collector.
class Entry(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A line of the journal: what happened, who wrote it down, and its place in the chain.

    ``order`` sorts entries of all stations (a hybrid logical clock and the station, as text);
    ``data`` is the JSON of an event of ``kind``, and ``operator`` in it who sat at the terminal;
    ``actor`` is who was on duty then. Times are aware, in UTC.
    """

    id: str
    incident: str | None
    station: str
    seq: int
    kind: str
    data: str
    actor: str
    occurred_at: Moment
    recorded_at: Moment
    order: str
    prev: str
    hash: str

    @property
    def operator(self) -> str:
        """Who sat at the terminal; empty where nobody said so, as in journals of before."""
        return operator_in(self.data)

    @property
    def saw(self) -> tuple[str, ...]:
        """The entries of other stations whose words or decisions this one knowingly replaces."""
        if '"saw"' not in self.data:
            return ()
        with suppress(msgspec.DecodeError):
            return _written.decode(self.data).saw
        return ()

    @property
    def writer(self) -> str:
        """Who wrote it down: the operator, or where that is not known whoever was on duty."""
        return self.operator or self.actor


class _Written(Struct):
    """What every ``data`` may hold beside its event."""

    operator: str = ""
    saw: tuple[str, ...] = ()


_written = msgspec.json.Decoder(_Written)


def operator_in(data: str) -> str:
    """Return who wrote the data of an entry; empty where it does not say or cannot be read."""
    # Most entries are asked more than once, and those of before do not have the word at all.
    if '"operator"' not in data:
        return ""
    with suppress(msgspec.DecodeError):
        return _written.decode(data).operator
    return ""
