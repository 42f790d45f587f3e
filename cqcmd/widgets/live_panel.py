"""What the form means so far: grade, margin, projection, clocks about to start, what is missing."""

from collections.abc import Iterable

from cqcmd.i18n import _
from cqcmd.text import line_parts
from cqcmd.views import GradeView, PreviewView, SameAccident
from cqcmd.widgets.drawing.cells import CellWidget, Piece, Row, row_of

LOW = 4
"""Lines of the panel under the form; a higher one stands beside it."""


JUDGED, CLOCKS, MISSING, BLANKS = 7, 6, 4, 4
"""Least lines of the blocks of a high panel: what stands below does not jump while one types."""


class LivePanel(CellWidget):
    """Redrawn with every key; only what changed is painted."""

    _view: PreviewView | None = None
    _same: SameAccident | None = None

    def show(self, view: PreviewView, same: SameAccident | None = None) -> None:
        """Show another preview, and the open incident of which the form seems to tell."""
        self._view, self._same = view, same
        width = self.size.width
        if not width:
            return
        high = self.size.height > LOW
        lines = (
            [*_same_tall(same, width - 2), *_tall(view, width - 2, self.size.height)]
            if high
            else _low(view, same)
        )
        self.draw([row_of([(" ", ""), *line], width) for line in lines][: self.size.height])

    def on_resize(self) -> None:
        """Lay the lines out anew."""
        self._rows: list[Row] = []
        if self._view is not None:
            self.show(self._view, self._same)


def _low(view: PreviewView, same: SameAccident | None) -> list[list[Piece]]:
    """Four lines under the form; the clocks give way to an incident that is open already."""
    second = view.projection.words if view.projection else view.waiting or view.grade.because
    return [
        [*_grades(view), (view.margin, "")],
        [*_questions(view), (second, "warning" if view.projection else ""), *_scope(view)],
        _same_low(same) if same else _labelled(_("将计时"), view.starting),
        [*_labelled(_("还缺"), view.missing), ("  ", ""), *_labelled(_("待核"), view.blanks)],
    ]


def _tall(view: PreviewView, width: int, height: int) -> list[list[Piece]]:
    """As many lines as it takes, beside the form; where there is room each block has its place."""
    blocks = (
        (JUDGED, _judged(view, width)),
        (CLOCKS, _titled(_("受理后开始计时"), view.starting)),
        (MISSING, _titled(_("电话报告还缺"), line_parts(" ".join(view.missing), width))),
        (BLANKS, _titled(_("待核"), line_parts(" ".join(view.blanks), width))),
        (0, [_scope(view)]),
    )
    roomy = sum(least for least, _lines in blocks) < height
    return [line for least, lines in blocks for line in _padded(lines, least * roomy)]


def _judged(view: PreviewView, width: int) -> list[list[Piece]]:
    """Grades, why, how far the next one is, and what time alone will do."""
    lines: list[list[Piece]] = [_grades(view), _questions(view)]
    for words, state in (
        (view.grade.because, "quiet"),
        (view.possible.because, "quiet"),
        (view.margin, ""),
        (view.projection.words if view.projection else "", "warning"),
        (view.waiting, ""),
    ):
        lines += [[(line, state)] for line in line_parts(words, width) if line]
    return lines


def _titled(title: str, lines: Iterable[str]) -> list[list[Piece]]:
    """Put the lines under their title; nothing where there are none."""
    below: list[list[Piece]] = [[(line, "")] for line in lines if line]
    return [[(title, "quiet")], *below] if below else []


def _padded(lines: list[list[Piece]], least: int) -> list[list[Piece]]:
    """Fill a block up to its least height, behind what it says a blank line."""
    blank = max(bool(lines), least - len(lines))
    return lines + [[] for _ in range(blank)]


def _grades(view: PreviewView) -> list[Piece]:
    pieces = _grade(view.grade)
    if view.possible.grade:
        why = _("（{why}）").format(why=view.doubt) if view.doubt else ""
        pieces += [(_("可能") + " ", "quiet"), *_grade(view.possible, why)]
    return pieces


def _grade(grade: GradeView, why: str = "") -> list[Piece]:
    state = grade.look or "strong"
    clause = f" {grade.clause}" if grade.clause else ""
    return [(grade.name, state), (why, "warning"), (clause + "  ", "quiet")]


def _questions(view: PreviewView) -> list[Piece]:
    return [(words + "  ", "warning") for words in view.questions]


def _same_low(same: SameAccident) -> list[Piece]:
    words = _("像是同一起：{words}").format(words=same.words)
    way = _("F8 取回那一份") if same.waiting else _("F8 并入")
    return [(words + "  ", "warning"), (way, "strong")]


def _same_tall(same: SameAccident | None, width: int) -> list[list[Piece]]:
    if same is None:
        return []
    words = _("像是同一起：{words}").format(words=same.words)
    lines: list[list[Piece]] = [[(line, "warning")] for line in line_parts(words, width)]
    way = _("F8 取回那一份") if same.waiting else _("F8 作为新情况并入那一起")
    after = [[(_("受理其中一份后，另一份按 F8 并入"), "quiet")]] if same.waiting else []
    return [*lines, [(way, "strong")], *after, []]


def _labelled(title: str, names: Iterable[str]) -> list[Piece]:
    words = " ".join(names)
    return [(title + " ", "quiet"), (words, "")] if words else []


def _scope(view: PreviewView) -> list[Piece]:
    words = _("可能不适用本预案：{name}").format(name=view.scope_hint)
    return [("  " + words, "quiet")] if view.scope_hint else []
