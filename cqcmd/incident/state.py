"""An incident as its entries leave it: the fold over the journal, in logical order."""

from collections.abc import Iterable, Set
from datetime import datetime
from operator import attrgetter
from typing import Any

from msgspec import Struct

from cqcmd.incident import events
from cqcmd.incident.aftermath.families import Families
from cqcmd.incident.aftermath.referrals import Referrals
from cqcmd.incident.command.assessment import Assessment
from cqcmd.incident.command.cordon import Cordon
from cqcmd.incident.command.headquarters import Command
from cqcmd.incident.command.response import ResponseLog
from cqcmd.incident.command.roster import Roster
from cqcmd.incident.command.supply import Supply
from cqcmd.incident.command.tasks import Tasks
from cqcmd.incident.command.unit_duties import UnitDuties
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.known import Conflict, KnownFacts, SaidValues
from cqcmd.rules.duties import Report

NOTE = events.Noted.kind

APART = "·"
"""What stands between a number that two posts gave and the mark of whose it is."""

_ORDER = attrgetter("order")


class Receipt(Struct, frozen=True):
    """An organisation learned of the accident at ``at``."""

    org: str
    at: datetime
    entry: str


class Promise(Struct, frozen=True):
    """A promise in its own words, and by when it is to be kept."""

    text: str
    due: datetime | None
    entry: str


