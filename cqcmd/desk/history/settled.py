"""Which incidents are finished: nothing is owed of them, and time alone changes nothing more."""

from datetime import datetime, timedelta
from operator import attrgetter

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.register.calendar import due_of
from cqcmd.desk.register.cases import case_of, case_until
from cqcmd.desk.register.rows import kept_row
from cqcmd.desk.resources.holdings import lots_of, out
from cqcmd.desk.situation.board import BoardRows
from cqcmd.desk.situation.views import SituationViews
from cqcmd.errors import PlanLost
from cqcmd.incident.state import Incident
from cqcmd.views.office.sheet import Sheet

QUIET = timedelta(days=7)
"""How long nothing was written of one: within it a call may seem to be of the same accident."""

UNSETTLED = frozenset(("open", "watched", "final_owed"))
"""States of 事故台账 in which something is still to come."""


class Settled:
    """Looks incidents over by the rows and bells that a post would show of them."""

    def __init__(self, record: OpenRecord, views: SituationViews) -> None:
        self._record, self._views = record, views
        self._rows = BoardRows(record, views.strip)

    def sheet(self, incident: Incident, places: bytes) -> Sheet | None:
        """Return an incident of the ledger in short if it is finished.

        ``places``: where its entries stand. One that is not as it was written never is.
        """
        now = self._record.clock.now()
        if not _is_over(incident) or not _is_quiet(incident, now):
            return None
        try:
            return self._sheet(incident, places) if self._rests(incident) else None
        except PlanLost:
            return None

    def _rests(self, incident: Incident) -> bool:
        """Tell whether neither the board nor a bell nor a list of what is due will name it."""
        minutes = self._views.minutes
        row = self._rows.row_of(incident, minutes)
        promised = any(promise.due for promise in incident.promises.values())
        if row is None or row.section != "closed" or promised or out(lots_of(incident)):
            return False
        # Its row may name a day; what time alone can still do to it shows in the picture.
        picture = self._record.of(incident.id).picture(incident.id)
        owed = any(one.open for one in picture.reports_owed) and not incident.void
        return not (picture.until or owed or any(self._views.bells_of(incident, minutes)))

    def _sheet(self, incident: Incident, places: bytes) -> Sheet | None:
        kept, texts = kept_row(self._record, incident)
        case = case_of(self._record, incident, 0)
        due = kept.until or case_until(self._record, incident, case)
        if due or kept.row.state in UNSETTLED or any(due_of(incident, case)):
            return None
        entries, struck, _org = kept.version
        return Sheet(places, entries, struck, kept.row, texts, case)


def _is_over(incident: Incident) -> bool:
    decided = incident.closed or incident.dismissed or incident.void
    # What posts said apart is listed until somebody settles it, which nobody can of a void call.
    apart = incident.conflicts and not incident.void
    return bool(incident.call and decided and not (incident.unreadable or apart))


def _is_quiet(incident: Incident, now: datetime) -> bool:
    last = max(map(attrgetter("recorded_at"), incident.entries))
    latest = max(map(attrgetter("occurred_at"), incident.entries))
    return bool(last + QUIET <= now and latest <= now)
