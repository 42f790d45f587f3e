"""What a table shows: lines of cells under columns, and where its cursor may stand."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from cqcmd.i18n import _

HEADING = "heading:"
"""How the key of a line begins that parts a list and stands for nothing itself."""


class Cell(Struct, frozen=True):
    """Words in a column; ``state`` names their look in the stylesheet (``table--overdue``)."""

    words: str
    state: str = ""


class Line(Struct, frozen=True):
    """A row: its key, its cells, and the clause behind it.

    Of fewer cells than there are columns the last one reaches to the edge. What is over and
    ``counts`` no more is no part of the number in a heading.
    """

    key: str
    cells: tuple[Cell, ...]
    clause: str = ""
    state: str = ""
    counts: bool = True

    @property
    def is_heading(self) -> bool:
        """Whether the cursor passes over it."""
        return self.key.startswith(HEADING)


class Column(Struct, frozen=True):
    """A column's heading and width in cells; width 0 takes what is left (one of them).

    ``steady``: it is drawn to scale, so neither it nor its neighbours change their widths.
    ``counted``: its heading says how many lines count.
    """

    heading: str
    width: int
    right: bool = False
    steady: bool = False
    counted: bool = False


def titled(columns: Sequence[Column], lines: Sequence[Line]) -> tuple[Column, ...]:
    """Return the columns with the number of lines in the headings that count them."""
    count = sum(line.counts and not line.is_heading for line in lines)
    words = _("{heading} {n} 项")
    return tuple(
        replace(column, heading=words.format(heading=column.heading, n=count))
        if column.counted and count
        else column
        for column in columns
    )


def landing(lines: Sequence[Line], row: int, step: int) -> int:
    """Return where the cursor may stand: there, or on that way, or else on the other."""
    rows = range(len(lines))
    row = max(0, min(row, len(rows) - 1))
    ways = (rows[row:], rows[row::-1])
    for way in ways if step > 0 else ways[::-1]:
        for found in way:
            if not lines[found].is_heading:
                return found
    return row
