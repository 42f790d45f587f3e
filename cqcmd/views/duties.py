"""Duties with their countdowns, and what rings."""

from datetime import datetime

from msgspec import Struct

from cqcmd.clock import countdown
from cqcmd.i18n import _
from cqcmd.rules.urgency import STAGES, Stage, share_stage


class Deadline(Struct, frozen=True):
    """A duty on the screen. ``due`` is ``None`` where the plan sets no figure.

    ``state`` is that of `cqcmd.incident.reports_owed.ReportOwed`. ``stage_times`` are the moments
    at which the countdown becomes soon, urgent and overdue; none where there is no due time.
    ``anchor`` says from which moment it counts; ``number`` is where to call, ``no_number`` why
    there is none; ``proof`` says who took it and when. ``stage`` is initial, follow_up or final;
    ``about`` what changed.
    ``fate`` says what became of one without a proof: what ended it, by whom and when, or that the
    case was closed before it was made; ``ended_by`` is the kind of decision that ended it.
    ``doubtful``: the time is not sure, and neither is a countdown.
    """

    rule: str
    sender: str
    receiver: str
    channel: str
    label: str
    due: datetime | None
    start: datetime
    state: str
    stage_times: tuple[datetime, ...]
    mine: bool
    rings: bool
    maybe: bool
    clause: str
    source: str
    anchor: str
    number: str
    proof: str
    again: int
    stage: str = "initial"
    about: str = ""
    reported_at: datetime | None = None
    fate: str = ""
    ended_by: str = ""
    no_number: str = ""
    doubtful: bool = False

    def stage_at(self, now: datetime) -> Stage:
        """Return how near the due time is at ``now``; overdue once the due second has passed."""
        if self.due is None or self.state not in ("running", "overdue"):
            return "calm"
        if now > self.due:
            return "overdue"
        passed = sum(moment <= now for moment in self.stage_times[:2])
        return STAGES[passed]

    def look_at(self, now: datetime) -> Stage:
        """Return the graver of its stage and of what the share of its limit that is left says."""
        stage = self.stage_at(now)
        if self.due is None or self.state not in ("running", "overdue"):
            return stage
        return max(stage, share_stage(self.start, self.due, now), key=STAGES.index)


class Alert(Struct, frozen=True):
    """Something that calls for attention at its ``stage_times``; ``due`` where it can become
    overdue.

    ``people``: a team inside the cordon. Its alarm at ``due`` waits for nothing and nobody.
    """

    ident: str
    number: str
    label: str
    stage_times: tuple[datetime, ...]
    due: datetime | None = None
    people: bool = False
    doubtful: bool = False

    def over(self, now: datetime) -> bool:
        """Return whether it is overdue; a duty only once its due second has passed."""
        if self.due is None:
            return False
        return now >= self.due if self.people else now > self.due

    def words_at(self, now: datetime) -> str:
        """Return what turned, and how long there is still, or has been too long."""
        words = f"{self.number} {self.label}"
        if self.due is None or self.people:
            return words
        return f"{words} {countdown(self.due - now, doubtful=self.doubtful)}"


ENDED_BY = {"dismissed": _("因排除终止"), "scope": _("因不适用终止")}
"""What ended a duty, for a narrow column; its ``fate`` says it in full."""

REPORT_STAGES = {
    "initial": _("初报"),
    "follow_up": _("续报"),
    "final": _("终报"),
    "assessment": _("评估报告"),
}


def is_open(deadline: Deadline) -> bool:
    """Return whether something is still to be done about it."""
    return deadline.state in ("running", "overdue", "passed")


def turn_of(deadline: Deadline) -> tuple[bool, bool, datetime]:
    """Return the place of a duty among others: overdue first, then by its due time, in every list.

    What is owed at once was due as it began to be owed, yet no limit of it has run out. What was
    met without a limit has no place in time, and a final report without one tells the rest: last.
    """
    placeless = deadline.due is None and (not is_open(deadline) or deadline.stage == "final")
    late = deadline.due is not None and deadline.state in ("overdue", "passed")
    return placeless, not late, deadline.due or deadline.start
