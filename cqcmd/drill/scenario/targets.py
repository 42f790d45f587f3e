"""What a trainee may do, as expectations and conditions name it."""

from datetime import timedelta

from msgspec import Struct

from cqcmd.incident.events.command import Level, StepCode
from cqcmd.incident.events.incident import Stage
from cqcmd.rules.rows import Grade, ResponseLevel


class Target(Struct, frozen=True, kw_only=True):
    """Something a trainee may do, or that may come to be; exactly one of the fields names it.

    Attributes:
        case: the accident it is about; empty where the scenario has only one.
        duty: a reporting duty met; a follow-up's is ``rule:receiver``.
        grade: a grade reached, confirmed, or with ``possible`` at least possible.
        response: the response started at, or raised or lowered to, exactly this level.
        step: a step of the response written down.
        command: somebody took command of this headquarters.
        group: a working group stood up.
        measure: a measure, a step of one or an item of the aftermath begun or finished.
        document: a written report issued; with ``tells``, one that tells these elements of 4.1.2.
        warning: a warning issued at this level.
    """

    case: str = ""
    duty: str | None = None
    grade: Grade | None = None
    possible: bool = False
    response: ResponseLevel | None = None
    step: StepCode | None = None
    command: Level | None = None
    group: str | None = None
    measure: str | None = None
    document: Stage | None = None
    tells: tuple[str, ...] = ()
    warning: int | None = None


EXPECTED = (
    "duty",
    "grade",
    "response",
    "step",
    "command",
    "group",
    "measure",
    "document",
    "warning",
)
"""The fields of which exactly one names the target of an expectation."""

CONDITIONS = (*EXPECTED, "inject", "opened")
"""The same for a condition: also a message that arrived, or a case whose call was taken."""

UNTIL = (*CONDITIONS, "answered")
"""The same for a step of the guide: also a message that the trainee took."""


class Condition(Target, frozen=True, kw_only=True):
    """What a message waits for, or what keeps it from coming."""

    inject: str | None = None
    opened: str | None = None


class Until(Condition, frozen=True, kw_only=True):
    """What ends a step of the guide."""

    answered: str | None = None


class After(Condition, frozen=True, kw_only=True):
    """The message comes ``delay`` after this was done."""

    delay: timedelta = timedelta()


class Unless(Condition, frozen=True, kw_only=True):
    """The message does not come if this was done by ``by``, counted from the start."""

    by: timedelta
