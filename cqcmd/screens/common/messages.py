"""Wishes any widget may send; the app carries them out."""

from dataclasses import dataclass

from textual.message import Message


@dataclass
class ShowIncident(Message):
    """Bring one incident to the front."""

    ident: str


@dataclass
class ShowClause(Message):
    """Open the plan at a clause."""

    number: str


class ClockTurned(Message):
    """The clock of a drill was held, hurried or moved on from this terminal."""
