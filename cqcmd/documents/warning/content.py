"""A warning as values: what its papers are made from."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

What = Literal["draft", "issued", "adjusted", "lifted"]


class Sent(Struct, frozen=True):
    """An earlier message about the same warning, as a later one refers to it."""

    identifier: str
    sender: str
    at: datetime


class Notice(Struct, frozen=True, kw_only=True):
    """What a warning says (3.2.2): six contents, and when it was issued and begins.

    ``rank`` is 1 for the gravest level; ``grade`` names the accident it warns of, where the plan
    says so. ``identifier`` is this message's own, ``earlier`` those before it. ``ended`` says by
    whom it was lifted and why. ``sources`` are the other texts that ask for something.
    """

    what: What
    identifier: str
    rank: int
    level: str
    colour: str
    grade: str
    category: str
    area: str
    notice: str
    measures: str
    issuer: str
    starts_at: datetime | None
    issued_at: datetime | None
    ended: str = ""
    earlier: tuple[Sent, ...] = ()
    sources: tuple[str, ...] = ()
    clause: str = ""
