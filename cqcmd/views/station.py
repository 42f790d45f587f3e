"""What a terminal is left with."""

from typing import Literal

from msgspec import Struct


class Left(Struct, frozen=True):
    """Something that goes on when this terminal is left, in words, and how it looks."""

    words: str
    look: Literal["", "soon", "urgent", "overdue"]
