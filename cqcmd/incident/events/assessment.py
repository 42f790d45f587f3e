"""What is written down of the assessment (5.2): lessons, the report on it, who has that report."""

from typing import ClassVar

from cqcmd.incident.events.command import How
from cqcmd.incident.events.entry import Event, LateEvent


class LessonKept(Event, frozen=True, kw_only=True):
    """A lesson of an incident: the problem, its remedy, who sees to it by which day.

    Said again of the same ``lesson``, the last stands. ``dropped``: somebody decided that it is
    none, for the reason given.
    """

    kind: ClassVar[str] = "lesson"
    leans: ClassVar[bool] = False
    lesson: str
    text: str
    clause: str = ""
    remedy: str = ""
    owner: str = ""
    due: str = ""
    dropped: bool = False
    reason: str = ""


class AssessmentIssued(Event, frozen=True, kw_only=True):
    """An assessment report as it was signed: the exact text, its SHA-256, the chain's head.

    ``version`` counts from 1; one that was issued is never changed, a later one stands beside it.
    ``told`` is what the text was composed of, so that the record can be held against it;
    ``fields`` what was known by the plan's codes, as of any written report.
    """

    kind: ClassVar[str] = "assessed"
    version: int
    title: str
    to: tuple[str, ...]
    body: str
    digest: str
    head: str
    sender: str
    signer: str
    post: str = ""
    how: How = ""
    number: str = ""
    told: dict[str, str] = {}
    fields: dict[str, str] = {}


class AssessmentDelivered(LateEvent, frozen=True):
    """An issued assessment report reached an organisation at the moment of the entry."""

    kind: ClassVar[str] = "assessment_sent"
    leans: ClassVar[bool] = False
    document: str
    org: str
    person: str
    how: str = ""


AssessmentEvent = LessonKept | AssessmentIssued | AssessmentDelivered
"""Whatever is written of it."""
