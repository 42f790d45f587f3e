"""What is written down where two posts meet: what was sent, what was taken in, what was seen."""

from datetime import datetime
from typing import ClassVar

from msgspec import Struct

from cqcmd.incident.events.entry import Event


class HeadSeen(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The last entry that is here of another station, and how many there are of it by then."""

    station: str
    seq: int
    hash: str
    entries: int
    name: str = ""


class BundleSent(Event, frozen=True, kw_only=True):
    """A bundle was written for another post: ``file`` is its name, ``incident`` that of one alone.

    ``seq`` is the last entry of this station that is in it, or was there when it was made.
    """

    kind: ClassVar[str] = "bundle_sent"
    bundle: str
    file: str
    entries: int
    seq: int
    incident: str = ""
    number: str = ""


class Merged(Event, frozen=True, kw_only=True):
    """A bundle of another post was taken in; the entry countersigns what was seen of each station.

    ``made_at`` is when it was made by the other post's clock, ``apart`` by how many seconds that
    lies ahead of this post's. ``added`` entries were new. ``seen`` are all other stations' heads.
    """

    kind: ClassVar[str] = "merged"
    bundle: str
    station: str
    name: str
    made_at: datetime
    apart: float
    added: int
    seen: tuple[HeadSeen, ...]
    incident: str = ""
    number: str = ""
