"""The one door: everything an officer can do, by kind of work."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cqcmd.clock import Clock, stamp
from cqcmd.desk.common.long_work import LongWorks
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.preferences import DraftsDesk, Preferences
from cqcmd.desk.common.wing import wing
from cqcmd.desk.drills import DrillsDesk
from cqcmd.desk.duties.watchlist import Watchlist
from cqcmd.desk.incident_desk import IncidentDesk
from cqcmd.desk.intake.desk import Intake, Preview
from cqcmd.desk.past_record import past_record
from cqcmd.desk.plan.kept import KeptPlans
from cqcmd.desk.rota.tonight import Tonight
from cqcmd.desk.situation.waiting import WaitingCalls
from cqcmd.desk.station.backups import Backups
from cqcmd.desk.station.centre import ALONE, CentreDesk
from cqcmd.desk.station.colleagues import Colleagues
from cqcmd.desk.station.desk import StationDesk
from cqcmd.desk.station.disk import Disk
from cqcmd.desk.station.operators import Operators
from cqcmd.desk.station.post_time import PostTime
from cqcmd.desk.station.proof import RecordProof
from cqcmd.desk.station.time_words import MARKS
from cqcmd.errors import PlanLost
from cqcmd.i18n import _
from cqcmd.rules.plan import Plan
from cqcmd.views import DrillStatus, DutyStatus, MastheadText, PreviewView
from cqcmd.views.overview import Overview

if TYPE_CHECKING:
    from cqcmd.desk.bundle.desk import BundleDesk
    from cqcmd.desk.contacts.desk import ContactsDesk
    from cqcmd.desk.devices.desk import DevicesDesk
    from cqcmd.desk.drill.drawer import DrillFolder
    from cqcmd.desk.drill.presence import Role
    from cqcmd.desk.drill.real_alarms import RealWatch
    from cqcmd.desk.drill.session import DrillSession
    from cqcmd.desk.plan.upkeep import UpkeepDesk
    from cqcmd.desk.register.desk import RegisterDesk
    from cqcmd.desk.resources.store import StoreDesk
    from cqcmd.desk.rota.desk import RotaDesk
    from cqcmd.desk.warnings.desk import WarningsDesk
    from cqcmd.views.office.manual import Section


class Desk(IncidentDesk):
    """The post's own verbs, and those about any of its incidents.

    Attributes:
        intake: taking a call.
        operators: who sits at this terminal.
        colleagues: who else is here, and where.
        station: whom this station serves, the watch.
        tonight: who is on duty now by the rota, and what is lacking.
        backups: copies of the journal.
        works: what else this terminal copies that takes long.
        time: which time it is, on all terminals, and what is doubtful about it.
        disk: what lies under the record, and acts that wait for it.
        centre: the centre of many hosts, where this post has one.
        proof: whether the record is what was written.
        watchlist: other organisations' duties that are watched, or left out of lists.
        drafts: what is being typed.
        waiting: calls that nobody has taken in.
        settings: this installation's preferences.
        mark: shown everywhere where this is not the real record (演练).
        standing: what screens show in place of the mark: how a drill stands, its keys, and
            what the real record asks for meanwhile.
        drills: drills to choose from, and the parts of one.
        drilling: the drill that is played on the screens of this desk, if one is.
        real: the real record, watched from outside while a drill is played.
    """

    contacts: "ContactsDesk" = wing(
        "cqcmd.desk.contacts.desk:ContactsDesk", lambda desk: (desk._open_record, desk.mark)
    )
    """通讯录: people who can be called."""

    register: "RegisterDesk" = wing(
        "cqcmd.desk.register.desk:RegisterDesk", lambda desk: (desk._open_record, desk._data)
    )
    """事故台账: every incident of every year; made behind the first screen."""

    devices: "DevicesDesk" = wing(
        "cqcmd.desk.devices.desk:DevicesDesk",
        lambda desk: (
            *(desk.plan, desk.clock, desk._data, desk.mark),
            desk._open_record.refuse_observing,
        ),
    )
    """登记簿: units and equipment from lists, found by code, name and how it is said."""

    bundle: "BundleDesk" = wing(
        "cqcmd.desk.bundle.desk:BundleDesk",
        lambda desk: (desk._open_record, desk._data, desk.mark),
    )
    """导出 and 合并: what goes to another post and comes from one."""

    rota: "RotaDesk" = wing(
        "cqcmd.desk.rota.desk:RotaDesk",
        lambda desk: (desk._open_record, desk.tonight, desk.mark),
    )
    """值班表: who is on duty on which day, and who stands in."""

    warnings: "WarningsDesk" = wing(
        "cqcmd.desk.warnings.desk:WarningsDesk", lambda desk: (desk._open_record, desk.mark)
    )
    """预警 from its consultation to its end, and 隐患."""

    store: "StoreDesk" = wing(
        "cqcmd.desk.resources.store:StoreDesk", lambda desk: (desk._open_record, desk.settings)
    )
    """应急资源: teams, experts, equipment, supplies, vehicles that can be asked for."""

    upkeep: "UpkeepDesk" = wing("cqcmd.desk.plan.upkeep:UpkeepDesk")
    """预案管理: how old the plan is, what asks for its revision, another one put in force."""

    past = ""
    """The moment that is looked back on, in words; empty where it is now."""

    def __init__(self, open_record: OpenRecord, data: Path, mark: str = "") -> None:
        self._data = data
        self.mark = mark
        self.standing = DrillStatus((MastheadText(mark),))
        self.drills = DrillsDesk(open_record, data)
        self.drilling: DrillSession | None = None
        self.real: RealWatch | None = None
        self.settings = Preferences(data)
        self.watchlist = Watchlist(self.settings)
        self.drafts = DraftsDesk(data, open_record.clock)
        self.intake: Intake = Intake(open_record, self._registered)
        folder = "backup_directory"
        self.backups = Backups(open_record, data, lambda: str(self.settings.get(folder)), mark)
        self.works = LongWorks()
        self.disk = Disk(open_record, data, lambda: self.drafts)
        self.centre = CentreDesk(open_record.clock)
        self.proof = RecordProof(open_record, data, self.settings, mark)
        self.time = PostTime(open_record, data)
        self.operators = Operators(open_record, self.settings, mark)
        self.colleagues = Colleagues(open_record, data, mark)
        self.tonight = Tonight(open_record)
        self._under: dict[str, Desk] = {}
        super().__init__(open_record, self.settings, data, mark)
        # Asked for each time: a drill brings an intake and drafts of its own.
        self.waiting = WaitingCalls(open_record, lambda: self.drafts, self._meaning, self._again)
        self.station = StationDesk(
            open_record, self.views, self.waiting, self.operators, self.tonight
        )

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

    def _registered(self, code: str) -> dict[str, str]:
        return self.devices.copy_of(code) if code else {}

    def look_back(self, ident: str, at: datetime) -> "Desk":
        """Return the desk of an incident as it stood at the end of a minute; it only shows.

        Raises:
            BadInput: nothing was written of it by then.
            PlanLost: the plan it was under then is not there any more.
        """
        return PastDesk(self, ident, at)

    def manual(self) -> "tuple[Section, ...]":
        """Return the officer's guide by its sections. Raises Refusal: it is not there."""
        from cqcmd.desk.plan.manual import manual  # late: read only where somebody asks for it

        return manual()

    def play(self, drill: "DrillSession", drill_folder: "DrillFolder", role: "Role") -> None:
        """Play 演练 on this desk: calls get the ids by which the judge recognises them."""
        self.drilling, self.intake = drill, self.drills.intake(drill, self.drafts)
        if role == "instructor":
            self._only_instruct(drill_folder)

    def _only_instruct(self, drill_folder: "DrillFolder") -> None:
        """Write nothing from this terminal but what the instructor sends and observes."""
        self.observe(True)
        self._open_record.only_looks = _("导调的终端不写日志，没有记录；发消息、记观察请按 F11。")
        # Kept apart: what the instructor types must never be offered to a trainee.
        with suppress(OSError):  # a disk that takes none is told with the first thing kept there
            drill_folder.of_instructor.mkdir(mode=0o700, exist_ok=True)
        self.drafts = DraftsDesk(drill_folder.of_instructor, self.clock)
        self.settings.keep_at(drill_folder.of_instructor / "settings.json")

    def watch_real(self, data: Path, clock: Clock) -> None:
        """Watch the real record in ``data`` during a drill, by the real clock."""
        # late: only a drill watches the real record from outside
        from cqcmd.desk.drill.real_alarms import RealWatch

        self.real = RealWatch(data, self.plan, clock, KeptPlans(data))

    @property
    def officer(self) -> str:
        """Who is on duty."""
        return self._open_record.ledger.officer

    @property
    def watch(self) -> DutyStatus:
        """Who is on duty, and for whom; and who sits here, where that is somebody else."""
        serving = self._open_record.ledger.serving
        standing = self.standing.with_mark(_("观察")) if self.observing else self.standing
        name = serving.name if serving else ""
        here = self.operators.here.name
        return DutyStatus(
            name,
            self.officer,
            standing,
            self.waiting.count,
            time_mark=MARKS.get(self.time.doubt, ""),
            alone_mark=ALONE if self.centre.trouble is not None else "",
            operator="" if here == self.officer else here,
        )

    @property
    def observing(self) -> bool:
        """Whether this session only looks: it writes nothing."""
        return self._open_record.observing

    @property
    def protected(self) -> str:
        """What is told where the disk takes no writing; empty where it does."""
        return self._open_record.protected

    def observe(self, observing: bool) -> None:
        """Only look from now on, or take part again."""
        self._open_record.observing = observing or bool(self.protected)

    def refresh(self) -> set[str | None]:
        """Take in what others wrote and what time did; returns the incidents that changed."""
        changed = self._open_record.refresh() | self._open_record.expired()
        self.disk.look()
        waiting: set[str | None] = {None} if self._drafts_moved() else set()
        return changed | self.views.turned() | waiting

    def _drafts_moved(self) -> bool:
        try:
            return self.waiting.look()
        except OSError:  # the journal lies on the same disk, and its trouble is told
            return False

    def _meaning(
        self, texts: Mapping[str, str], opened_at: datetime
    ) -> tuple[Plan, Preview, PreviewView]:
        preview = self.intake.preview(texts, opened_at)
        return self.plan, preview, self.views.preview(preview)

    def _again(self, ident: str) -> str:
        return self.intake.again(ident)

    def overview(self, ident: str) -> Overview:
        """Return the picture of an incident at a glance; without its plan why there is none."""
        from cqcmd.desk.overview import overview, without_plan  # late: no first screen shows it

        try:
            desk = self.of(ident)
        except PlanLost as lost:
            return without_plan(self._open_record, self.views, ident, str(lost))
        return overview(desk._open_record, desk.views, desk.room, ident)


