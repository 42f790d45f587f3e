"""What is written down of warnings and hazards (3.1, 3.2), which belong to no incident."""

from typing import ClassVar, Literal

from cqcmd.incident.events.command import How
from cqcmd.incident.events.entry import Event, LateEvent, Moment

WarningStepCode = Literal["consulted", "proposed", "approved", "sent", "told_up", "filed"]
"""会商研判, 提出建议, 批准; then 送发布机构, 报上一级, 报备案."""


class WarningStepped(LateEvent, frozen=True):
    """A step on the way to a warning, or one that follows its issue (3.2.2), as it was taken.

    ``who`` took part, proposed, approved or received it. ``harm`` is what was foreseen; ``present``
    who was consulted; ``words`` the opinion, the reason or a number.
    """

    kind: ClassVar[str] = "warning_step"
    warning: str
    step: WarningStepCode
    level: int | None = None
    category: str = ""
    area: str = ""
    harm: str = ""
    who: str = ""
    present: str = ""
    how: How = ""
    words: str = ""
    hazard: str = ""


class WarningIssued(Event, frozen=True, kw_only=True):
    """A warning was issued, or issued anew at another level (3.2.2, 3.2.4), at ``occurred_at``.

    ``starts_at``: from when on it holds, where that is not its issue. ``higher``: a higher
    government adjusted the level that a lower one had issued (3.2.4).
    """

    kind: ClassVar[str] = "warning"
    warning: str
    level: int
    category: str
    area: str = ""
    notice: str = ""
    measures: str = ""
    issuer: str
    starts_at: Moment | None = None
    higher: bool = False
    late_reason: str = ""


class WarningSpread(Event, frozen=True, kw_only=True):
    """A warning went out through one of the channels of 3.2.2, or that was taken back."""

    kind: ClassVar[str] = "warning_channel"
    warning: str
    channel: str
    undone: bool = False


class WarningActed(Event, frozen=True, kw_only=True):
    """One of the eight actions of 3.2.3 was taken, or taken back."""

    kind: ClassVar[str] = "warning_action"
    warning: str
    action: str
    undone: bool = False


class WarningActionOwned(Event, frozen=True, kw_only=True):
    """Who is to take one of the eight actions; nobody where ``owner`` is empty."""

    kind: ClassVar[str] = "warning_owner"
    warning: str
    action: str
    owner: str = ""


class WarningLifted(Event, frozen=True, kw_only=True):
    """The issuer ended the warning (3.2.4); one that was never issued was given up."""

    kind: ClassVar[str] = "warning_lifted"
    warning: str
    decided_by: str
    reason: str


class WarningWithdrawn(Event, frozen=True, kw_only=True):
    """An action taken was withdrawn after the warning had ended (3.2.4), or not after all."""

    kind: ClassVar[str] = "warning_withdrawn"
    warning: str
    action: str
    undone: bool = False


class WarningBecame(Event, frozen=True, kw_only=True):
    """What was warned of happened: ``incident`` is the id of what was opened of it."""

    kind: ClassVar[str] = "warning_incident"
    warning: str
    incident: str


class HazardFound(LateEvent, frozen=True):
    """A hazard (隐患) was found (3.1): where, by whom, who is to remove it and until when.

    Written anew under the same id, it says what holds from then on.
    """

    kind: ClassVar[str] = "hazard"
    hazard: str
    place: str
    words: str
    found_by: str
    owner: str = ""
    due: Moment | None = None


class HazardRemoved(Event, frozen=True, kw_only=True):
    """A hazard was removed (销号): who saw that it was, and how."""

    kind: ClassVar[str] = "hazard_removed"
    hazard: str
    who: str
    words: str = ""
