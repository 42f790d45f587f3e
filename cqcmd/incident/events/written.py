"""What is written down of papers that go out: reports issued and copied, releases to the public."""

from typing import ClassVar

from cqcmd.incident.events.command import How
from cqcmd.incident.events.entry import Event
from cqcmd.incident.events.incident import Stage


class ReportIssued(Event, frozen=True, kw_only=True):
    """A written report as it was signed (签发): the exact text, its SHA-256, the chain's head.

    ``elements`` is what each element of 4.1.2 said, so that the next report shows what changed;
    ``fields`` what was known by the plan's codes, for a form with a cell for each.
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
    fields: dict[str, str] = {}


class CopySent(Event, frozen=True, kw_only=True):
    """A copy of an issued report reached who is to have one (抄送); a tick of its own."""

    kind: ClassVar[str] = "copied"
    document: str
    org: str
    person: str = ""
    how: str = ""
    late_reason: str = ""


class PressWritten(Event, frozen=True, kw_only=True):
    """A press release as it was finished: the exact text and its SHA-256, the file it lies in.

    Nobody has been told by it yet: that is an entry of its own.
    """

    kind: ClassVar[str] = "press"
    of_void: ClassVar[bool] = True
    title: str
    text: str
    digest: str
    file: str = ""


class PressReleased(Event, frozen=True, kw_only=True):
    """A release went out to the public: by whose authority, through which channels (4.7)."""

    kind: ClassVar[str] = "press_released"
    of_void: ClassVar[bool] = True
    document: str
    who: str
    post: str = ""
    how: How = ""
    channels: tuple[str, ...]
    late_reason: str = ""
