"""看全局: one incident as figures count it, and the figures over many."""

from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from cqcmd.i18n import _
from cqcmd.rules.rows import Grade
from cqcmd.views.office.register import STATES, State

CaseState = State | Literal["damaged"]
"""As the register has it; ``damaged``: the entry of the call itself cannot be read."""

CASE_STATES: dict[str, str] = {
    **{str(state): name for state, name in STATES.items()},
    "damaged": _("接报读不出"),
}

LEFT_OUT: tuple[CaseState, ...] = ("dismissed", "out_of_scope", "void", "damaged")
"""States of what is no accident of this plan, or of which nothing sure is written."""

Way = Literal["month", "quarter", "year", "grade", "equipment", "district"]

WAYS: dict[Way, str] = {
    "month": _("月"),
    "quarter": _("季"),
    "year": _("年"),
    "grade": _("等级"),
    "equipment": _("设备"),
    "district": _("行政区"),
}
"""By what incidents are counted."""

UNSAID = _("（未填）")


class Harm(Struct, frozen=True):
    """People or yuan: what is confirmed, and what may be beyond it; never one sum of both.

    ``blank``: nobody has said how many are confirmed, which is not none.
    """

    confirmed: int = 0
    more: int = 0
    blank: bool = False


class CaseDuty(Struct, frozen=True):
    """A report of this station or of another, as it stands.

    ``state`` is that of `cqcmd.incident.report_owed.ReportOwed`; ``maybe``: it is owed on the
    possible grade only; ``called``: when the first call came.
    """

    rule: str
    stage: str
    channel: str
    sender: str
    receiver: str
    label: str
    clause: str
    source: str
    start: datetime
    due: datetime | None
    state: str
    reported_at: datetime | None
    mine: bool
    maybe: bool
    called: datetime

    @property
    def late_by(self) -> timedelta | None:
        """By how much it was reported too late; ``None`` where it was not."""
        if self.state != "late" or self.due is None or self.reported_at is None:
            return None
        return self.reported_at - self.due

    @property
    def took(self) -> timedelta | None:
        """How long it took from the call to the report; ``None`` where there is none."""
        return self.reported_at - self.called if self.reported_at else None


class Case(Struct, frozen=True):
    """One incident. ``where`` names the unit, ``district`` its name; ``kind`` the equipment.

    ``grade_name`` is what stands for a grade where there is none, too; ``possible`` is empty where
    no graver one is possible. ``harm`` by the code of the fact; ``unread`` counts entries that are
    not what was written and of which nothing was taken; ``plan_lost``: nothing was judged.
    """

    ident: str
    number: str
    received_at: datetime
    state: CaseState
    grade: Grade | None
    grade_name: str
    possible: Grade | None
    possible_name: str
    equipment: str
    kind: str
    district: str
    harm: dict[str, Harm]
    duties: tuple[CaseDuty, ...]
    unread: int
    plan_lost: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is counted as an accident of this plan, or what may yet become one."""
        return self.state not in LEFT_OUT

    @property
    def first_report(self) -> timedelta | None:
        """How long it took from the call to the first report of this station."""
        return min((duty.took for duty in self.duties if duty.mine and duty.took), default=None)


class Sums(Struct, frozen=True):
    """A line of a table: how many incidents, by grade, and who was harmed.

    ``grades`` by name; ``graver``: of how many a graver one is possible; ``doubtful``: how many
    have entries that cannot be read.
    """

    name: str
    cases: int
    grades: dict[str, int]
    graver: int
    harm: dict[str, Harm]
    late: int
    doubtful: int


class DutySums(Struct, frozen=True):
    """A duty of this station over all incidents counted.

    ``maybe`` are owed on the possible grade alone and in none of the others; ``excused`` began too
    late to be met; ``median`` is from the call to the report, of those made.
    """

    label: str
    clause: str
    owed: int
    in_time: int
    late: int
    overdue: int
    running: int
    excused: int
    maybe: int
    median: timedelta | None


class DrillHeld(Struct, frozen=True):
    """A drill that was held: its title, when it began, whether it was brought to an end."""

    title: str
    began: datetime
    ended: bool


class Drills(Struct, frozen=True):
    """Drills held on this station; ``words`` say what the law asks for, with its own source."""

    held: tuple[DrillHeld, ...]
    words: str


class Figures(Struct, frozen=True):
    """The whole: ``left_out`` by the name of the state, ``total`` over all that counts.

    ``median`` is from the call to the first report of this station.
    """

    total: Sums
    left_out: tuple[tuple[str, int], ...]
    groups: dict[Way, tuple[Sums, ...]]
    duties: tuple[DutySums, ...]
    median: timedelta | None
