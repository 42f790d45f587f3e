"""假设推演: how an incident stands, and how it would stand if something were so."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from cqcmd.views.board import GradeView
from cqcmd.views.duties import Deadline, is_open
from cqcmd.views.situation import MarginView, ProjectionView


class ResponseAsked(Struct, frozen=True):
    """The response in a few words (``应启III级``), and of one still to come who decides on it."""

    words: str
    proposer: str = ""
    approver: str = ""
    clause: str = ""


class Outlook(Struct, frozen=True):
    """What the plan makes of an incident at one moment."""

    grade: GradeView
    possible: GradeView
    margins: tuple[MarginView, ...]
    projections: tuple[ProjectionView, ...]
    response: ResponseAsked
    deadlines: tuple[Deadline, ...]


class SupposedFact(Struct, frozen=True):
    """``死亡1人变3人``, from when on."""

    at: datetime
    words: str


class WhatIf(Struct, frozen=True):
    """The incident as it is, and as it would be at ``at``; ``faults`` could not be supposed."""

    at: datetime
    now: Outlook
    then: Outlook
    supposed: tuple[SupposedFact, ...]
    faults: tuple[str, ...]

    @property
    def owed(self) -> Iterator[Deadline]:
        """Duties that are not owed so now: new, sure where they were possible, about more."""
        known = {_gist(deadline) for deadline in self.now.deadlines if _counts(deadline)}
        for deadline in self.then.deadlines:
            if _counts(deadline) and _gist(deadline) not in known:
                yield deadline

    @property
    def missed(self) -> Iterator[Deadline]:
        """Duties of this station that run now and would be overdue, if nobody met them."""
        running = {_gist(one) for one in self.now.deadlines if one.state == "running"}
        for deadline in self.then.deadlines:
            if deadline.state == "overdue" and _gist(deadline) in running:
                yield deadline

    @property
    def spared(self) -> Iterator[Deadline]:
        """Duties that are owed now and would not be."""
        kept = {deadline.rule for deadline in self.then.deadlines if _counts(deadline)}
        for deadline in self.now.deadlines:
            if _counts(deadline) and deadline.rule not in kept:
                yield deadline


def _counts(deadline: Deadline) -> bool:
    """Tell whether a report is still to come, of this station or of another one."""
    return is_open(deadline) or deadline.state == "unknown"


def _gist(deadline: Deadline) -> tuple[str, datetime | None, bool, str]:
    return deadline.rule, deadline.due, deadline.maybe, deadline.about