def the_stations(name: str) -> Any:
    """Return an attribute of a desk under another plan: what the station has once."""
    return property(lambda desk: getattr(desk.root, name))


class DeskUnderPlan(Desk):
    """The same desk as it reads incidents of another plan; all else is the one desk's own."""

    contacts = the_stations("contacts")
    register = the_stations("register")
    devices = the_stations("devices")
    store = the_stations("store")
    bundle = the_stations("bundle")
    rota = the_stations("rota")
    upkeep = the_stations("upkeep")

    def __init__(self, desk: Desk, open_record: OpenRecord) -> None:
        vars(self)["_desk"] = desk
        # Not that of Desk: what is the post's own is there once, and asked of it below.
        IncidentDesk.__init__(self, open_record, desk.settings, desk._data, desk.mark)

    def __getattr__(self, name: str) -> Any:
        # Asked only for what is not set here: drafts, settings, station, the drill ...
        return getattr(vars(self)["_desk"], name)

    @property
    def root(self) -> Desk:
        """The desk of the plan in force."""
        desk: Desk = vars(self)["_desk"]
        return desk

    def of(self, ident: str) -> Desk:
        """Return the desk of the plan that an incident is under. Raises PlanLost."""
        return self.root.of(ident)


class PastDesk(DeskUnderPlan):
    """回看: reads the rooms of an incident as it was known then; all else is the desk of now."""

    def __init__(self, desk: Desk, ident: str, at: datetime) -> None:
        """Fold the record anew.

        Raises:
            BadInput: nothing was written of it by then.
            PlanLost: the plan it was under then is not there any more.
        """
        present = desk.root
        record = past_record(present._open_record, ident, at)
        now = present.clock.now()
        words = _("回看 {time}").format(time=stamp(record.clock.now(), now))
        vars(self)["_desk"] = present
        vars(self)["past"] = words
        mark = " ".join(filter(None, (present.mark, words)))
        IncidentDesk.__init__(self, record, present.settings, present._data, mark)

    @property
    def watch(self) -> DutyStatus:
        """Who was on duty then, and the mark of what is past."""
        ledger = self._open_record.ledger
        name = ledger.serving.name if ledger.serving else ""
        mark = " ".join(filter(None, (self.root.mark, self.past)))
        return DutyStatus(name, ledger.officer, DrillStatus((MastheadText(mark),)))

    @property
    def observing(self) -> bool:
        """Nothing is written from here."""
        return True

    def of(self, ident: str) -> Desk:
        """Return this desk: the rooms of the incident stay at that moment."""
        return self
