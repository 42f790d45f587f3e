"""Faults put in on purpose: a simulation that finds none of them would be worth nothing."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import apsw
from msgspec.structs import replace

import cqcmd.local_store.json_document
from cqcmd.desk.common.kept import KeptByIncident
from cqcmd.desk.common.live_journal import LiveJournal
from cqcmd.desk.duties.deadlines import deadlines
from cqcmd.incident.events.entry import Entry
from cqcmd.journal.engine import set_pragmas
from cqcmd.journal.reader import JournalReader
from cqcmd.journal.transaction import Transaction
from cqcmd.local_store import Drafts
from tests.simulation.playing import Plant


@contextmanager
def commits_are_not_flushed() -> Iterator[None]:
    real = set_pragmas

    def without(link: apsw.Connection) -> None:
        real(link)
        link.execute("PRAGMA synchronous = OFF")

    with patch("cqcmd.journal.store.set_pragmas", without):
        yield


@contextmanager
def documents_are_not_flushed() -> Iterator[None]:
    """A draft is renamed into its place before it is on the disk."""

    def without(path: Path, data: bytes) -> None:
        number = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        os.write(number, data)
        os.close(number)

    with patch.object(cqcmd.local_store.json_document, "_write_out", without):
        yield


@contextmanager
def names_are_not_flushed() -> Iterator[None]:
    with patch.object(cqcmd.local_store.json_document, "_sync_directory", lambda path: None):
        yield


@contextmanager
def copies_are_not_flushed() -> Iterator[None]:
    with patch.object(os, "fsync", lambda number: None):
        yield


@contextmanager
def what_others_wrote_is_forgotten() -> Iterator[None]:
    """What others wrote is read under the lock and forgotten."""
    with patch.object(Transaction, "new_entries", property(lambda act: act._reader.take() and ())):
        yield


@contextmanager
def facts_are_taken_in_by_who_acts() -> Iterator[None]:
    """A terminal from which nothing was ever written hears of no facts."""
    real = LiveJournal.absorb

    def without(record: LiveJournal, entries: Sequence[Entry]) -> set[str | None]:
        others = [entry for entry in entries if entry.kind != "facts" or record.acts]
        return real(record, others)

    with patch.object(LiveJournal, "absorb", without):
        yield


@contextmanager
def due_times_run_from_now() -> Iterator[None]:
    real = deadlines

    def without(record: Any, picture: Any, minutes: Any) -> Any:
        now = record.clock.now()
        moved = (
            replace(row, due=now + timedelta(minutes=30)) if row.due else row
            for row in real(record, picture, minutes)
        )
        return tuple(moved)

    with patch("cqcmd.desk.situation.views.deadlines", without):
        yield


@contextmanager
def rows_outlive_their_time() -> Iterator[None]:
    """A line of the board is read anew after an entry alone, and no more when time turns it."""
    with patch.object(KeptByIncident, "_turned", lambda kept, now: iter(())):
        yield


@contextmanager
def a_refused_commit_is_taken_for_done() -> Iterator[None]:
    real = Transaction._commit

    def without(act: Transaction) -> None:
        try:
            real(act)
        except Exception:  # noqa: BLE001 - that is the fault
            act._reader.wrote(act._last or 0, act._head)

    with patch.object(Transaction, "_commit", without):
        yield


@contextmanager
def the_unflushed_is_not_written_over() -> Iterator[None]:
    with patch.object(Transaction, "_write_over", lambda act: None):
        yield


@contextmanager
def the_end_of_the_chain_is_not_looked_up() -> Iterator[None]:
    """Where the chain ends is known from one's own acts alone."""
    real = JournalReader._note

    def without(reader: JournalReader, arrival: int, read: list[Entry]) -> None:
        head = reader.head
        real(reader, arrival, read)
        reader.head = head if head[0] else reader.head

    with patch.object(JournalReader, "_note", without):
        yield


@contextmanager
def orphans_are_swept_up() -> Iterator[None]:
    """Drafts of sessions that ended are forgotten where there are several."""
    real = Drafts.orphans

    def without(drafts: Drafts, at: Any) -> Any:
        return real(drafts, at)[:1]

    with patch.object(Drafts, "orphans", without):
        yield


PLANTS: dict[str, Plant] = {
    plant.__name__: plant
    for plant in (
        commits_are_not_flushed,
        documents_are_not_flushed,
        names_are_not_flushed,
        copies_are_not_flushed,
        what_others_wrote_is_forgotten,
        facts_are_taken_in_by_who_acts,
        due_times_run_from_now,
        rows_outlive_their_time,
        a_refused_commit_is_taken_for_done,
        the_unflushed_is_not_written_over,
        the_end_of_the_chain_is_not_looked_up,
        orphans_are_swept_up,
    )
}
