"""What every desk shares: the journal, what it says, the plan in force and the clock."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from cqcmd.clock import Clock
from cqcmd.desk.common.changes import Changes
from cqcmd.desk.common.verdicts import VerdictKeeper
from cqcmd.errors import BadInput, PlanLost, Refusal, Unwritable
from cqcmd.i18n import _
from cqcmd.incident.events import Event, Opened, PlanInForce, encode
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.grades import GradeReader
from cqcmd.incident.ledger import Ledger
from cqcmd.incident.picture import Picture, draw
from cqcmd.incident.state import Incident
from cqcmd.rules.plan import Plan
from cqcmd.text import clean

if TYPE_CHECKING:
    from cqcmd.journal.store import Journal
    from cqcmd.journal.transaction import Transaction

UNDO_FOR = timedelta(seconds=30)
"""How long an act can be taken back as a slip."""

BACK_DATING = timedelta(minutes=15)
"""How far back an entry may be dated without a reason."""

AHEAD = timedelta(minutes=1)
"""How far ahead a typed time may be, since people's watches differ."""


class NeedsReason(Refusal):
    """The time lies more than 15 minutes back: the act is done once a reason is given."""


class Plans(Protocol):
    """Where plan files are kept that incidents were taken under."""

    def take(self, digest: str, text_digest: str = "") -> Plan:
        """Return the plan of a digest. Raises PlanLost: it is gone, or is not what it was."""

    def keep(self, plan: Plan) -> None:
        """Put the plan's file and its wording on the disk. Raises Refusal."""

    def describe(self, plan: Plan) -> PlanInForce:
        """Return what is written down of a plan that comes into force. Raises Refusal."""

    def copy_to(self, directory: Path) -> None:
        """Put every kept file beside a copy of the journal. Raises Unwritable."""


