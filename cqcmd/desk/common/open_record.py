"""What every desk shares: the journal, what it says, the plan in force and the clock."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from cqcmd.clock import Clock
from cqcmd.desk.common.altered import AlteredEntries, altered, makes_sense
from cqcmd.desk.common.drawn_pictures import DrawnPictures
from cqcmd.desk.common.live_journal import LiveJournal
from cqcmd.desk.common.plan_files import LostPlans, Plans
from cqcmd.desk.common.record_writer import RecordWriter
from cqcmd.desk.common.verdicts import VerdictKeeper
from cqcmd.errors import BadInput, PlanLost, Unwritable
from cqcmd.i18n import _
from cqcmd.incident.events import ClockMoved, PlanInForce
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.grades import GradeReader
from cqcmd.incident.ledger import Ledger
from cqcmd.incident.picture import Picture, draw
from cqcmd.incident.state import Incident
from cqcmd.rules.plan import Plan
from cqcmd.views.office.sheet import Sheet

if TYPE_CHECKING:
    from cqcmd.journal.store import Journal


class OpenRecord(LiveJournal):
    """The one holder of the record. Every writing passes `act`, every reading `picture`.

    Attributes:
        plan: the plan in force, under which calls are taken; see `of`.
        plan_fault: why the plan in force by the journal could not be used; empty if it is.
        sheet_of: tells in short of a finished incident; ``None`` where that must be read.
    """

    def __init__(self, plan: Plan, clock: Clock, plans: Plans | None = None) -> None:
        super().__init__(clock)
        self.plan = plan
        self.reader = GradeReader(plan)
        self.plans = plans
        self.plan_fault = ""
        self._followed: PlanInForce | None = None
        self._under: dict[str, OpenRecord] = {}
        self._lost = LostPlans()
        self._pictures = DrawnPictures()
        self._altered = AlteredEntries()
        self.sheet_of: Callable[[str], Sheet | None] = _no_sheet

    def attach(
        self,
        journal: "Journal",
        ledger: Ledger,
        sheet_of: "Callable[[str], Sheet | None] | None" = None,
    ) -> None:
        """Take an open journal and the ledger read from it: from now on acts can be written.

        ``sheet_of`` tells in short of incidents that the ledger left where they are.
        """
        super().attach(journal, ledger)
        self.sheet_of = sheet_of or _no_sheet
        self._altered = AlteredEntries()
        if found := altered(ledger.station_entries, journal.is_as_written):
            self.damage.add(found)
            ledger.unread({entry.id for entry in found})
        self._pictures.forget_all()

    @contextmanager
    def act(self) -> Iterator[RecordWriter]:
        """Lock the journal, take in what is new, write what the caller adds, all or nothing."""
        self.refuse_observing()
        with self.health.writing(), self.journal.act() as act:
            # Under the lock, before the caller looks: its checks must see what others wrote.
            self._unseen |= self.absorb(act.new_entries)
            keeper = VerdictKeeper(self.reader_of, self.ledger, self.picture_of)
            writing = RecordWriter(act, self.ledger, self.clock, keeper, self.operator)
            yield writing
            writing.keep_verdicts()
        # After the commit: what was rolled back must not be seen.
        taken = writing.taken.entries if writing.taken else ()
        self.absorb((*taken, *writing.entries, *writing.verdicts))
        self._unseen |= {entry.incident for entry in taken}
        # The machine's clock is no act of the officer's: what he did last can be taken back still.
        if any(entry.kind != ClockMoved.kind for entry in writing.entries):
            self.acted(writing.entries)

    def absorb(self, entries: Sequence[Entry]) -> set[str | None]:
        """Take in entries that stand in the journal; returns the incidents that changed."""
        serving = self.ledger.serving
        changed = super().absorb(entries)
        if self.ledger.serving is not serving:  # which decides which duties are its own
            self.ledger.recall_all()
            self._forget_pictures()
        if None in changed:
            self._pictures.forget_open()
            self.follow_plan()
            self.follow_role()
        for ident in filter(None, changed):
            self._pictures.forget(ident)
        return changed

    def time_was_set(self, by: timedelta) -> None:
        """Read everything anew by the time that is shown from now on."""
        super().time_was_set(by)
        self._pictures.forget_all()

    def _forget_pictures(self) -> None:
        self._pictures.forget_all()
        self.changes.note_all()

    # Plans: each incident is read through the one it is under

    def of(self, ident: str) -> "OpenRecord":
        """Return this record as read through the plan that an incident is under.

        Raises:
            PlanLost: its file is gone or was altered; no other plan stands in for it.
        """
        incident = self.ledger.find(ident)
        if incident is None:
            return self  # a call that is being typed, a warning: none is under any plan yet
        if self.ready and (found := self._altered.new_in(incident, self.journal.is_as_written)):
            self.damage.add(found)
            self._doubt(incident, {entry.id for entry in found})
        return self.under(incident.plan_digest)

    def _doubt(self, incident: Incident, altered: set[str]) -> None:
        """Take altered entries for unreadable where nothing can be made of them. Raises PlanLost.

        What still makes sense is shown, and marked.
        """
        reader = self.under(incident.plan_digest).reader
        if not makes_sense(reader, incident, self.org, self.clock.now()):
            incident.unread(altered)
            self._pictures.forget(incident.id)

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
        return self._lost.take(plans, digest, kept.text_digest if kept else "")

    def look_for_lost(self) -> None:
        """Look whether a plan's file was put back, of which nobody writes an entry."""
        for digest in self._lost.digests:
            with suppress(PlanLost):
                self.under(digest)
                self._lost.found(digest)
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

    def keep_plan(self, write: RecordWriter) -> None:
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

    # Pictures

    def incident(self, ident: str) -> Incident:
        """Return the incident with that id."""
        found = self.ledger.find(ident)
        if found is None:
            raise BadInput(_("日志里没有这起事件，请回值班台再选。"))
        return found

    def let_go(self, ident: str) -> None:
        """Forget an incident that was looked at alone, as where thousands are, one by one."""
        if ident in self.ledger.incidents:
            self.ledger.let_go(ident)
        self._pictures.forget(ident)

    def picture(self, ident: str) -> Picture:
        """Return the incident's picture, drawn anew after an entry or once its time ran out."""
        return self.picture_of(self.incident(ident))

    def picture_of(self, incident: Incident) -> Picture:
        """Return the picture of an incident; one that is not in the record yet is drawn now."""
        now = self.clock.now()
        drawn = self._pictures.current(incident.id, now)
        if drawn is None:
            drawn = draw(self.reader_of(incident), incident, self.org, now)
            if self.ledger.incidents.get(incident.id) is incident:
                self._pictures.keep(drawn)
        return drawn

    def expired(self) -> set[str]:
        """Return incidents of which time alone has made another picture since they were drawn."""
        return self._pictures.expired(self.clock.now())

    def reader_of(self, incident: Incident) -> GradeReader:
        """Return what grades an incident: of the plan it is under. Raises PlanLost."""
        return self.under(incident.plan_digest).reader


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

    def absorb(self, entries: Sequence[Entry]) -> set[str | None]:
        """Take in entries: what they bring into force is the one record's."""
        record: OpenRecord = vars(self)["_record"]
        return record.absorb(entries)

    def under(self, digest: str) -> OpenRecord:
        """Return the record as read through the plan of a digest. Raises PlanLost."""
        record: OpenRecord = vars(self)["_record"]
        return self if digest == self.plan.digest else record.under(digest)


def _no_sheet(_ident: str) -> Sheet | None:
    return None
