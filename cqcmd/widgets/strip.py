"""The strip over every room of an incident: two lines, of which each second redraws the countdown."""

from datetime import datetime

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip as ScreenLine
from textual.widget import Widget

from cqcmd.clock import countdown
from cqcmd.text import cells, clean, fit, pad
from cqcmd.views import Deadline, GradeView, Strip
from cqcmd.words import _

Part = tuple[str, str]
"""Words, and the state that names their look."""

LEAST_REASON = 12
"""Cells below which the criterion's wording says nothing."""


class IncidentStrip(Widget):
    """Number, title, response, next duty; grade, possible grade, override, projection, margin."""

    COMPONENT_CLASSES = {
        "strip--quiet",
        "strip--strong",
        "strip--possible",
        "strip--soon",
        "strip--urgent",
        "strip--overdue",
        "strip--grade-I",
        "strip--grade-II",
        "strip--grade-III",
        "strip--grade-IV",
    }

    def __init__(self) -> None:
        super().__init__()
        self._view: Strip | None = None
        self._now: datetime | None = None

    def show(self, view: Strip, now: datetime) -> None:
        """Set what is shown; nothing is drawn where nothing changed."""
        if view != self._view:
            self._view, self._now = view, now
            self.refresh()
        else:
            self.tick(now)

    def tick(self, now: datetime) -> None:
        """A second has passed: draw the countdown, from its first changed digit."""
        if self._view is None or self._now is None:
            return
        before, self._now = due_part(self._view, self._now), now
        after = due_part(self._view, now)
        if before == after or not self.size.width:
            return
        if before[1] != after[1] or len(before[0]) != len(after[0]):
            self.refresh(Region(0, 0, self.size.width, 1))
            return
        same = next(i for i, (a, b) in enumerate(zip(before[0], after[0], strict=True)) if a != b)
        changed = cells(after[0][same:]) + 1
        self.refresh(Region(self.size.width - changed, 0, changed - 1, 1))

    def render_line(self, y: int) -> ScreenLine:
        """One of the two lines."""
        width = self.size.width
        if self._view is None or self._now is None:
            return ScreenLine.blank(width, self.rich_style)
        if y == 0:
            return self._drawn(top_parts(self._view, self._now, width - 2))
        return self._drawn(joined(grade_parts(self._view, width - 2)))

    def _drawn(self, parts: list[Part]) -> ScreenLine:
        base = self.rich_style
        segments = [Segment(" ", base)]
        for words, state in parts:
            look = self.get_component_rich_style(f"strip--{state}", partial=True) if state else None
            segments.append(Segment(words, base + look if look else base))
        return ScreenLine(segments).adjust_cell_length(self.size.width, base)


def top_parts(view: Strip, now: datetime, width: int) -> list[Part]:
    """``26-0012 长江化工 容器 爆炸 1死3重伤 … 应启III级  电话 区县政府 00:13:53``."""
    due = due_part(view, now)
    right: list[Part] = [(view.response, "strong")] if view.response else []
    right += [due] if due[0] else []
    taken = sum(cells(words) + 2 for words, _state in right)
    title = clean(f"{view.number} {view.title}", lines=False)
    return joined([(pad(title, max(0, width - taken)), "strong"), *right])


def due_part(view: Strip, now: datetime) -> Part:
    """The next duty and its countdown, or the status where nothing is due."""
    deadline = view.next
    if deadline is None:
        return (view.status, "quiet")
    if deadline.state == "passed" or deadline.due is None:
        return (_("立即 {label}").format(label=deadline.label), "urgent")
    left = countdown(deadline.due - now)
    return (f"{deadline.label} {left}", stage_state(deadline, now))


def stage_state(deadline: Deadline, now: datetime) -> str:
    """The look of a countdown; none while it is calm."""
    stage = deadline.stage_at(now)
    return "" if stage == "calm" else stage


def grade_parts(view: Strip, width: int) -> list[Part]:
    """Grade with clause, possible grade with its reason, override, projection, margin."""
    grade = view.grade
    parts: list[Part] = [(grade_words(grade), f"grade-{grade.grade}" if grade.grade else "strong")]
    rest: list[Part] = [
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


def joined(parts: list[Part]) -> list[Part]:
    """The parts with two cells between them."""
    spaced: list[Part] = []
    for part in parts:
        spaced += [("  ", ""), part] if spaced else [part]
    return spaced
