"""The vocabulary of the journal: what an officer, or the program itself, can write down."""

from datetime import datetime
from typing import ClassVar, Literal, TypeVar

import msgspec
from msgspec import Struct

from cqcmd.incident.entry import Entry
from cqcmd.rules.facts import Amount
from cqcmd.rules.rows import Channel, Grade


class Event(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an entry says. ``kind`` is its name in the journal and never changes."""

    kind: ClassVar[str]


# Of this duty station -------------------------------------------------------------------------


class StationSet(Event, frozen=True, kw_only=True):
    """Which organisation this station serves, and the duty numbers of those it reports to."""

    kind: ClassVar[str] = "station"
    org: str
    name: str
    district: str | None = None
    numbers: dict[str, str] = {}


class WatchTaken(Event, frozen=True, kw_only=True):
    """An officer took the watch, having read what was handed over (交接班)."""

    kind: ClassVar[str] = "watch"
    officer: str
    relieved: str | None = None
    sheet: tuple[str, ...] = ()


class ClockMoved(Event, frozen=True, kw_only=True):
    """The machine slept, or its wall clock jumped; no due time moved."""

    kind: ClassVar[str] = "clock"
    what: Literal["jump", "suspend", "accepted", "kept"]
    seconds: float


class BackedUp(Event, frozen=True, kw_only=True):
    """A copy of the journal was written, restored elsewhere and verified."""

    kind: ClassVar[str] = "backup"
    path: str
    entries: int
    head: str


class DraftRecovered(Event, frozen=True, kw_only=True):
    """What was being typed when the program ended was found and offered again."""

    kind: ClassVar[str] = "recovered"
    form: str
    saved_at: datetime
    characters: int


class WarningIssued(Event, frozen=True, kw_only=True):
    """A warning was issued, or issued anew at another level (3.2.2, 3.2.4), at ``occurred_at``."""

    kind: ClassVar[str] = "warning"
    warning: str
    level: int
    category: str
    area: str = ""
    notice: str = ""
    measures: str = ""
    issuer: str


class WarningActed(Event, frozen=True, kw_only=True):
    """One of the eight actions of 3.2.3 was taken, or taken back."""

    kind: ClassVar[str] = "warning_action"
    warning: str
    action: str
    undone: bool = False


class WarningLifted(Event, frozen=True, kw_only=True):
    """The issuer ended the warning (3.2.4)."""

    kind: ClassVar[str] = "warning_lifted"
    warning: str
    decided_by: str
    reason: str


# Of an incident -------------------------------------------------------------------------------


class Opened(Event, frozen=True, kw_only=True):
    """A call was taken. The entry's ``occurred_at`` is the moment of receipt (接报时间)."""

    kind: ClassVar[str] = "opened"
    number: str
    org: str
    plan: str
    plan_digest: str
    late_reason: str = ""


class DetailsSet(Event, frozen=True, kw_only=True):
    """Words about the incident, by field: unit, place, caller, callback, what ... ``None`` clears."""

    kind: ClassVar[str] = "details"
    fields: dict[str, str | None]


class FactsSet(Event, frozen=True, kw_only=True):
    """Facts as told by one source. The entry's ``occurred_at`` is when they came to be so.

    ``over`` names, for each fact, the entry whose value the writer saw and replaced: a value set
    apart at another station shows as a conflict.
    """

    kind: ClassVar[str] = "facts"
    amounts: dict[str, Amount] = {}
    choices: dict[str, str | None] = {}
    moments: dict[str, datetime | None] = {}
    source: str = ""
    learned_at: datetime
    over: dict[str, str] = {}
    late_reason: str = ""


class ConflictSettled(Event, frozen=True, kw_only=True):
    """Somebody looked at two values of a fact set apart and let the one shown stand."""

    kind: ClassVar[str] = "settled"
    fact: str
    entry: str


class Received(Event, frozen=True, kw_only=True):
    """An organisation learned of the accident at the entry's ``occurred_at``."""

    kind: ClassVar[str] = "received"
    org: str
    source: str = ""
    late_reason: str = ""


class Reported(Event, frozen=True, kw_only=True):
    """A report reached its recipient at the entry's ``occurred_at``: the proof of a duty."""

    kind: ClassVar[str] = "reported"
    sender: str
    receiver: str
    channel: Channel
    person: str
    number: str
    read_back: bool | None = None
    remark: str = ""
    late_reason: str = ""


class Noted(Event, frozen=True, kw_only=True):
    """A free note."""

    kind: ClassVar[str] = "note"
    text: str
    late_reason: str = ""


class Promised(Event, frozen=True, kw_only=True):
    """Something promised to somebody, to be done by ``due`` if a time was named."""

    kind: ClassVar[str] = "promise"
    text: str
    due: datetime | None = None


class PromiseKept(Event, frozen=True, kw_only=True):
    """The promise of an entry was kept."""

    kind: ClassVar[str] = "kept"
    entry: str


class GradeOverridden(Event, frozen=True, kw_only=True):
    """A named person decided on another grade, with a reason; ``lifted`` takes it back."""

    kind: ClassVar[str] = "override"
    grade: Grade | None
    decided_by: str
    reason: str
    lifted: bool = False


class DutiesStarted(Event, frozen=True, kw_only=True):
    """The duties were started before time made the event an accident."""

    kind: ClassVar[str] = "duties_started"
    reason: str = ""


class ScopeJudged(Event, frozen=True, kw_only=True):
    """1.3: out of scope under a rule of the plan, or within it again."""

    kind: ClassVar[str] = "scope"
    out: bool
    rule: str | None = None
    reason: str = ""


class Dismissed(Event, frozen=True, kw_only=True):
    """Verified not to be a special equipment accident (4.1.1): the duties end, with a reason."""

    kind: ClassVar[str] = "dismissed"
    reason: str
    decided_by: str
    lifted: bool = False


class Closed(Event, frozen=True, kw_only=True):
    """Nothing more is to be done; ``reopened`` takes it back."""

    kind: ClassVar[str] = "closed"
    reason: str
    reopened: bool = False


class Struck(Event, frozen=True, kw_only=True):
    """An entry is void (作废), with a reason; ``undone`` makes it stand again."""

    kind: ClassVar[str] = "struck"
    entry: str
    reason: str
    undone: bool = False


EVENTS: tuple[type[Event], ...] = (
    StationSet,
    WatchTaken,
    ClockMoved,
    BackedUp,
    DraftRecovered,
    WarningIssued,
    WarningActed,
    WarningLifted,
    Opened,
    DetailsSet,
    FactsSet,
    ConflictSettled,
    Received,
    Reported,
    Noted,
    Promised,
    PromiseKept,
    GradeOverridden,
    DutiesStarted,
    ScopeJudged,
    Dismissed,
    Closed,
    Struck,
)

_decoders = {event.kind: msgspec.json.Decoder(event) for event in EVENTS}


def encode(event: Event) -> str:
    """The event as the JSON an entry carries."""
    return msgspec.json.encode(event).decode()


E = TypeVar("E", bound=Event)


def read(event: type[E], entry: Entry) -> E:
    """The event of an entry that is known to be of that kind."""
    found = decode(entry.kind, entry.data)
    assert isinstance(found, event)
    return found


def decode(kind: str, data: str) -> Event:
    """The event of an entry.

    Raises:
        KeyError: a kind this version does not know.
        msgspec.ValidationError: data that is not of the kind.
    """
    return _decoders[kind].decode(data)
