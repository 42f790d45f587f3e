"""复盘: a finished drill looked back on, rated, its lessons kept, its draft report made."""

from msgspec.structs import replace

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.debrief.chart import picture_view, pictures
from cqcmd.desk.debrief.events import event_view
from cqcmd.desk.debrief.finished_drill import FinishedDrill
from cqcmd.desk.debrief.lessons import lesson_of, merged, suggested
from cqcmd.desk.debrief.sentences import checks, outcome, rating
from cqcmd.desk.drill.session import DrillSession
from cqcmd.desk.drill.views import RESULTS, case_titles
from cqcmd.documents.debrief.content import TEXT_COLUMNS, WORD_COLUMNS, Debriefed
from cqcmd.documents.debrief.paper import debrief_paper
from cqcmd.documents.paper import Paper
from cqcmd.drill.score.axis import DEEPEST
from cqcmd.drill.score.debrief_file import DebriefFile, Rated
from cqcmd.drill.score.ratings import RATING_NAMES, Rating, suggestions
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.text import clean
from cqcmd.views.debrief import DebriefView, LessonView, PictureView, RatingView

FILE = "debrief.json"


class DebriefDesk:
    """The verbs of 复盘. The journal is closed for writing then; the debrief has its own file.

    Attributes:
        deepest: how many times the picture may be enlarged.
    """

    deepest = DEEPEST

    def __init__(self, open_record: OpenRecord, session: DrillSession) -> None:
        self._plan = open_record.plan
        self._drill = FinishedDrill(open_record, session)
        self._file = DebriefFile(session.drawer.place / FILE)

    # Showing

    def shown(self) -> DebriefView:
        """Return all of it. Raises Refusal: it is not over, or its file is broken."""
        drill = self._drill
        score, titles = drill.score, case_titles(drill.scenario)
        found = tuple(checks(drill.open_record, drill.scenario, score))
        outcomes = tuple(
            outcome(expectation, drill.names[expectation.id], titles[expectation.case])
            for expectation in score.expectations
        )
        suggestions = suggested(outcomes, found, score.start, score.end)
        lessons = merged(suggestions, self._file.read().lessons)
        return DebriefView(
            clean(drill.scenario.title, lines=False),
            drill.label.label,
            drill.facts(),
            score.start,
            score.end,
            tuple(event_view(event, RESULTS) for event in drill.timeline.events),
            outcomes,
            found,
            self.ratings(),
            tuple(lesson for lesson in lessons if not lesson.dropped),
            tuple(lesson for lesson in lessons if lesson.dropped),
        )

    def picture(self, columns: int, times: int = 1, part: int = 0) -> PictureView:
        """Draw the drill on an axis of so many columns; ``times`` enlarges a ``part`` of it."""
        return picture_view(self._drill.timeline, columns, times, part)

    def state(self) -> tuple[object, ...]:
        """Return a value that changes once anybody decides or observes something."""
        return (self._file.state(), len(self._drill.session.inbox.observations()))

    # Ratings

    def ratings(self) -> tuple[RatingView, ...]:
        """Return each part with its suggestion, and what somebody decided. Raises Refusal."""
        decided = {rated.part: rated for rated in self._file.read().ratings}
        return tuple(rating(suggestion, decided) for suggestion in suggestions(self._drill.score))

    def choices(self) -> tuple[tuple[Rating, str], ...]:
        """Return the ratings that may be given."""
        return tuple(RATING_NAMES.items())

    def rate(self, part: str, chosen: str, remark: str) -> str:
        """Decide on a part, or leave the suggestion (empty ``chosen``); return the result in words.

        Raises:
            Refusal: it could not be kept.
        """
        mine = next((code for code in RATING_NAMES if code == chosen), None)
        words = clean(remark, lines=False).strip()
        self._file.rate(Rated(part=part, rating=mine, remark=words))
        stands = next(rating_view for rating_view in self.ratings() if rating_view.part == part)
        return _("已存：{name} {rating}").format(name=stands.name, rating=stands.rating)

    # Lessons

    def lesson(self, ident: str) -> LessonView:
        """Return a lesson by its id, also a dropped one. Raises Refusal: there is none."""
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
        lesson_of(self._plan, lesson)

    def keep_lesson(self, lesson: LessonView) -> str:
        """Keep a new (empty ``ident``) or changed lesson; what to tell. Raises Refusal."""
        kept = lesson_of(self._plan, lesson)
        self._file.keep(kept)
        return _("已存：{text}").format(text=kept.text)

    def drop_lesson(self, ident: str, dropped: bool = True) -> None:
        """Drop a lesson, or restore it; it stays in the file. Raises Refusal."""
        kept = lesson_of(self._plan, self.lesson(ident))
        # Kept as dropped and not deleted: it would be suggested anew at the next look.
        self._file.keep(replace(kept, dropped=dropped))

    # The draft

    def paper(self) -> Paper:
        """Return the after-action draft, in Word too. Raises Refusal."""
        drawn = self._drill.timeline
        return debrief_paper(
            Debriefed(
                view=self.shown(),
                pictures=pictures(drawn, WORD_COLUMNS),
                small=pictures(drawn, TEXT_COLUMNS),
                mark=_("演练"),
                plan=self._plan.meta.title,
                digest=self._plan.digest[:12],
                archive=self._drill.archive,
            )
        )
