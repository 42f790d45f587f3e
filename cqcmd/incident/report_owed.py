"""A report owed, as a station may know of it."""

from typing import Literal

from msgspec import Struct

from cqcmd.incident.events.incident import Stage
from cqcmd.incident.follow_up_reasons import Change
from cqcmd.rules.duties import Duty

State = Literal["running", "met", "late", "overdue", "unknown", "passed", "ended"]


class ReportOwed(Struct, frozen=True):
    """A duty as it is shown.

    ``state`` is the duty's own for this station's duties. Of another organisation's duty without a
    proof it is ``unknown`` (未获知). ``passed``: its hour was over when it first applied, which is
    nobody's lateness. ``ended``: the incident was dismissed or is out of scope.
    ``maybe``: it is owed on the possible grade only. ``because``: the changes that ask for it, of
    a follow-up; ``stage`` which report it is.
    """

    duty: Duty
    mine: bool
    state: State
    maybe: bool = False
    stage: Stage = "initial"
    because: tuple[Change, ...] = ()

    @property
    def open(self) -> bool:
        """Whether this station has still to make the report."""
        return self.mine and self.state in ("running", "overdue", "passed")

    @property
    def rings(self) -> bool:
        """Whether the stages of its countdown ring; 立即 has no due time, so nothing rings."""
        return self.mine and self.state in ("running", "overdue") and self.duty.due is not None
