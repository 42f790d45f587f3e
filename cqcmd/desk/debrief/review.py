"""复盘 of a real incident: what a debrief of a drill shows, read from the record itself."""

from collections.abc import Iterator
from datetime import datetime

from cqcmd.clock import ON_PAPER
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.debrief.chart import picture_view, pictures
from cqcmd.desk.debrief.events import acts, event_view
from cqcmd.desk.debrief.lessons import lesson_of, merged, suggested
from cqcmd.desk.debrief.review_checks import DecisionChecks, lacking_together, measure_checks
from cqcmd.desk.debrief.review_facts import basics, learned
from cqcmd.desk.debrief.review_outcomes import LABELS, judged, outcome_of
from cqcmd.desk.duties.deadlines import deadlines
from cqcmd.desk.log.kinds import SYSTEM
from cqcmd.desk.log.lines import log_lines
from cqcmd.desk.situation.strip import title_of
from cqcmd.drill.score.axis import DEEPEST
from cqcmd.drill.score.debrief_file import Lesson
from cqcmd.drill.score.score import Judged
from cqcmd.drill.score.timeline import Lane, Timeline, drawn
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.events import AssessmentDelivered, AssessmentIssued, LessonKept
from cqcmd.incident.picture import Picture
from cqcmd.incident.state import Incident
from cqcmd.rules.urgency import STAGE_MINUTES
from cqcmd.views.debrief import LessonView, PictureView, ReviewView

HAPPENED = ("opened", "details", "facts", "received")
"""Kinds of entries that tell what happened; the others what was done about it."""

DRAWN: tuple[Lane, ...] = ("happened", "done")
"""What is drawn of an incident also where nothing is in it."""


