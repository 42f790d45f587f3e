"""What comes first, its time in large digits; a second costs the cells it changes."""

from datetime import datetime

from msgspec import Struct

from cqcmd.clock import countdown, stamp
from cqcmd.i18n import _
from cqcmd.text import clean
from cqcmd.views import Deadline, Situation
from cqcmd.views.duties import is_open
from cqcmd.widgets.drawing.cells import CellWidget, Row, row_of
from cqcmd.widgets.drawing.large_digits import large
from cqcmd.widgets.incident_strip import LOOKS, stage_state

GAP = 3
"""Cells between the digits and what they are of."""


class First(Struct, frozen=True):
    """A moment that is counted down to, and three lines on it; ``deadline`` if it is one."""

    due: datetime
    said: tuple[str, str, str]
    deadline: Deadline | None = None

    def look(self, now: datetime) -> str:
        """Return how its digits look; reversed ones would be holes, late is said by 超."""
        state = stage_state(self.deadline, now) if self.deadline else ""
        return "urgent" if state == "overdue" else state or "strong"


def first_of(view: Situation, now: datetime) -> First | None:
    """Return this station's next report with a limit; else when time alone makes it an accident."""
    running = (one for one in view.deadlines if one.mine and one.due and is_open(one))
    deadline = next((one for one in running if one.state != "passed"), None)
    if deadline is not None or view.strip.next is not None:
        return _of_deadline(deadline, now) if deadline else None
    waiting = (step for step in view.steps if step.action == "start_duties" and step.due)
    return next((_of_time(view, step.due, step.clause) for step in waiting if step.due), None)


def _of_deadline(deadline: Deadline, now: datetime) -> First:
    assert deadline.due is not None
    limit = _("应于 {due} 前，{anchor} 起算").format(
        due=stamp(deadline.due, now), anchor=deadline.anchor
    )
    call = _("拨 {number}，按 F9").format(number=deadline.number) if deadline.number else _("按 F9")
    head = _("最先到期（时间待核）：{label}") if deadline.doubtful else _("最先到期：{label}")
    label = head.format(label=deadline.label)
    return First(deadline.due, (label, limit, call), deadline)


def _of_time(view: Situation, due: datetime, clause: str) -> First:
    since = _("{status}（{clause}），报告时限从那时起算").format(
        status=view.strip.status, clause=clause
    )
    return First(due, (_("时间一到就构成事故"), since, _("人救出来了按 F8 更新")))


class FirstDue(CellWidget):
    """``00:18:00`` three rows high; beside it what is due, until when, and whom to call."""

    STYLE_PREFIX = "strip"
    STYLES = LOOKS

    def __init__(self, id: str = "first") -> None:
        super().__init__(id=id)
        self._first: First | None = None
        self._now: datetime | None = None

    def show(self, first: First, now: datetime) -> None:
        """Set what is counted down."""
        self._first, self._now = first, now
        self._redraw()

    def on_resize(self) -> None:
        """Take the new width."""
        self._redraw()

    def _redraw(self) -> None:
        if self._first is not None and self._now is not None and self.size.width:
            typed = self.app.has_class("-ascii")
            self.draw(first_rows(self._first, self._now, self.size.width, typed=typed))


def first_rows(first: First, now: datetime, width: int, *, typed: bool) -> list[Row]:
    """Return the three rows."""
    digits = large(countdown(first.due - now), typed=typed)
    looks = ("strong", "", "quiet")
    return [
        row_of(
            [(shape, first.look(now)), (" " * GAP, ""), (clean(words, lines=False), look)], width
        )
        for shape, words, look in zip(digits, first.said, looks, strict=True)
    ]
