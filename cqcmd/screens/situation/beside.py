"""What 态势 shows beside its lists where there is room: large digits, panels, the time axis."""

from datetime import datetime

from textual.geometry import Size
from textual.screen import Screen

from cqcmd.clock import local
from cqcmd.desk.desk import Desk
from cqcmd.views import Situation
from cqcmd.widgets.first_due import FirstDue, first_of
from cqcmd.widgets.incident_strip import IncidentStrip
from cqcmd.widgets.overview_lines import log_text, measures_text, people_text, response_text
from cqcmd.widgets.panel import Panel
from cqcmd.widgets.table import Table
from cqcmd.widgets.time_axis import TimeAxisPicture, axis_room

WIDE, WIDEST = 120, 160
"""Columns from which panels stand beside the lists, and from which a time axis is drawn."""

HIGH, HIGHER, HIGHEST = 32, 40, 52
"""Rows that have room for blank lines and large digits, for the axis, for the response."""

CALM = 24
"""Rows of all else on a screen whose lists leave room for panels below them."""

MARGIN = 2
"""Cells at the edges of the screen that the axis leaves blank."""


class Beside:
    """Knows how large the screen is, and fills what it has room for."""

    def __init__(self, screen: Screen[None], desk: Desk) -> None:
        self._screen, self._desk = screen, desk
        self._size = Size()
        self._minute = -1

    @property
    def _wide(self) -> bool:
        return self._size.width >= WIDE

    @property
    def _drawn(self) -> bool:
        """Whether the axis is."""
        return self._size.width >= WIDEST and self._size.height >= HIGHER

    def resized(self, size: Size) -> None:
        """Take the size of the screen; what a wide one shows, a wider one shows as well."""
        self._size = size
        self._screen.set_class(self._wide, "-wide")
        self._screen.set_class(size.width >= WIDEST, "-widest")
        self._screen.set_class(size.height >= HIGH, "-high")
        self._screen.set_class(self._drawn, "-axis")
        self._screen.set_class(self._drawn and size.height >= HIGHEST, "-full")

    def show(self, view: Situation, now: datetime) -> None:
        """Fill panels and axis anew."""
        if self._wide:
            self._place_panels()
            overview, each = self._desk.overview(view.ident), self._drawn
            people = people_text(overview, now, each=each)
            measures = measures_text(overview, each=each)
            for name, text in (
                ("log", log_text(overview, now)),
                ("people", people),
                ("people-below", people),
                ("measures", measures),
                ("measures-below", measures),
                ("response", response_text(overview)),
            ):
                self._screen.query_one(f"#{name}", Panel).show(text)
        self._draw_axis(view, now)

    def _place_panels(self) -> None:
        """Put people and measures below short lists, so that the facts have their column."""
        lists = (self._screen.query_one(f"#{name}", Table) for name in ("steps", "deadlines"))
        rows = sum(len(table.lines) + 2 for table in lists if table.lines)
        calm = not self._screen.has_class("-widest") and rows + CALM <= self._size.height
        self._screen.set_class(calm, "-calm")

    def tick(self, view: Situation, now: datetime) -> None:
        """Show the seconds of the first deadline, and each minute where now is on the axis."""
        self._show_first(view, now)
        if local(now).minute != self._minute:
            self._draw_axis(view, now)

    def _show_first(self, view: Situation, now: datetime) -> None:
        first = first_of(view, now)
        large = first is not None and self._wide and self._size.height >= HIGH
        if large != self._screen.has_class("-first"):
            self._screen.set_class(large, "-first")
            # The strip takes the room that its own countdown leaves, or gives it back.
            self._screen.call_after_refresh(self._screen.query_one(IncidentStrip).on_resize)
        if large and first is not None:
            self._screen.query_one(FirstDue).show(first, now)

    def _draw_axis(self, view: Situation, now: datetime) -> None:
        self._minute = local(now).minute
        if self._drawn:
            columns = axis_room(self._size.width - MARGIN)
            self._screen.query_one(TimeAxisPicture).show(self._desk.time_axis(view, columns))
