"""值班台 as its screen shows it."""

from datetime import datetime

from msgspec import Struct

from cqcmd.rules.rows import Grade
from cqcmd.views.debts import Debt
from cqcmd.views.duties import Deadline

LOOKS = 4
"""Looks of grades in the stylesheet, from the gravest down."""


class GradeView(Struct, frozen=True):
    """A grade in words: the plan's code, its name, clause and the criterion's wording.

    ``rank``: 0 of the gravest grade of the plan, 1 of the next.
    """

    grade: Grade | None
    name: str
    clause: str
    because: str
    rank: int = 0

    @property
    def look(self) -> str:
        """How it is drawn; without a grade it has no look of its own."""
        return grade_look(self.rank) if self.grade else ""


def grade_look(rank: int) -> str:
    """Return the name of a grade's look: however many a plan has, the last looks are shared."""
    return f"grade-{min(rank + 1, LOOKS)}"


class BoardRow(Struct, frozen=True):
    """One incident on the board. ``alarm`` says which team inside does not answer.

    ``watched``: until when a closed case is still watched for changes (4.1.3). ``debts``: what its
    closing did not end; of an open case they are its agenda and not told here.
    """

    ident: str
    number: str
    grade: GradeView
    possible: GradeView
    received_at: datetime
    summary: str
    response: str
    next: Deadline | None
    status: str
    closed: bool
    alarm: str = ""
    watched: str = ""
    debts: tuple[Debt, ...] = ()

    @property
    def label(self) -> str:
        """What stands where nothing is due."""
        return self.watched if self.closed and self.watched else self.status


class Board(Struct, frozen=True):
    """值班台: incidents by urgency, warnings in force, the last backup, the plan in force."""

    rows: tuple[BoardRow, ...]
    warnings: tuple[str, ...]
    backup_at: datetime | None
    plan: str = ""
    plan_fault: str = ""
