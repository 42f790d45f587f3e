"""The top line: where we are, who is on duty, the time; and 演练 whenever it is one."""

from datetime import datetime

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from cqcmd.clock import countdown, local
from cqcmd.text import cells, clean, pad
from cqcmd.views import Bell, Watch
from cqcmd.words import _


class Masthead(Widget):
    """One line; only the seconds change, so only they are drawn."""

    COMPONENT_CLASSES = {"masthead--mark", "masthead--alarm"}

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._watch = Watch()
        self._clock = ""
        self._alarm = ""

    def show(self, watch: Watch) -> None:
        """Set who is on duty and for whom; a mark is shown before everything."""
        if watch != self._watch:
            self._watch = watch
            self.refresh()

    def alarm(self, overdue: Bell | None, now: datetime) -> None:
        """Become a band across the line, with the incident's number, or the masthead again."""
        words = ""
        if overdue is not None and overdue.due is not None:
            words = _("{number} {label} {time}  按任意键").format(
                number=overdue.number, label=overdue.label, time=countdown(overdue.due - now)
            )
        if words != self._alarm:
            self._alarm = words
            self.refresh()

    def tick(self, now: datetime) -> None:
        """Show the time."""
        clock = f"{local(now):%H:%M:%S}"
        if clock != self._clock:
            shift = next(
                (i for i, (a, b) in enumerate(zip(clock, self._clock, strict=False)) if a != b), 0
            )
            self._clock = clock
            if self.size.width:
                left = self.size.width - 9 + shift
                self.refresh(Region(left, 0, 8 - shift, 1))

    def render_line(self, y: int) -> Strip:
        """Title, station, officer; the time at the right."""
        width, base = self.size.width, self.rich_style
        if self._alarm:
            look = base + self.get_component_rich_style("masthead--alarm")
            return Strip([Segment(pad("  " + self._alarm, width), look)])
        mark = f" {self._watch.mark} " if self._watch.mark else ""
        room = max(0, width - 10 - cells(mark))
        words = self._words(room - 1)
        return Strip(
            [
                Segment(mark, base + self.get_component_rich_style("masthead--mark")),
                Segment(pad(" " + words, room), base),
                Segment(f" {self._clock or ' ' * 8} ", base),
            ]
        ).adjust_cell_length(width, base)

    def _words(self, room: int) -> str:
        """Title, station and officer; where that is too much, the station is left out."""
        officer = _("值班 {name}").format(name=self._watch.officer) if self._watch.officer else ""
        parts = [clean(part, lines=False) for part in (self._title, self._watch.station, officer)]
        words = "  ".join(part for part in parts if part)
        if cells(words) > room:
            words = "  ".join(part for part in (parts[0], parts[2]) if part)
        return words
