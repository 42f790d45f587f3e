"""The time axis of an incident: what happened, what was reported, what falls due, to scale."""

from msgspec import Struct

from cqcmd.i18n import _
from cqcmd.views.debrief import TickView

DONE, LATE, MISSED, PENDING = "O", "!", "X", "?"
NOW, EARLIER, LATER = "|", "<", ">"
MANY = "+"

MARK_WORDS = {
    DONE: _("按时报"),
    LATE: _("迟报"),
    MISSED: _("超时未报"),
    PENDING: _("未到时"),
    NOW: _("现在"),
    EARLIER: _("更早"),
    LATER: _("更晚"),
}
"""What a mark means; a figure is how many, of more than nine ``+``."""


class AxisPoint(Struct, frozen=True):
    """A mark in a column, and the words behind it, empty where they would touch the next one."""

    column: int
    mark: str
    label: str


class AxisLane(Struct, frozen=True):
    """What is of one kind, from left to right."""

    name: str
    points: tuple[AxisPoint, ...]


class TimeAxis(Struct, frozen=True):
    """An incident on so many columns; ``now`` is the column of this moment."""

    title: str
    columns: int
    now: int
    ticks: tuple[TickView, ...]
    lanes: tuple[AxisLane, ...]

    @property
    def legend(self) -> str:
        """What the marks mean that are drawn, and no others."""
        drawn = {point.mark for lane in self.lanes for point in lane.points} | {NOW}
        marks = [f"{mark} {words}" for mark, words in MARK_WORDS.items() if mark in drawn]
        figures = drawn - MARK_WORDS.keys()
        counted = [_("数字：几件")] if figures - {MANY} else []
        many = [_("{mark} 十件以上").format(mark=MANY)] if MANY in figures else []
        return "  ".join([*counted, *many, *marks])
