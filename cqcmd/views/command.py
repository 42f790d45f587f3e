"""What the rooms of command show: response, headquarters, groups, people, tasks, teams."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from cqcmd.rules.cordon_checks import CHECK_STATES, CheckState
from cqcmd.rules.rows import ResponseLevel
from cqcmd.views.units import UnitView

Look = Literal["", "met", "soon", "urgent", "overdue", "dim", "strong"]

OVER = ("finished", "not_needed")
"""States of a task about which nothing more is to be done."""


class FlowStep(Struct, frozen=True):
    """One step of the response's course (4.10): behind us, where we are, or ahead."""

    name: str
    state: Literal["done", "now", "ahead"]
    clause: str


class CommandLine(Struct, frozen=True):
    """A line of 指挥: a step, a post, an act or a group. ``key`` says what Enter does with it.

    ``mark`` is what is odd about it and was recorded all the same.
    """

    key: str
    name: str
    state: str
    words: str
    clause: str
    look: Look = ""
    mark: str = ""
    detail: str = ""


class CommandView(Struct, frozen=True):
    """指挥: the course, the response, the headquarters, the groups at a glance."""

    flow: tuple[FlowStep, ...]
    next_step: str
    response: tuple[CommandLine, ...]
    headquarters: tuple[CommandLine, ...]
    acts: tuple[CommandLine, ...]
    groups: tuple[CommandLine, ...]


class SeatView(Struct, frozen=True):
    """A headquarters as it was set up: when, where, and its members with their units."""

    name: str
    clause: str
    at: datetime | None
    place: str
    members: tuple[str, ...]


class StepDefaults(Struct, frozen=True):
    """What the form of a step begins with, and what to say beside it."""

    level: ResponseLevel | None
    levels: tuple[ResponseLevel, ...]
    who: str
    post: str
    words: str
    hint: str
    clause: str
    last: str


class PersonView(Struct, frozen=True):
    """Somebody in a group, at a post, or on the list to be called."""

    person: str
    name: str
    post: str
    unit: str
    phones: tuple[str, ...]
    place: str
    leads: bool
    state: str
    state_name: str
    since: datetime | None
    moves: str
    mark: str


class GroupView(Struct, frozen=True):
    """One working group."""

    code: str
    name: str
    clause: str
    basis: str
    stood: datetime | None
    people: tuple[PersonView, ...]
    units: tuple[UnitView, ...]


class TaskStep(Struct, frozen=True):
    """A step of a measure, in the plan's words; ``words``: when and by whom, or why not needed."""

    code: str
    text: str
    state: str
    state_name: str
    words: str

    @property
    def over(self) -> bool:
        """Nothing more is to be done about it."""
        return self.state in OVER


class TaskView(Struct, frozen=True):
    """A measure or an item of the aftermath. ``suggested``: why it stands on top."""

    code: str
    name: str
    state: str
    state_name: str
    begun: datetime | None
    finished: datetime | None
    by: str
    owner: str
    inferred: bool
    steps: tuple[TaskStep, ...]
    remarks: tuple[str, ...]
    reason: str
    suggested: str
    mark: str
    clause: str
    text: str

    @property
    def over(self) -> bool:
        """Nothing more is to be done about it."""
        return self.state in OVER

    @property
    def progress(self) -> str:
        """``2/3``: how many of its steps are over."""
        done = sum(step.over for step in self.steps)
        return f"{done}/{len(self.steps)}" if self.steps else ""


class TeamView(Struct, frozen=True):
    """A team inside the cordon, or out again. ``stage_times``: soon, due, missed once, the alarm.

    ``count`` is 0 where nobody counted them. ``mark`` is what cannot be quite right about it.
    ``doubtful``: the time is not sure, and neither is a countdown.
    """

    team: str
    name: str
    leader: str
    count: int
    people: str
    task: str
    place: str
    interval: int
    entered_at: datetime
    heard_at: datetime
    heard_from: str
    left_at: datetime | None
    due: datetime
    stage_times: tuple[datetime, ...]
    mark: str
    doubtful: bool = False

    def check_state_at(self, now: datetime) -> CheckState:
        """Return what the team's silence means at ``now``; out again, it owes no answer."""
        return CHECK_STATES[sum(moment <= now for moment in self.stage_times)]
