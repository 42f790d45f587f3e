"""值班台 as its screen shows it."""

from datetime import datetime
from typing import Literal

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


Section = Literal["open", "debt", "watched", "closed"]
"""Where an incident stands: in hand, closed with reports unmade, watched (4.1.3), settled.

Settled is also what is idle: no accident of this plan, or its call void."""


class BoardRow(Struct, frozen=True):
    """One incident on the board. ``alarm`` says which team inside does not answer.

    ``watched``: until when a closed case is still watched for changes (4.1.3). ``debts``: what its
    closing did not end; of an open case the assessment alone, the rest is its agenda. ``who`` the
    unit, or where it is if none is known; ``where`` the place, the district, the equipment.
    ``toll``: ``死1可能4 困2``; ``inside``: ``在内1队3人``; ``level``: the response, ``应III``.
    ``idle``: nothing is to be done, for it is no accident of this plan or its call is void.
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
    who: str = ""
    what: str = ""
    where: str = ""
    toll: str = ""
    inside: str = ""
    level: str = ""
    idle: bool = False

    @property
    def label(self) -> str:
        """What stands where nothing is due."""
        return self.watched if self.closed and self.watched else self.status

    @property
    def section(self) -> Section:
        """Under which heading it stands; with people inside it is in hand, whatever was decided."""
        if self.inside or not (self.closed or self.idle):
            return "open"
        return "debt" if self.next or self.debts else "watched" if self.watched else "closed"


WaitingState = Literal["typing", "parked", "elsewhere", "left"]
"""In front here, set aside here, at another terminal, left by a session that ended."""


class WaitingCall(Struct, frozen=True):
    """A call that nobody has taken in: no clock runs, though it has been ``received_at``.

    ``what``: unit and what happened, or whatever was typed; ``grade`` and ``possible``: what it
    would be if it were taken in as it stands.
    """

    ident: str
    state: WaitingState
    received_at: datetime
    what: str
    where: str
    toll: str
    grade: GradeView
    possible: GradeView


class Board(Struct, frozen=True):
    """值班台: incidents by what is at stake, warnings in force, the last backup, the plan in force.

    ``shown``: what stands there unasked; ``closed``: settled cases, the latest call first;
    ``older``: how many more are settled for long, ``older_void`` of them void calls.
    """

    shown: tuple[BoardRow, ...]
    closed: tuple[BoardRow, ...]
    warnings: tuple[str, ...]
    backup_at: datetime | None
    plan: str = ""
    plan_fault: str = ""
    older: int = 0
    older_void: int = 0

    @property
    def every(self) -> int:
        """How many incidents there are."""
        return len(self.shown) + len(self.closed) + self.older

    @property
    def rows(self) -> tuple[BoardRow, ...]:
        """Every incident; made on demand, for there may be thousands."""
        return self.shown + self.closed

    def of(self, section: Section) -> tuple[BoardRow, ...]:
        """Return the incidents under a heading."""
        if section == "closed":
            return self.closed
        return tuple(row for row in self.shown if row.section == section)
