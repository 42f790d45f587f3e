"""What was shown of an incident when somebody acted on it (判定凭据)."""

from datetime import datetime
from typing import ClassVar, Literal

from msgspec import Struct

from cqcmd.incident.events.entry import Event
from cqcmd.rules.facts import Amount, Number
from cqcmd.rules.rows import Grade


class FactUsed(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A fact the plan was asked with, and the entry that told it; no value: made unknown again."""

    fact: str
    entry: str
    amount: Amount | None = None
    choice: str | None = None
    moment: datetime | None = None


class GradeShown(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A grade, and the clause of each criterion that gave it."""

    grade: Grade | None
    because: dict[str, str] = {}


class MarginShown(Struct, frozen=True, kw_only=True):
    """How far ``fact`` was from ``grade``: ``short`` of ``at``."""

    fact: str
    grade: Grade
    at: Number
    short: Number


class DutyShown(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A report that was still to be made: its row of the plan, and what started its clock.

    ``entry`` told of the start; none where time itself began the duties.
    """

    rule: str
    clause: str
    start: datetime
    entry: str = ""
    minutes: int | None = None
    due: datetime | None = None
    state: Literal["running", "overdue", "passed"]


class HoursPassed(Struct, frozen=True, kw_only=True):
    """How long people had been up, or a boiler out: so far, and at most as somebody expected."""

    fact: str
    amount: Amount


class GradeDecided(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The grade of a named person that stood beside the plan's, and its entry."""

    entry: str
    grade: Grade | None


class VerdictKept(Event, frozen=True, kw_only=True):
    """What the plan said of an incident as the entries from ``since`` to this one were written.

    It was shown at ``at``; ``number`` counts the records of a station. Where nothing in it differs
    from an earlier one it names that as ``same`` and leaves out the rest. ``possible`` is left out
    where it is as the confirmed grade. ``reading`` counts how what grows with time was read:
    1 from the stop or the first call, with what was thought possible standing still; 2 from the
    accident's own time as well, with what is possible growing too (docs/decisions/001, 8).
    """

    kind: ClassVar[str] = "verdict"
    leans: ClassVar[bool] = False
    number: int
    since: int
    at: datetime
    same: str = ""
    plan: str = ""
    confirmed: GradeShown | None = None
    possible: GradeShown | None = None
    decided: GradeDecided | None = None
    facts: tuple[FactUsed, ...] = ()
    grown: tuple[HoursPassed, ...] = ()
    margins: tuple[MarginShown, ...] = ()
    blanks: tuple[str, ...] = ()
    duties: tuple[DutyShown, ...] = ()
    reading: int = 1
