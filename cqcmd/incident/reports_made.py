"""Reports made, and whether one can have told of something: what is learned, the end (4.1.3)."""

from datetime import datetime

from msgspec import Struct

from cqcmd.incident.events.incident import Stage
from cqcmd.incident.state import Incident
from cqcmd.rules.duties import Report


class ReportMade(Struct, frozen=True):
    """A report as it was made, and when its words were fixed.

    ``order`` is the place of its entry in the journal. The words of an issued report are fixed
    when it is signed, not when it is delivered: ``told_at`` and ``told_order`` are the signing's.
    """

    report: Report
    stage: Stage
    order: str
    told_at: datetime
    told_order: str

    def can_tell_of(self, moment: datetime, order: str) -> bool:
        """Tell whether it can have told what was learned at ``moment``, in the entry ``order``."""
        return is_after(self.told_at, self.told_order, moment, order)

    def made_after(self, moment: datetime, order: str) -> bool:
        """Tell whether it was made or delivered after ``moment``, said by the entry ``order``."""
        return is_after(self.report.at, self.order, moment, order)


def is_after(at: datetime, written: str, moment: datetime, order: str) -> bool:
    """Tell whether ``at``, in the entry ``written``, is after ``moment``, in the entry ``order``.

    Nothing written down before the other was written comes after it. A time typed to the minute
    stands for all of its minute, so within one minute the order of writing decides.
    """
    if written < order:
        return False
    return at >= (moment.replace(second=0, microsecond=0) if _to_the_minute(at) else moment)


def _to_the_minute(at: datetime) -> bool:
    return not (at.second or at.microsecond)


def reports_made_to(incident: Incident, sender: str, receiver: str) -> tuple[ReportMade, ...]:
    """Return the reports that ``receiver`` had from ``sender``, in the journal's order."""
    signed = {entry.id: entry for entry, _event in incident.documents}
    found = []
    for (entry, event), report in zip(incident.reports, incident.report_list, strict=True):
        if (event.sender, event.receiver) == (sender, receiver):
            told = signed.get(event.document, entry)
            found.append(ReportMade(report, event.stage, entry.order, told.occurred_at, told.order))
    return tuple(found)
