"""Lines of words that change often: only the cells that differ are drawn again."""

from cqcmd.widgets.drawn import Drawn, row_of


class Lines(Drawn):
    """Foreign text is made harmless on its way to the screen; what is too long is cut."""

    def __init__(self, id: str | None = None, classes: str = "") -> None:
        super().__init__(id=id)
        self.set_class(bool(classes), *classes.split())
        self._said = ""

    def show(self, words: str) -> None:
        """Show these words, a line for each line of them."""
        self._said = words
        width = self.content_size.width
        if width:
            self.draw([row_of([(line, "")], width) for line in words.split("\n")])

    def on_resize(self) -> None:
        """Take the new width."""
        self.show(self._said)
