"""The one door: everything an officer can do, by kind of work."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cqcmd.clock import Clock
from cqcmd.desk.command.debts import DebtsView
from cqcmd.desk.command.headquarters import CommandDesk
from cqcmd.desk.command.response import ResponseDesk
from cqcmd.desk.command.roster import RosterDesk
from cqcmd.desk.command.units import UnitsDesk
from cqcmd.desk.command.view import CommandRoom
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.preferences import DraftsDesk, Preferences
from cqcmd.desk.duties.chain import chain
from cqcmd.desk.duties.watchlist import Watchlist
from cqcmd.desk.facts.decisions import DecisionsDesk
from cqcmd.desk.facts.desk import FactsDesk
from cqcmd.desk.intake.desk import Intake, Preview
from cqcmd.desk.log.desk import LogDesk
from cqcmd.desk.measures.desk import TasksDesk
from cqcmd.desk.papers.desk import PapersDesk
from cqcmd.desk.plan.choosing import PlanChoices
from cqcmd.desk.plan.kept import KeptPlans
from cqcmd.desk.plan.reader import PlanReader
from cqcmd.desk.reports.desk import ReportingDesk
from cqcmd.desk.reports.written import WrittenDesk
from cqcmd.desk.safety.desk import SafetyDesk
from cqcmd.desk.situation.consequences import ConsequencesDesk
from cqcmd.desk.situation.views import SituationViews
from cqcmd.desk.situation.waiting import WaitingCalls
from cqcmd.desk.situation.what_if import WhatIfDesk
from cqcmd.desk.station.backups import Backups
from cqcmd.desk.station.desk import StationDesk
from cqcmd.desk.warnings.desk import WarningsDesk
from cqcmd.errors import PlanLost
from cqcmd.i18n import _
from cqcmd.rules.plan import Plan
from cqcmd.views import (
    Alert,
    Board,
    DrillStatus,
    DutyStatus,
    LogLine,
    MastheadText,
    PreviewView,
    Situation,
    Strip,
)
from cqcmd.views.masthead import GradedIncident
from cqcmd.views.overview import Overview
from cqcmd.views.reports import ChainStep

if TYPE_CHECKING:
    from cqcmd.desk.contacts.desk import ContactsDesk
    from cqcmd.desk.debrief.desk import DebriefDesk
    from cqcmd.desk.drill.drawer import DrillFolder
    from cqcmd.desk.drill.instructor import InstructorDesk
    from cqcmd.desk.drill.presence import Presence, Role
    from cqcmd.desk.drill.real_alarms import RealWatch
    from cqcmd.desk.drill.scoring import DrillScoring
    from cqcmd.desk.drill.session import DrillSession
    from cqcmd.desk.register.desk import RegisterDesk
    from cqcmd.drill.play.shared_clock import DrillClock
    from cqcmd.drill.scenario.model import Scenario
    from cqcmd.views.drill import Choice
    from cqcmd.views.manual import Section
    from cqcmd.views.precedents import Precedents
    from cqcmd.views.time_axis import TimeAxis


class Desk:
    """Verbs by kind of work, and the pictures they leave.

    Attributes:
        intake: taking a call.
        what_if: facts and moments tried on an incident, without a trace.
        facts: what is learned later.
        reports: reports made and heard of.
        written: written reports composed, signed, copied; what to say on the telephone.
        logbook: notes, promises, striking.
        decisions: another grade, scope, dismissal, closing.
        debts: what stands open before an incident could be closed.
        consequences: what an act would mean, before it is written.
        response: verified, consulted, proposed, approved, started, changed, ended.
        command: who commands, what the headquarters decided, the hand-over.
        roster: working groups and people.
        units: duty sentences of annex 1, unit by unit.
        room: 指挥 as its room shows it.
        tasks: measures, first handling, aftermath.
        safety: teams inside the cordon.
        papers: texts made of what is written down, to be read and saved.
        station: whom this station serves, the watch, the clock.
        warnings: warnings issued, acted on, lifted.
        contacts: people who can be called.
        register: every incident of every year, found by words and filters.
        backups: copies of the journal.
        plans: under which plan an incident goes on.
        plan_reader: the plan as something to be read, and its names.
        watchlist: other organisations' duties that are watched, or left out of lists.
        drafts: what is being typed.
        waiting: calls that nobody has taken in.
        settings: this installation's preferences.
        mark: shown everywhere where this is not the real record (演练).
        standing: what screens show in place of the mark: how a drill stands, its keys, and
            what the real record asks for meanwhile.
        drilling: the drill that is played on the screens of this desk, if one is.
        real: the real record, watched from outside while a drill is played.
    """

    def __init__(self, open_record: OpenRecord, data: Path, mark: str = "") -> None:
        self._data = data
        self.mark = mark
        self.standing = DrillStatus((MastheadText(mark),))
        self.drilling: DrillSession | None = None
        self.real: RealWatch | None = None
        self.settings = Preferences(data)
        self.watchlist = Watchlist(self.settings)
        self.drafts = DraftsDesk(data, open_record.clock)
        self.intake: Intake = Intake(open_record)
        self.backups = Backups(open_record, mark)
        self.warnings = WarningsDesk(open_record)
        self._under: dict[str, Desk] = {}
        self._furnish(open_record)
        # Asked for each time: a drill brings an intake and drafts of its own.
        self.waiting = WaitingCalls(open_record, lambda: self.drafts, self._meaning, self._again)
        self.station = StationDesk(open_record, self.views, self.waiting)

    def _furnish(self, open_record: OpenRecord) -> None:
        """Put in what reads and writes of an incident, through the plan of this record."""
        self._open_record = open_record
        self.views = SituationViews(open_record, self.settings)
        self.what_if = WhatIfDesk(open_record, self.settings)
        self.facts = FactsDesk(open_record)
        self.reports = ReportingDesk(open_record)
        self.logbook = LogDesk(open_record)
        self.response = ResponseDesk(open_record)
        self.command = CommandDesk(open_record, self.views)
        self.roster = RosterDesk(open_record)
        self.units = UnitsDesk(open_record)
        self.room = CommandRoom(open_record, self.roster.shown)
        self.debts = DebtsView(open_record, self.views, self.roster.shown)
        self.decisions = DecisionsDesk(open_record, self.debts.of)
        self.consequences = ConsequencesDesk(open_record, self.settings)
        self.tasks = TasksDesk(open_record)
        self.safety = SafetyDesk(open_record)
        self.papers = PapersDesk(open_record, self.views, self.command, self._data, self.mark)
        self.written = WrittenDesk(open_record, self.papers, self.mark)
        self.plan_reader = PlanReader(open_record)
        self.plans = PlanChoices(open_record)

    @property
    def root(self) -> "Desk":
        """The desk of the plan in force; itself unless it is one of `of`."""
        return self

    def of(self, ident: str) -> "Desk":
        """Return this desk as it reads and writes through the plan that an incident is under.

        Raises:
            PlanLost: its file is gone or was altered; no other plan stands in for it.
        """
        open_record = self._open_record.of(ident)
        if open_record is self._open_record:
            return self
        under, digest = self.root._under, open_record.plan.digest
        if digest not in under or under[digest]._open_record is not open_record:
            under[digest] = DeskUnderPlan(self.root, open_record)
        return under[digest]

    @cached_property
    def contacts(self) -> "ContactsDesk":
        """通讯录; no screen needs it as it first stands."""
        # late: with it comes all that reads tables of people, and no first screen shows one
        from cqcmd.desk.contacts.desk import ContactsDesk

        return ContactsDesk(self._open_record, self.mark)

    @cached_property
    def register(self) -> "RegisterDesk":
        """事故台账; made behind the first screen."""
        # late: as with 通讯录, no first screen shows it
        from cqcmd.desk.register.desk import RegisterDesk

        return RegisterDesk(self._open_record)

    def drill(self, scenario: "Scenario") -> "DrillScoring":
        """Return the judge of a drill on a desk over the drill's own folder."""
        # late: a real post plays no drill, and must not wait for the judge to load
        from cqcmd.desk.drill.scoring import DrillScoring

        return DrillScoring(self._open_record, scenario)

    def manual(self) -> "tuple[Section, ...]":
        """Return the officer's guide by its sections. Raises Refusal: it is not there."""
        from cqcmd.desk.plan.manual import manual  # late: read only where somebody asks for it

        return manual()

    def drills(self) -> "tuple[Choice, ...]":
        """Return drills to be taken up again, and the scenarios in the box. Raises Refusal."""
        # late: scenarios are read only where somebody asks for them
        from cqcmd.desk.drill.choice import choices

        return tuple(choices(self._data, self.plan))

    def play(
        self,
        scenario: "Scenario",
        drill_folder: "DrillFolder",
        shared_clock: "DrillClock",
        presence: "Presence",
        role: "Role",
    ) -> "DrillSession":
        """Play 演练 on this desk: calls get the ids by which the judge recognises them."""
        # late: as with the judge, a real post plays no drill
        from cqcmd.desk.drill.intake import DrillIntake
        from cqcmd.desk.drill.session import DrillSession  # late: as above

        self.drilling = DrillSession(
            self._open_record, scenario, drill_folder, shared_clock, presence, role
        )
        self.intake = DrillIntake(self._open_record, self.drilling, self.drafts)
        if role == "instructor":
            self.observe(True)
            self._open_record.only_looks = _(
                "导调的终端不写日志，没有记录；发消息、记观察请按 F11。"
            )
            # Kept apart: what the instructor types must never be offered to a trainee.
            self.drafts = DraftsDesk(drill_folder.of_instructor, self.clock)
            self.settings.keep_at(drill_folder.of_instructor / "settings.json")
        return self.drilling

    def watch_real(self, data: Path, clock: Clock) -> None:
        """Watch the real record in ``data`` during a drill, by the real clock."""
        # late: only a drill watches the real record from outside
        from cqcmd.desk.drill.real_alarms import RealWatch

        self.real = RealWatch(data, self.plan, clock, KeptPlans(data))

    def instructor(self, drill: "DrillSession") -> "InstructorDesk":
        """Return 导调 of a drill in this desk's own folder."""
        # late: only the terminal of the instructor asks for it
        from cqcmd.desk.drill.instructor import InstructorDesk

        return InstructorDesk(self._open_record, drill)

    def debrief(self, drill: "DrillSession") -> "DebriefDesk":
        """Return 复盘 of a drill in this desk's own folder, once it is over."""
        # late: a drill is looked back on once it is over, long after the first screen
        from cqcmd.desk.debrief.desk import DebriefDesk

        return DebriefDesk(self._open_record, drill)

    @property
    def clock(self) -> Clock:
        """The one clock."""
        return self._open_record.clock

    @property
    def plan(self) -> Plan:
        """The plan in force."""
        return self._open_record.plan

    @property
    def org(self) -> str:
        """The organisation this station serves."""
        return self._open_record.org

    @property
    def officer(self) -> str:
        """Who is on duty."""
        return self._open_record.ledger.officer

    @property
    def watch(self) -> DutyStatus:
        """Who is on duty, and for whom."""
        serving = self._open_record.ledger.serving
        standing = self.standing.with_mark(_("观察")) if self.observing else self.standing
        name = serving.name if serving else ""
        return DutyStatus(name, self.officer, standing, self.waiting.count)

    @property
    def observing(self) -> bool:
        """Whether this session only looks: it writes nothing."""
        return self._open_record.observing

    def observe(self, observing: bool) -> None:
        """Only look from now on, or take part again."""
        self._open_record.observing = observing

    @property
    def ready(self) -> bool:
        """Whether the journal is open; until then a form can be filled in but not saved."""
        return self._open_record.ready

    def refresh(self) -> set[str | None]:
        """Take in what others wrote and what time did; returns the incidents that changed."""
        changed = self._open_record.refresh() | self._open_record.expired()
        waiting: set[str | None] = {None} if self.waiting.look() else set()
        return changed | self.views.turned() | waiting

    def _meaning(
        self, texts: Mapping[str, str], opened_at: datetime
    ) -> tuple[Plan, Preview, PreviewView]:
        preview = self.intake.preview(texts, opened_at)
        return self.plan, preview, self.views.preview(preview)

    def _again(self, ident: str) -> str:
        return self.intake.again(ident)

    def board(self) -> Board:
        """Return 值班台."""
        return self.views.board()

    def strip(self, ident: str) -> Strip:
        """Return the strip over an incident's rooms."""
        return self.views.strip(ident)

    def chain(self, ident: str) -> tuple[ChainStep, ...]:
        """Return the reporting chain as it stands (4.1.1)."""
        return chain(self._open_record.of(ident), ident, self.views.minutes)

    def situation(self, ident: str) -> Situation:
        """Return 态势 of an incident."""
        return self.views.situation(ident)

    def overview(self, ident: str) -> Overview:
        """Return the picture of an incident at a glance; without its plan why there is none."""
        from cqcmd.desk.overview import overview, without_plan  # late: no first screen shows it

        try:
            desk = self.of(ident)
        except PlanLost as lost:
            return without_plan(self._open_record, self.views, ident, str(lost))
        return overview(desk._open_record, desk.views, desk.room, ident)

    def time_axis(self, view: Situation, columns: int) -> "TimeAxis":
        """Return the time axis of an incident on so many columns. Raises PlanLost."""
        # late: only a wide terminal draws it
        from cqcmd.desk.time_axis import incident_axis

        open_record = self._open_record.of(view.ident)
        return incident_axis(open_record, view.ident, view.deadlines, columns)

    def precedents(self, ident: str) -> "Precedents":
        """Return 判例参考 beside an incident: what was officially decided elsewhere, no law."""
        # late: read only where somebody asks for them
        from cqcmd.desk.situation.precedents import precedents_beside

        return precedents_beside(self._open_record, ident)

    def log(self, ident: str | None) -> tuple[LogLine, ...]:
        """Return 日志 of an incident, or of the station itself."""
        from cqcmd.desk.log.lines import log_lines, station_lines  # late: no first screen shows it

        if ident is None:
            return station_lines(self._open_record)
        return log_lines(self._open_record.of(ident), self._open_record.incident(ident))

    def verdict(self, ident: str, entry: str = "") -> str:
        """Return 判定凭据 of an entry in lines; without one, of the verdict as it is now."""
        from cqcmd.desk.log.verdict import verdict_words  # late: no first screen shows it

        return verdict_words(self._open_record.of(ident), ident, entry)

    def graded(self) -> Iterator[GradedIncident]:
        """Return the incidents with their grades, as time and entries have made them."""
        return self.views.graded()

    def alerts(self) -> Iterator[Alert]:
        """Return every alert that may ring."""
        return self.views.alerts()


class DeskUnderPlan(Desk):
    """The same desk as it reads incidents of another plan; all else is the one desk's own."""

    def __init__(self, desk: Desk, open_record: OpenRecord) -> None:
        vars(self)["_desk"] = desk
        self._furnish(open_record)

    def __getattr__(self, name: str) -> Any:
        # Asked only for what is not set here: drafts, settings, station, the drill ...
        return getattr(vars(self)["_desk"], name)

    @cached_property
    def contacts(self) -> "ContactsDesk":
        """通讯录 of the station."""
        return self.root.contacts

    @cached_property
    def register(self) -> "RegisterDesk":
        """事故台账 of the station."""
        return self.root.register

    @property
    def root(self) -> Desk:
        """The desk of the plan in force."""
        desk: Desk = vars(self)["_desk"]
        return desk

    def of(self, ident: str) -> Desk:
        """Return the desk of the plan that an incident is under. Raises PlanLost."""
        return self.root.of(ident)
