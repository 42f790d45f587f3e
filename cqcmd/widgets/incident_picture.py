"""An incident at a glance in one narrow column, beside a list of incidents."""

from collections.abc import Iterator
from datetime import datetime

from cqcmd.text import clean
from cqcmd.views.overview import Overview
from cqcmd.widgets.drawing.cells import CellWidget, Row, row_of
from cqcmd.widgets.incident_strip import grade_words, possible_words
from cqcmd.widgets.overview_lines import log_text, measures_text, owed_text, people_text
from cqcmd.widgets.panel import LOOKS, PanelLine, line_rows, panel_rows


class IncidentPicture(CellWidget):
    """Number and title, grade, reports owed, people, measures, the log: as far as there is room."""

    STYLE_PREFIX = "table"
    STYLES = LOOKS

    def __init__(self, id: str = "picture") -> None:
        super().__init__(id=id)
        self._view: Overview | None = None
        self._now: datetime | None = None

    def show(self, view: Overview | None, now: datetime) -> None:
        """Set which incident is shown; none leaves it blank."""
        self._view, self._now = view, now
        self._redraw()

    def tick(self, now: datetime) -> None:
        """Show the time that is left, in minutes."""
        self.show(self._view, now)

    def on_resize(self) -> None:
        """Take the new width and height."""
        self._redraw()

    def _redraw(self) -> None:
        width, height = self.size
        if width and self._now is not None:
            rows = picture_rows(self._view, self._now, width) if self._view else []
            self.draw(rows[:height])


def picture_rows(view: Overview, now: datetime, width: int) -> list[Row]:
    """Return the whole picture, a blank row between its parts."""
    rows = list(_head(view, width))
    for text in (owed_text(view, now), people_text(view, now), measures_text(view)):
        rows += [row_of([], width), *panel_rows(text, width)]
    return [*rows, row_of([], width), *panel_rows(log_text(view, now), width)]


def _head(view: Overview, width: int) -> Iterator[Row]:
    """Yield number and title, then the grade, what more is possible, and the response."""
    strip = view.strip
    title = clean(f"{strip.number} {strip.title}", lines=False)
    yield from line_rows(PanelLine("", title, "strong"), 0, width)
    yield row_of([(grade_words(strip.grade), strip.grade.look or "strong")], width)
    if strip.possible.grade:
        yield row_of([(possible_words(strip.possible, width), "soon")], width)
    for words in (strip.override, strip.margin, strip.response):
        if words:
            yield from line_rows(PanelLine("", words), 0, width)
