"""Where in a sheet the lists of people are: rows of headings, and the rows under them."""

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct, structs

from cqcmd.files import SheetRow
from cqcmd.parsing.heading_words import PERSON
from cqcmd.parsing.headings import (
    Heading,
    is_heading_row,
    is_kind_of_number,
    meaning_of,
    under,
)
from cqcmd.parsing.name_cells import holds_names
from cqcmd.text import half_width

HEADED_WITHIN = 20
"""Among how many rows the first headings are looked for: titles may stand over them."""

_DIGITS = re.compile(r"\d{3}")
_HAN = re.compile(r"[\u4e00-\u9fff]")


class Table(Struct, frozen=True):
    """A list: what its columns mean, the rows under them, and where the headings stand again."""

    headings: tuple[Heading, ...]
    rows: tuple[SheetRow, ...]
    repeated: tuple[int, ...] = ()

    def columns(self, role: str) -> tuple[int, ...]:
        """Return the columns that hold that."""
        return tuple(at for at, heading in enumerate(self.headings) if heading.role == role)


def tables_in(rows: Sequence[SheetRow]) -> tuple[Table, ...]:
    """Return the lists of a sheet, one under the other; none where no row has headings."""
    return tuple(_tables(rows))


def _tables(rows: Sequence[SheetRow]) -> Iterator[Table]:
    begin = next((at for at, row in enumerate(rows[:HEADED_WITHIN]) if _is_head(row)), None)
    while begin is not None:
        head, headings = _head_at(rows, begin)
        first = rows.index(head[-1], begin) + 1
        again = [_says_again(row, head) for row in rows[first:]]
        end = next(
            (at for at in range(first, len(rows)) if not again[at - first] and _is_new(rows[at])),
            None,
        )
        body = rows[first:end]
        kept = tuple(row for row, same in zip(body, again, strict=False) if not same)
        repeated = tuple(row.number for row, same in zip(body, again, strict=False) if same)
        table = Table(tuple(_by_content(headings, kept)), kept, repeated)
        if _names_somebody(table):
            yield table
        begin = end


def _is_head(row: SheetRow) -> bool:
    return is_heading_row(row.cells)


def _is_new(row: SheetRow) -> bool:
    """Tell whether another list begins, told by words that never stand in a row of people."""
    return _is_head(row) and _sure(row, "name") + _sure(row, "org") >= 1 and _sure(row) >= 2


def _sure(row: SheetRow, role: str = "") -> int:
    found = [meaning for cell in row.cells if (meaning := meaning_of(cell)).sure]
    return sum(1 for meaning in found if not role or meaning.role == role)


def _says_again(row: SheetRow, head: Sequence[SheetRow]) -> bool:
    """Tell whether the headings stand once more, on another page of the list."""
    cells = [(at, cell) for at, cell in enumerate(row.cells) if cell]
    same = (sum(cell == each.at(at) for at, cell in cells) for each in head)
    return bool(cells) and max(same) * 2 > len(cells)


def _head_at(rows: Sequence[SheetRow], at: int) -> tuple[tuple[SheetRow, ...], tuple[Heading, ...]]:
    """Return the rows of headings at a place, and what each column means."""
    row, below = rows[at], rows[at + 1] if at + 1 < len(rows) else None
    if below is not None and _goes_under(row, below):
        return (row, below), _joined(row, below)
    if at and _labels_people(rows[at - 1], row):
        return (row,), _joined(rows[at - 1], row)
    return (row,), tuple(map(meaning_of, row.cells))


def _goes_under(top: SheetRow, below: SheetRow) -> bool:
    """Tell whether a row completes the headings above it: 姓名 电话 under 领导, 手机 under 电话."""
    own = {at: cell for at, cell in enumerate(below.cells) if cell and at not in below.above}
    if not own or any(_DIGITS.search(half_width(cell)) for cell in own.values()):
        return False
    if _is_head(below) and _sure(below, "name") and _sure(below) > 1:
        return not _says_again(below, (top,)) and _labels_people(top, below)
    labels = _labels(top, below)
    parted = [at for at in own if at + 1 in own and labels.get(at) == labels.get(at + 1)]
    return bool(parted) and all(map(is_kind_of_number, own.values()))


def _labels_people(top: SheetRow, below: SheetRow) -> bool:
    """Tell whether a row says of whom the columns below it are, and is no title of the list."""
    named = [at for at, cell in enumerate(below.cells) if meaning_of(cell).role == "name"]
    labels = _labels(top, below)
    said = [labels[at] for at in named if labels.get(at)]
    if any(_DIGITS.search(half_width(label)) for label in said):
        return False
    return len(set(said)) > 1 or any(PERSON.fullmatch(label) for label in said)


def _labels(top: SheetRow, below: SheetRow) -> dict[int, str]:
    """Return what stands over each column: a merged cell over all of them, a blank as its left."""
    found, said, end = {}, "", 0
    for at in range(max(len(top.cells), len(below.cells))):
        if top.at(at):
            said, end = top.at(at), at + top.spans.get(at, 1)
        if said and (at < end or not top.spans):
            found[at] = said
    return found


def _joined(top: SheetRow, below: SheetRow) -> tuple[Heading, ...]:
    labels = _labels(top, below)
    return tuple(
        _both(labels.get(at, ""), "" if at in below.above else below.at(at), top.at(at))
        for at in range(max(len(top.cells), len(below.cells)))
    )


def _both(label: str, below: str, own: str) -> Heading:
    if not below or below == own:
        return meaning_of(own)
    heading = meaning_of(below)
    if heading.role:
        return under(label, heading)
    # 办公 under 联系电话: the upper one says what it is.
    return structs.replace(meaning_of(label), words=f"{label}{below}") if label else heading


def _names_somebody(table: Table) -> bool:
    roles = {heading.role for heading in table.headings}
    return bool(roles & {"name", "title"}) or {"org", "phones"} <= roles


def _by_content(headings: Sequence[Heading], rows: Sequence[SheetRow]) -> Iterator[Heading]:
    """Yield the headings, some better told by what stands under them.

    Beside a column of names one that is all numbers is of numbers (Contact); in a duty table,
    whatever holds names alone is a column of people (白班, 值班).
    """
    first = next((each.role for each in headings if each.role not in ("", "number")), "")
    duty = first == "hours" or any(heading.role == "day" for heading in headings)
    named = [at for at, heading in enumerate(headings) if heading.role == "name"]
    numbers = [at for at in named if _all_are(_is_number, rows, at)]
    for at, heading in enumerate(headings):
        if at in numbers and len(numbers) < len(named):
            heading = structs.replace(heading, role="phones")
        if duty and heading.role in ("", "hours") and _all_are(holds_names, rows, at):
            heading = structs.replace(heading, role="name", whose=heading.words)
        yield heading


def _all_are(kind: Callable[[str], bool], rows: Sequence[SheetRow], column: int) -> bool:
    cells = [row.at(column) for row in rows if row.at(column)]
    return bool(cells) and all(map(kind, cells))


def _is_number(cell: str) -> bool:
    return bool(_DIGITS.search(cell)) and not _HAN.search(cell)
