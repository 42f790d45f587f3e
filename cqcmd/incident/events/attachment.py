"""What is written down of a file that belongs to an incident: a photo, a scan, a recording."""

from datetime import datetime
from typing import ClassVar

from cqcmd.incident.events.entry import Event


class Attached(Event, frozen=True, kw_only=True):
    """A file was put beside the record: ``file`` is its name there, ``name`` the one it had.

    ``sha256`` and ``size`` are of its bytes. ``words`` say what it shows, ``source`` whose it is,
    ``taken_at`` when it was photographed, recorded or written.
    """

    kind: ClassVar[str] = "attached"
    of_void: ClassVar[bool] = True
    leans: ClassVar[bool] = False
    name: str
    file: str
    sha256: str
    size: int
    words: str = ""
    source: str = ""
    taken_at: datetime | None = None
