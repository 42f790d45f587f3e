"""The top line: where we are, who is on duty, the time; and 演练 whenever it is one."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from cqcmd.clock import countdown, local
from cqcmd.i18n import _
from cqcmd.text import cells, clean, fit, pad
from cqcmd.views import DrillStatus, DutyStatus, MastheadText
from cqcmd.views.masthead import Band
from cqcmd.widgets.drawing.css_classes import style_of

CLOCK = 10
"""Cells of the time."""

ENOUGH = 38
"""Cells of a title for which a drill makes room; a longer one is cut."""


class Masthead(Widget):
    """One line; only the seconds change, so only they are drawn."""

    STYLE_PREFIX = "masthead"
    STYLES = {"mark", "alarm", "real", "waiting"}

    def __init__(self, title: str, short: str = "", tabs: Mapping[str, str] | None = None) -> None:
        """``short``: the title where a drill leaves it little room.

        ``tabs``: words in it that can be clicked, and the key that each stands for.
        """
        super().__init__()
        self._tabs = dict(tabs or {})
        self._drawn = ""
        self._titles = tuple(clean(text, lines=False) for text in (title, short) if text)
        self._watch = DutyStatus()
        self._clock = ""
        self._alarm: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What the screen is called."""
        return self._titles[0]

    def entitle(self, title: str) -> None:
        """Call the screen otherwise: another part of it is shown."""
        self._titles = (clean(title, lines=False),)
        self.refresh()

    def show(self, watch: DutyStatus) -> None:
        """Set who is on duty and for whom; a mark is shown before everything."""
        if watch != self._watch:
            self._watch = watch
            self.refresh()

    def alarm(self, bands: Sequence[Band], now: datetime) -> None:
        """Become a band between mark and clock, or the masthead again."""
        words = band_words(bands, now)
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
        """Draw the mark of a drill, title, station, officer, waiting calls, what is real, time.

        Before the time: that this host goes on without its centre, that the time is not sure.
        """
        width, base, standing = self.size.width, self.rich_style, self._watch.drill_status
        wanted = self._alarm or self._titles
        waiting = _boxed(_waiting(self._watch))
        alone = "" if self._alarm else self._watch.alone_mark
        doubt = _boxed(alone) + _boxed(self._watch.time_mark)
        left = width - CLOCK - cells(waiting) - cells(doubt)
        top = fitting(standing, [fit(text, ENOUGH) for text in wanted], left)
        mark, real = _boxed(top.mark), _boxed(top.real)
        room = max(0, left - cells(mark) - cells(real))
        words = next((text for text in self._words() if cells(text) < room), wanted[-1])
        band = self._look("alarm") if self._alarm else Style.null()
        self._drawn = mark + pad(" " + words, room)
        return Strip(
            [
                Segment(mark, base + self._look("alarm" if standing.calling else "mark")),
                Segment(pad(" " + words, room), base + band),
                Segment(waiting, base + self._look("waiting")),
                Segment(real, base + self._look("alarm" if standing.late else "real")),
                Segment(doubt, base + self._look("alarm")),
                Segment(f" {self._clock or ' ' * 8} ", base),
            ]
        ).adjust_cell_length(width, base)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key of the tab under the pointer."""
        for words, key in self._tabs.items():
            before, found, _behind = self._drawn.partition(words)
            if found and cells(before) <= event.x < cells(before + words):
                self.app.simulate_key(key)

    def _look(self, name: str) -> Style:
        return style_of(self.app, f"masthead--{name}")

    def _words(self) -> Iterator[str]:
        """Return the band; else title, station, officer, operator: the station left out first.

        Who writes here stands as long as anybody does: each entry bears that name.
        """
        if self._alarm:
            yield from self._alarm
            return
        watch = self._watch
        officer = _("值班 {name}").format(name=watch.officer) if watch.officer else ""
        operator = _("操作 {name}").format(name=watch.operator) if watch.operator else ""
        short = f"{watch.officer}/{watch.operator}" if operator else ""
        for parts in (
            (watch.station, officer, operator),
            (officer, operator),
            (short,) if short else (),
            (operator,),
            (),
        ):
            told = (self._titles[0], *(clean(part, lines=False) for part in parts))
            yield "  ".join(part for part in told if part)
        yield from self._titles[1:]


def fitting(standing: DrillStatus, wanted: Sequence[str], room: int) -> MastheadText:
    """Return the widest top beside which the words fit, in their widest form that has one.

    ``room`` is for both, in cells.
    """
    for words in wanted:
        for top in standing.texts:
            if _width(top) + cells(words) < room:
                return top
    for top in standing.short_texts:
        if _width(top) + cells(wanted[-1]) < room:
            return top
    return next(reversed(standing.texts + standing.short_texts), MastheadText(""))


def _width(top: MastheadText) -> int:
    return cells(_boxed(top.mark)) + cells(_boxed(top.real))


def _waiting(watch: DutyStatus) -> str:
    """Return how many calls nobody has taken in; nothing else on a screen would say so."""
    return _("待受理 {n}").format(n=watch.waiting) if watch.waiting else ""


def _boxed(words: str) -> str:
    return f" {clean(words, lines=False)} " if words else ""


def band_words(bands: Sequence[Band], now: datetime) -> tuple[str, ...]:
    """Return the gravest, how many more there are, and the key that acknowledges it.

    The widest form first; none while there is none.
    """
    if not bands:
        return ()
    first, others = bands[0], len(bands) - 1
    counting = f" {countdown(first.due - now)}" if first.due is not None else ""
    words = clean(first.words, lines=False) + counting
    more = _(" 另{n}项").format(n=others) if others else ""
    if first.firm:
        return words + more, words
    keys = (_("  Ctrl+A 知道了"), _(" Ctrl+A"), "")
    return (*(words + more + key for key in keys), words)
