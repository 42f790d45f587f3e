"""What reads and writes of incidents, through the plan of one record."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cqcmd.clock import Clock
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.preferences import Preferences
from cqcmd.desk.common.wing import wing
from cqcmd.desk.duties.chain import chain
from cqcmd.desk.situation.views import SituationViews
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.numbers import given
from cqcmd.rules.plan import Plan
from cqcmd.views import Alert, Board, Situation, Strip
from cqcmd.views.masthead import GradedIncident
from cqcmd.views.reports import ChainStep

if TYPE_CHECKING:
    from cqcmd.desk.attachments.desk import AttachmentsDesk
    from cqcmd.desk.command.debts import DebtsView
    from cqcmd.desk.command.headquarters import CommandDesk
    from cqcmd.desk.command.response import ResponseDesk
    from cqcmd.desk.command.roster import RosterDesk
    from cqcmd.desk.command.units import UnitsDesk
    from cqcmd.desk.command.view import CommandRoom
    from cqcmd.desk.debrief.assessed import ReviewDesk
    from cqcmd.desk.facts.decisions import DecisionsDesk
    from cqcmd.desk.facts.desk import FactsDesk
    from cqcmd.desk.log.desk import LogDesk
    from cqcmd.desk.measures.desk import TasksDesk
    from cqcmd.desk.measures.families import FamiliesDesk
    from cqcmd.desk.measures.referrals import ReferralsDesk
    from cqcmd.desk.package.desk import PackageDesk
    from cqcmd.desk.papers.desk import PapersDesk
    from cqcmd.desk.papers.press import PressDesk
    from cqcmd.desk.plan.choosing import PlanChoices
    from cqcmd.desk.plan.reader import PlanReader
    from cqcmd.desk.reports.desk import ReportingDesk
    from cqcmd.desk.reports.forms import Kind
    from cqcmd.desk.reports.written import WrittenDesk
    from cqcmd.desk.resources.desk import SupplyDesk
    from cqcmd.desk.safety.desk import SafetyDesk
    from cqcmd.desk.situation.consequences import ConsequencesDesk
    from cqcmd.desk.situation.what_if import WhatIfDesk
    from cqcmd.incident.events.entry import Entry
    from cqcmd.views.log_lines import LogLines
    from cqcmd.views.precedents import Precedents
    from cqcmd.views.time_axis import TimeAxis


class IncidentDesk:
    """Verbs about an incident by kind of work, and the pictures they leave."""

    what_if: "WhatIfDesk" = wing(
        "cqcmd.desk.situation.what_if:WhatIfDesk", lambda desk: (desk._open_record, desk._settings)
    )
    """Facts and moments tried on an incident, without a trace."""

    facts: "FactsDesk" = wing(
        "cqcmd.desk.facts.desk:FactsDesk", lambda desk: (desk._open_record, desk._registered)
    )
    """What is learned later."""

    reports: "ReportingDesk" = wing("cqcmd.desk.reports.desk:ReportingDesk")
    """Reports made and heard of."""

    written: "WrittenDesk" = wing(
        "cqcmd.desk.reports.written:WrittenDesk",
        lambda desk: (desk._open_record, desk.papers, desk._mark),
    )
    """Written reports composed, signed, copied; what to say on the telephone."""

    logbook: "LogDesk" = wing("cqcmd.desk.log.desk:LogDesk")
    """Notes, promises, striking."""

    decisions: "DecisionsDesk" = wing(
        "cqcmd.desk.facts.decisions:DecisionsDesk", lambda desk: (desk._open_record, desk.debts.of)
    )
    """Another grade, scope, dismissal, closing."""

    debts: "DebtsView" = wing(
        "cqcmd.desk.command.debts:DebtsView",
        lambda desk: (desk._open_record, desk.views, desk.roster.shown),
    )
    """What stands open before an incident could be closed."""

    consequences: "ConsequencesDesk" = wing(
        "cqcmd.desk.situation.consequences:ConsequencesDesk",
        lambda desk: (desk._open_record, desk._settings),
    )
    """What an act would mean, before it is written."""

    response: "ResponseDesk" = wing("cqcmd.desk.command.response:ResponseDesk")
    """Verified, consulted, proposed, approved, started, changed, ended."""

    command: "CommandDesk" = wing(
        "cqcmd.desk.command.headquarters:CommandDesk", lambda desk: (desk._open_record, desk.views)
    )
    """Who commands, what the headquarters decided, the hand-over."""

    roster: "RosterDesk" = wing("cqcmd.desk.command.roster:RosterDesk")
    """Working groups and people."""

    units: "UnitsDesk" = wing("cqcmd.desk.command.units:UnitsDesk")
    """Duty sentences of annex 1, unit by unit."""

    room: "CommandRoom" = wing(
        "cqcmd.desk.command.view:CommandRoom", lambda desk: (desk._open_record, desk.roster.shown)
    )
    """指挥 as its room shows it."""

    tasks: "TasksDesk" = wing("cqcmd.desk.measures.desk:TasksDesk")
    """Measures, first handling, aftermath."""

    families: "FamiliesDesk" = wing("cqcmd.desk.measures.families:FamiliesDesk")
    """Casualties' families, what was promised to them and done."""

    referrals: "ReferralsDesk" = wing("cqcmd.desk.measures.referrals:ReferralsDesk")
    """Services to which somebody was referred."""

    safety: "SafetyDesk" = wing("cqcmd.desk.safety.desk:SafetyDesk")
    """Teams inside the cordon."""

    papers: "PapersDesk" = wing(
        "cqcmd.desk.papers.desk:PapersDesk",
        lambda desk: (desk._open_record, desk.views, desk.command, desk._files_in, desk._mark),
    )
    """Texts made of what is written down, to be read and saved."""

    press: "PressDesk" = wing(
        "cqcmd.desk.papers.press:PressDesk", lambda desk: (desk._open_record, desk.papers)
    )
    """Releases to the public, and how they went out."""

    plans: "PlanChoices" = wing("cqcmd.desk.plan.choosing:PlanChoices")
    """Under which plan an incident goes on."""

    plan_reader: "PlanReader" = wing("cqcmd.desk.plan.reader:PlanReader")
    """The plan as something to be read, and its names."""

    attachments: "AttachmentsDesk" = wing(
        "cqcmd.desk.attachments.desk:AttachmentsDesk",
        lambda desk: (desk._open_record, desk._files_in, desk._mark),
    )
    """附件: photos, scans and recordings that the log names."""

    package: "PackageDesk" = wing(
        "cqcmd.desk.package.desk:PackageDesk",
        lambda desk: (
            desk._open_record,
            desk.views,
            desk.papers,
            (desk.written, desk.review.assessment),
            desk.press,
            desk._settings,
            desk._mark,
        ),
    )
    """事故档案: all of an incident in one folder that needs no program."""

    supply: "SupplyDesk" = wing(
        "cqcmd.desk.resources.desk:SupplyDesk", lambda desk: (desk._open_record, desk._mark)
    )
    """应急保障: what was asked for, allotted, spent (6)."""

    review: "ReviewDesk" = wing(
        "cqcmd.desk.debrief.assessed:ReviewDesk",
        lambda desk: (desk._open_record, desk.papers, desk._mark),
    )
    """总结评估: incidents looked back on, and the report on each."""

    def __init__(
        self, open_record: OpenRecord, settings: Preferences, data: Path, mark: str
    ) -> None:
        self._open_record = open_record
        self._settings, self._files_in, self._mark = settings, data, mark
        self.views = SituationViews(open_record, settings)

    def _registered(self, _code: str) -> dict[str, str]:
        """Return what 登记簿 says of a device; nothing without one."""
        return {}

    def signing(self, kind: "Kind") -> "WrittenDesk":
        """Return what composes, signs and delivers written reports of that kind."""
        return self.review.assessment if kind == "assessment" else self.written

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
    def ready(self) -> bool:
        """Whether the journal is open; until then a form can be filled in but not saved."""
        return self._open_record.ready

    def board(self) -> Board:
        """Return 值班台."""
        return self.views.board()

    def numbered(self, number: str) -> str:
        """Return the incident of a number. Raises BadInput: there is none, or more than one."""
        asked = number.strip()
        ledger = self._open_record.ledger
        # One that was asked for since is among the others, with the mark that it may bear.
        known = dict(ledger.finished.numbers)
        known |= {ident: incident.number for ident, incident in ledger.incidents.items()}
        found = [ident for ident, one in known.items() if one == asked and asked]
        found = found or [ident for ident, one in known.items() if given(one) == asked and asked]
        if len(found) == 1:
            return found[0]
        if found:
            words = _("编号 {number} 有 {n} 起，是各值班点各自编的；请写全：{numbers}。")
            numbers = "、".join(known[ident] for ident in found)
            raise BadInput(words.format(number=asked, n=len(found), numbers=numbers))
        words = _("没有编号 {number} 的事件；编号像 26-0001，在值班台和台账里看。")
        raise BadInput(words.format(number=number))

    def strip(self, ident: str) -> Strip:
        """Return the strip over an incident's rooms."""
        return self.views.strip(ident)

    def chain(self, ident: str) -> tuple[ChainStep, ...]:
        """Return the reporting chain as it stands (4.1.1)."""
        return chain(self._open_record.of(ident), ident, self.views.minutes)

    def situation(self, ident: str) -> Situation:
        """Return 态势 of an incident."""
        return self.views.situation(ident)

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

    def log(self, ident: str | None) -> "LogLines[Entry]":
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
