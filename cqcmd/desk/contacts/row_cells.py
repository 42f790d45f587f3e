"""The cells of a row as its list means them: a merged unit in every row, 同上 as above."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from cqcmd.desk.contacts.forms import Doubt
from cqcmd.desk.contacts.tables import Table
from cqcmd.files import SheetRow
from cqcmd.i18n import _
from cqcmd.parsing.nothing import says_above, says_nothing

FILLED_DOWN = ("org", "title", "day", "department")
"""What is merged over several rows in lists; a text file shows it in the first of them alone."""


class RowCells(Struct, frozen=True):
    """A row, its words by column, and what was taken from rows above."""

    row: SheetRow
    words: dict[int, str]
    doubts: tuple[Doubt, ...] = ()

    def lines(self, column: int) -> tuple[str, ...]:
        """Return the lines of a cell that has several."""
        return self.row.lines.get(column, ())

    def said(self, columns: Sequence[int]) -> list[str]:
        """Return what stands in these columns, blanks and 无 left out."""
        words = [self.words.get(at, "") for at in columns]
        return [each for each in words if each and not says_nothing(each)]


def filled_down(table: Table) -> Iterator[RowCells]:
    """Yield the rows, each with what reaches down to it."""
    filler = _Filler(table)
    for row in table.rows:
        yield filler.filled(row)


class _Filler:
    """What stood last in each column."""

    def __init__(self, table: Table) -> None:
        self._headings = table.headings
        merged = {at for row in table.rows for at in row.above}
        names = table.columns("name")
        # Where a workbook merges cells itself, a blank one is blank.
        self._columns = [
            at for role in FILLED_DOWN for at in table.columns(role) if names and at not in merged
        ]
        self._names = names
        self._last: dict[int, str] = {}

    def filled(self, row: SheetRow) -> RowCells:
        """Return the row with what reaches down to it, and remember what it says itself."""
        words = dict(enumerate(row.cells))
        doubts = list(self._above(row, words))
        for at, cell in words.items():
            if cell:
                self._last[at] = "" if says_nothing(cell) else cell
        return RowCells(row, words, tuple(doubts))

    def _above(self, row: SheetRow, words: dict[int, str]) -> Iterator[Doubt]:
        person = any(row.at(at) for at in self._names)
        org_said = any(words.get(at) for at in self._columns[:1])
        for at, heading in enumerate(self._headings):
            blank = person and at in self._columns and not words.get(at)
            # A department is merged within its unit: beside another unit a blank one is blank.
            if heading.role == "department" and org_said:
                blank = False
            above = self._last.get(at, "")
            if above and (blank or says_above(words.get(at, ""))) and heading.role:
                yield Doubt(row.number, heading.words, _filled(words.get(at, ""), above))
                words[at] = above


def _filled(said: str, above: str) -> str:
    if said:
        return _("写的是“{said}”，照上面填“{above}”。").format(said=said, above=above)
    return _("空着，当作和上面是合并的格，照填“{above}”。").format(above=above)


def joined(texts: Mapping[str, Sequence[str]], between: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of each field in one, a blank between them unless said otherwise."""
    return {name: between.get(name, " ").join(filter(None, parts)) for name, parts in texts.items()}
