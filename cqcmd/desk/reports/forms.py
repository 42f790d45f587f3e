"""What is filled in of a report, spoken or signed, and what a screen is answered."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from cqcmd.documents.report.content import Kind as Kind
from cqcmd.documents.report.content import WrittenReport
from cqcmd.incident.events.command import How
from cqcmd.incident.events.incident import Stage as Stage
from cqcmd.rules.rows import Channel


class ReportForm(Struct, frozen=True, kw_only=True):
    """A report as made: who took it, at which number, when, and whether it was read back."""

    sender: str
    receiver: str
    channel: Channel
    person: str
    number: str
    at: datetime
    read_back: bool | None = None
    remark: str = ""
    stage: Stage = "initial"
    document: str = ""


class Earlier(Struct, frozen=True):
    """The report that had already met the duty: it stays the proof, ours is kept as 又报."""

    actor: str
    person: str
    at: datetime


class IssueForm(Struct, frozen=True, kw_only=True):
    """A report as it is to be signed; ``base``: how many had been issued when it was opened.

    ``to``: the organs it is addressed to as typed, 、 between them; ``None``: as composed.
    ``told``: what the text says of each element, by code, as when it was composed; ``None``: as
    they are now. The next follow-up tells what has changed since.
    """

    stage: Kind
    title: str
    body: str
    signer: str
    post: str = ""
    how: How = ""
    number: str = ""
    base: int
    to: str | None = None
    told: Mapping[str, str] | None = None


class Issued(Struct, frozen=True):
    """An issued report with its entry, and when the copy went out, if it did."""

    entry: str
    at: datetime
    report: WrittenReport
    copied: str
