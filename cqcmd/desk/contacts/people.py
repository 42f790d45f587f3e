"""A person of the 通讯录 from what was typed, and as screens are shown them."""

import re

from cqcmd.desk.contacts.forms import FIELDS, ContactForm
from cqcmd.desk.contacts.organisations import Organisations
from cqcmd.errors import BadInput
from cqcmd.files import settled
from cqcmd.i18n import _
from cqcmd.incident.events.station import Contact
from cqcmd.parsing.nothing import says_above, says_nothing
from cqcmd.parsing.phones import read_phones
from cqcmd.views.office.contacts import ContactView

Key = tuple[str, str]
"""Name and organisation: who has both in common is one person."""

_SPREAD = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
"""The blank by which lists make names of two characters as long as those of three."""


APART = "、，,；;/|"
"""What stands between two names in one cell of a list."""


def key_of(person: Contact) -> Key:
    """Return name and organisation, by which a person is recognised."""
    return person.name, person.org


def contact_of(form: ContactForm, ident: str, orgs: Organisations) -> Contact:
    """Return the contact that a form describes, its texts cleaned.

    Raises:
        BadInput: no name, a bad number, or too long a text; with the field at fault.
    """
    texts = {name: _settled(name, getattr(form, name)) for name in FIELDS}
    texts = {field: "" if _is_blank(text) else text for field, text in texts.items()}
    # What sets two names apart in a list is no part of one.
    name = _SPREAD.sub("", texts["name"]).strip(APART + " \u3000")
    if not name:
        raise BadInput(_("请填姓名。"), "name")
    return Contact(
        id=ident,
        name=name,
        post=texts["post"],
        org=texts["org"],
        unit=orgs.unit_of(texts["org"]),
        phones=read_phones(texts["phones"]),
        hours=texts["hours"],
        note=texts["note"],
    )


def _is_blank(text: str) -> bool:
    """Tell whether a text is 无 or 同上, which would mean something else in a list."""
    return says_nothing(text) or says_above(text)


def _settled(field: str, typed: str) -> str:
    text, fault = settled(typed)
    if fault:
        raise BadInput(_("“{name}”一格{fault}。").format(name=FIELDS[field], fault=fault), field)
    return text


def view_of(contact: Contact, orgs: Organisations) -> ContactView:
    """Return the view of a contact."""
    return ContactView(
        id=contact.id,
        name=contact.name,
        post=contact.post,
        org=contact.org,
        unit=contact.unit,
        unit_name=orgs.name_of(contact.unit),
        phones=contact.phones,
        hours=contact.hours,
        note=contact.note,
        removed=contact.removed,
    )
