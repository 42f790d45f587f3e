"""What rings: asked every second, and read anew only where something changed."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from cqcmd.desk.common.kept import KeptByIncident
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import grade_name, plain_number
from cqcmd.desk.duties.deadlines import deadlines
from cqcmd.desk.safety.missed_checks import team_alerts
from cqcmd.errors import PlanLost
from cqcmd.i18n import _
from cqcmd.incident.picture import Picture
from cqcmd.incident.state import Incident
from cqcmd.rules.plan import Plan
from cqcmd.rules.urgency import Minutes
from cqcmd.views import Alert

HEADS_UP = timedelta(minutes=10)
"""How long before time alone makes an accident one bell rings. Ours, not the plan's."""

BellsOf = Callable[[Incident, Minutes], Iterator[Alert]]


class Alerts:
    """The alerts of every incident; those of which none can come are passed over."""

    def __init__(self, open_record: OpenRecord, bells_of: BellsOf) -> None:
        self._open_record, self._bells_of = open_record, bells_of
        self._minutes: Minutes = {}
        self._kept = KeptByIncident(open_record, self._read)
        self._loud: dict[str, int] = {}
        self._places: dict[str, int] = {}

    def all(self, minutes: Minutes) -> Iterator[Alert]:
        """Yield them in the order of the calls."""
        self._minutes = minutes
        self._renew()
        ledger, now = self._open_record.ledger, self._open_record.clock.now()
        for ident in sorted(self._loud, key=self._loud.__getitem__):
            # A struck call has no opening, and its teams are inside all the same.
            yield from team_alerts(ledger.incidents[ident], now)
            yield from self._kept.values[ident]

    def _renew(self) -> None:
        renewed = self._kept.renew(self._minutes)
        if len(renewed) == len(self._kept.values):  # they may be another record's
            self._loud.clear()
        for ident in renewed:
            self._place(ident)

    def _place(self, ident: str) -> None:
        place = self._places.setdefault(ident, len(self._places))
        if self._kept.values[ident] or self._open_record.ledger.incidents[ident].cordon.inside:
            self._loud[ident] = place
        else:
            self._loud.pop(ident, None)

    def _read(self, incident: Incident) -> tuple[tuple[Alert, ...], datetime | None]:
        if incident.opened is None:
            return (), None
        try:
            found = tuple(self._bells_of(incident, self._minutes))
            return found, self._open_record.of(incident.id).picture(incident.id).until
        except PlanLost:  # the board says so; no other plan rings in its stead
            return (), None


def duty_bells(open_record: OpenRecord, picture: Picture, minutes: Minutes) -> Iterator[Alert]:
    """Yield the duties that ring."""
    if any(report_owed.rings for report_owed in picture.reports_owed):
        incident = picture.incident
        for deadline in deadlines(open_record, picture, minutes):
            if deadline.rings:
                yield Alert(
                    incident.id,
                    incident.number,
                    deadline.label,
                    deadline.stage_times,
                    deadline.due,
                    doubtful=deadline.doubtful,
                )


def before_time(plan: Plan, picture: Picture) -> Iterator[Alert]:
    """Yield the alert ten minutes before time makes it an accident."""
    for first in picture.forecast[:1]:
        sentence = _("将满{hours}小时，届时为{grade}")
        if first.possible:
            sentence = _("可能将满{hours}小时，届时可能为{grade}")
        words = sentence.format(
            hours=plain_number(first.hours), grade=grade_name(plan, first.grade)
        )
        incident = picture.incident
        yield Alert(incident.id, incident.number, words, (first.moment - HEADS_UP,))
