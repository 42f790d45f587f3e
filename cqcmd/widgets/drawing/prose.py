"""Running text folded by cells, as Chinese is set: no blank decides where a line ends."""

from itertools import pairwise

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from cqcmd.text import folds


def folded(content: Content, width: int) -> Content:
    """Fold the text into lines of at most ``width`` cells, its marks kept."""
    parts: list[Content] = []
    for line in content.split("\n", allow_blank=True):
        ends = [0, *folds(line.plain, width), len(line.plain)]
        parts += [line[start:end].rstrip() for start, end in pairwise(ends)]
    return Content("\n").join(parts)


class Prose(Widget):
    """A text as high as its lines; the one it belongs to scrolls it."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.said = Content("")

    def show(self, said: Content) -> None:
        """Show this text."""
        self.said = said
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at that width."""
        return folded(self.said, width).plain.count("\n") + 1 if width else 1

    def render(self) -> Content:
        """Draw the text, folded to the width there is."""
        return folded(self.said, self.content_size.width or 1)