class OpenRecord:
    """The one holder of the record. Every writing passes `act`, every reading `picture`.

    Attributes:
        plan: the plan in force, under which calls are taken; see `of`.
        only_looks: what whoever observes is told when he would write.
        acts: how many were written from here since the program began.
        changes: which incidents were written about, for whoever keeps something read of them.
        plan_fault: why the plan in force by the journal could not be used; empty if it is.
    """

    def __init__(self, plan: Plan, clock: Clock, plans: Plans | None = None) -> None:
        self.plan = plan
        self.clock = clock
        self.plans = plans
        self.plan_fault = ""
        self._followed: PlanInForce | None = None
        self.reader = GradeReader(plan)
        self._under: dict[str, OpenRecord] = {}
        self.ledger = Ledger()
        self._journal: Journal | None = None
        self.observing = False
        self.only_looks = _("观察模式只看不写，没有记录；要值班请在命令里关掉“观察模式”。")
        self.last_act: tuple[datetime, tuple[Entry, ...]] | None = None
        self.acts = 0
        self._pictures: dict[str, Picture] = {}
        self._until: dict[str, datetime] = {}
        """Of the pictures that time makes others: when."""
        self._lost: set[str] = set()
        self.changes = Changes()
        self._unseen: set[str | None] = set()
        """What others changed, taken in already, and not yet told by `refresh`."""

    def attach(self, journal: "Journal", ledger: Ledger) -> None:
        """Take an open journal and the ledger read from it: from now on acts can be written."""
        self._journal, self.ledger = journal, ledger
        self._forget_pictures()

    @property
    def ready(self) -> bool:
        """Whether the journal is open; until then a form can be filled in but not saved."""
        return self._journal is not None

    @property
    def journal(self) -> "Journal":
        """The open journal."""
        if self._journal is None:
            raise Refusal(_("日志还在打开，内容都在，请过一秒再保存。"))
        return self._journal

    @contextmanager
    def act(self) -> Iterator["RecordWriter"]:
        """Lock the journal, take in what is new, write what the caller adds, all or nothing."""
        self.refuse_observing()
        with self.journal.act() as act:
            # Under the lock, before the caller looks: its checks must see what others wrote.
            self._unseen |= self.absorb(act.new_entries)
            writing = RecordWriter(self, act)
            yield writing
            writing.keep_verdicts()
        # After the commit: what was rolled back must not be seen.
        self.absorb(writing.entries + writing.verdicts)
        if writing.entries:
            self.last_act = (self.clock.now(), tuple(writing.entries))
            self.acts += 1

    def recent(self) -> tuple[Entry, ...]:
        """Return what this session's last act wrote; nothing after 30 seconds, or who observes."""
        if self.last_act is None or self.observing:
            return ()
        at, entries = self.last_act
        return entries if self.clock.now() - at <= UNDO_FOR else ()

    def refuse_observing(self) -> None:
        """Refuse to go on where nothing may be written. Raises Refusal."""
        if self.observing:
            raise Refusal(self.only_looks)

    def refresh(self) -> set[str | None]:
        """Take in what others wrote since the last look; returns the incidents that changed."""
        unseen, self._unseen = self._unseen, set()
        if self._journal is None or not self._journal.changed():
            return unseen
        return unseen | self.absorb(self._journal.new_entries())

    def take_in(self) -> None:
        """Take in new entries; the next `refresh` tells which incidents changed."""
        # refresh() empties _unseen and gives it back with the new: nothing is told to nobody.
        self._unseen = self.refresh()

    def expired(self) -> set[str]:
        """Return incidents of which time alone has made another picture since they were drawn."""
        now = self.clock.now()
        return {ident for ident, until in self._until.items() if now >= until}

    def absorb(self, entries: "tuple[Entry, ...] | list[Entry]") -> set[str | None]:
        """Take in entries that stand in the journal; returns the incidents that changed."""
        serving = self.ledger.serving
        changed = self.ledger.absorb(entries)
        if self.ledger.serving is not serving:  # which decides which duties are its own
            self._forget_pictures()
        if None in changed:
            self._draw_open_anew()
            self.follow_plan()
        written = {ident for ident in changed if ident is not None}
        for ident in written:
            self._forget_picture(ident)
        self.changes.note(written)
        return changed

    def _forget_picture(self, ident: str) -> None:
        self._pictures.pop(ident, None)
        self._until.pop(ident, None)

    def _draw_open_anew(self) -> None:
        """Have what is in hand drawn as of now: whoever takes the watch is shown it so."""
        drawn = self._pictures.items()
        for ident in [ident for ident, picture in drawn if not picture.incident.closed]:
            self._forget_picture(ident)

    def _forget_pictures(self) -> None:
        self._pictures.clear()
        self._until.clear()
        self.changes.note_all()

    # Plans: each incident is read through the one it is under

    def of(self, ident: str) -> "OpenRecord":
        """Return this record as read through the plan that an incident is under.

        Raises:
            PlanLost: its file is gone or was altered; no other plan stands in for it.
        """
        incident = self.ledger.incidents.get(ident)
        # A call that is being typed, a warning: none of them is under any plan yet.
        return self.under(incident.plan_digest) if incident else self

    def under(self, digest: str) -> "OpenRecord":
        """Return this record as read through the plan of a digest. Raises PlanLost."""
        # Without a digest: nothing was taken under any plan yet.
        if self.plans is None or digest in ("", self.plan.digest):
            return self
        if digest not in self._under:
            self._under[digest] = RecordUnderPlan(self, self._taken(self.plans, digest))
        return self._under[digest]

    def _taken(self, plans: Plans, digest: str) -> Plan:
        kept = self.ledger.plans.get(digest)
        try:
            plan = plans.take(digest, kept.text_digest if kept else "")
        except PlanLost:
            self._lost.add(digest)
            raise
        self._lost.discard(digest)
        return plan

    def look_for_lost(self) -> None:
        """Look whether a plan's file was put back, of which nobody writes an entry."""
        for digest in tuple(self._lost):
            with suppress(PlanLost):
                self.under(digest)
                self._lost.discard(digest)
                self.changes.note_all()

    @property
    def in_force(self) -> Plan:
        """The plan under which calls are taken now."""
        return self.plan

    def bring_into_force(self, plan: Plan) -> None:
        """Take calls under this plan from now on; incidents stay under theirs."""
        # Whoever looks at an incident goes on through the plan it is under, file or no file.
        self._under[self.plan.digest] = RecordUnderPlan(self, self.plan)
        self.plan, self.reader = plan, GradeReader(plan)
        self._forget_pictures()

    def follow_plan(self) -> None:
        """Take the plan that came into force by the journal, here or on another terminal."""
        in_force = self.ledger.plan
        if self.plans is None or in_force is None or in_force is self._followed:
            return
        self._followed = in_force
        if in_force.digest == self.plan.digest:
            return
        try:
            self.bring_into_force(self.under(in_force.digest).plan)
            self.plan_fault = ""
        except PlanLost as lost:
            self.plan_fault = str(lost)

    def stay_with_plan(self) -> None:
        """Go on under the plan this was opened with, whatever stands in the journal so far."""
        self._followed = self.ledger.plan

    def keep_plan(self, write: "RecordWriter") -> None:
        """Write down which plan is in force, its file kept first, unless that stands there."""
        in_force = self.ledger.plan
        if self.plans is not None and (in_force is None or in_force.digest != self.plan.digest):
            self.keep_plan_file()
            write.append(self.plans.describe(self.plan), None)

    def keep_plan_file(self) -> None:
        """Put the file of the plan in force on the disk; a disk that refuses is told."""
        try:
            if self.plans is not None:
                self.plans.keep(self.plan)
        except Unwritable as fault:
            # A call must be taken all the same: later it may be that nobody can grade it anew.
            self.plan_fault = str(fault)

    def incident(self, ident: str) -> Incident:
        """Return the incident with that id."""
        found = self.ledger.incidents.get(ident)
        if found is None:
            raise BadInput(_("日志里没有这起事件，请回值班台再选。"))
        return found

    def picture(self, ident: str) -> Picture:
        """Return the incident's picture, drawn anew after an entry or once its time ran out."""
        return self.picture_of(self.incident(ident))

    def picture_of(self, incident: Incident) -> Picture:
        """Return the picture of an incident; one that is not in the record yet is drawn now."""
        now = self.clock.now()
        drawn = self._pictures.get(incident.id)
        # now < drawn.at: the clock was set back, so the picture is of a time still to come.
        if drawn is None or now < drawn.at or (drawn.until is not None and now >= drawn.until):
            drawn = draw(self.reader_of(incident), incident, self.org, now)
            if self.ledger.incidents.get(incident.id) is incident:
                self._keep_picture(drawn)
        return drawn

    def _keep_picture(self, drawn: Picture) -> None:
        ident = drawn.incident.id
        self._forget_picture(ident)
        self._pictures[ident] = drawn
        if drawn.until is not None:
            self._until[ident] = drawn.until

    def reader_of(self, incident: Incident) -> GradeReader:
        """Return what grades an incident: of the plan it is under. Raises PlanLost."""
        return self.under(incident.plan_digest).reader

    @property
    def org(self) -> str:
        """The code of the organisation this station serves; empty before it was asked."""
        return self.ledger.serving.org if self.ledger.serving else ""

    def check_time(self, at: datetime, reason: str) -> None:
        """Refuse a moment that cannot be, or that lies far back without a reason.

        Nobody is asked for a reason who may not write at all.
        """
        self.refuse_observing()
        now = self.clock.now()
        if at > now + AHEAD:
            raise BadInput(_("时间晚于现在，请核对。"), "at")
        if now - at > BACK_DATING and not reason:
            raise NeedsReason(_("时间早于现在 15 分钟以上，请选补记原因。"))


