"""What a terminal is left with."""

from datetime import datetime
from pathlib import Path
from typing import Literal

from msgspec import Struct


class Left(Struct, frozen=True):
    """Something that goes on when this terminal is left, in words, and how it looks."""

    words: str
    look: Literal["", "soon", "urgent", "overdue"]


class CopyInSight(Struct, frozen=True):
    """A copy of the journal that lies where copies are looked for.

    Attributes:
        path: the file.
        made: when it was written, by its disk.
        entries: how many there are in it.
        last: when the last of them was written down.
        fault: why it cannot be used; empty if nothing is known against it.
    """

    path: Path
    made: datetime
    entries: int = 0
    last: datetime | None = None
    fault: str = ""


class TimeQuestion(Struct, frozen=True):
    """What is asked where the time is not sure: what is known, and the answers in words.

    Attributes:
        wall: the machine's time is right.
        kept: it goes on as before.
    """

    told: tuple[str, ...]
    wall: str
    kept: str
