"""An incident: its strip, 态势, and the live panel of a form."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from cqcmd.rules.rows import Grade
from cqcmd.views.board import GradeView
from cqcmd.views.duties import Deadline


class Step(Struct, frozen=True):
    """One line of "what next": what, why, until when, whose it is, and what doing it means."""

    words: str
    clause: str
    action: str
    argument: str
    urgency: Literal["overdue", "urgent", "soon", "calm", "quiet"]
    due: datetime | None = None
    since: datetime | None = None
    owner: str = ""
    source: str = ""
    """The title and article it rests on where it is not of the plan."""


class MarginView(Struct, frozen=True):
    """``再2人死亡升重大`` with the clause that says so."""

    words: str
    clause: str
    grade: Grade


class ProjectionView(Struct, frozen=True):
    """``仍滞留则 15:20 升较大``, its moment, and the clause."""

    words: str
    moment: datetime
    clause: str
    grade: Grade
    possible: bool


class FactView(Struct, frozen=True):
    """A fact as known: its values in words, who said so and when; ``text`` as one would type it.

    A duration that grows has its start in ``since``.
    """

    code: str
    name: str
    text: str
    words: str
    source: str
    at: datetime | None
    actor: str
    conflict: str
    blank: bool
    kind: str
    since: datetime | None = None


class Strip(Struct, frozen=True):
    """The strip over every room of an incident; ``toll`` is what of its title must not be cut."""

    number: str
    title: str
    grade: GradeView
    possible: GradeView
    override: str
    margin: str
    projection: ProjectionView | None
    response: str
    next: Deadline | None
    status: str
    dismissed: bool
    out_of_scope: bool
    closed: bool
    toll: str = ""


class Situation(Struct, frozen=True):
    """态势: what is true of an incident, and what to do next; ``stage_times``: when a line
    changes."""

    ident: str
    strip: Strip
    steps: tuple[Step, ...]
    deadlines: tuple[Deadline, ...]
    margins: tuple[MarginView, ...]
    projections: tuple[ProjectionView, ...]
    facts: tuple[FactView, ...]
    words: tuple[FactView, ...]
    missing: tuple[str, ...]
    blanks: tuple[str, ...]
    received_at: datetime
    stage_times: tuple[datetime, ...]

    @property
    def doubtful(self) -> bool:
        """Whether the time is not sure, and neither is a countdown."""
        return any(deadline.doubtful for deadline in self.deadlines)

    def passed(self, now: datetime) -> int:
        """Return how many turns lie behind ``now``: when that changes, the lines rank anew."""
        return sum(moment <= now for moment in self.stage_times)

    def grown(self, now: datetime) -> int:
        """Return the whole minutes of the durations that grow: each minute changes their words."""
        starts = [fact.since for fact in self.facts if fact.since is not None]
        return sum(int((now - start).total_seconds()) // 60 for start in starts)


class PreviewView(Struct, frozen=True):
    """The live panel of the intake form."""

    grade: GradeView
    possible: GradeView
    margin: str
    projection: ProjectionView | None
    waiting: str
    starting: tuple[str, ...]
    missing: tuple[str, ...]
    blanks: tuple[str, ...]
    faults: dict[str, str]
    scope_hint: str
    doubt: str
    """Why no more than possible: ``爆炸待核``."""
    questions: tuple[str, ...]
    """What the equipment asks and nobody has said; it makes no grade, not even possible."""


class SameAccident(Struct, frozen=True):
    """An open incident of which a call seems to tell, in words: number, unit, since when, grade.

    ``waiting``: it is no incident yet but another call that nobody has taken in, without a number.
    """

    ident: str
    number: str
    words: str
    waiting: bool = False
