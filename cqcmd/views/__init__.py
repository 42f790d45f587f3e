"""What screens show: frozen values, their words ready, their moments absolute."""

from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from cqcmd.rules.rows import Grade
from cqcmd.rules.stages import STAGES, Stage


class Deadline(Struct, frozen=True):
    """A duty on the screen. ``due`` is ``None`` where the plan sets no figure.

    ``state`` is that of `cqcmd.incident.owed.Owed`. ``turns`` are the moments at which the
    countdown becomes soon, urgent and overdue; none where there is no due time.
    ``anchor`` says from which moment it counts; ``number`` is where to call; ``proof`` says who
    took it and when. ``stage`` is initial, follow_up or final; ``about`` what changed.
    """

    rule: str
    sender: str
    receiver: str
    channel: str
    label: str
    due: datetime | None
    start: datetime
    state: str
    turns: tuple[datetime, ...]
    mine: bool
    rings: bool
    maybe: bool
    clause: str
    source: str
    anchor: str
    number: str
    proof: str
    again: int
    stage: str = "initial"
    about: str = ""
    reported_at: datetime | None = None

    def stage_at(self, now: datetime) -> Stage:
        """How near the due time is at ``now``; overdue only once the due second has passed."""
        if self.due is None or self.state not in ("running", "overdue"):
            return "calm"
        if now > self.due:
            return "overdue"
        passed = sum(moment <= now for moment in self.turns[:2])
        return STAGES[passed]


class Top(Struct, frozen=True):
    """What stands in the top line beside its title: the mark of a post that is not real (演练).

    ``real`` is what the real record asks for most urgently meanwhile, counting down.
    """

    mark: str
    real: str = ""


class Standing(Struct, frozen=True):
    """How a drill stands, in the words of its top line, the widest first.

    ``tight`` are for where none of ``tops`` leaves room. ``calling``: a message waits;
    ``late``: the real duty is overdue.
    """

    tops: tuple[Top, ...] = ()
    tight: tuple[Top, ...] = ()
    calling: bool = False
    late: bool = False

    def and_(self, mark: str) -> "Standing":
        """The same with a second mark."""
        return replace(self, tops=_marked(self.tops, mark), tight=_marked(self.tight, mark))


def _marked(tops: tuple[Top, ...], mark: str) -> tuple[Top, ...]:
    return tuple(replace(top, mark=f"{top.mark}·{mark}" if top.mark else mark) for top in tops)


class Watch(Struct, frozen=True):
    """The station, the officer on duty, and how a post stands that is not the real one."""

    station: str = ""
    officer: str = ""
    standing: Standing = Standing()

    @property
    def mark(self) -> str:
        """The mark at its widest; empty at the real post."""
        return self.standing.tops[0].mark if self.standing.tops else ""


class Bell(Struct, frozen=True):
    """Something that calls for attention at its ``turns``; ``due`` where it can become overdue.

    ``people``: a team inside the cordon. Its alarm at ``due`` waits for nothing and nobody.
    """

    ident: str
    number: str
    label: str
    turns: tuple[datetime, ...]
    due: datetime | None = None
    people: bool = False

    def over(self, now: datetime) -> bool:
        """Whether it is overdue; a duty only once its due second has passed."""
        if self.due is None:
            return False
        return now >= self.due if self.people else now > self.due


class GradeView(Struct, frozen=True):
    """A grade in words: the plan's code, its name, clause and the criterion's wording."""

    grade: Grade | None
    name: str
    clause: str
    because: str


class BoardRow(Struct, frozen=True):
    """One incident on the board. ``alarm`` says which team inside does not answer.

    ``watched``: until when a closed case is still watched for changes (4.1.3).
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

    @property
    def said(self) -> str:
        """What stands where nothing is due."""
        return self.watched if self.closed and self.watched else self.status


class Board(Struct, frozen=True):
    """值班台: incidents by urgency, warnings in force, the last backup."""

    rows: tuple[BoardRow, ...]
    warnings: tuple[str, ...]
    backup_at: datetime | None


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
    """A fact as known: its values in words, who said so and when; ``text`` as one would type it."""

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


class Strip(Struct, frozen=True):
    """The strip over every room of an incident."""

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


class Situation(Struct, frozen=True):
    """态势: what is true of an incident, and what to do next; ``turns``: when a line changes."""

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
    turns: tuple[datetime, ...]

    def passed(self, now: datetime) -> int:
        """How many turns lie behind ``now``: when that changes, the lines rank anew."""
        return sum(moment <= now for moment in self.turns)


class WarningAction(Struct, frozen=True):
    """One of the eight actions of 3.2.3: the plan's words, and when and by whom it was taken."""

    code: str
    name: str
    text: str
    done_at: datetime | None
    done_by: str


class WarningView(Struct, frozen=True):
    """A warning: its line for the board, what it says, and its actions; ``lifted`` says by whom."""

    ident: str
    words: str
    level: int
    since: datetime
    category: str
    area: str
    notice: str
    measures: str
    issuer: str
    lifted: str
    actions: tuple[WarningAction, ...]


class LogLine(Struct, frozen=True):
    """One entry in words. ``system``: written by the program itself, shown dimmed.

    ``clause`` is the one of the plan that asks for such an entry.
    """

    entry: str
    kind: str
    kind_name: str
    occurred_at: datetime
    recorded_at: datetime
    actor: str
    words: str
    system: bool
    struck: str
    station: str
    seq: int
    strikable: bool
    clause: str


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
