"""Faults of a host with its centre put in on purpose: each has to be stumbled over."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import cqcmd.journal.transaction
from cqcmd.centre.exchange import Exchange
from cqcmd.centre.here_rows import HereRows
from cqcmd.journal.prepared import Prepared
from tests.simulation.playing import Plant
from tests.simulation.vfs import Connection


@contextmanager
def what_is_handed_over_is_not_flushed() -> Iterator[None]:
    with patch.object(cqcmd.journal.transaction, "flush_log", lambda path, **how: None):
        yield


@contextmanager
def what_nobody_sees_in_the_log_is_left_there() -> Iterator[None]:
    with patch.object(Connection, "cache_flush", lambda link: None):
        yield


@contextmanager
def nothing_is_prepared() -> Iterator[None]:
    with patch.object(Prepared, "keep", lambda prepared, rows: None):
        yield


@contextmanager
def the_turn_is_not_waited_for() -> Iterator[None]:
    with patch.object(Exchange, "take_turn", lambda exchange: None):
        yield


@contextmanager
def a_retry_does_not_look_who_else_wrote() -> Iterator[None]:
    with patch.object(Exchange, "unseen", lambda exchange: []):
        yield


@contextmanager
def a_retry_does_not_find_its_own_act() -> Iterator[None]:
    """The act stands at the centre, is refused, and is done once more by whoever reads that."""
    with patch.object(Exchange, "has", lambda exchange, row: False):
        yield


@contextmanager
def what_was_written_alone_stays_here() -> Iterator[None]:
    with patch.object(HereRows, "numbered", lambda here, places: []):
        yield


PLANTS: dict[str, Plant] = {
    plant.__name__: plant
    for plant in (
        what_is_handed_over_is_not_flushed,
        what_nobody_sees_in_the_log_is_left_there,
        nothing_is_prepared,
        the_turn_is_not_waited_for,
        a_retry_does_not_look_who_else_wrote,
        a_retry_does_not_find_its_own_act,
        what_was_written_alone_stays_here,
    )
}
