"""A sheet of cells on which boxes, lines and words are put; wide characters take two."""

from cqcmd.text import cells, clean, fit
from cqcmd.widgets.drawing.cells import Row

DRAWN = {"h": "─", "v": "│", "nw": "┌", "ne": "┐", "sw": "└", "se": "┘", "tip": ">"}
TYPED = {"h": "-", "v": "|", "nw": "+", "ne": "+", "sw": "+", "se": "+", "tip": ">"}
"""For terminals that draw the lines of boxes wide."""


class Canvas:
    """``rows`` is what a `CellWidget` shows."""

    def __init__(self, width: int, height: int, *, typed: bool = False) -> None:
        """``typed``: plain characters instead of lines."""
        self.rows: list[Row] = [[(" ", "")] * width for _ in range(height)]
        self._width = width
        self._pen = TYPED if typed else DRAWN

    def words(self, x: int, y: int, words: str, state: str = "", room: int = 0) -> None:
        """Words from a cell on; what does not fit into ``room`` is cut."""
        text = clean(words, lines=False)
        for character in fit(text, room) if room else text:
            wide = cells(character)
            if not wide or x + wide > self._width:
                continue
            self.rows[y][x] = (character, state)
            if wide == 2:
                self.rows[y][x + 1] = ("", state)
            x += wide

    def box(self, x: int, y: int, width: int, words: str, state: str = "") -> None:
        """Draw a box three lines high with words in it."""
        pen = self._pen
        self.words(x, y, pen["nw"] + pen["h"] * (width - 2) + pen["ne"], state)
        self.words(x, y + 1, pen["v"] + " " * (width - 2) + pen["v"], state)
        self.words(x, y + 2, pen["sw"] + pen["h"] * (width - 2) + pen["se"], state)
        name = fit(words, width - 2)
        self.words(x + 1 + (width - 2 - cells(name)) // 2, y + 1, name, state)

    def across(self, x: int, y: int, length: int, state: str = "", *, tip: bool = True) -> None:
        """Draw a line to the right, with a tip at its end."""
        end = self._pen["tip" if tip else "h"]
        self.words(x, y, self._pen["h"] * (length - 1) + end, state)

    def down(self, x: int, top: int, bottom: int, state: str = "", *, corner: str = "") -> None:
        """Draw a line down to ``bottom``, that row included; at its end a corner, if named."""
        for y in range(top, bottom + 1):
            last = corner and y == bottom
            self.words(x, y, self._pen[corner] if last else self._pen["v"], state)
