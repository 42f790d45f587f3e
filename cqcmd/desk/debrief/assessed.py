"""复盘 of real incidents: each looked back on, its lessons, the assessment report (5.2)."""

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.debrief.review import IncidentReview


class ReviewDesk:
    """The verbs of 总结评估."""

    def __init__(self, open_record: OpenRecord) -> None:
        self._open_record = open_record

    def of(self, ident: str) -> IncidentReview:
        """Return an incident looked back on."""
        return IncidentReview(self._open_record, ident)
