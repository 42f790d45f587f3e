"""Pictures turned into what screens show: the board, an incident's situation, the live preview."""

from collections.abc import Iterator
from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.preferences import Preferences
from cqcmd.desk.common.wording import (
    CHANNELS,
    grade_view,
    margin_view,
    margins_beside,
    nearest_margin,
    possible_view,
    projection_view,
    waiting_words,
)
from cqcmd.desk.duties.deadlines import deadlines, next_deadline
from cqcmd.desk.facts.views import facts_of, words_of
from cqcmd.desk.intake.desk import Preview
from cqcmd.desk.intake.doubts import doubt, unasked
from cqcmd.desk.situation.agenda import agenda, scope_hint
from cqcmd.desk.situation.alerts import Alerts, before_time, duty_bells
from cqcmd.desk.situation.board import BoardRows
from cqcmd.desk.situation.debts import debts_of
from cqcmd.desk.situation.strip import (
    FORMER_PLAN,
    override_words,
    response_words,
    status_words,
    title_of,
)
from cqcmd.desk.situation.toll import title_toll
from cqcmd.desk.situation.without_plan import strip_without_plan
from cqcmd.errors import PlanLost
from cqcmd.i18n import _
from cqcmd.incident.picture import INSTANT, Picture
from cqcmd.incident.state import Incident
from cqcmd.rules.grading import Margin
from cqcmd.rules.urgency import Minutes
from cqcmd.views import (
    Alert,
    Board,
    Deadline,
    PreviewView,
    ProjectionView,
    Situation,
    Strip,
)
from cqcmd.views.debts import Debt
from cqcmd.views.masthead import GradedIncident


