"""A drill looked back on (复盘), in the words its screens and papers show."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct

from cqcmd.clock import local
from cqcmd.i18n import _
from cqcmd.views.drill import Mark


def when(at: datetime, start: datetime, end: datetime) -> str:
    """Word a moment of a drill for a later reader: with the day if it had several.

    A drill within one day names it at its head, so its moments are ``10:05``.
    """
    here = local(at)
    one_day = local(start).date() == local(end).date() == here.date()
    return f"{here:%H:%M}" if one_day else f"{here:%m-%d %H:%M}"


COUNTED, MANY = "1", "+"
"""How a column tells how many things happened in it: by a figure, or as more than nine."""

MARK_NAMES = {
    "[": _("起算"),
    "-": _("时限内"),
    "]": _("到期"),
    ".": _("超时"),
    "O": _("做到"),
    "!": _("迟了"),
    "X": _("没做"),
    "?": _("未到期"),
    "<": _("更早"),
    ">": _("更晚"),
    COUNTED: _("几件"),
    MANY: _("十件以上"),
}
"""What the marks of a picture mean, in the order of its legend; any figure is COUNTED."""


class TickView(Struct, frozen=True):
    """A place on the time axis with its label."""

    column: int
    label: str


class LaneView(Struct, frozen=True):
    """How many things happened in each column: ``1`` to ``9``, of more ``+``."""

    name: str
    figures: str


class BarView(Struct, frozen=True):
    """An expectation drawn: ``[---O---]``, a character a column."""

    key: str
    bar: str


class PictureView(Struct, frozen=True):
    """The drill on an axis of so many columns, or a window of it.

    Attributes:
        span: from when to when it shows, in words.
        times: how many times it is enlarged.
    """

    columns: int
    span: str
    times: int
    ticks: tuple[TickView, ...]
    lanes: tuple[LaneView, ...]
    bars: tuple[BarView, ...]

    @property
    def marks(self) -> frozenset[str]:
        """The marks that are drawn, as MARK_NAMES has them."""
        bars = {mark for bar in self.bars for mark in bar.bar}
        figures = {mark for lane in self.lanes for mark in lane.figures}
        counted = {COUNTED if figure.isdigit() else figure for figure in figures}
        return frozenset((bars | counted) & MARK_NAMES.keys())


def legend(pictures: Iterable[PictureView]) -> Iterator[tuple[str, str]]:
    """Yield the marks that are drawn in any of the pictures and what each means, none besides."""
    drawn = {mark for picture in pictures for mark in picture.marks}
    return ((mark, name) for mark, name in MARK_NAMES.items() if mark in drawn)


class EventView(Struct, frozen=True):
    """A point in the timeline: when, in which lane, its words; how it went if it was due here."""

    key: str
    at: datetime
    lane: str
    words: str
    clause: str
    result: Mark | None
    label: str


class OutcomeView(Struct, frozen=True):
    """An expectation: what, how it went, from when to when it could be done, and when it was.

    ``case`` is the title of its case.
    """

    key: str
    result: Mark
    label: str
    points: str
    words: str
    case: str
    clause: str
    begin: datetime | None
    due: datetime | None
    at: datetime | None
    late: str


class CheckView(Struct, frozen=True):
    """A grade or a report looked at: what, how it stands in a word, the details; its clause."""

    key: str
    what: str
    label: str
    good: bool
    details: str
    clause: str


class RatingView(Struct, frozen=True):
    """A part of the drill and its rating. ``why`` is what the suggestion rests on.

    ``rating`` is the word that stands, ``code`` its code; ``decided``: a person chose it.
    """

    part: str
    name: str
    suggested: str
    why: str
    code: str
    rating: str
    decided: bool
    remark: str


class LessonView(Struct, frozen=True):
    """A problem and its remedy; ``due`` an ISO date or empty. ``own``: written by a person.

    ``dropped``: somebody decided that it is none; no paper tells it.
    """

    ident: str
    text: str
    clause: str
    remedy: str
    owner: str
    due: str
    own: bool
    dropped: bool = False


class DebriefView(Struct, frozen=True):
    """Everything about a finished drill; ``facts`` are its basics, each a name and words.

    ``dropped`` are lessons that were dropped.
    """

    title: str
    label: str
    facts: tuple[tuple[str, str], ...]
    start: datetime
    end: datetime
    events: tuple[EventView, ...]
    outcomes: tuple[OutcomeView, ...]
    checks: tuple[CheckView, ...]
    ratings: tuple[RatingView, ...]
    lessons: tuple[LessonView, ...]
    dropped: tuple[LessonView, ...]

    def when(self, at: datetime) -> str:
        """Return a moment of the drill, as short as it is clear."""
        return when(at, self.start, self.end)


class ReviewView(DebriefView, frozen=True, kw_only=True):
    """Everything about a real incident: ``measures`` as carried out, what was ``learned`` when."""

    measures: tuple[CheckView, ...]
    learned: tuple[EventView, ...]
