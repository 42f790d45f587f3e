"""Data directories as a station leaves them, written through the desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from cqcmd.clock import FixedClock, SystemClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.history.making import make_checkpoint
from cqcmd.desk.opening import Opening
from cqcmd.desk.reports.forms import ReportForm
from cqcmd.rules.rows import Channel

RUNNING = 8
OTHERS = 8
"""Entries of an incident that is over, besides its notes."""
CHANNELS: tuple[Channel, ...] = ("phone", "written")
NUMBERS = {"district_government": "63765110", "city_regulator": "12365"}
TANK = {
    "district": "渝中区",
    "unit": "长江化工",
    "equipment": "压力容器",
    "summary": "储罐爆炸",
    "deaths": "1",
    "serious_injuries": "3",
    "explosion": "爆炸",
    "caller": "李明",
    "callback": "13800000000",
}
NOTE = "现场回电：消防已到场，正在疏散周边群众，风向东南。"


def quiet(data: Path) -> Path:
    """A station that is set up and has no incidents."""
    with _desk(data):
        return data


def with_countdowns(
    data: Path,
    incidents: int = RUNNING,
    entries: int = 0,
    *,
    running: int = RUNNING,
    finished: bool = False,
) -> Path:
    """``incidents`` in ``entries`` at least: the last ``running`` run, the others are over.

    All deadlines of the last eight lie between 16 and 30 minutes ahead, or later. ``finished``:
    of those that are over nothing is owed, and a checkpoint tells of them, as in a post that was
    begun before; else their final reports stand open on the board.
    """
    over = incidents - running
    notes = -(-entries // over) - OTHERS if over else 0
    with _desk(data, timedelta(days=incidents)) as (desk, clock):
        now = SystemClock().now()
        for number in range(over):
            clock.set(now - timedelta(days=over - number))
            ident = _over(desk, clock, notes)
            if finished:
                _reported_last(desk, clock, ident)
        for number in range(running):
            clock.set(now - timedelta(minutes=running + 6 - number))
            _call(desk, clock)
    if finished:
        make_checkpoint(data, SystemClock())
    return data


def _over(desk: Desk, clock: FixedClock, notes: int) -> str:
    """An incident reported to everybody, followed to its end and closed."""
    ident = _call(desk, clock)
    for receiver, number in NUMBERS.items():
        for channel in CHANNELS:
            clock.advance(minutes=2)
            desk.reports.record(ident, _report(desk, clock, receiver, channel, number))
    for _ in range(notes):
        clock.advance(minutes=1)
        desk.logbook.note(ident, NOTE)
    desk.decisions.close(ident, "处置完毕", "王局")
    return ident


def _reported_last(desk: Desk, clock: FixedClock, ident: str) -> None:
    for receiver, number in NUMBERS.items():
        final = replace(_report(desk, clock, receiver, "written", number), stage="final")
        desk.reports.record(ident, final)


def _call(desk: Desk, clock: FixedClock) -> str:
    ident = desk.intake.new_call()
    desk.intake.take_call(ident, TANK, clock.now())
    return ident


def _report(
    desk: Desk, clock: FixedClock, receiver: str, channel: Channel, number: str
) -> ReportForm:
    return ReportForm(
        sender=desk.org,
        receiver=receiver,
        channel=channel,
        person="王处",
        number=number,
        at=clock.now(),
        read_back=True,
    )


@contextmanager
def _desk(data: Path, ago: timedelta = timedelta(hours=1)) -> Iterator[tuple[Desk, FixedClock]]:
    """The desk of a new station, its clock set back by ``ago``."""
    clock = FixedClock(SystemClock().now() - ago)
    opening = Opening(data, None, clock)
    opening.read_journal()
    opening.desk.station.set_up("district_regulator", "渝中区市场监管局", "渝中区", NUMBERS, "李敏")
    yield opening.desk, clock
    opening.close()
