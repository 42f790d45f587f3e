"""Wishes any widget may send; the app carries them out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from textual.message import Message
from textual.screen import Screen

from cqcmd.desk.common.long_work import LongWork
from cqcmd.views.message import Tone


@dataclass
class Say(Message):
    """Say something on the message line.

    Attributes:
        undoable: it tells of the act that this session did last, which can be taken back.
        remark: the screen shows it already, and alone; the app only keeps it among the last.
        by: the screen on which it happened.
    """

    words: str
    tone: Tone = "calm"
    undoable: bool = False
    remark: bool = False
    by: Screen[Any] | None = None


@dataclass
class ShowIncident(Message):
    """Bring one incident to the front."""

    ident: str


@dataclass
class ShowClause(Message):
    """Open the plan at a clause; asked once more there, the verdict it was seen beside.

    Attributes:
        number: the clause; empty for the plan from its beginning.
        incident: whose verdict it stood beside; empty if none.
        entry: the entry of its log that was looked at.
    """

    number: str
    incident: str = ""
    entry: str = ""


@dataclass
class OpenForm(Message):
    """Open a form, or another screen, by the name under which it is registered.

    Attributes:
        name: its wing and its name there, ``reports/record``.
        incident: the incident it is about.
        about: what of the incident; empty for the form to choose.
    """

    name: str
    incident: str
    about: str = ""


@dataclass
class DoBeside(Message):
    """Do the long work that was begun (`LongWorks`) while the screen goes on.

    Attributes:
        failed: done where it was refused or given up, so that nothing typed is lost.
    """

    work: LongWork
    failed: Callable[[], object] = lambda: None


class ClockTurned(Message):
    """The clock of a drill was held, hurried or moved on from this terminal."""
