"""Running text folded by cells, as Chinese is set: no blank decides where a line ends."""

from itertools import pairwise

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from cqcmd.text import cells

CLOSING = frozenset("、，。；：？！）”’」』】》〉〕…,.;:?!)]}%")
"""What does not begin a line."""

OPENING = frozenset("（“‘「『【《〈〔([{")
"""What does not end one."""


def folds(line: str, width: int) -> list[int]:
    """Where one line of text is broken so that no part is wider than ``width`` cells.

    Latin words and numbers stay whole and punctuation keeps to its side, where there is room.
    A blank at the end of a part may stand out beyond ``width``.
    """
    found: list[int] = []
    start = room = 0
    for at, character in enumerate(line):
        wide = cells(character)
        while room + wide > width and at > start and character != " ":
            start = _break(line, start, at)
            found.append(start)
            room = cells(line[start:at])
        room += wide
    return found


def _break(line: str, start: int, at: int) -> int:
    """The last place not behind ``at`` where the text may be broken; ``at`` if there is none."""
    return next((place for place in range(at, start, -1) if _may_break(line, place)), at)


def _may_break(line: str, place: int) -> bool:
    before, behind = line[place - 1], line[place]
    if behind in CLOSING or behind == " " or before in OPENING:
        return False
    return not (_latin(before) and _latin(behind))


def _latin(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in ".,:-")


def folded(content: Content, width: int) -> Content:
    """The text in lines of at most ``width`` cells, its marks kept."""
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
        """The number of lines at that width."""
        return folded(self.said, width).plain.count("\n") + 1 if width else 1

    def render(self) -> Content:
        """The text, folded to the width there is."""
        return folded(self.said, self.content_size.width or 1)
