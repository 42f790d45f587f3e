"""Warnings (预警) and their actions."""

from datetime import datetime

from msgspec import Struct


class WarningAction(Struct, frozen=True):
    """One of the eight actions of 3.2.3: the plan's words, and when and by whom it was taken.

    ``level`` names the former level under which it was taken; empty under the one in force.
    """

    code: str
    name: str
    text: str
    done_at: datetime | None
    done_by: str
    level: str


class WarningView(Struct, frozen=True):
    """A warning: its line for the board, what it says, and its actions; ``lifted`` says by whom.

    ``since`` is when the level in force was issued; ``former`` has a line for each issue before.
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
