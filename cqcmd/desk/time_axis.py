"""The time axis of an incident: its moments, and where each stands on so many columns."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from msgspec import Struct

from cqcmd.clock import stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.log.kinds import KIND_NAMES, SYSTEM
from cqcmd.drill.score.axis import Axis
from cqcmd.drill.score.chart import figure
from cqcmd.i18n import _
from cqcmd.incident.state import Incident
from cqcmd.text import cells
from cqcmd.views import Deadline
from cqcmd.views.debrief import TickView
from cqcmd.views.time_axis import (
    DONE,
    EARLIER,
    LATE,
    LATER,
    MISSED,
    PENDING,
    AxisLane,
    AxisPoint,
    TimeAxis,
)

BEHIND, AHEAD = timedelta(hours=24), timedelta(hours=4)
"""How far back and how far ahead the axis reaches; what lies beyond is marked at its edge."""

LEAST_AHEAD = timedelta(minutes=30)

GRAVEST = (MISSED, LATE, PENDING, DONE)
"""Which mark stands where several fall into one column."""


class Moment(Struct, frozen=True):
    """Something at its time: its mark, empty where only how many counts, and its words."""

    at: datetime
    mark: str
    label: str


Lanes = Sequence[tuple[str, Sequence[Moment]]]


def incident_axis(
    open_record: OpenRecord, ident: str, deadlines: Iterable[Deadline], columns: int
) -> TimeAxis:
    """Return an incident's time axis as it stands now."""
    now, incident = open_record.clock.now(), open_record.incident(ident)
    own = [deadline for deadline in deadlines if deadline.mine]
    lanes = (
        (_("发生"), tuple(_happened(incident))),
        (_("已报"), tuple(_reported(own))),
        (_("到期"), tuple(_due(own, now))),
    )
    return draw(lanes, now, columns)


def _happened(incident: Incident) -> Iterator[Moment]:
    """Yield what the log tells, but for reports, which have a lane of their own."""
    for entry in incident.entries:
        if entry.kind not in SYSTEM | {"reported"} and entry.id not in incident.struck:
            yield Moment(entry.occurred_at, "", KIND_NAMES[entry.kind])


def _reported(own: Iterable[Deadline]) -> Iterator[Moment]:
    for deadline in own:
        if deadline.reported_at is not None:
            mark = LATE if deadline.state == "late" else DONE
            yield Moment(deadline.reported_at, mark, deadline.label.rpartition(" ")[2])


def _due(own: Iterable[Deadline], now: datetime) -> Iterator[Moment]:
    for deadline in own:
        if deadline.due is not None and deadline.state in ("running", "overdue", "passed"):
            mark = MISSED if deadline.due < now else PENDING
            yield Moment(deadline.due, mark, stamp(deadline.due, now))


# Drawing


def draw(lanes: Lanes, now: datetime, columns: int) -> TimeAxis:
    """Put every moment into its column; pure."""
    axis = span([moment.at for _name, moments in lanes for moment in moments], now, columns)
    title = _("时间轴 {start} 至 {end}，现在 {now}").format(
        start=stamp(axis.start, now), end=stamp(axis.end, now), now=stamp(now, now)
    )
    return TimeAxis(
        title,
        columns,
        axis.place(now),
        tuple(TickView(tick.column, tick.label) for tick in axis.ticks()),
        tuple(AxisLane(name, points(moments, axis)) for name, moments in lanes),
    )


def span(moments: Sequence[datetime], now: datetime, columns: int) -> Axis:
    """From the first moment to the last of those that are near, and some way beyond now."""
    near = [at for at in moments if now - BEHIND <= at <= now + AHEAD]
    start = min([*near, now])
    end = max([*near, now + LEAST_AHEAD])
    # Room behind the last mark, so that its words stand beside it.
    return Axis(start, end + (end - start) / 8, columns)


def points(moments: Iterable[Moment], axis: Axis) -> tuple[AxisPoint, ...]:
    """Return a point for each column in which something stands, from left to right."""
    found: dict[int, list[Moment]] = {}
    for moment in moments:
        column = max(0, min(axis.place(moment.at), axis.columns - 1))
        found.setdefault(column, []).append(moment)
    placed = [
        AxisPoint(column, _mark(found[column], axis), _label(found[column]))
        for column in sorted(found)
    ]
    return tuple(_with_room(placed, axis.columns))


def _mark(moments: Sequence[Moment], axis: Axis) -> str:
    """Return the gravest mark, or how many; what lies beyond the axis has marks of its own."""
    if any(moment.at < axis.start for moment in moments):
        return EARLIER
    if any(moment.at > axis.end for moment in moments):
        return LATER
    marks = {moment.mark for moment in moments}
    return next((mark for mark in GRAVEST if mark in marks), figure(len(moments)))


def _label(moments: Sequence[Moment]) -> str:
    """Return the words of all of them, each once."""
    return "、".join(dict.fromkeys(moment.label for moment in moments))


def _with_room(placed: Sequence[AxisPoint], columns: int) -> Iterator[AxisPoint]:
    """Yield the points, without the words that would touch the next mark or the edge."""
    end = AxisPoint(columns + 1, "", "")
    for point, behind in pairwise([*placed, end]):
        room = behind.column - 1 - (point.column + 1)
        fits = cells(point.label) <= room
        yield point if fits else AxisPoint(point.column, point.mark, "")
