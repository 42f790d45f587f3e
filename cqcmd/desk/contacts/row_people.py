"""The people of a row: who is named in it, which numbers are whose, what only the officer knows."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, structs

from cqcmd.desk.contacts.forms import FIELDS, ContactForm, Doubt, Question
from cqcmd.desk.contacts.people_columns import PersonColumns
from cqcmd.desk.contacts.row_cells import RowCells, joined
from cqcmd.desk.contacts.row_numbers import Numbers, numbers_in
from cqcmd.desk.contacts.sharing import shared_out
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.parsing.headings import Heading
from cqcmd.parsing.name_cells import NameCell, names_in
from cqcmd.parsing.phone_cells import Number

OFFICE = _("单位电话")
"""In the place of a name, where a list has numbers of organisations and no people."""

LABELS = {**FIELDS, "department": _("部门"), "day": _("日期")}


class Person(Struct, frozen=True):
    """A person of a row as a form.

    Attributes:
        told: the heading alone says the post.
        remarked: the note is but what stands beside numbers.
    """

    form: ContactForm
    told: bool = False
    remarked: bool = False


class RowPeople(Struct):
    """What was read of a row: people, how doubtful cells were read, what is to be asked."""

    people: list[Person]
    doubts: list[Doubt]
    questions: list[Question]


class RowReader:
    """Reads rows of one list."""

    def __init__(
        self, headings: Sequence[Heading], answers: Mapping[str, str], whole: frozenset[str]
    ) -> None:
        """``whole``: names known already, never taken apart."""
        self._headings = headings
        self._answers = answers
        self._whole = whole

    def read(self, cells: RowCells, columns: PersonColumns) -> RowPeople:
        """Return the people that these columns of a row name. Raises BadInput."""
        self._check(cells, columns)
        names = self._names(cells, columns)
        if not names.names:
            raise BadInput(_nobody(columns))
        found = self._numbers(cells, columns, names)
        read = RowPeople([], [*cells.doubts, *found.doubts], found.questions)
        shares = shared_out(names, found.cells, cells.row.number, self._answers, read)
        if any(not question.answer for question in read.questions):
            return read
        posts = _posts(cells, columns, len(shares))
        for (name, numbers), post in zip(shares, posts, strict=True):
            read.people.append(self._person(cells, columns, name, numbers, (post, found.words)))
        return read

    def name_of(self, cells: RowCells, columns: PersonColumns) -> str:
        """Return whom the row is about, in its own words."""
        return cells.words.get(columns.name, "") if columns.name is not None else ""

    def _check(self, cells: RowCells, columns: PersonColumns) -> None:
        """Refuse a cell that is too long or hides something. Raises BadInput naming it."""
        roles = {at: role for role, used in columns.columns.items() for at in used}
        if columns.name is not None:
            roles[columns.name] = "name"
        for at, role in sorted(roles.items()):
            if at in cells.row.faults:
                words = _("“{name}”一格{fault}。")
                raise BadInput(words.format(name=LABELS[role], fault=cells.row.faults[at]))

    def _names(self, cells: RowCells, columns: PersonColumns) -> NameCell:
        if columns.name is None:
            return NameCell(*(((OFFICE,), ("",)) if cells.said(columns.at("org")) else ((), ())))
        words = cells.words.get(columns.name, "")
        if words in self._whole:
            return NameCell((words,), ("",))
        return names_in(words, cells.lines(columns.name))

    def _numbers(self, cells: RowCells, columns: PersonColumns, names: NameCell) -> Numbers:
        """Return the numbers of the row, those in the cell of names marked with the name."""
        given = [
            (self._headings[at].words, "\n".join(cells.lines(at)) or cells.words.get(at, ""))
            for at in columns.at("phones")
        ]
        found = numbers_in(given, cells.row.number, names.names, self._answers)
        beside = [(LABELS["name"], number) for number in names.numbers]
        own = numbers_in(beside, cells.row.number, names.names, self._answers)
        found.questions += own.questions
        marked = zip(names.names, own.cells, strict=True)
        found.cells.append(
            tuple(Number(each.digits, name) for name, cell in marked for each in cell)
        )
        return found

    def _person(
        self,
        cells: RowCells,
        columns: PersonColumns,
        name: str,
        numbers: Sequence[Number],
        more: tuple[list[str], list[str]],
    ) -> Person:
        post, words = more
        post = [*cells.said(columns.at("department")), *post]
        days = cells.said(columns.at("day"))
        told = bool(columns.post) and not post
        note = cells.said(columns.at("note"))
        texts = {
            "org": [_whole_name(cells.said(columns.at("org"))) or columns.org],
            "post": [columns.post] if told and not days else post,
            "phones": [number.digits for number in numbers],
            "hours": [*days, *cells.said(columns.at("hours")), columns.duty if days else ""],
            "note": [*note, *words, *_remarks(numbers)],
        }
        form = ContactForm(name=name, **joined(texts, {"phones": "、"}))
        return Person(form, told, remarked=not note)


def _whole_name(parts: Sequence[str]) -> str:
    """Return the organisation's name of several cells: 渝中区 and 应急局."""
    whole = ""
    for part in parts:
        whole = part if part.startswith(whole) else whole + part
    return whole


def in_one(people: Sequence[Person]) -> Iterator[Person]:
    """Yield the people of a row, who stands in it twice as one: 负责人 and 安全员 alike."""
    found: dict[tuple[str, str], Person] = {}
    for person in people:
        key = person.form.name, person.form.org
        before = found.get(key)
        found[key] = person if before is None else _both(before, person)
    yield from found.values()


def _both(one: Person, other: Person) -> Person:
    texts = {
        name: between.join(
            dict.fromkeys(filter(None, (getattr(p.form, name) for p in (one, other))))
        )
        for name, between in (("post", "、"), ("phones", "、"), ("hours", "、"), ("note", " "))
    }
    return Person(structs.replace(one.form, **texts), one.told and other.told, one.remarked)


def _nobody(columns: PersonColumns) -> str:
    if columns.name is None:
        return _("没有单位名称；请补上名称，不是单位的行不必管它。")
    return _("没有姓名；请补上姓名，不是人的行不必管它。")


def _posts(cells: RowCells, columns: PersonColumns, count: int) -> list[list[str]]:
    """Return the posts of each; as many lines or parts as people are one each."""
    whole = cells.said(columns.at("post"))
    if count > 1 and len(whole) == 1:
        (at,) = (at for at in columns.at("post") if cells.words.get(at) == whole[0])
        parts = cells.lines(at) or tuple(part.strip() for part in whole[0].split("、"))
        if len(parts) == count:
            return [[part] for part in parts]
    return [whole] * count


def _remarks(numbers: Sequence[Number]) -> Iterator[str]:
    words = _("{digits}（{remark}）")
    yield from (words.format(digits=n.digits, remark=n.remark) for n in numbers if n.remark)
