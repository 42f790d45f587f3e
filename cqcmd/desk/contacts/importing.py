"""A file of people looked at before anything is written: who is new, who changes, what is bad."""

from collections.abc import Iterator, Mapping

from msgspec import structs

from cqcmd.desk.contacts.forms import FIELDS, BadRow, ContactForm, ImportPreview, ReadRow
from cqcmd.desk.contacts.organisations import Organisations
from cqcmd.desk.contacts.people import Key, contact_of, key_of
from cqcmd.errors import BadInput
from cqcmd.files import Sheet, SheetRow
from cqcmd.i18n import _
from cqcmd.incident.events.station import Contact
from cqcmd.parsing.headings import roles_of

HEADED_WITHIN = 20
"""Among how many rows the headings are looked for: titles may stand over them."""


def merged(contact: Contact, known: Contact) -> Contact:
    """Return a known person changed by a new row; what the row leaves blank stays.

    The same numbers in another order are the same.
    """
    said = {name: value for name in FIELDS if (value := getattr(contact, name))}
    if set(contact.phones) == set(known.phones):
        said["phones"] = known.phones
    return structs.replace(known, **said, unit=contact.unit or known.unit)


def preview_of(
    sheet: Sheet, source: str, known: Mapping[Key, Contact], orgs: Organisations
) -> ImportPreview:
    """Return what an import would do. Raises BadInput where no row has headings."""
    place, roles = _headings(sheet)
    new: list[ReadRow] = []
    changes: list[ReadRow] = []
    bad: list[BadRow] = []
    seen: dict[Key, int] = {}
    same = 0
    for row in sheet.rows[place + 1 :]:
        if roles_of(row.cells):
            continue  # headings again, on another page of the list
        try:
            form = _form_of(row, roles)
            contact = contact_of(form, "", orgs)
            form = structs.replace(form, name=contact.name)
            _check_first(contact, row.number, seen)
            before = known.get(key_of(contact))
            if before is None:
                new.append(ReadRow(row.number, form))
            elif (after := merged(contact, before)) != before:
                changes.append(ReadRow(row.number, form, _differences(before, after)))
            else:
                same += 1
        except BadInput as refusal:
            bad.append(BadRow(row.number, _name_in(row, roles), str(refusal)))
    return ImportPreview(
        source=source,
        new=tuple(new),
        changes=tuple(changes),
        same=same,
        bad=tuple(bad),
        remarks=(*sheet.remarks, *_unused(sheet.rows[place], roles)),
    )


def _headings(sheet: Sheet) -> tuple[int, dict[int, str]]:
    for place, row in enumerate(sheet.rows[:HEADED_WITHIN]):
        if roles := roles_of(row.cells):
            return place, roles
    words = _("表里没有“姓名”一列，没有导入；请在第一行写列名：{names}，只有姓名是必须的。")
    raise BadInput(words.format(names="、".join(FIELDS.values())))


def _form_of(row: SheetRow, roles: Mapping[int, str]) -> ContactForm:
    """Return the person of a row. Raises BadInput naming the cell at fault."""
    said: dict[str, list[str]] = {}
    for column, role in roles.items():
        if column in row.faults:
            words = _("“{name}”一格{fault}。")
            heading = FIELDS.get(role, _("部门"))
            raise BadInput(words.format(name=heading, fault=row.faults[column]))
        if column < len(row.cells) and row.cells[column]:
            said.setdefault(role, []).append(row.cells[column])
    if "name" not in said:
        raise BadInput(_("没有姓名；请补上姓名，不是人的行不必管它。"))
    # The department stands before the post, as both are said together.
    said["post"] = said.pop("department", []) + said.get("post", [])
    between = {"phones": "、"}
    texts = {name: between.get(name, " ").join(parts) for name, parts in said.items()}
    return ContactForm(**texts)


def _check_first(person: Contact, number: int, seen: dict[Key, int]) -> None:
    first = seen.setdefault(key_of(person), number)
    if first != number:
        words = _("和第 {first} 行是同一人（姓名、单位相同）；请并成一行，另一人请在姓名后注明。")
        raise BadInput(words.format(first=first))


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


def _name_in(row: SheetRow, roles: Mapping[int, str]) -> str:
    column = next(column for column, role in roles.items() if role == "name")
    return row.cells[column] if column < len(row.cells) else ""


def _unused(heading: SheetRow, roles: Mapping[int, str]) -> Iterator[str]:
    others = [cell for column, cell in enumerate(heading.cells) if cell and column not in roles]
    if others:
        yield _("没有用到的列：{names}。").format(names="、".join(others))
