"""A scenario (情景): what is known, what arrives, what is expected. Data; nothing in it is run."""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID, uuid5

from msgspec import Struct

from cqcmd.drill.scenario.targets import After, Target, Unless, Until
from cqcmd.rules.rows import Grade

By = Literal["phone", "visitor", "radio", "order"]
"""How a message arrives: 电话, 来人, 电台, 上级指令."""

# Never to be changed: the calls of drills already held would not be known again.
_CALLS = UUID("6e1a1f52-7d0b-5b5c-9a57-1d2f0c8f3a10")
"""The namespace of the ids of calls taken in drills."""


class Inject(Struct, frozen=True, kw_only=True, rename={"sender": "from"}):
    """A message (注入) from somebody: its words, the facts it carries and those it hides.

    Attributes:
        at: when it comes, from the start; or ``after`` something, or only ``unless`` something.
        facts: field of a form to what the message says of it; nobody fills it in.
        hides: what the sender does not say, for the instructor alone.
    """

    id: str
    case: str = ""
    by: By
    sender: str
    words: str
    facts: dict[str, str] = {}
    hides: tuple[str, ...] = ()
    at: timedelta | None = None
    after: After | None = None
    unless: Unless | None = None


class Expect(Target, frozen=True, kw_only=True):
    """What is expected, the clause it rests on, and its points: full in time, half if late.

    The time is ``by`` from the start, or ``within`` so long of the arrival of the message
    ``since`` (without one: of the first message of its case); a duty may leave it to the plan.
    """

    id: str
    clause: str
    points: int
    by: timedelta | None = None
    within: timedelta | None = None
    since: str | None = None


class Guide(Struct, frozen=True, kw_only=True):
    """A step by which a newcomer is led: what to do now, and ``until`` when it is to be done.

    Without ``until`` it stands to the end of the drill; only the last step may.
    """

    words: str
    until: Until | None = None


class Case(Struct, frozen=True, kw_only=True):
    """One accident of the scenario and the grade that is right at the end; ``none``: none."""

    id: str
    title: str
    equipment: str
    grade: Grade
    clause: str


class Station(Struct, frozen=True, kw_only=True):
    """Whom the trainee serves; ``numbers`` are telephone numbers by organisation.

    ``district``: where each district has such an organisation, which of them it is.
    """

    org: str
    name: str
    district: str | None = None
    officer: str
    numbers: dict[str, str] = {}


class Scenario(Struct, frozen=True, kw_only=True):
    """A drill as it was written; ``code`` is the file's name, ``start`` local without a zone."""

    code: str = ""
    title: str
    trains: str
    clause: str
    start: datetime
    length: timedelta
    station: Station
    known: tuple[str, ...] = ()
    case: tuple[Case, ...]
    inject: tuple[Inject, ...]
    expect: tuple[Expect, ...]
    guide: tuple[Guide, ...] = ()

    def case_of(self, name: str) -> str:
        """Return the case meant; without a name the only, or the first, one."""
        return name or self.case[0].id

    def call(self, case: str) -> str:
        """Return the id under which a call is taken, so that the judge knows it again."""
        return str(uuid5(_CALLS, f"{self.code}/{self.case_of(case)}"))

    def first_inject(self, case: str) -> Inject | None:
        """Return the first message of a case."""
        wanted = self.case_of(case)
        return next((inject for inject in self.inject if self.case_of(inject.case) == wanted), None)
