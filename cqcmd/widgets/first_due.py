"""The deadline that comes first, its time in large digits; a second costs the cells it changes."""

from datetime import datetime

from cqcmd.clock import countdown, stamp
from cqcmd.i18n import _
from cqcmd.text import clean
from cqcmd.views import Deadline
from cqcmd.widgets.drawing.cells import CellWidget, Row, row_of
from cqcmd.widgets.drawing.large_digits import large
from cqcmd.widgets.incident_strip import LOOKS, stage_state

GAP = 3
"""Cells between the digits and what they are of."""


class FirstDue(CellWidget):
    """``00:18:00`` three rows high; beside it what is due, until when, and whom to call."""

    STYLE_PREFIX = "strip"
    STYLES = LOOKS

    def __init__(self, id: str = "first") -> None:
        super().__init__(id=id)
        self._deadline: Deadline | None = None
        self._now: datetime | None = None

    def show(self, deadline: Deadline | None, now: datetime) -> None:
        """Set which deadline; one without a due time has no digits."""
        self._deadline, self._now = deadline, now
        self._redraw()

    def on_resize(self) -> None:
        """Take the new width."""
        self._redraw()

    def _redraw(self) -> None:
        deadline, now = self._deadline, self._now
        if deadline is not None and now is not None and self.size.width:
            typed = self.app.has_class("-ascii")
            self.draw(first_rows(deadline, now, self.size.width, typed=typed))


def first_rows(deadline: Deadline, now: datetime, width: int, *, typed: bool) -> list[Row]:
    """Return the three rows."""
    if deadline.due is None:
        return []
    digits = large(countdown(deadline.due - now), typed=typed)
    state = stage_state(deadline, now)
    # Reversed blocks would be holes: late is said by the colour and by 超.
    look = "urgent" if state == "overdue" else state or "strong"
    facts = first_words(deadline, now)
    return [
        row_of([(shape, look), (" " * GAP, ""), (clean(words, lines=False), said)], width)
        for shape, (words, said) in zip(digits, facts, strict=True)
    ]


def first_words(deadline: Deadline, now: datetime) -> tuple[tuple[str, str], ...]:
    """Return what is due, the limit and from when it counts, and whom to call."""
    assert deadline.due is not None
    limit = _("应于 {due} 前，{anchor} 起算").format(
        due=stamp(deadline.due, now), anchor=deadline.anchor
    )
    call = _("拨 {number}，按 F9").format(number=deadline.number) if deadline.number else _("按 F9")
    return (
        (_("最先到期：{label}").format(label=deadline.label), "strong"),
        (limit, ""),
        (call, "quiet"),
    )