class IncidentReview:
    """One incident looked back on; its lessons are entries of the journal.

    Attributes:
        deepest: how many times the picture may be enlarged.
    """

    deepest = DEEPEST

    def __init__(self, open_record: OpenRecord, ident: str) -> None:
        self._open_record, self._ident = open_record, ident

    # Showing

    def shown(self) -> ReviewView:
        """Return all of it, as it stands now."""
        picture, now = self._picture, self._open_record.clock.now()
        duties, timeline = self._judged(picture), self._timeline(picture)
        start, end = timeline.start, timeline.end
        outcomes = tuple(outcome_of(duty, now) for duty in duties)
        decisions = tuple(DecisionChecks(self._open_record, picture, start, end).every())
        measures = tuple(measure_checks(self._open_record, picture, start, end))
        lacking = lacking_together(measures, self._open_record.plan.role("measures").clause)
        suggestions = suggested(outcomes, (*decisions, *lacking), start, end)
        lessons = merged(suggestions, tuple(map(_kept, self._lessons.values())))
        return ReviewView(
            title_of(self._open_record, picture.incident),
            self._label(duties),
            basics(self._open_record, picture),
            start,
            end,
            tuple(event_view(event, LABELS) for event in timeline.events),
            outcomes,
            decisions,
            (),
            tuple(lesson for lesson in lessons if not lesson.dropped),
            tuple(lesson for lesson in lessons if lesson.dropped),
            measures=measures,
            learned=learned(self._open_record, picture),
        )

    def picture(self, columns: int, times: int = 1, part: int = 0) -> PictureView:
        """Draw the incident on an axis of so many columns; ``times`` enlarges a ``part`` of it."""
        return picture_view(self._timeline(self._picture), columns, times, part, DRAWN)

    def pictures(self, columns: int) -> tuple[PictureView, ...]:
        """Draw for paper: the whole, and the busiest part of a long one."""
        return pictures(self._timeline(self._picture), columns)

    def state(self) -> tuple[object, ...]:
        """Return a value that changes once anything is written of it."""
        return (len(self._incident.entries),)

    @property
    def _incident(self) -> Incident:
        return self._open_record.incident(self._ident)

    @property
    def _picture(self) -> Picture:
        return self._open_record.picture(self._ident)

    def _judged(self, picture: Picture) -> tuple[Judged, ...]:
        return judged(deadlines(self._open_record, picture, STAGE_MINUTES))

    def _label(self, duties: tuple[Judged, ...]) -> str:
        """Say ``应报 6 项：按时 4，迟报 1，逾期 1``."""
        counted = [duty for duty in duties if duty.result != "moot"]
        counts = {
            words: sum(duty.result == result for duty in counted)
            for result, words in LABELS.items()
        }
        said = "，".join(f"{words} {count}" for words, count in counts.items() if count)
        words = _("应报 {n} 项：{said}") if counted else _("没有应报的")
        return words.format(n=len(counted), said=said)

    def _timeline(self, picture: Picture) -> Timeline:
        now, incident = self._open_record.clock.now(), picture.incident
        duties = self._judged(picture)
        lines = log_lines(self._open_record, incident, ON_PAPER)
        told = [line for line in lines if line.kind not in ASSESSING]
        start, end = _span(incident, duties, now)
        inside = (event for event in acts(told, "", HAPPENED) if start <= event.at)
        return drawn(start, end, duties, inside, {duty.id: duty.target for duty in duties})

    # Lessons

    @property
    def _lessons(self) -> dict[str, LessonKept]:
        return self._incident.assessment.lessons

    def lesson(self, ident: str) -> LessonView:
        """Return a lesson by its id, also a dropped one. Raises BadInput: there is none."""
        found = self.found_lesson(ident)
        if found is None:
            raise BadInput(_("这一条问题已经不在了。"))
        return found

    def found_lesson(self, ident: str) -> LessonView | None:
        """Return a lesson by its id, also a dropped one; ``None`` if there is none."""
        view = self.shown()
        every = (*view.lessons, *view.dropped)
        return next((lesson for lesson in every if lesson.ident == ident), None)

    def check_lesson(self, lesson: LessonView) -> None:
        """Refuse a lesson that cannot be kept. Raises BadInput with the field that is wrong."""
        lesson_of(self._open_record.plan, lesson)

    def keep_lesson(self, lesson: LessonView) -> str:
        """Write down a new (empty ``ident``) or changed lesson; what to tell. Raises Refusal."""
        kept = lesson_of(self._open_record.plan, lesson)
        self._write(kept)
        return _("已记入：{text}").format(text=kept.text)

    def drop_lesson(self, ident: str, reason: str) -> None:
        """Write down that a lesson is none, and why. Raises Refusal."""
        if not reason.strip():
            raise BadInput(_("请写明为什么不算问题。"))
        kept = lesson_of(self._open_record.plan, self.lesson(ident))
        self._write(kept, dropped=True, reason=reason.strip())

    def restore_lesson(self, ident: str) -> None:
        """Write down that a dropped lesson is one after all. Raises Refusal."""
        self._write(lesson_of(self._open_record.plan, self.lesson(ident)))

    def _write(self, kept: Lesson, *, dropped: bool = False, reason: str = "") -> None:
        event = LessonKept(
            lesson=kept.id,
            text=kept.text,
            clause=kept.clause,
            remedy=kept.remedy,
            owner=kept.owner,
            due=kept.due,
            dropped=dropped,
            reason=reason,
        )
        with self._open_record.act() as write:
            self._open_record.incident(self._ident)
            write.append(event, self._ident)


ASSESSING = SYSTEM | {LessonKept.kind, AssessmentIssued.kind, AssessmentDelivered.kind}
"""Kinds of entries that are no part of what is looked back on: the looking back itself."""


def _kept(event: LessonKept) -> Lesson:
    return Lesson(
        id=event.lesson,
        text=event.text,
        clause=event.clause,
        remedy=event.remedy,
        owner=event.owner,
        due=event.due,
        dropped=event.dropped,
    )


def _span(
    incident: Incident, duties: tuple[Judged, ...], now: datetime
) -> tuple[datetime, datetime]:
    """Return from when to when it is drawn: to its last act once it is over, else to now."""
    start = min(incident.happened_at or incident.called_at, incident.called_at)
    if not (incident.response.ended or incident.closed):
        return start, max(start, now)
    return start, max(_moments(incident, duties, start, now))


def _moments(
    incident: Incident, duties: tuple[Judged, ...], start: datetime, now: datetime
) -> Iterator[datetime]:
    yield start
    for entry in incident.entries:
        if entry.kind not in ASSESSING and entry.id not in incident.struck:
            yield min(entry.occurred_at, now)
    # What was owed and never done stands on the axis at its limit.
    yield from (duty.due for duty in duties if duty.result == "missed" and duty.due)
