"""Sentences to be read out, spaced where there is room, each with a mark once it was read."""

from collections.abc import Sequence

from msgspec import Struct
from textual.binding import Binding

from cqcmd.widgets.table import Cell, Column, Line, Table
from cqcmd.words import _

TALL = 30
"""Lines of a window in which blank lines stand between the sentences."""


class Said(Struct, frozen=True):
    """A sentence: its element, the element's name, its words, and whether something is missing."""

    code: str
    name: str
    words: str
    missing: bool


class Spoken(Table):
    """The cursor goes from sentence to sentence; Left takes a mark away, Right sets it."""

    BINDINGS = [
        Binding("left", "mark(False)", _("这句没读"), show=False, id="unread"),
        Binding(
            "right,space,ideographic_space", "mark(True)", _("这句读了"), show=False, id="read"
        ),
    ]

    def __init__(self, id: str) -> None:
        super().__init__((Column("", 5), Column("", 0)), id=id)
        self._said: tuple[Said, ...] = ()
        self._read: set[str] = set()

    def say(self, said: Sequence[Said]) -> None:
        """Show these sentences; marks stay with their elements."""
        self._said = tuple(said)
        self._draw_marks()

    @property
    def here(self) -> Said | None:
        """The sentence under the cursor."""
        line = self.cursor
        return next((each for each in self._said if line and each.code == line.key), None)

    @property
    def unread(self) -> tuple[str, ...]:
        """Names of what was not read out."""
        return tuple(each.name for each in self._said if each.code not in self._read)

    def read_all(self) -> None:
        """Everything that is known was read; what is missing was not."""
        self._read |= {each.code for each in self._said if not each.missing}
        self._draw_marks()

    def action_mark(self, read: bool) -> None:
        """One sentence was read, or was not."""
        if self.here is not None:
            (self._read.add if read else self._read.discard)(self.here.code)
            self._draw_marks()

    def action_move(self, step: int) -> None:
        """Over the blank lines."""
        super().action_move(2 * step if self._spaced else step)

    def on_resize(self) -> None:
        """A low window has no room for blank lines."""
        super().on_resize()
        self._draw_marks()

    @property
    def _spaced(self) -> bool:
        return self.app.size.height >= TALL

    def _draw_marks(self) -> None:
        lines: list[Line] = []
        for each in self._said:
            mark = _("已读") if each.code in self._read else ""
            look = "urgent" if each.missing else "strong"
            lines.append(Line(each.code, (Cell(mark, "met"), Cell(each.words, look)), "4.1.2"))
            if self._spaced:
                lines.append(Line(f"after:{each.code}", (Cell(""),)))
        self.show(lines)
