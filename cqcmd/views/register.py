"""事故台账 as its screen shows it."""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from cqcmd.views.board import GradeView

State = Literal["open", "watched", "final_owed", "closed", "dismissed", "out_of_scope", "void"]
"""Where an incident stands: 进行中, 观察, 未报终报, 已办结, 已排除, 不适用, 已作废."""

NO_ACCIDENT: frozenset[State] = frozenset(("dismissed", "void"))
"""States of what was no accident of special equipment, or no call: nobody counts its people."""


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
