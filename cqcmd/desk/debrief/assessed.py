"""总结评估: a real incident looked back on, and the report on it (5.2)."""

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.debrief.assessment import AssessmentDesk
from cqcmd.desk.debrief.review import IncidentReview
from cqcmd.desk.papers.desk import PapersDesk
from cqcmd.documents.debrief.content import TEXT_COLUMNS, WORD_COLUMNS
from cqcmd.documents.debrief.review import review_paper
from cqcmd.documents.debrief.review_content import Reviewed
from cqcmd.documents.paper import Paper


class ReviewDesk:
    """The verbs of 总结评估.

    Attributes:
        assessment: the report of an assessment, composed, signed, delivered.
    """

    def __init__(self, open_record: OpenRecord, papers: PapersDesk, mark: str) -> None:
        self._open_record, self._mark = open_record, mark
        self.assessment = AssessmentDesk(open_record, papers, mark)

    def of(self, ident: str) -> IncidentReview:
        """Return an incident looked back on."""
        return IncidentReview(self._open_record, ident)

    def paper(self, ident: str) -> Paper:
        """Return what the review tells, as text and in Word: material for those who assess."""
        open_record, review = self._open_record, self.of(ident)
        plan = open_record.plan
        return review_paper(
            Reviewed(
                view=review.shown(),
                pictures=review.pictures(WORD_COLUMNS),
                small=review.pictures(TEXT_COLUMNS),
                mark=self._mark,
                plan=f"{plan.meta.title} {plan.digest[:12]}",
                number=open_record.incident(ident).number,
                made_at=open_record.clock.now(),
            )
        )