class Incident:
    """An incident as its entries leave it; changed by `absorb` alone.

    ``mark`` is whose number it is, where another post gave another incident the same.
    """

    __slots__ = (
        "_called",
        "_latest",
        "assessment",
        "call",
        "closed",
        "closing",
        "command",
        "copies",
        "cordon",
        "described",
        "details",
        "dismissed",
        "documents",
        "duties_started",
        "endings",
        "entries",
        "facts",
        "families",
        "id",
        "learned",
        "mark",
        "opened",
        "opened_by",
        "out_of_scope",
        "override",
        "plan_asked",
        "plan_chosen",
        "press",
        "promises",
        "receipts",
        "received_at",
        "referrals",
        "releases",
        "reports",
        "response",
        "roster",
        "said",
        "struck",
        "supply",
        "tasks",
        "unit_duties",
        "unreadable",
        "verdicts",
    )

    def __init__(self, ident: str) -> None:
        self.id = ident
        self.call: events.Opened | None = None
        self._called: Entry | None = None
        self.mark = ""
        self.entries: list[Entry] = []
        self.struck: dict[str, tuple[Entry, events.Struck]] = {}
        self.verdicts: dict[str, Entry] = {}
        self._latest: datetime | None = None
        self._forget()

    def _forget(self) -> None:
        self.opened: events.Opened | None = None
        self.opened_by = ""
        self.received_at: datetime | None = None
        self.details: dict[str, str] = {}
        self.described: list[tuple[Entry, events.DetailsSet]] = []
        self.facts = KnownFacts()
        self.said = SaidValues()
        self.learned: list[tuple[Entry, events.FactsSet]] = []
        self.receipts: list[Receipt] = []
        self.reports: list[tuple[Entry, events.Reported]] = []
        self.promises: dict[str, Promise] = {}
        self.plan_chosen: events.PlanChosen | None = None
        self.plan_asked = ""
        self.override: tuple[Entry, events.GradeOverridden] | None = None
        self.duties_started: datetime | None = None
        self.out_of_scope: events.ScopeJudged | None = None
        self.dismissed: events.Dismissed | None = None
        self.endings: dict[str, Entry] = {}
        self.closed: events.Closed | None = None
        self.closing: Entry | None = None
        self.documents: list[tuple[Entry, events.ReportIssued]] = []
        self.copies: dict[tuple[str, str], tuple[Entry, events.CopySent]] = {}
        self.press: list[tuple[Entry, events.PressWritten]] = []
        self.releases: list[tuple[Entry, events.PressReleased]] = []
        self.response = ResponseLog()
        self.command = Command()
        self.roster = Roster()
        self.tasks = Tasks()
        self.unit_duties = UnitDuties()
        self.cordon = Cordon()
        self.supply = Supply()
        self.families = Families()
        self.referrals = Referrals()
        self.assessment = Assessment()
        self.unreadable: list[tuple[Entry, events.Unreadable]] = []

    def absorb(self, entry: Entry) -> None:
        """Take in one more entry, wherever in the logical order it belongs.

        Raises Undecodable, and is as it was; what stands for such an entry is an `unread` one.
        """
        if self._take(entry):
            self._refold()

    def absorb_all(self, entries: Iterable[Entry]) -> None:
        """Take in many entries, folded anew at most once, however many belong before others.

        One that cannot be read does not keep all others from being read.
        """
        anew = False
        for entry in sorted(entries, key=_ORDER):
            try:
                anew |= self._take(entry, folding=not anew)
            except events.Undecodable:
                anew |= self._take(events.unread(entry), folding=not anew)
        if anew:
            self._refold()

    def _take(self, entry: Entry, *, folding: bool = True) -> bool:
        """Take in an entry, and return whether all are to be folded anew.

        ``folding``: it is folded at once where it stands at the end.
        """
        if entry.kind == events.VerdictKept.kind:
            # Beside the log, not in it: what was shown to somebody changes nothing and is struck by
            # nobody.
            self.verdicts[entry.id] = entry
            return not folding
        if entry.kind == events.Opened.kind:
            self._call(entry)
        # The usual case costs one step. An entry of another station that belongs before others, or
        # one that makes an entry void, may change anything after it: then all are folded anew.
        self._latest = max(self._latest or entry.recorded_at, entry.recorded_at, entry.occurred_at)
        in_order = not self.entries or self.entries[-1].order < entry.order
        steps = folding and in_order and entry.kind != "struck" and entry.id not in self.struck
        if not steps or entry.kind == NOTE:
            events.decode(entry.kind, entry.data)  # proved now, for it may be asked for later
        if steps:
            self._step(entry)
        self.entries.append(entry)
        return not folding or not in_order or entry.kind == "struck"

    def _call(self, entry: Entry) -> None:
        """Keep the first call apart from the fold: a struck one still holds its number."""
        if not self._called or entry.order < self._called.order:
            self.call, self._called = events.read(events.Opened, entry), entry

    def unread(self, idents: Set[str]) -> None:
        """Take these entries for unreadable: they were altered, and nothing can be made of them."""
        if any(entry.kind == events.Opened.kind and entry.id in idents for entry in self.entries):
            self.call = self._called = None
        self.entries = [events.unread(one) if one.id in idents else one for one in self.entries]
        self._refold()

    def _refold(self) -> None:
        self.entries.sort(key=_ORDER)
        self._forget()
        self.struck = {}
        # First what is void, then the rest: an entry may be struck long after it took effect.
        for entry in self.entries:
            if entry.kind == "struck":
                self._strike(entry)
        for entry in self.entries:
            if entry.kind != "struck" and entry.id not in self.struck:
                self._step(entry)

    def _strike(self, entry: Entry) -> None:
        event = events.read(events.Struck, entry)
        if event.undone:
            self.struck.pop(event.entry, None)
        else:
            self.struck[event.entry] = (entry, event)

    def _step(self, entry: Entry) -> None:
        """Apply one entry. Notes change nothing but the log, so they are not even decoded."""
        if entry.kind == NOTE:
            return
        decoded = events.decode(entry.kind, entry.data)
        self.said.learn(entry, decoded)
        match decoded:
            case events.FactsSet() as event:
                self.facts.learn(entry, event)
                self.learned.append((entry, event))
            case events.DetailsSet() as event:
                self._describe(event.fields)
                self.described.append((entry, event))
            case events.Reported() as event:
                self.reports.append((entry, event))
            case events.Received(org=org):
                self.receipts.append(Receipt(org, entry.occurred_at, entry.id))
            case events.Opened() as event:
                self._open(entry, event)
            case events.Promised(due=due) as event:
                words = self.families.promise(entry, event)
                self.promises[entry.id] = Promise(words, due, entry.id)
            case events.PromiseKept(entry=kept) as event:
                self.promises.pop(kept, None)
                self.families.keep_promise(entry, event)
            case events.GradeOverridden() as event:
                self.override = None if event.lifted else (entry, event)
            case events.PlanChosen() as event:
                self.plan_chosen, self.plan_asked = event, event.asked
            case events.DutiesStarted():
                # The first stays: a clock that was started is not started again.
                self.duties_started = self.duties_started or entry.occurred_at
            case events.ScopeJudged() as event:
                self.out_of_scope = event if event.out else None
                self._ended(entry, event.out)
            case events.Dismissed() as event:
                self.dismissed = None if event.lifted else event
                self._ended(entry, not event.lifted)
            case events.Closed() as event:
                self.closed, self.closing = (None, None) if event.reopened else (event, entry)
            case events.ConflictSettled() as event:
                self.facts.settle(event)
                self.said.settle(event)
            case events.ReportIssued() as event:
                self.documents.append((entry, event))
            case events.CopySent() as event:
                # The first copy stays the proof, as with reports.
                self.copies.setdefault((event.document, event.org), (entry, event))
            case events.FamilyKept() as event:
                self.families.keep(entry, event)
            case events.Referred() as event:
                self.referrals.take(entry, event)
            case events.PressWritten() as event:
                self.press.append((entry, event))
            case events.PressReleased() as event:
                self.releases.append((entry, event))
            case events.Unreadable() as event:
                self.unreadable.append((entry, event))
            case (
                events.LessonKept()
                | events.AssessmentIssued()
                | events.AssessmentDelivered() as one
            ):
                self.assessment.take(entry, one)
            case other:
                self._step_of_command(entry, other)

    def _ended(self, entry: Entry, ended: bool) -> None:
        """Keep which entry ended the duties, by its kind; one that takes it back leaves none."""
        if ended:
            self.endings[entry.kind] = entry
        else:
            self.endings.pop(entry.kind, None)

    def _step_of_command(self, entry: Entry, event: events.Event) -> None:
        match event:
            case events.ResponseStepped():
                self.response.take(entry, event)
            case events.CommandTaken():
                self.command.take_command(entry, event)
            case events.HeadquartersActed():
                self.command.act(entry, event)
            case events.HeadquartersSetUp():
                self.command.set_up(entry, event)
            case events.SupplierNamed():
                self.unit_duties.name(event)
            case events.UnitDutyMoved():
                self.unit_duties.move(entry, event)
            case events.GroupStood():
                self.roster.group(entry, event)
            case events.Assigned():
                self.roster.assign(entry, event)
            case events.PersonMoved():
                self.roster.move(entry, event)
            case events.TaskMoved():
                self.tasks.move(entry, event)
            case events.TaskRemarked():
                self.tasks.remark(entry, event)
            case events.TeamEntered():
                self.cordon.enter(entry, event)
            case events.TeamAnswered():
                self.cordon.answer(entry, event)
            case events.TeamLeft():
                self.cordon.leave(entry, event)
            case other:
                self._step_of_supply(entry, other)

    def _step_of_supply(self, entry: Entry, event: events.Event) -> None:
        match event:
            case events.NeedAsked():
                self.supply.ask(entry, event)
            case events.NeedOver():
                self.supply.end(entry, event)
            case events.LotAllotted():
                self.supply.allot(entry, event)
            case events.LotMoved():
                self.supply.move(entry, event)
            case events.MoneySpent():
                self.supply.spend(entry, event)

    @property
    def conflicts(self) -> dict[str, Conflict[Any]]:
        """What stations said differently apart of facts, words and decisions, by its code."""
        return {**self.facts.conflicts, **self.said.conflicts}

    @property
    def happened_at(self) -> datetime | None:
        """When it happened, as it was told; else when it was first heard of."""
        return self.facts.moment("occurred_at") or self.received_at

    def ahead_of(self, now: datetime) -> list[datetime]:
        """Return the moments of entries that lie ahead, where a clock is behind another's."""
        if self._latest is None or self._latest <= now:
            return []
        return [at for entry in self.entries for at in (entry.occurred_at, entry.recorded_at)]

    @property
    def called_at(self) -> datetime:
        """When the call came, also where it is void by now."""
        return self.received_at or self.entries[0].occurred_at

    def _open(self, entry: Entry, event: events.Opened) -> None:
        self.opened, self.opened_by = event, entry.writer
        self.received_at = entry.occurred_at
        self.receipts.append(Receipt(event.org, entry.occurred_at, entry.id))

    def _describe(self, fields: dict[str, str | None]) -> None:
        for name, text in fields.items():
            if text:
                self.details[name] = text
            else:
                self.details.pop(name, None)

    @property
    def number(self) -> str:
        """The incident's number, such as ``26-0012``, told apart from another's by its mark."""
        return f"{self.given_number}{APART}{self.mark}" if self.mark else self.given_number

    @property
    def given_number(self) -> str:
        """The number as it was given; it stays taken when the call is struck."""
        if self.call:
            return self.call.number
        return next((event.number for _entry, event in self.unreadable if event.number), "")

    @property
    def called_by(self) -> str:
        """The station that took the call; empty where no call can be read."""
        return self._called.station if self._called else ""

    @property
    def plan_digest(self) -> str:
        """The digest of the plan file that it is under: the call's, or one chosen since."""
        if self.plan_chosen is not None:
            return self.plan_chosen.digest
        return self.call.plan_digest if self.call else ""

    @property
    def void(self) -> bool:
        """Whether the call itself was struck (作废)."""
        return self.call is not None and self.opened is None

    @property
    def report_list(self) -> list[Report]:
        """The reports made, as the duties read them."""
        return [
            Report(event.sender, event.receiver, event.channel, entry.occurred_at, entry.id)
            for entry, event in self.reports
        ]
