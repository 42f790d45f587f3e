"""A file of people looked at before anything is written: who is new, who changes, what is bad."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, structs

from cqcmd.desk.contacts.forms import FIELDS, BadRow, ContactForm, ImportPreview, ReadRow
from cqcmd.desk.contacts.organisations import Organisations
from cqcmd.desk.contacts.people import Key, contact_of, key_of
from cqcmd.desk.contacts.reading import read_tables
from cqcmd.desk.contacts.row_people import Person
from cqcmd.desk.contacts.sheet_choice import lists_in, which_sheet
from cqcmd.errors import BadInput
from cqcmd.files import Sheet
from cqcmd.i18n import _
from cqcmd.incident.events.station import Contact


def merged(contact: Contact, known: Contact) -> Contact:
    """Return a known person changed by a new row; what the row leaves blank stays.

    The same numbers in another order are the same.
    """
    said = {name: value for name in FIELDS if (value := getattr(contact, name))}
    if set(contact.phones) == set(known.phones):
        said["phones"] = known.phones
    return structs.replace(known, **said, unit=contact.unit or known.unit)


def preview_of(
    sheet: Sheet,
    source: str,
    known: Mapping[Key, Contact],
    orgs: Organisations,
    answers: Mapping[str, str] | None = None,
) -> ImportPreview:
    """Return what an import would do, told what the officer answered so far.

    Raises:
        BadInput: no row has headings.
    """
    answers = dict(answers or {})
    lists = lists_in(sheet)
    read, tables, asked = which_sheet(lists, answers)
    found = read_tables(tables, answers, frozenset(name for name, _org in known))
    sorter = _Sorter(known, orgs)
    for number, person in found.people:
        sorter.take(number, person)
    bad = sorted([*found.bad, *sorter.bad], key=lambda row: row.number)
    return ImportPreview(
        source=source,
        sheet=sheet,
        new=tuple(sorter.new),
        changes=tuple(sorter.changes),
        known=tuple(sorter.same),
        bad=tuple(bad),
        doubts=tuple(found.doubts),
        questions=(*asked, *found.questions),
        remarks=(*read.remarks, *_unused(found.unused)),
        repeated=tuple(found.repeated),
        answers=answers,
    )


class _Sorter:
    """Sorts people into new, changed and known ones, in their order; nobody comes twice."""

    def __init__(self, known: Mapping[Key, Contact], orgs: Organisations) -> None:
        self.bad: list[BadRow] = []
        self._known = known
        self._orgs = orgs
        self._read: dict[Key, _Taken] = {}

    def take(self, number: int, person: Person) -> None:
        """Take in a person of a row, or say why not."""
        try:
            contact = contact_of(person.form, "", self._orgs)
            form = structs.replace(person.form, name=contact.name)
            said = structs.replace(person, form=form)
            taken = _Taken(number, said, contact)
            before = self._read.get(key_of(contact))
            self._read[key_of(contact)] = taken if before is None else self._again(before, taken)
        except BadInput as refusal:
            self.bad.append(BadRow(number, person.form.name, str(refusal)))

    def _again(self, before: "_Taken", again: "_Taken") -> "_Taken":
        """Return one who stands there for another day as well. Raises BadInput if he differs."""
        one, other = before.contact, again.contact
        pairs = ((getattr(one, name), getattr(other, name)) for name in FIELDS if name != "hours")
        days = [*dict.fromkeys([one.hours, other.hours])]
        if len(days) < 2 or not all(days) or any(a != b for a, b in pairs if a and b):
            words = _(
                "和第 {first} 行是同一人（姓名、单位相同）；请并成一行，另一人请在姓名后注明。"
            )
            raise BadInput(words.format(first=before.number))
        texts = {name: getattr(before.form, name) or getattr(again.form, name) for name in FIELDS}
        form = ContactForm(**{**texts, "hours": "、".join(days)})
        said = structs.replace(before.said, form=form)
        also = (*before.also, again.number)
        return _Taken(before.number, said, contact_of(form, "", self._orgs), also)

    @property
    def new(self) -> Iterator[ReadRow]:
        """Those who are not known yet."""
        for key, taken in self._read.items():
            if key not in self._known:
                yield ReadRow(taken.number, taken.form, also=taken.also)

    @property
    def changes(self) -> Iterator[ReadRow]:
        """Those of whom the file says something new."""
        for taken, before, form in self._seen():
            after = merged(contact_of(form, "", self._orgs), before)
            if after != before:
                words = _differences(before, after)
                yield ReadRow(taken.number, form, words, taken.also)

    @property
    def same(self) -> Iterator[int]:
        """The rows of those of whom it says nothing new."""
        for taken, before, form in self._seen():
            if merged(contact_of(form, "", self._orgs), before) == before:
                yield taken.number

    def _seen(self) -> Iterator[tuple["_Taken", Contact, ContactForm]]:
        for key, taken in self._read.items():
            if before := self._known.get(key):
                yield taken, before, _beside(taken, before)


class _Taken(Struct, frozen=True):
    """A person that was read, and further rows that name the same one."""

    number: int
    said: Person
    contact: Contact
    also: tuple[int, ...] = ()

    @property
    def form(self) -> ContactForm:
        """The person as a form."""
        return self.said.form


def _beside(taken: _Taken, known: Contact) -> ContactForm:
    """Return the form of somebody known: what only a heading or a remark says replaces nothing."""
    form = taken.form
    if taken.said.told and known.post:
        form = structs.replace(form, post="")
    if taken.said.remarked and form.note and known.note:
        note = "" if form.note in known.note else f"{known.note} {form.note}"
        form = structs.replace(form, note=note)
    return form


def _differences(before: Contact, after: Contact) -> str:
    """Return the changed fields, each ``before → after``."""
    pairs = ((name, _words(before, name), _words(after, name)) for name in FIELDS)
    words = _("{field} {before} → {after}")
    return "；".join(
        words.format(field=FIELDS[name], before=was or _("（空）"), after=now)
        for name, was, now in pairs
        if was != now
    )


def _words(contact: Contact, name: str) -> str:
    value = getattr(contact, name)
    return "、".join(value) if name == "phones" else str(value)


def _unused(columns: Sequence[str]) -> Iterator[str]:
    if columns:
        names = "、".join(dict.fromkeys(columns))
        yield _("没有用到的列：{names}。").format(names=names)
