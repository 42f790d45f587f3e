"""What the post says to its officer: one sentence at a time, on the message line."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

Tone = Literal["calm", "warning", "error"]
"""``warning``: why a key did nothing. ``error``: refused; it stays until something else is done."""


class Said(Struct, frozen=True):
    """A sentence that was said.

    Attributes:
        at: when, by the clock of the post.
        act: the moment of the act it tells of, which may still be taken back; else ``None``.
    """

    words: str
    at: datetime
    tone: Tone = "calm"
    act: datetime | None = None
