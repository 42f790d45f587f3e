"""What is typed or read from a file of a person in 通讯录, and what an import would do."""

from msgspec import Struct

from cqcmd.files import Sheet
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
    """A person whom a row of a file names; ``words`` say what it changes of somebody known.

    ``also``: further rows that name the same person, for other days.
    """

    number: int
    form: ContactForm
    words: str = ""
    also: tuple[int, ...] = ()


class BadRow(Struct, frozen=True):
    """A row that is not imported, and why."""

    number: int
    name: str
    reason: str


class Doubt(Struct, frozen=True):
    """A cell that could be read in more than one way, and how it was read."""

    number: int
    cell: str
    words: str


class Question(Struct, frozen=True, kw_only=True):
    """What only the officer can tell; until then the rows that depend on it are not imported.

    Attributes:
        kind: questions of one kind may be answered alike.
        key: of this one among all of a file.
        number: the row; 0 for the whole list.
        name: whom it is about.
        rows: those that wait for the answer; none where the first choice stands for now.
        choices: code and words of each answer.
        answer: the code of the one that was given.
    """

    kind: str
    key: str
    number: int
    name: str
    words: str
    choices: tuple[tuple[str, str], ...]
    rows: tuple[int, ...] = ()
    answer: str = ""


class ImportPreview(Struct, frozen=True, kw_only=True):
    """What importing a file would do.

    Attributes:
        known: rows that say what is known already.
        repeated: rows in which the headings stand once more.
        answers: what the officer told, by key or kind of question.
    """

    source: str
    sheet: Sheet
    new: tuple[ReadRow, ...]
    changes: tuple[ReadRow, ...]
    known: tuple[int, ...]
    bad: tuple[BadRow, ...]
    doubts: tuple[Doubt, ...]
    questions: tuple[Question, ...]
    remarks: tuple[str, ...]
    repeated: tuple[int, ...] = ()
    answers: dict[str, str] = {}

    @property
    def same(self) -> int:
        """How many people would stay as they are."""
        return len(self.known)

    @property
    def waiting(self) -> tuple[Question, ...]:
        """The questions for whose answers rows wait."""
        return tuple(each for each in self.questions if each.rows and not each.answer)
