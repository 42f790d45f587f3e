"""What is typed or read from a file of a person in 通讯录, and what an import would do."""

from msgspec import Struct

from cqcmd.i18n import _

FIELDS = {
    "name": _("姓名"),
    "post": _("职务"),
    "org": _("单位"),
    "phones": _("电话"),
    "hours": _("值班时间"),
    "note": _("备注"),
}
"""What is kept of a person, in the order of a form and of a file."""


class ContactForm(Struct, frozen=True, kw_only=True):
    """A person as typed, or as a row of a file says; only the name must be there."""

    name: str
    post: str = ""
    org: str = ""
    phones: str = ""
    hours: str = ""
    note: str = ""


class ReadRow(Struct, frozen=True):
    """A good row of a file; ``words`` say what it changes of somebody known."""

    number: int
    form: ContactForm
    words: str = ""


class BadRow(Struct, frozen=True):
    """A row that is not imported, and why."""

    number: int
    name: str
    reason: str


class ImportPreview(Struct, frozen=True, kw_only=True):
    """What importing a file would do; ``same``: rows that say what is known already."""

    source: str
    new: tuple[ReadRow, ...]
    changes: tuple[ReadRow, ...]
    same: int
    bad: tuple[BadRow, ...]
    remarks: tuple[str, ...]
