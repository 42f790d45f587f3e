"""What is filled in of a press release that went out."""

from datetime import datetime

from msgspec import Struct

from cqcmd.incident.events.command import How


class ReleaseForm(Struct, frozen=True, kw_only=True):
    """By whom a release was authorised, through which channels it went out, and when."""

    who: str
    post: str = ""
    how: How = ""
    channels: str
    at: datetime
