"""The time axis of an incident in a few rows: title and legend, times, a row for each lane."""

from cqcmd.text import cells, pad
from cqcmd.views.time_axis import DONE, LATE, MISSED, NOW, PENDING, AxisLane, TimeAxis
from cqcmd.widgets.drawing.canvas import Canvas
from cqcmd.widgets.drawing.cells import CellWidget, Row
from cqcmd.widgets.panel import LOOKS

NAMES = 6
"""Cells of the names of the lanes, with the gap behind them."""

MARK_LOOKS = {DONE: "met", LATE: "soon", MISSED: "urgent", PENDING: "strong"}


def axis_room(width: int) -> int:
    """Return the columns of an axis on a widget so wide."""
    return max(10, width - NAMES)


class TimeAxisPicture(CellWidget):
    """Drawn anew each minute; only what moved is painted."""

    STYLE_PREFIX = "table"
    STYLES = LOOKS | {"here"}

    def show(self, axis: TimeAxis) -> None:
        """Set what is drawn."""
        self.draw(axis_rows(axis))


def axis_rows(axis: TimeAxis) -> list[Row]:
    """Return the whole picture."""
    width = axis.columns + NAMES
    canvas = Canvas(width, 2 + len(axis.lanes))
    canvas.words(0, 0, _headline(axis, width), "heading")
    for tick in axis.ticks:
        canvas.words(NAMES + tick.column, 1, tick.label, "dim")
    for row, lane in enumerate(axis.lanes, start=2):
        _draw_lane(canvas, row, lane, axis.now)
    return canvas.rows


def _headline(axis: TimeAxis, width: int) -> str:
    """Title at the left, legend at the right."""
    legend = f"  {axis.legend}"
    return pad(axis.title, max(0, width - cells(legend))) + legend


def _draw_lane(canvas: Canvas, row: int, lane: AxisLane, now: int) -> None:
    canvas.words(0, row, lane.name, "dim")
    canvas.words(NAMES + now, row, NOW, "here")
    for point in lane.points:
        canvas.words(NAMES + point.column, row, point.mark, MARK_LOOKS.get(point.mark, "strong"))
        canvas.words(NAMES + point.column + 1, row, point.label)
