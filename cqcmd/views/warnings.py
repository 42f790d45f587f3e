"""Warnings (预警) and their actions."""

from datetime import datetime

from msgspec import Struct


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
