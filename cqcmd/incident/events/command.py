"""What is written down of command: response, headquarters, groups, people, tasks, the cordon."""

from typing import ClassVar, Literal

from cqcmd.incident.events.entry import Event, LateEvent
from cqcmd.rules.rows import ResponseLevel

How = Literal["", "face", "phone", "written"]
"""How a decision was told: 当面, 电话, 书面."""

StepCode = Literal[
    "verified", "consulted", "proposed", "approved", "started", "raised", "lowered", "ended"
]
CHANGES = ("started", "raised", "lowered", "ended")
"""Steps of the response after which another level is in force."""

Level = str
"""A headquarters, by its code in the plan."""

PersonState = Literal["called", "notified", "accepted", "on_way", "on_scene", "released"]
TaskState = Literal["begun", "finished", "not_needed", "open"]


class ResponseStepped(LateEvent, frozen=True):
    """A step of the response (4.6-4.8) as it was decided: by whom, in which post, told how.

    ``words`` is the finding, the opinion or the reason; ``items``, ``duration`` and ``measures``
    are what a start order must make clear. ``asked`` is the level the plan asked for just then.
    """

    kind: ClassVar[str] = "response"
    step: StepCode
    level: ResponseLevel | None = None
    asked: ResponseLevel | None = None
    who: str = ""
    post: str = ""
    how: How = ""
    words: str = ""
    items: str = ""
    duration: str = ""
    measures: str = ""


class CommandTaken(LateEvent, frozen=True):
    """Somebody took command of a headquarters (2.1, 2.2), having read ``sheet`` if there was one.

    ``relieved`` names whom; without it, a second commander stands beside the first.
    """

    kind: ClassVar[str] = "command"
    headquarters: Level
    who: str
    post: str = ""
    how: How = ""
    relieved: str = ""
    sheet: tuple[str, ...] = ()


class HeadquartersActed(LateEvent, frozen=True):
    """An act of the headquarters (annex 1, part one); ``lifted``: it no longer holds."""

    kind: ClassVar[str] = "hq_act"
    act: str
    lifted: bool = False
    who: str = ""
    post: str = ""
    how: How = ""
    words: str = ""


class GroupStood(Event, frozen=True, kw_only=True):
    """A working group was stood up, or stood down; ``name`` where the plan has no such group."""

    kind: ClassVar[str] = "group"
    group: str
    name: str = ""
    stood: bool = True


class Assigned(Event, frozen=True, kw_only=True):
    """A person has a place: a post of the headquarters or a group; ``gone`` takes it away.

    ``reason``: why he left it.
    ``person`` is the contact's id, or one of its own for somebody who is in no list.
    """

    kind: ClassVar[str] = "assigned"
    leans: ClassVar[bool] = False
    place: str
    person: str
    name: str
    post: str = ""
    unit: str = ""
    phones: tuple[str, ...] = ()
    leads: bool = False
    gone: bool = False
    reason: str = ""


class PersonMoved(LateEvent, frozen=True):
    """A person's answer or move; ``called``: telephoned, and nobody answered."""

    kind: ClassVar[str] = "person"
    leans: ClassVar[bool] = False
    person: str
    state: PersonState
    words: str = ""


class TaskMoved(LateEvent, frozen=True):
    """A measure, one of its steps, or an item of the aftermath was begun, finished or set aside.

    ``words`` is a remark, or why it is not needed; ``open`` takes all of it back.
    """

    kind: ClassVar[str] = "task"
    task: str
    state: TaskState
    words: str = ""


class TaskRemarked(Event, frozen=True, kw_only=True):
    """Words about a task, or another owner than the plan's."""

    kind: ClassVar[str] = "task_remark"
    leans: ClassVar[bool] = False
    task: str
    words: str = ""
    owner: str = ""


class TeamEntered(Event, frozen=True, kw_only=True):
    """A team went inside the cordon; it is to answer every ``interval`` minutes."""

    kind: ClassVar[str] = "entered"
    leans: ClassVar[bool] = False
    team: str
    name: str
    leader: str = ""
    people: tuple[str, ...] = ()
    count: int = 1
    task: str = ""
    place: str = ""
    interval: int
    late_reason: str = ""


class TeamAnswered(LateEvent, frozen=True):
    """A team inside answered; ``who`` spoke for it."""

    kind: ClassVar[str] = "answered"
    of_void: ClassVar[bool] = True
    leans: ClassVar[bool] = False
    team: str
    who: str = ""


class TeamLeft(LateEvent, frozen=True):
    """A team came out: its clock ends."""

    kind: ClassVar[str] = "left"
    of_void: ClassVar[bool] = True
    leans: ClassVar[bool] = False
    team: str
    words: str = ""
