"""The timeline of a drill drawn on an axis: whole, enlarged, or its busiest part alone."""

from datetime import timedelta

from cqcmd.desk.debrief.events import LANES
from cqcmd.drill.score.axis import Axis
from cqcmd.drill.score.chart import bar, counts
from cqcmd.drill.score.timeline import Lane, Timeline
from cqcmd.i18n import _
from cqcmd.views.debrief import BarView, LaneView, PictureView, TickView, when

SHOWN: tuple[Lane, ...] = ("happened", "taken", "done", "observed")
"""The lanes over the bars; what was expected is the bars. Of a drill the first three are drawn
also where nothing is in them; a real incident has but what happened and what was done."""

READABLE = timedelta(hours=6)
"""A drill no longer than this is read from one picture; of a longer one a part is enlarged too."""


def picture_view(
    drawn: Timeline, columns: int, times: int, part: int, always: tuple[Lane, ...] = SHOWN[:3]
) -> PictureView:
    """Draw it on an axis of so many columns; ``times`` enlarges a ``part`` of it.

    ``always``: lanes that are drawn also where nothing is in them.
    """
    axis = Axis(drawn.start, drawn.end, columns).enlarged(times, part)
    start, end = (when(at, drawn.start, drawn.end) for at in (axis.start, axis.end))
    lanes = ((lane, drawn.moments(lane)) for lane in SHOWN)
    return PictureView(
        columns,
        _("{start} 至 {end}").format(start=start, end=end),
        times,
        tuple(TickView(tick.column, tick.label) for tick in axis.ticks()),
        tuple(
            LaneView(LANES[lane], counts(moments, axis))
            for lane, moments in lanes
            if moments or lane in always
        ),
        tuple(BarView(outcome.id, bar(outcome, axis, drawn.end)) for outcome in drawn.spans),
    )


def pictures(drawn: Timeline, columns: int) -> tuple[PictureView, ...]:
    """Draw for paper, which no key enlarges: the whole, and the busiest part of a long one."""
    times = 1
    while (drawn.end - drawn.start) / times > READABLE:
        times *= 2
    whole = picture_view(drawn, columns, 1, 0)
    if times == 1:
        return (whole,)
    return (whole, picture_view(drawn, columns, times, busiest(drawn, times)))


def busiest(drawn: Timeline, times: int) -> int:
    """Return the earliest part, enlarged so often, in which the most happened."""
    whole = Axis(drawn.start, drawn.end, 1)

    def happened(part: int) -> int:
        window = whole.enlarged(times, part)
        return sum(window.start <= event.at <= window.end for event in drawn.events)

    return max(range(2 * times - 1), key=happened)
