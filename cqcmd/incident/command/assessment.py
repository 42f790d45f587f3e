"""The assessment as its entries leave it: lessons, reports on it, who has which (5.2)."""

from cqcmd.incident.events.assessment import (
    AssessmentDelivered,
    AssessmentEvent,
    AssessmentIssued,
    LessonKept,
)
from cqcmd.incident.events.entry import Entry

Issued = tuple[Entry, AssessmentIssued]
Delivered = tuple[Entry, AssessmentDelivered]


class Assessment:
    """What was written of the assessment.

    Attributes:
        lessons: the last word on each lesson, in the order in which they were first written.
        issued: every report, the first first.
        delivered: who has which report, by report and organisation; the first proof stays.
    """

    __slots__ = ("delivered", "issued", "lessons")

    def __init__(self) -> None:
        self.lessons: dict[str, LessonKept] = {}
        self.issued: list[Issued] = []
        self.delivered: dict[tuple[str, str], Delivered] = {}

    def take(self, entry: Entry, event: AssessmentEvent) -> None:
        """Record a lesson or what became of it, a report that was signed, or who has it."""
        match event:
            case LessonKept():
                self.lessons[event.lesson] = event
            case AssessmentIssued():
                self.issued.append((entry, event))
            case AssessmentDelivered():
                self.delivered.setdefault((event.document, event.org), (entry, event))

    def had_by(self, document: str) -> tuple[str, ...]:
        """Return the organisations that have a report."""
        return tuple(org for of, org in self.delivered if of == document)
