"""The course of a response (4.10) as one line: behind us, where we are, ahead."""

from collections.abc import Sequence

from cqcmd.i18n import _
from cqcmd.views.command import FlowStep
from cqcmd.widgets.drawing.cells import CellWidget, Piece, row_of

LOOKS = {"done": "", "now": "strong", "ahead": "quiet"}


class ResponseCourse(CellWidget):
    """``接报>查证>[会商]>建议 …``: brackets stand where we are, so no colour is needed.

    The plan's figure is not in our copy of its text; the line says what it was drawn from.
    """

    STYLE_PREFIX = "course"
    STYLES = {"strong", "quiet"}

    def __init__(self) -> None:
        super().__init__(id="course")
        self._steps: tuple[FlowStep, ...] = ()
        self._clauses = ""

    def show(self, steps: Sequence[FlowStep], clauses: str) -> None:
        """Set the steps, and the clauses from which the course is drawn."""
        self._steps, self._clauses = tuple(steps), clauses
        self._redraw()

    def on_resize(self) -> None:
        """Take the new width."""
        self._redraw()

    def _redraw(self) -> None:
        pieces: list[Piece] = []
        for step in self._steps:
            words = _("[{name}]").format(name=step.name) if step.state == "now" else step.name
            pieces += [(">", "quiet") if pieces else (" ", ""), (words, LOOKS[step.state])]
        drawn_from = _("  （据{clauses}条文画出）").format(clauses=self._clauses)
        pieces.append((drawn_from, "quiet"))
        if self.size.width:
            self.draw([row_of(pieces, self.size.width)])
