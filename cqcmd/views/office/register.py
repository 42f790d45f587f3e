"""事故台账 as its screen shows it."""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from cqcmd.i18n import _
from cqcmd.views.board import GradeView

State = Literal["open", "watched", "final_owed", "closed", "dismissed", "out_of_scope", "void"]
"""Where an incident stands."""

STATES: dict[State, str] = {
    "open": _("进行中"),
    "watched": _("观察"),
    "final_owed": _("未报终报"),
    "closed": _("已办结"),
    "dismissed": _("已排除"),
    "out_of_scope": _("不适用"),
    "void": _("已作废"),
}
"""What a state is called; also the word that filters by it."""

NO_ACCIDENT: frozenset[State] = frozenset(("dismissed", "out_of_scope", "void"))
"""States of what was no accident of this plan, or no call: nobody counts its people."""


class RegisterRow(Struct, frozen=True):
    """One incident. ``day`` is that of its receipt; ``harm`` people by fact, as confirmed.

    ``equipment`` is the code, ``kind`` what it is called; ``where`` the unit, else the place.
    """

    ident: str
    number: str
    received_at: datetime
    day: date
    grade: GradeView
    possible: GradeView
    equipment: str
    kind: str
    district: str
    where: str
    what: str
    toll: str
    harm: tuple[tuple[str, int], ...]
    state: State


class Register(Struct, frozen=True):
    """What was found, the latest first; the filters and the sums over it in words."""

    rows: tuple[RegisterRow, ...]
    filters: tuple[str, ...]
    counts: tuple[str, ...]
    every: int


class FilterChoice(Struct, frozen=True):
    """A filter to be chosen: its group, the word that is typed for it, how many it leaves."""

    group: str
    word: str
    count: int