class RecordUnderPlan(OpenRecord):
    """The same record read through another plan; all but the plan is the one record's own."""

    def __init__(self, record: OpenRecord, plan: Plan) -> None:
        vars(self).update(_record=record, plan=plan, reader=GradeReader(plan))

    def __getattr__(self, name: str) -> Any:
        # Asked only for what is not set here: journal, ledger, clock, pictures ...
        return getattr(vars(self)["_record"], name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(vars(self)["_record"], name, value)

    @property
    def in_force(self) -> Plan:
        """The plan under which calls are taken now."""
        record: OpenRecord = vars(self)["_record"]
        return record.plan

    def absorb(self, entries: "tuple[Entry, ...] | list[Entry]") -> set[str | None]:
        """Take in entries: what they bring into force is the one record's."""
        record: OpenRecord = vars(self)["_record"]
        return record.absorb(entries)

    def under(self, digest: str) -> OpenRecord:
        """Return the record as read through the plan of a digest. Raises PlanLost."""
        record: OpenRecord = vars(self)["_record"]
        return self if digest == self.plan.digest else record.under(digest)


class RecordWriter:
    """An act under way: what the lock protects, and what has been written so far.

    ``verdicts`` are apart from ``entries``: they are no part of what the officer wrote.
    """

    def __init__(self, open_record: OpenRecord, act: "Transaction") -> None:
        self.open_record = open_record
        self.entries: list[Entry] = []
        self.verdicts: list[Entry] = []
        self._act = act

    @property
    def head(self) -> tuple[int, str]:
        """Number and hash of the chain's last entry, this act's own included."""
        return self._act.head

    def append(
        self, event: Event, incident: str | None, at: datetime | None = None, actor: str = ""
    ) -> Entry:
        """Write one event, its words made harmless; ``at`` is when it happened, else now."""
        open_record = self.open_record
        self._refuse_void(event, incident)
        entry = self._act.append(
            event.kind,
            encode(_harmless(event)),
            incident=incident,
            # Before anybody is on duty, and from the command line, the caller names who acts.
            actor=clean(actor or open_record.ledger.officer, lines=False),
            occurred_at=at or open_record.clock.now(),
        )
        self.entries.append(entry)
        return entry

    def _refuse_void(self, event: Event, ident: str | None) -> None:
        """Refuse what would change an incident whose call is void, of whatever act it is a part."""
        incident = self.open_record.ledger.incidents.get(ident or "")
        if incident is None or not incident.void or event.of_void:
            return
        # Taken anew in this very act, as a form given back is.
        if not any(entry.kind == Opened.kind and entry.incident == ident for entry in self.entries):
            raise BadInput(
                _("接报已作废，没有记下，只能记事；要接着办，请到日志里恢复接报那一条。")
            )

    def keep_verdicts(self) -> None:
        """Write what was shown of each incident the act leaned on; the last thing it does."""
        open_record = self.open_record
        keeper = VerdictKeeper(open_record.reader_of, open_record.ledger, open_record.picture_of)
        for ident, record in keeper.of(self.entries):
            entry = self._act.append(
                record.kind,
                encode(record),
                incident=ident,
                actor=self.entries[0].actor,
                occurred_at=open_record.clock.now(),
            )
            self.verdicts.append(entry)


def _harmless(event: Event) -> Event:
    return msgspec.convert(_cleaned(msgspec.to_builtins(event)), type(event))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): _cleaned(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(item) for item in value]
    return value
