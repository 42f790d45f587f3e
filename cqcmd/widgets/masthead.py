"""The top line: where we are, who is on duty, the time; and 演练 whenever it is one."""

from collections.abc import Sequence
from datetime import datetime

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from cqcmd.clock import countdown, local
from cqcmd.text import cells, clean, pad
from cqcmd.views import Bell, Watch
from cqcmd.widgets.looks import look
from cqcmd.words import _


class Masthead(Widget):
    """One line; only the seconds change, so only they are drawn."""

    LOOK = "masthead"
    LOOKS = {"mark", "alarm"}

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

    def alarm(self, overdue: Sequence[Bell], now: datetime) -> None:
        """Become a band between mark and clock, or the masthead again."""
        words = band_words(overdue, now)
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
        band = look(self.app, "masthead--alarm") if self._alarm else Style.null()
        mark = f" {clean(self._watch.mark, lines=False)} " if self._watch.mark else ""
        room = max(0, width - 10 - cells(mark))
        words = clean(self._alarm, lines=False) or self._words(room - 1)
        return Strip(
            [
                Segment(mark, base + look(self.app, "masthead--mark")),
                Segment(pad(" " + words, room), base + band),
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


def band_words(overdue: Sequence[Bell], now: datetime) -> str:
    """Which team does not answer and how many more; or which duty is overdue, and for how long."""
    first, others = overdue[0] if overdue else None, len(overdue) - 1
    if first is None or first.due is None:
        return ""
    if first.people:
        words = _("{number} {label}，另有{n}队") if others else _("{number} {label}")
        return words.format(number=first.number, label=first.label, n=others)
    words = _("{number} {label} {time}  按任意键")
    return words.format(number=first.number, label=first.label, time=countdown(first.due - now))
