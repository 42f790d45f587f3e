"""Restoring the journal from a file: proved first, the old one set aside whole, then written down.

No step touches what is there before the new file is complete and proved. A crash at any step
leaves the old journal, or is followed by the new one as soon as somebody opens it.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from cqcmd.errors import BadInput, Refusal, Unwritable
from cqcmd.i18n import _
from cqcmd.incident.events.station import Restored
from cqcmd.journal.faults import as_refusal
from cqcmd.journal.gate import alone
from cqcmd.journal.replacement import (
    Decision,
    decide,
    decided,
    existing,
    free_name,
    replace,
    staged,
    sweep,
    waiting_room,
)
from cqcmd.journal.rescue.found_rows import station_in
from cqcmd.journal.rescue.proven_file import UNTOUCHED, Proof, copy_family, prove
from cqcmd.journal.store import Journal
from cqcmd.text import clean


class Wish(Struct, frozen=True, kw_only=True):
    """What is to become the journal.

    Attributes:
        source: the file; it is only read.
        actor: in whose name it is done.
        salvaged: its chain may have gaps.
        other_station: it may be another station's.
    """

    source: Path
    actor: str
    salvaged: bool = False
    other_station: bool = False


def restore(
    path: Path, wish: Wish, now: Callable[[], datetime], *, drill: bool = False
) -> Restored:
    """Put a copy of the wished file in the place of the journal at ``path``, and write it down.

    Raises Refusal, telling which journal is in place and where the other one lies.
    """
    with as_refusal(path, UNTOUCHED):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    station = _station_here(path, now, drill=drill)
    with alone(path), as_refusal(path, UNTOUCHED):
        if (left := decided(path)) is not None:
            replace(path, left)
        event = _prepare(path, wish, station, now(), drill=drill)
    try:
        # Whoever opens it from here on takes the steps that are left; this is the first to do so.
        Journal.open(path, now, drill=drill).close()
    except Refusal as refusal:
        if decided(path) is None or staged(path).exists():
            raise
        words = _(
            "已换上 {name}，旧日志在 {aside}；恢复一事还没有记下，再打开一次程序会补记。{why}"
        )
        told = words.format(name=wish.source, aside=event.aside, why=refusal)
        raise Unwritable(told) from refusal
    return event


def _station_here(path: Path, now: Callable[[], datetime], *, drill: bool) -> str:
    """Return whose journal is there, whatever state it is in; empty where nothing tells."""
    if decided(path) is not None:
        # One that was begun before is ended first, so that it is written down as well.
        with suppress(Refusal):
            Journal.open(path, now, drill=drill).close()
    return station_in(path)


def _prepare(path: Path, wish: Wish, station: str, at: datetime, *, drill: bool) -> Restored:
    if path.exists() and wish.source.exists() and wish.source.samefile(path):
        raise BadInput(_("{name} 就是现在的日志，不用恢复。").format(name=path))
    sweep(path)
    waiting_room(path).mkdir(mode=0o700)
    try:
        copy_family(wish.source, staged(path))
        proof = prove(staged(path), wish.source, drill=drill, salvaged=wish.salvaged)
        _refuse_stranger(proof, station, wish)
        aside = free_name(path, at)
        event = _event(wish, proof, str(aside) if existing(path) else "")
        decide(path, Decision(aside=str(aside), event=event, actor=wish.actor))
    except BaseException:
        sweep(path)
        raise
    return event


def _refuse_stranger(proof: Proof, station: str, wish: Wish) -> None:
    if station in ("", proof.station) or wish.other_station:
        return
    words = _(
        "{name} 是别的值班点的日志（{theirs}，本站是 {ours}），没有恢复；"
        "确实要用它，加 --other-station。"
    )
    raise BadInput(words.format(name=wish.source, theirs=proof.station, ours=station))


def _event(wish: Wish, proof: Proof, aside: str) -> Restored:
    return Restored(
        path=clean(str(wish.source.absolute()), lines=False),
        entries=proof.entries,
        head=proof.head[1],
        aside=clean(aside, lines=False),
        salvaged=wish.salvaged,
        missing=proof.missing,
    )
