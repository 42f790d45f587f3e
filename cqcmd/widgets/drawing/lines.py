"""Lines of words that change often: only the cells that differ are drawn again."""

from collections.abc import Iterator
from itertools import pairwise

from cqcmd.text import clean, folds
from cqcmd.widgets.drawing.cells import Drawn, row_of


class Lines(Drawn):
    """Foreign text is made harmless on its way to the screen; a long line is cut, or folded."""

    def __init__(self, id: str | None = None, classes: str = "", *, fold: bool = False) -> None:
        super().__init__(id=id)
        self._fold = fold
        self.set_class(bool(classes), *classes.split())
        self._said = ""

    def show(self, words: str) -> None:
        """Show these words, a line for each line of them."""
        self._said = words
        width = self.content_size.width
        if width:
            self.draw([row_of([(line, "")], width) for line in self._lines(words, width)])

    def _lines(self, words: str, width: int) -> Iterator[str]:
        for line in words.split("\n"):
            line = clean(line, lines=False)
            ends = [0, *(folds(line, width) if self._fold else ()), len(line)]
            yield from (line[start:end] for start, end in pairwise(ends))

    def on_resize(self) -> None:
        """Take the new width."""
        self.show(self._said)
