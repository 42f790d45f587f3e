"""A sheet read into people: its lists found, their rows read, what is no person put aside."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, structs

from cqcmd.desk.contacts.forms import BadRow, Doubt, Question
from cqcmd.desk.contacts.people_columns import Layout, PersonColumns, layout_of, used
from cqcmd.desk.contacts.row_cells import RowCells, filled_down
from cqcmd.desk.contacts.row_people import Person, RowReader, in_one
from cqcmd.desk.contacts.tables import Table
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.parsing.headings import subtitle_in
from cqcmd.parsing.name_cells import is_crowded, names_in
from cqcmd.parsing.nothing import is_footnote, is_total


class Found(Struct):
    """What a sheet says: people by row, rows put aside, doubts, questions, unused columns."""

    people: list[tuple[int, Person]]
    bad: list[BadRow]
    doubts: list[Doubt]
    questions: list[Question]
    unused: list[str]
    repeated: list[int]


def read_tables(
    tables: Sequence[Table], answers: Mapping[str, str], whole: frozenset[str]
) -> Found:
    """Return what the lists say; ``whole``: names that are known, never taken apart."""
    found = Found([], [], [], [], [], [])
    for place, table in enumerate(tables):
        key = f"columns:{place}"
        layout = layout_of(table, answers.get(key, ""))
        found.repeated += table.repeated
        if not layout.choices or answers.get(key):
            found.unused += _unused(table, layout)
        if layout.choices:
            found.questions.append(_whom(table, layout, key, answers.get(key, "")))
        if not layout.choices or answers.get(key):
            _TableReader(table, layout, answers, whole).read(found)
    return found


class _TableReader:
    """Reads the rows of one list, in order: a line that names a unit is about those below it."""

    def __init__(
        self, table: Table, layout: Layout, answers: Mapping[str, str], whole: frozenset[str]
    ) -> None:
        self._table = table
        self._people = layout.people
        self._reader = RowReader(table.headings, answers, whole)
        self._whole = whole
        self._group = ""

    def read(self, found: Found) -> None:
        """Read all rows into ``found``."""
        for cells in filled_down(self._table):
            if reason := self._no_person(cells):
                name = next((word for word in cells.words.values() if word), "")
                found.bad.append(BadRow(cells.row.number, name, reason))
            else:
                self._read_row(cells, found)

    def _read_row(self, cells: RowCells, found: Found) -> None:
        people: list[Person] = []
        number = cells.row.number
        said = [each for each in self._people if self._says_something(cells, each)]
        for columns in said or self._people[:1]:
            try:
                read = self._reader.read(cells, columns)
            except BadInput as refusal:
                name = self._reader.name_of(cells, columns)
                found.bad.append(BadRow(number, name, str(refusal)))
                continue
            people += read.people
            found.doubts += [each for each in read.doubts if each not in found.doubts[-9:]]
            found.questions += read.questions
        found.people += [
            (number, self._grouped(person, found, number)) for person in in_one(people)
        ]

    def _says_something(self, cells: RowCells, columns: PersonColumns) -> bool:
        """Tell whether a row names a person there, or has a number that is nobody's."""
        name = cells.words.get(columns.name, "") if columns.name is not None else "-"
        mine = cells.said(columns.at("phones")) if len(self._people) > 1 else []
        return bool(names_in(name).names or mine or columns.name is None)

    def _grouped(self, person: Person, found: Found, number: int) -> Person:
        """Give a person the unit that a line above names, where the list has no such column."""
        if person.form.org or not self._group:
            return person
        words = _("没有单位一列，照上面的小标题填“{group}”。").format(group=self._group)
        found.doubts.append(Doubt(number, _("单位"), words))
        return structs.replace(person, form=structs.replace(person.form, org=self._group))

    def _no_person(self, cells: RowCells) -> str:
        """Return why a row is none of a person: a total, a note below the list, a subtitle."""
        words = [
            word for at, word in enumerate(cells.row.cells) if word and at not in cells.row.above
        ]
        names = [cells.words.get(each.name, "") for each in self._people if each.name is not None]
        names = [name for name in names if name]
        if any(map(is_total, words)) and all(map(_counts, names)):
            return _("这一行是合计，不是人，没有导入。")
        if any(map(is_footnote, names or words[:1])):
            return _("这一行是表下的说明，不是人，没有导入。")
        crowded = any(map(is_crowded, names))
        if crowded and not any(cells.lines(at) for at in cells.words):
            return _("姓名一格里挤着别的内容；请把姓名、单位、号码分到各列，再导入。")
        return self._subtitle(words) if len(words) == 1 else ""

    def _subtitle(self, words: Sequence[str]) -> str:
        group = subtitle_in(words[0])
        if not group or words[0] in self._whole or self._people[0].name is None:
            return ""
        if not self._table.columns("org") and not self._table.columns("department"):
            self._group = group
        return _("这一行像是小标题，不是人，没有导入。")


def _counts(name: str) -> bool:
    return is_total(name) or name.isdigit()


def _whom(table: Table, layout: Layout, key: str, answer: str) -> Question:
    names = "、".join(table.headings[at].words for at in table.columns("name"))
    words = _("一行里有几列像是姓名：{names}；请定读哪一列、号码是谁的。").format(names=names)
    rows = tuple(row.number for row in table.rows)
    return Question(
        kind=key, key=key, number=0, name=names, words=words, choices=layout.choices, rows=rows,
        answer=answer,
    )  # fmt: skip


def _unused(table: Table, layout: Layout) -> Iterator[str]:
    read = used(table, layout)
    for at, heading in enumerate(table.headings):
        if heading.words and at not in read:
            yield heading.words
