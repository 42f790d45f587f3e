"""What is written down of who is on duty on which day (值班表)."""

from datetime import date, time
from typing import ClassVar

from msgspec import Struct

from cqcmd.incident.events.entry import Event


class RotaDay(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who is on duty from the hand-over of ``day`` to that of the next day, by name.

    ``leader``: 带班; ``deputy``: who stands in where one of them is not reached. All blank:
    nobody is down for that day.
    """

    day: date
    officer: str = ""
    leader: str = ""
    deputy: str = ""


class RotaKept(Event, frozen=True, kw_only=True):
    """Days of the rota as they are from now on.

    ``turns``: at what time of day a duty begins; none: as before. ``source`` names the file they
    came from; ``reason``: why a day was emptied.
    """

    kind: ClassVar[str] = "rota"
    days: tuple[RotaDay, ...] = ()
    turns: time | None = None
    source: str = ""
    reason: str = ""
