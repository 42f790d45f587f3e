"""An incident at a glance in one narrow column, beside a list of incidents."""

from asyncio import TimerHandle
from collections.abc import Callable, Iterator
from datetime import datetime

from msgspec.structs import replace

from cqcmd.clock import stamp
from cqcmd.i18n import _
from cqcmd.terminal.later import later
from cqcmd.views.overview import Overview
from cqcmd.widgets.drawing.cells import CellWidget, Row, row_of
from cqcmd.widgets.incident_strip import grade_words
from cqcmd.widgets.overview_lines import (
    circumstances_text,
    log_text,
    measures_text,
    owed_text,
    people_text,
    steps_text,
    toll_text,
)
from cqcmd.widgets.panel import LOOKS, PanelLine, PanelText, line_rows, panel_rows

REST = 0.25
"""Seconds without a key after which the cursor rests."""


class IncidentPicture(CellWidget):
    """Grade, toll, reports owed, what comes next, people, measures, the log, as there is room."""

    STYLE_PREFIX = "table"
    STYLES = LOOKS

    def __init__(self, id: str = "picture") -> None:
        super().__init__(id=id)
        self._read: Callable[[], Overview | None] = lambda: None
        self._resting: TimerHandle | None = None
        self._view: Overview | None = None
        self._now: datetime | None = None
        self._drawn: object = None

    def rest_on(self, read: Callable[[], Overview | None]) -> None:
        """Read once the cursor rests, not at each key, and never where nobody sees it."""
        self._read = read
        if self._resting is not None:
            self._resting.cancel()
            self._resting = None
        if self.display:
            self._resting = later(self, REST, self._fetch)
        else:
            self._view = None  # of another line by now

    @property
    def settled(self) -> bool:
        """Whether it shows what it is to show: nothing is waited for."""
        return self._resting is None

    def _fetch(self) -> None:
        self._resting = None
        self._view = view = self._read()
        self._redraw(view.read_at if view else None)

    def tick(self, now: datetime) -> None:
        """Show the time that is left, in minutes."""
        if self.display and self._view is not None:
            self._redraw(now)

    def on_resize(self) -> None:
        """Take the new width and height; read what nobody saw before."""
        if self._view is None:
            self.rest_on(self._read)
        self._redraw(self._now)

    def _redraw(self, now: datetime | None) -> None:
        self._now, (width, height) = now, self.size
        if self._view is None or now is None:
            self._drawn = None
            self.draw([])
        elif width:
            parts = picture_parts(self._view, now)
            drawn = self._view, parts, width, height
            # In most seconds no word of it has changed.
            if self._drawn != drawn:
                self._drawn = drawn
                self.draw(picture_rows(self._view, parts, width, height))


def picture_parts(view: Overview, now: datetime) -> list[PanelText]:
    """Return the parts that have something to say."""
    return [replace(part, room="") for part in _parts(view, now) if part.lines]


def picture_rows(view: Overview, parts: list[PanelText], width: int, height: int) -> list[Row]:
    """Return the head and the parts; where all has no room, the less pressing is left out."""
    rows, parts = list(_head(view, width)), list(parts)
    least = [_least(part, width) for part in parts]
    while len(parts) > 1 and len(rows) + sum(least) > height:
        del parts[-2], least[-2]  # the log stays
    for place, part in enumerate(parts):
        room = height - len(rows) - sum(least[place + 1 :])
        rows += [row_of([], width), *panel_rows(part, width, max(1, room - 1))]
    return rows[:height]


def _least(part: PanelText, width: int) -> int:
    """Return the rows of a part that has but its first line: a blank one, and a title besides."""
    return 1 + len(panel_rows(replace(part, lines=part.lines[:1], left=len(part.lines) - 1), width))


def _parts(view: Overview, now: datetime) -> Iterator[PanelText]:
    """Yield the parts, what is most pressing first; measures only where one was decided on."""
    yield toll_text(view, now)
    yield owed_text(view, now)
    yield steps_text(view, now)
    yield people_text(view, now)
    if any(task.state != "open" or task.mark for task in view.measures):
        yield measures_text(view)
    yield circumstances_text(view)
    yield log_text(view, now)


def _head(view: Overview, width: int) -> Iterator[Row]:
    """Yield number and title, the grades and why, what time brings, how it stands."""
    for words, look in _head_lines(view):
        if words:
            yield from line_rows(PanelLine("", words, look), 0, width)


def _head_lines(view: Overview) -> Iterator[tuple[str, str]]:
    strip = view.strip
    yield f"{strip.number} {strip.title}", "strong"
    yield f"{grade_words(strip.grade)} {strip.grade.because}".rstrip(), strip.grade.look or "strong"
    if strip.possible.grade:
        words = _("可能{grade} {why}")
        maybe = words.format(grade=grade_words(strip.possible), why=strip.possible.because)
        yield maybe.rstrip(), "possible"
    yield strip.override, "possible"
    yield strip.projection.words if strip.projection else "", "soon"
    received = _("接报 {time}").format(time=stamp(view.received_at, view.read_at))
    yield "  ".join(filter(None, (received, strip.status, strip.response, strip.margin))), ""
    yield view.fault, "urgent"
