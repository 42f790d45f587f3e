"""Warnings on their way, in force and lifted, folded from their entries in logical order."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from cqcmd.incident import events
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.events.warning import WarningStepCode
from cqcmd.incident.office.station_fold import StationFold

PREPARING: tuple[WarningStepCode, ...] = ("consulted", "proposed", "approved")
"""The steps before an issue, in their order (3.2.2)."""


class Issue(Struct, frozen=True):
    """A warning as issued at ``at``: a level, what it says, who issued it (3.2.2)."""

    at: datetime
    event: events.WarningIssued


class Action(Struct, frozen=True):
    """Something ticked: when, by whom, and the level in force then (3.2.3)."""

    at: datetime
    by: str
    level: int


class Step(Struct, frozen=True):
    """A step as taken: when, who wrote it, how many issues there had been by then."""

    at: datetime
    by: str
    event: events.WarningStepped
    issues: int


class Warned:
    """A warning (3.2): its steps and issues in their order, what was done of it, its end.

    Attributes:
        channels: through which channels its last issue went out.
        withdrawn: which of the actions were withdrawn since it ended.
        incident: the id of what it became.
    """

    __slots__ = (
        "actions",
        "channels",
        "incident",
        "issues",
        "lifted",
        "owners",
        "steps",
        "withdrawn",
    )

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.issues: list[Issue] = []
        self.actions: dict[str, Action] = {}
        self.owners: dict[str, str] = {}
        self.channels: dict[str, Action] = {}
        self.withdrawn: dict[str, Action] = {}
        self.lifted: tuple[datetime, events.WarningLifted] | None = None
        self.incident = ""

    @property
    def issued(self) -> events.WarningIssued | None:
        """The warning as last issued: its level, its words and its issuer are in force."""
        return self.issues[-1].event if self.issues else None

    @property
    def level(self) -> int:
        """The level in force; before there is one, the level last spoken of."""
        spoken = [step.event.level for step in self.steps if step.event.level is not None]
        return self.issued.level if self.issued else spoken[-1] if spoken else 0

    @property
    def since(self) -> datetime:
        """When it was last issued, which is when its level began; else when it was begun."""
        return self.issues[-1].at if self.issues else self.steps[0].at

    @property
    def in_force(self) -> bool:
        """Whether it was issued and is not lifted."""
        return bool(self.issues) and self.lifted is None

    @property
    def own(self) -> bool:
        """Whether it was prepared here, and not only recorded as others issued it."""
        return any(step.event.step in PREPARING for step in self.steps)

    @property
    def preparing(self) -> dict[WarningStepCode, Step]:
        """The steps taken towards the next issue, the last of each."""
        return {s.event.step: s for s in self._now(self.steps) if s.event.step in PREPARING}

    @property
    def followed(self) -> dict[WarningStepCode, Step]:
        """The steps that followed the last issue, the last of each."""
        return {s.event.step: s for s in self._now(self.steps) if s.event.step not in PREPARING}

    @property
    def spoken(self) -> events.WarningStepped | None:
        """What the last consultation foresaw; ``None`` where there was none."""
        found = (s.event for s in reversed(self.steps) if s.event.step == "consulted")
        return next(found, None)

    def _now(self, steps: Iterable[Step]) -> Iterable[Step]:
        return (step for step in steps if step.issues == len(self.issues))

    def issue(self, issue: Issue) -> None:
        """Issued anew, at another level, it is in force again and goes out again (3.2.4)."""
        self.issues.append(issue)
        for action in self.withdrawn:
            self.actions.pop(action, None)
        self.channels, self.withdrawn, self.lifted = {}, {}, None

    def tick(self, ticks: dict[str, Action], code: str, entry: Entry, *, undone: bool) -> None:
        """Note one of the things to be done as done, or as not done after all."""
        # Out first, so that what is done once more stands last.
        ticks.pop(code, None)
        if not undone:
            ticks[code] = Action(entry.occurred_at, entry.writer, self.level)


class Warnings(StationFold):
    """Every warning, by id. Entries of any station may arrive in any order."""

    kinds = frozenset(
        event.kind
        for event in (
            events.WarningStepped,
            events.WarningIssued,
            events.WarningSpread,
            events.WarningActed,
            events.WarningActionOwned,
            events.WarningLifted,
            events.WarningWithdrawn,
            events.WarningBecame,
        )
    )

    by_id: dict[str, Warned]

    def _begin(self) -> None:
        self.by_id = {}

    def _step(self, entry: Entry) -> None:
        event = events.decode(entry.kind, entry.data)
        match event:
            case events.WarningStepped(warning=ident):
                known = self.by_id.setdefault(ident, Warned())
                count = len(known.issues)
                known.steps.append(Step(entry.occurred_at, entry.writer, event, count))
            case events.WarningIssued(warning=ident):
                self.by_id.setdefault(ident, Warned()).issue(Issue(entry.occurred_at, event))
            case _:
                warned = self.by_id.get(getattr(event, "warning", ""))
                if warned is not None:
                    _follow(warned, event, entry)


def _follow(warned: Warned, event: events.Event, entry: Entry) -> None:
    """Take in what can only follow: of a warning that is not known nothing can be said."""
    match event:
        case events.WarningActed(action=action, undone=undone):
            warned.tick(warned.actions, action, entry, undone=undone)
        case events.WarningSpread(channel=channel, undone=undone):
            warned.tick(warned.channels, channel, entry, undone=undone)
        case events.WarningWithdrawn(action=action, undone=undone):
            warned.tick(warned.withdrawn, action, entry, undone=undone)
        case events.WarningActionOwned(action=action, owner=owner):
            warned.owners[action] = owner
        case events.WarningLifted():
            warned.lifted = (entry.occurred_at, event)
        case events.WarningBecame(incident=incident):
            warned.incident = incident
