"""What is written down of written reports: issued, and copied to who is to have a copy."""

from typing import ClassVar

from cqcmd.incident.events.command import How
from cqcmd.incident.events.entry import Event
from cqcmd.incident.events.incident import Stage


class ReportIssued(Event, frozen=True, kw_only=True):
    """A written report as it was signed (签发): the exact text, its SHA-256, the chain's head.

    ``elements`` is what each element of 4.1.2 said, so that the next report shows what changed.
    It meets no duty: a duty is met by delivery.
    """

    kind: ClassVar[str] = "issued"
    stage: Stage
    serial: int
    title: str
    to: tuple[str, ...]
    copies: tuple[str, ...] = ()
    body: str
    digest: str
    head: str
    sender: str
    signer: str
    post: str = ""
    how: How = ""
    number: str = ""
    elements: dict[str, str] = {}


class CopySent(Event, frozen=True, kw_only=True):
    """A copy of an issued report reached who is to have one (抄送); a tick of its own."""

    kind: ClassVar[str] = "copied"
    document: str
    org: str
    person: str = ""
    how: str = ""
    late_reason: str = ""
