"""What every function that puts lines on the list is given."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from cqcmd.clock import local
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.incident.picture import Picture
from cqcmd.incident.state import Incident
from cqcmd.rules.plan import Plan
from cqcmd.views import Deadline, Step

Urgency = Literal["overdue", "urgent", "soon", "calm", "quiet"]


class Moment(Struct, frozen=True):
    """One incident at one moment, as the station sees it."""

    open_record: OpenRecord
    picture: Picture
    deadlines: tuple[Deadline, ...]
    now: datetime

    @property
    def plan(self) -> Plan:
        """The plan in force."""
        return self.open_record.plan

    @property
    def incident(self) -> Incident:
        """The incident."""
        return self.picture.incident

    @property
    def day(self) -> date:
        """The day of the accident, in whose districts it is told."""
        return local(self.incident.happened_at or self.now).date()

    @property
    def over(self) -> bool:
        """Closed, dismissed or out of scope: nothing of the plan is to be done any more."""
        incident = self.incident
        return bool(incident.closed or incident.dismissed or incident.out_of_scope)

    def clause(self, role: str) -> str:
        """Return where the plan says what the program does under a role."""
        return self.plan.role(role).clause

    def owner(self, org: str) -> str:
        """Return what an organisation is called in the list."""
        return self.plan.org(org).short


Source = Callable[[Moment], Iterator[Step]]
