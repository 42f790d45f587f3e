"""Captions of fields: one column for all of a form, a star before what has to be filled."""

from collections.abc import Iterable

from cqcmd.text import cells, pad
from cqcmd.widgets.drawing.cells import CellWidget, Piece

LABEL = 8
"""Cells that a caption takes at least, so that values stand under each other."""
STAR = "*"


class Captioned(CellWidget):
    """A field behind its caption.

    Attributes:
        code: the name of the field in a form.
        caption: what stands before it.
        required: whether a form without it is refused; a star says so.
    """

    def __init__(self, code: str, label: str, *, required: bool = False) -> None:
        super().__init__(id=code)
        self.code = code
        self.caption = label
        self.required = required
        self._starred = required
        self._column = LABEL

    @property
    def before(self) -> int:
        """Cells before the value: the caption, and the mark behind it."""
        return max(self._column, self.caption_cells(self._starred)) + 1

    def caption_cells(self, starred: bool) -> int:
        """Return the cells that the caption takes, with the place of the star where there is."""
        return cells(self.caption) + starred

    def stand_under(self, column: int, starred: bool) -> None:
        """Take a column as wide as that of the others, with the place for a star or without."""
        self._column, self._starred = column, starred
        self.show()

    def show(self) -> None:
        """Draw the field as it stands."""

    def caption_pieces(self, look: str) -> list[Piece]:
        """Return star and caption, as wide as their column."""
        star = (STAR if self.required else " ") if self._starred else ""
        return [(star, "star"), (pad(self.caption, self.before - 1 - len(star)), look)]


def align(fields: Iterable[Captioned]) -> None:
    """Let the values of these fields begin in one column."""
    fields = tuple(fields)
    starred = any(field.required for field in fields)
    column = max((field.caption_cells(starred) for field in fields), default=LABEL)
    for field in fields:
        field.stand_under(max(LABEL, column), starred)
