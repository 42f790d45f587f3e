"""Warnings (预警), their course and actions; hazards (隐患)."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from cqcmd.views.command import FlowStep

WarningStage = Literal["preparing", "in_force", "lifted"]


class WarningAction(Struct, frozen=True):
    """One of the eight actions of 3.2.3: the plan's words, and when and by whom it was taken.

    ``level`` names the former level under which it was taken; empty under the one in force.
    ``owner`` is to take it; ``withdrawn`` says when and by whom it was withdrawn afterwards.
    """

    code: str
    name: str
    text: str
    done_at: datetime | None
    done_by: str
    level: str
    owner: str = ""
    withdrawn: str = ""


class WarningTick(Struct, frozen=True):
    """Something that follows an issue: a step that a law asks for, or a channel (3.2.2).

    ``point`` is what the law asks and ``source`` which; ``done`` when and by whom, empty before.
    """

    code: str
    name: str
    done: str
    point: str = ""
    source: str = ""


class WarningView(Struct, frozen=True):
    """A warning: its line for the board, what it says, and its actions; ``lifted`` says by whom.

    ``since`` is when the level in force was issued; ``former`` has a line for each issue before.
    ``next_step`` is the code of what is to be recorded next, empty once nothing is.
    ``foreseen`` is what the consultation said; ``became`` the number of the incident.
    """

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
    former: tuple[str, ...]
    actions: tuple[WarningAction, ...]
    stage: WarningStage = "in_force"
    next_step: str = ""
    own: bool = False
    starts_at: datetime | None = None
    foreseen: str = ""
    became: str = ""
    steps: tuple[WarningTick, ...] = ()
    channels: tuple[WarningTick, ...] = ()
    flow: tuple[FlowStep, ...] = ()

    @property
    def to_withdraw(self) -> int:
        """How many actions taken are still to be withdrawn, once it is lifted."""
        taken = [action for action in self.actions if action.done_at is not None]
        return sum(not action.withdrawn for action in taken) if self.lifted else 0


class HazardView(Struct, frozen=True):
    """A hazard: where and what, who found it, whose it is to remove until when, who saw it gone."""

    ident: str
    place: str
    words: str
    found_by: str
    owner: str
    since: datetime
    due: datetime | None
    removed_at: datetime | None
    removed_by: str
    how: str
