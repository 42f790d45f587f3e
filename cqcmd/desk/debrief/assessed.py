"""总结评估: a real incident looked back on, and the report on it (5.2)."""

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.debrief.assessment import AssessmentDesk
from cqcmd.desk.debrief.review import IncidentReview
from cqcmd.desk.papers.desk import PapersDesk


class ReviewDesk:
    """The verbs of 总结评估.

    Attributes:
        assessment: the report of an assessment, composed, signed, delivered.
    """

    def __init__(self, open_record: OpenRecord, papers: PapersDesk, mark: str) -> None:
        self._open_record = open_record
        self.assessment = AssessmentDesk(open_record, papers, mark)

    def of(self, ident: str) -> IncidentReview:
        """Return an incident looked back on."""
        return IncidentReview(self._open_record, ident)
