"""The strip over every room of an incident; each second redraws its countdown alone."""

from datetime import datetime

from textual.app import ComposeResult

from cqcmd.clock import countdown
from cqcmd.i18n import _
from cqcmd.text import cells, clean, fit, pad
from cqcmd.views import Deadline, GradeView, Strip
from cqcmd.widgets.drawing.cells import GRADES, CellWidget, Piece, row_of

LOOKS = {"quiet", "strong", "possible", "soon", "urgent", "overdue", *GRADES}

DUE = 26
"""Cells of the next duty."""

LEAST_REASON = 12
"""Cells below which the criterion's wording says nothing."""


class IncidentStrip(CellWidget):
    """Number, title, response, next duty; grade, possible grade, override, projection, margin.

    The next duty is a widget of its own: the terminal is sent a line from the left edge of the
    widget on, and only the countdown changes each second.
    """

    STYLE_PREFIX = "strip"
    STYLES = LOOKS

    def __init__(self) -> None:
        super().__init__()
        self._view: Strip | None = None

    def compose(self) -> ComposeResult:
        """Put the next duty at the right."""
        yield NextDue()

    def show(self, view: Strip, now: datetime) -> None:
        """Set what is shown."""
        self._view = view
        self._draw()
        self.tick(now)

    def tick(self, now: datetime) -> None:
        """Show the countdown once a second."""
        if self._view is not None and (due := self.query_one_optional(NextDue)):
            due.show(self._view, now)

    def on_resize(self) -> None:
        """Take the new width."""
        self._draw()

    def _draw(self) -> None:
        width = self.size.width
        if self._view is not None and width:
            beside = sum(DUE + 1 for due in self.query(NextDue) if due.display)
            rows = strip_rows(self._view, width - 2, beside)
            self.draw([row_of([(" ", ""), *joined(parts)], width) for parts in rows])


class NextDue(CellWidget):
    """``00:13:53 电话 区县政府``, or why nothing is due."""

    STYLE_PREFIX = "strip"
    STYLES = LOOKS

    def show(self, view: Strip, now: datetime) -> None:
        """Draw it; the countdown stands first, so that it alone is sent."""
        self.draw([row_of([due_part(view, now)], DUE)])


def strip_rows(view: Strip, width: int, beside: int) -> tuple[list[Piece], list[Piece]]:
    """Return both rows; a toll that the first would cut begins the second instead."""
    title = clean(f"{view.number} {view.title}", lines=False)
    room = width - beside - (cells(view.response) + 2 if view.response else 0)
    if cells(title) <= room or not view.toll:
        return top_parts(title, view.response, room), grade_parts(view, width)
    head: Piece = (view.toll, "strong")
    rest = grade_parts(view, width - cells(view.toll) - 2)
    return top_parts(title.removesuffix(view.toll).rstrip(), view.response, room), [head, *rest]


def top_parts(title: str, response: str, room: int) -> list[Piece]:
    """``26-0012 长江化工 容器 爆炸 1死3重伤 … 应启III级``."""
    beside: list[Piece] = [(response, "strong")] if response else []
    return [(pad(title, max(0, room)), "strong"), *beside]


def due_part(view: Strip, now: datetime) -> Piece:
    """Return the next duty and its countdown, or the status where nothing is due."""
    deadline = view.next
    if deadline is None:
        return (view.status, "strong")
    if deadline.state == "passed" or deadline.due is None:
        return (_("立即 {label}").format(label=deadline.label), "urgent")
    left = countdown(deadline.due - now, doubtful=deadline.doubtful)
    return (f"{left} {deadline.label}", stage_state(deadline, now))


def stage_state(deadline: Deadline, now: datetime) -> str:
    """Return the style of a countdown; none while it is calm."""
    stage = deadline.look_at(now)
    return "" if stage == "calm" else stage


def grade_parts(view: Strip, width: int) -> list[Piece]:
    """Grade with clause, possible grade with its reason, override, projection, margin."""
    grade = view.grade
    parts: list[Piece] = [(grade_words(grade), grade.look or "strong")]
    rest: list[Piece] = [
        (view.override, "possible"),
        (view.projection.words if view.projection else "", "soon"),
        (view.margin, ""),
        (view.status if view.next else "", "quiet"),
    ]
    rest = [(clean(words, lines=False), state) for words, state in rest if words]
    if view.possible.grade:
        taken = sum(cells(words) + 2 for words, _state in parts + rest)
        parts.append((possible_words(view.possible, width - taken), "possible"))
    return parts + rest


def grade_words(grade: GradeView) -> str:
    """``较大 1.5.3``."""
    return f"{grade.name} {grade.clause}" if grade.clause else grade.name


def possible_words(possible: GradeView, room: int) -> str:
    """``可能重大 1.5.2（10人以上…）``; the reason is cut to the room, or left out."""
    words = _("可能{grade}").format(grade=grade_words(possible))
    left = room - cells(words) - 4
    if not possible.because or left < LEAST_REASON:
        return words
    return _("{words}（{why}）").format(words=words, why=fit(possible.because, left))


def joined(parts: list[Piece]) -> list[Piece]:
    """Join the parts with two cells between them."""
    spaced: list[Piece] = []
    for part in parts:
        spaced += [("  ", ""), part] if spaced else [part]
    return spaced
