"""The response as its steps leave it: proposed, approved, in force, ended (4.6-4.8)."""

from datetime import datetime

from msgspec import Struct

from cqcmd.incident.events.command import CHANGES, ResponseStepped, StepCode
from cqcmd.incident.events.entry import Entry
from cqcmd.rules.rows import ResponseLevel
from cqcmd.rules.scale import Scale


class Step(Struct, frozen=True):
    """A step of the response as it was written down."""

    entry: Entry
    event: ResponseStepped

    @property
    def at(self) -> datetime:
        """When it was decided."""
        return self.entry.occurred_at


class ResponseLog:
    """The steps in logical order, and what they leave standing.

    Attributes:
        steps: every step, the first first.
        level: the level in force; ``None`` before the start and after the end.
        started: the step that brought the level in force.
        proposed: a proposal not yet answered by a start; ``approved`` likewise.
        ended: the last end, while nothing was started after it.
        lowered_from: the level from which somebody lowered the one in force.
    """

    __slots__ = ("approved", "ended", "level", "lowered_from", "proposed", "started", "steps")

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.level: ResponseLevel | None = None
        self.lowered_from: ResponseLevel | None = None
        self.started: Step | None = None
        self.proposed: Step | None = None
        self.approved: Step | None = None
        self.ended: Step | None = None

    def take(self, entry: Entry, event: ResponseStepped) -> None:
        """Record one more step, also one out of order (docs/decisions/001, 20)."""
        step = Step(entry, event)
        self.steps.append(step)
        match event.step:
            case "proposed":
                self.proposed = step
            case "approved":
                self.approved = step
            case "started" | "raised" | "lowered":
                lowered = event.step == "lowered"
                # The first of several lowerings counts: from there down nothing is asked again.
                self.lowered_from = (self.lowered_from or self.level) if lowered else None
                self.level, self.started = event.level, step
                self.proposed = self.approved = self.ended = None
            case "ended":
                self.level, self.ended = None, step
                self.proposed = self.approved = None

    @property
    def response_course(self) -> list[Step]:
        """The steps of the response under way; once it ended, of that one until another begins.

        What is written down late about the one that ended begins no other.
        """
        found: list[Step] = []
        end: Step | None = None
        for step in self.steps:
            if end and step.at >= end.at and step.event.step != "ended":
                found, end = [], None
            found.append(step)
            end = step if step.event.step == "ended" else end
        return found

    def last(self, code: StepCode) -> Step | None:
        """Return the latest step of a kind, since the response last ended."""
        for step in reversed(self.steps):
            if step.event.step == "ended" and code != "ended":
                return None
            if step.event.step == code:
                return step
        return None

    @property
    def consulted(self) -> bool:
        """Whether there was a 会商 since the last decision: each proposal needs it (4.6)."""
        for step in reversed(self.steps):
            if step.event.step in CHANGES:
                return False
            if step.event.step == "consulted":
                return True
        return False

    def wanted(self, asked: ResponseLevel | None, scale: Scale) -> ResponseLevel | None:
        """Return the level the plan asks for, unless somebody decided on it or knowingly below it.

        The harm done does not shrink, so what was lowered or ended is not asked for again; only
        something graver is.
        """
        last = self.ended.event.level if self.ended else self.level
        bar = self.lowered_from or last
        if asked is None or (bar is not None and not scale.is_lower(bar, asked)):
            return None
        return asked

    def decision(
        self, asked: ResponseLevel | None, scale: Scale
    ) -> tuple[StepCode, ResponseLevel] | None:
        """Return the decision that is next, and its level; ``None`` where nothing more is asked.

        What was proposed or approved waits for its answer also where the plan asks for less.
        """
        level = self.wanted(asked, scale)
        # What is approved comes before what is proposed: it is further on its way.
        for step, following in ((self.approved, self._begins), (self.proposed, "approved")):
            named = step.event.level if step else None
            if step and named and (level is None or not scale.is_lower(named, level)):
                return (following, named)
        return ("proposed", level) if level else None

    @property
    def _begins(self) -> StepCode:
        """The step that an approval is followed by."""
        return "started" if self.level is None else "raised"

    def following(
        self, asked: ResponseLevel | None, scale: Scale
    ) -> tuple[StepCode, ResponseLevel | None] | None:
        """Return the next step: to verify (4.1.1) and to consult (4.6) come before a proposal."""
        decision = self.decision(asked, scale)
        if not self.steps:
            return ("verified", None)
        if decision and decision[0] == "proposed" and not self.consulted:
            return ("consulted", None)
        return decision

    def graver_than_in_force(self, level: ResponseLevel | None, scale: Scale) -> bool:
        """Tell whether ``level`` lies above the one in force (anything lies above none)."""
        return level is not None and scale.is_lower(self.level, level)
