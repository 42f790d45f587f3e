"""A post read as a whole and with its checkpoint, and all that either of them tells."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.desk.resources.holdings import every_lot
from cqcmd.paths import CHECKPOINT
from tests.desk.calls import take

OVER = {"deaths": "1", "equipment": "储罐"}


def finish(desk: Desk, **told: str) -> str:
    """Take a call, learn something, and find that it was no accident of this plan."""
    ident = take(desk, OVER | told)
    desk.logbook.note(ident, "现场回电：消防已到场。")
    desk.decisions.dismiss(ident, "王局", "不是特种设备")
    return ident


@contextmanager
def post(data: Path, clock: FixedClock, *, whole: bool) -> Iterator[Desk]:
    """Open the post of a data directory."""
    opening = Opening(data, None, clock)
    opening.read_journal(whole=whole)
    try:
        yield opening.desk
    finally:
        opening.close()


def told(desk: Desk) -> dict[str, object]:
    """Return what a desk tells of everything there is."""
    board, register, record = desk.board(), desk.register, desk._open_record
    ledger = record.ledger
    return {
        "shown": board.shown,
        "settled": len(board.closed) + board.older,
        "warnings": board.warnings,
        "alerts": sorted(desk.alerts(), key=repr),
        "register": register.search(""),
        "found": register.search("储罐").rows,
        "choices": register.choices(),
        "figures": register.figures.over(),
        "due": register.figures.due("").text,
        "number": ledger.next_number(2026),
        "verdicts": ledger.verdicts,
        "lots": sorted(map(repr, every_lot(ledger))),
        "station": desk.log(None),
    }


def rooms(desk: Desk, ident: str) -> tuple[object, ...]:
    """Return what a desk tells of one incident."""
    return desk.situation(ident), desk.log(ident), desk.chain(ident), desk.overview(ident)


def damage(data: Path, place: int, what: bytes) -> None:
    """Write something else into a checkpoint."""
    path = data / CHECKPOINT
    raw = bytearray(path.read_bytes())
    raw[place : place + len(what)] = what
    path.write_bytes(raw)
