"""What is written down of an incident."""

from datetime import datetime
from typing import ClassVar, Literal

from cqcmd.incident.events.entry import Event, LateEvent
from cqcmd.rules.facts import Amount
from cqcmd.rules.rows import Channel, Grade

Stage = Literal["initial", "follow_up", "final"]
"""初报, 续报, 终报."""


class Opened(LateEvent, frozen=True):
    """A call was taken. The entry's ``occurred_at`` is the moment of receipt (接报时间)."""

    kind: ClassVar[str] = "opened"
    of_void: ClassVar[bool] = True
    number: str
    org: str
    plan: str
    plan_digest: str


class PlanChosen(Event, frozen=True, kw_only=True):
    """Another plan than the incident's came into force, and somebody said under which it goes on.

    ``digest`` is the plan it goes on under, ``asked`` the one that had come into force.
    """

    kind: ClassVar[str] = "plan_chosen"
    code: str
    digest: str
    asked: str


class DetailsSet(LateEvent, frozen=True):
    """Words about the incident, by field: unit, place, caller ... ``None`` clears.

    ``source`` told them; of the words of a call that is the caller, who is one of them.
    ``registered`` is what 登记簿 said then of the device named: the incident's own copy.
    """

    kind: ClassVar[str] = "details"
    fields: dict[str, str | None]
    source: str = ""
    registered: dict[str, str] = {}


class FactsSet(Event, frozen=True, kw_only=True):
    """Facts as told by one source. The entry's ``occurred_at`` is when they came to be so.

    ``over`` names, for each fact, the entry whose value the writer saw and replaced: a value set
    apart at another station shows as a conflict. ``beside`` names those that said the same.
    """

    kind: ClassVar[str] = "facts"
    amounts: dict[str, Amount] = {}
    choices: dict[str, str | None] = {}
    moments: dict[str, datetime | None] = {}
    source: str = ""
    learned_at: datetime
    over: dict[str, str] = {}
    late_reason: str = ""
    beside: dict[str, tuple[str, ...]] = {}


class ConflictSettled(Event, frozen=True, kw_only=True):
    """Somebody looked at the values of a fact set apart and let the one shown stand.

    ``against`` names the entries whose values give way; what older versions wrote has none.
    """

    kind: ClassVar[str] = "settled"
    fact: str
    entry: str
    against: tuple[str, ...] = ()


class Received(LateEvent, frozen=True):
    """An organisation learned of the accident at the entry's ``occurred_at``."""

    kind: ClassVar[str] = "received"
    org: str
    source: str = ""


class Reported(LateEvent, frozen=True):
    """A report reached its recipient at the entry's ``occurred_at``: the proof of a duty.

    ``document`` is the entry of the written report that was delivered, if it was issued here.
    """

    kind: ClassVar[str] = "reported"
    sender: str
    receiver: str
    channel: Channel
    person: str
    number: str
    read_back: bool | None = None
    remark: str = ""
    stage: Stage = "initial"
    document: str = ""


class Noted(LateEvent, frozen=True):
    """A free note."""

    kind: ClassVar[str] = "note"
    of_void: ClassVar[bool] = True
    leans: ClassVar[bool] = False
    text: str


class Promised(Event, frozen=True, kw_only=True):
    """Something promised to somebody, to be done by ``due`` if a time was named.

    ``family``: the family of a casualty to which it was promised; ``owner``: who is to do it.
    """

    kind: ClassVar[str] = "promise"
    of_void: ClassVar[bool] = True
    leans: ClassVar[bool] = False
    text: str
    due: datetime | None = None
    family: str = ""
    owner: str = ""


class PromiseKept(Event, frozen=True, kw_only=True):
    """The promise of an entry was kept; ``words``: what was done."""

    kind: ClassVar[str] = "kept"
    of_void: ClassVar[bool] = True
    leans: ClassVar[bool] = False
    entry: str
    words: str = ""


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
    """1.3: out of scope under a rule of the plan, or within it again.

    ``decided_by`` and ``ended`` as of `Dismissed`; before they were asked for nobody was named.
    """

    kind: ClassVar[str] = "scope"
    out: bool
    rule: str | None = None
    reason: str = ""
    decided_by: str = ""
    ended: tuple[str, ...] = ()


class Dismissed(Event, frozen=True, kw_only=True):
    """Verified not to be a special equipment accident (4.1.1): the duties end, with a reason.

    ``ended``: the reports that were still to be made, in the words in which they were shown.
    """

    kind: ClassVar[str] = "dismissed"
    reason: str
    decided_by: str
    lifted: bool = False
    ended: tuple[str, ...] = ()


class Closed(Event, frozen=True, kw_only=True):
    """The case is put aside (办结); it ends no duty. ``reopened`` takes it back.

    ``finished``: the handling is over (处置结束); else there was none, as of a call taken twice.
    ``debts``: what stood open and was shown to whoever closed it all the same, ``decided_by``.
    """

    kind: ClassVar[str] = "closed"
    reason: str
    reopened: bool = False
    finished: bool = True
    decided_by: str = ""
    debts: tuple[str, ...] = ()


class Struck(Event, frozen=True, kw_only=True):
    """An entry is void (作废), with a reason; ``undone`` makes it stand again."""

    kind: ClassVar[str] = "struck"
    of_void: ClassVar[bool] = True
    entry: str
    reason: str
    undone: bool = False
