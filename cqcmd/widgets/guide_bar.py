"""The guide's line below the top line: what to do now, in a drill that leads a newcomer."""

from cqcmd.i18n import _
from cqcmd.text import cells, clean, folds, pad
from cqcmd.views.drill import GuideView
from cqcmd.widgets.drawing.cells import CellWidget, Piece, row_of

STOPS = "，。；："
"""Marks behind which the words are rather broken than elsewhere."""


class GuideBar(CellWidget):
    """One line or two; put away it is one that says how it comes back. It takes no focus."""

    STYLE_PREFIX = "guide"
    STYLES = {"mark", "key"}
    ALLOW_SELECT = False

    def __init__(self, view: GuideView, *, away: bool) -> None:
        super().__init__()
        self._view, self._away = view, away

    def show(self, view: GuideView, *, away: bool) -> None:
        """Set the step, and whether it is put away."""
        if (view, away) != (self._view, self._away):
            self._view, self._away = view, away
            self._fit()

    def on_resize(self) -> None:
        """Take the new width."""
        self._fit()

    def _fit(self) -> None:
        width = self.size.width
        if width:
            lines = guide_lines(self._view, width, away=self._away)
            self.styles.height = len(lines)
            self.draw([row_of(pieces, width) for pieces in lines])


def guide_lines(view: GuideView, width: int, *, away: bool) -> list[list[Piece]]:
    """Return the step's number, its words, and the key that hides or shows it."""
    mark = _(" 引导 {number}/{of} ").format(number=view.number, of=view.of)
    key = _("  Ctrl+G 显示引导 ") if away else _("  Ctrl+G 收起 ")
    if away:
        return [[(mark, "mark"), (key, "key")]]
    words = clean(view.words, lines=False)
    left, right = cells(mark) + 1, cells(key)
    room = width - left - right
    if cells(words) <= room:
        return [[(mark, "mark"), (" ", ""), (pad(words, room), ""), (key, "key")]]
    first = _turn(words, width - left - 1, room)
    rest = pad(words[first:].strip(), room)
    return [
        [(mark, "mark"), (" ", ""), (words[:first], "")],
        [(" " * left, ""), (rest, ""), (key, "key")],
    ]


def _turn(words: str, above: int, below: int) -> int:
    """Where the words go on below: behind a stop where both parts have room, else where it must be.

    They were written to fit two lines of 80 columns (``drill/scenario/guide_checks.py``).
    """
    last = next(iter(folds(words, above)), len(words))
    stops = (place for place in range(last, 0, -1) if words[place - 1] in STOPS)
    return next((place for place in stops if cells(words[place:]) <= below), last)
