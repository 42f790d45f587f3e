"""Faults of meeting put in on purpose: posts that play long enough have to stumble over each."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import cqcmd.desk.bundle.taking_in
import cqcmd.journal.transaction
from cqcmd.desk.bundle.plans import BundlePlans
from cqcmd.incident.known import Values
from cqcmd.incident.state import Incident
from cqcmd.journal.foreign_rows import TakenIn, new_among
from cqcmd.journal.ids import LogicalClock
from tests.simulation.playing import Plant


@contextmanager
def the_last_row_is_not_taken_in() -> Iterator[None]:
    def without(*given: Any, **named: Any) -> tuple[Any, TakenIn]:
        rows, taken = new_among(*given, **named)
        left = rows.pop()[0] if len(rows) > 1 else ""
        return rows, TakenIn(tuple(one for one in taken.entries if one.id != left), taken.known)

    with patch.object(cqcmd.journal.transaction, "new_among", without):
        yield


@contextmanager
def what_was_taken_in_is_not_written() -> Iterator[None]:
    """It is told to be there, and the last of it is not."""

    def without(*given: Any, **named: Any) -> tuple[Any, TakenIn]:
        rows, taken = new_among(*given, **named)
        return rows[:-1], taken

    with patch.object(cqcmd.journal.transaction, "new_among", without):
        yield


@contextmanager
def what_belongs_before_others_is_folded_twice() -> Iterator[None]:
    real = Incident._take

    def doubled(incident: Incident, entry: Any, **named: Any) -> bool:
        if incident.entries and entry.order < incident.entries[-1].order:
            real(incident, entry, **named)
        return real(incident, entry, **named)

    with patch.object(Incident, "_take", doubled):
        yield


@contextmanager
def the_later_value_simply_wins() -> Iterator[None]:
    with patch.object(Values, "_keep", lambda facts, code, values: None):
        yield


@contextmanager
def attachments_stay_behind() -> Iterator[None]:
    with patch.object(cqcmd.desk.bundle.taking_in, "put_beside", lambda *_given: True):
        yield


@contextmanager
def plans_stay_behind() -> Iterator[None]:
    with patch.object(BundlePlans, "keep", lambda _plans, _files: None):
        yield


@contextmanager
def the_logical_clock_hears_of_nothing() -> Iterator[None]:
    """What is written after a meeting may sort before what came, where the other clock is ahead."""
    with patch.object(LogicalClock, "absorb", lambda clock, order: None):
        yield


PLANTS: dict[str, Plant] = {
    plant.__name__: plant
    for plant in (
        the_last_row_is_not_taken_in,
        what_was_taken_in_is_not_written,
        what_belongs_before_others_is_folded_twice,
        the_later_value_simply_wins,
        attachments_stay_behind,
        plans_stay_behind,
        the_logical_clock_hears_of_nothing,
    )
}