class SituationViews:
    """Draws what screens ask for."""

    def __init__(self, open_record: OpenRecord, settings: Preferences) -> None:
        self._open_record = open_record
        self._settings = settings
        self._under: dict[str, SituationViews] = {}
        self._rows = BoardRows(open_record, self.strip)
        self._alerts = Alerts(open_record, self.bells_of)

    def of(self, ident: str) -> "SituationViews":
        """Return the views of the plan that an incident is under. Raises PlanLost."""
        open_record = self._open_record.of(ident)
        if open_record is self._open_record:
            return self
        digest = open_record.plan.digest
        return self._under.setdefault(digest, SituationViews(open_record, self._settings))

    @property
    def minutes(self) -> Minutes:
        """The stages of the countdowns."""
        return self._settings.stage_minutes

    def board(self) -> Board:
        """Return every incident, what is at stake first; settled cases, struck calls apart."""
        return self._rows.board(self.minutes)

    def turned(self) -> set[str]:
        """Return incidents of which time alone has made another row of the board."""
        return self._rows.turned(self.minutes)

    def debts(self, ident: str) -> tuple[Debt, ...]:
        """Return what stands open of an incident, by the plan it is under. Raises PlanLost."""
        open_record = self._open_record.of(ident)
        picture = open_record.picture(ident)
        return debts_of(open_record, picture, deadlines(open_record, picture, self.minutes))

    def _marks(self, incident: Incident) -> str:
        """Return marks where the record is damaged, and where another plan came into force."""
        former = self._open_record.plan.digest != self._open_record.in_force.digest
        return self._open_record.damage.mark_of(incident) + (FORMER_PLAN if former else "")

    def strip(self, ident: str, shown: tuple[Deadline, ...] | None = None) -> Strip:
        """Return the strip over an incident's rooms; without its plan what was last known."""
        try:
            return self.of(ident)._strip(ident, shown)
        except PlanLost:
            return strip_without_plan(self._open_record, ident)

    def _strip(self, ident: str, shown: tuple[Deadline, ...] | None) -> Strip:
        open_record, picture = self._open_record, self._open_record.picture(ident)
        incident, assessment = picture.incident, picture.assessment
        shown = deadlines(open_record, picture, self.minutes) if shown is None else shown
        projections = self._projections(picture)
        # While only time can make it an accident, the status says from when; of an ended case not.
        over = incident.closed or incident.endings or incident.void
        told = picture.waiting and not over
        return Strip(
            incident.number,
            self._marks(incident) + title_of(open_record, incident),
            grade_view(
                open_record.plan, assessment.confirmed, assessment.standing, picture.confirmed
            ),
            possible_view(open_record.plan, assessment, picture.possible),
            override_words(open_record, picture),
            nearest_margin(open_record.plan, _margins(picture)),
            projections[0] if projections and not told else None,
            response_words(open_record, picture),
            next_deadline(shown),
            status_words(open_record, picture, shown),
            incident.dismissed is not None,
            incident.out_of_scope is not None,
            incident.closed is not None,
            title_toll(open_record.plan, incident.facts),
        )

    def situation(self, ident: str) -> Situation:
        """Return all of 态势, by the plan that the incident is under. Raises PlanLost."""
        return self.of(ident)._situation(ident)

    def _situation(self, ident: str) -> Situation:
        open_record, picture = self._open_record, self._open_record.picture(ident)
        now = open_record.clock.now()
        shown = deadlines(open_record, picture, self.minutes)
        return Situation(
            ident,
            self.strip(ident, shown),
            agenda(open_record, picture, shown, now),
            shown,
            tuple(margin_view(open_record.plan, margin) for margin in _margins(picture)),
            self._projections(picture),
            facts_of(open_record, picture, now),
            words_of(open_record, picture, now),
            tuple(row.name for row in picture.missing),
            tuple(open_record.plan.fact(code).short for code in picture.assessment.blanks),
            picture.incident.called_at,
            tuple(_turns(picture, shown)),
        )

    def alerts(self) -> Iterator[Alert]:
        """Yield alerts: teams inside, running duties, ten minutes before time makes an accident."""
        return self._alerts.all(self.minutes)

    def graded(self) -> Iterator[GradedIncident]:
        """Yield each open incident with its grade; asked every second, as alerts are."""
        for row in self.board().of("open"):
            yield GradedIncident(
                row.ident, row.number, row.grade.name, row.grade.clause, row.grade.rank
            )

    def bells_of(self, incident: Incident, minutes: Minutes) -> Iterator[Alert]:
        """Yield what rings of an incident by the plan it is under. Raises PlanLost."""
        views = self.of(incident.id)
        record = views._open_record
        picture = record.picture(incident.id)
        if picture.waiting and not incident.endings:
            yield from before_time(record.plan, picture)
        yield from duty_bells(record, picture, minutes)

    def preview(self, preview: Preview) -> PreviewView:
        """Return a form's preview in words."""
        open_record, assessment = self._open_record, preview.assessment
        now = open_record.clock.now()
        first = preview.projections[0] if preview.projections else None
        hint = scope_hint(
            open_record,
            preview.reading.equipment,
            {name: text for name, text in preview.reading.details.items() if text},
        )
        return PreviewView(
            grade_view(open_record.plan, assessment.confirmed, assessment.standing),
            possible_view(open_record.plan, assessment, assessment.possible.grade),
            nearest_margin(open_record.plan, margins_beside(assessment, preview.projections)),
            # What only time can make an accident is said in whole by the words after it.
            None
            if first is None or preview.waiting
            else projection_view(open_record.plan, first, now),
            waiting_words(open_record.plan, preview.projections, now) if preview.waiting else "",
            tuple(_starting(open_record, preview)),
            tuple(row.name for row in preview.missing),
            tuple(open_record.plan.fact(code).short for code in assessment.blanks),
            preview.reading.faults,
            hint.name if hint else "",
            doubt(open_record.plan, preview),
            tuple(unasked(open_record.plan, preview)),
        )

    def _projections(self, picture: Picture) -> tuple[ProjectionView, ...]:
        plan, now = self._open_record.plan, self._open_record.clock.now()
        return tuple(projection_view(plan, one, now) for one in picture.forecast)


def _margins(picture: Picture) -> tuple[Margin, ...]:
    return margins_beside(picture.assessment, picture.forecast)


def _starting(open_record: OpenRecord, preview: Preview) -> Iterator[str]:
    """Yield ``14:35前 电话 区县政府 市市监局``: one line for what is due together."""
    together: dict[tuple[datetime, str], list[str]] = {}
    for starting in preview.starting:
        receivers = together.setdefault((starting.due, CHANNELS[starting.rule.channel]), [])
        receivers.append(open_record.plan.org(starting.rule.receiver).short)
    now = open_record.clock.now()
    for (due, channel), receivers in sorted(together.items()):
        words = _("{time}前 {channel} {receivers}")
        if due < now:
            words = _("{time}前（已超时） {channel} {receivers}")
        yield words.format(time=stamp(due, now), channel=channel, receivers=" ".join(receivers))


def _turns(picture: Picture, shown: tuple[Deadline, ...]) -> Iterator[datetime]:
    """Yield the moments at which a line of 态势 becomes more pressing."""
    for deadline in shown:
        yield from deadline.stage_times
        if deadline.due is not None:
            # At the due time itself nothing is late yet; it is the moment after.
            yield deadline.due + INSTANT
    for team in picture.incident.cordon.inside:
        yield from team.check(picture.at).stage_times
    for promise in picture.incident.promises.values():
        if promise.due is not None:
            yield promise.due + INSTANT
