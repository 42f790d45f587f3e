"""复盘: a finished drill looked back on, rated, its lessons kept, its draft report made."""

from functools import cached_property
from uuid import uuid4

from msgspec.structs import replace

from cqcmd.desk.debrief_events import LANES, events
from cqcmd.desk.debrief_lessons import merged, read_due, suggested
from cqcmd.desk.debrief_words import case_titles, cases_words, checks, names_of, outcome, rating
from cqcmd.desk.drill_session import DrillSession
from cqcmd.desk.drill_views import RESULTS, score_view
from cqcmd.desk.office import Office
from cqcmd.documents.debrief_paper import TEXT_COLUMNS, WORD_COLUMNS, Debriefed, debrief_paper
from cqcmd.documents.paper import Paper, moment
from cqcmd.drill.axis import DEEPEST, Axis
from cqcmd.drill.bars import bar, counts
from cqcmd.drill.debrief_file import DebriefFile, Lesson, Rated
from cqcmd.drill.judge import ends_at
from cqcmd.drill.ratings import RATING_NAMES, Rating, suggestions
from cqcmd.drill.score import Score
from cqcmd.drill.span import write_span
from cqcmd.drill.timeline import Event, Lane, Timeline, timeline
from cqcmd.errors import BadInput
from cqcmd.text import clean
from cqcmd.views.debrief import (
    BarView,
    DebriefView,
    EventView,
    LaneView,
    LessonView,
    PictureView,
    RatingView,
    TickView,
    when,
)
from cqcmd.views.drill import ScoreView
from cqcmd.words import _

FILE = "debrief.json"
SHOWN: tuple[Lane, ...] = ("happened", "taken", "done", "observed")
"""The lanes over the bars; what was expected is the bars."""


class DebriefDesk:
    """The verbs of 复盘. The journal is closed for writing then; the debrief has its own file."""

    def __init__(self, office: Office, session: DrillSession) -> None:
        self._office, self._session = office, session
        self._file = DebriefFile(session.drawer.place / FILE)

    # What does not change any more

    @cached_property
    def _score(self) -> Score:
        if not self._session.over:
            raise BadInput(_("演练还没有结束；结束以后才能复盘（演练界面按 F10 结束）。"))
        return self._session.score()

    @cached_property
    def _names(self) -> dict[str, str]:
        return names_of(self._session.scenario, self._score, self._said)

    @cached_property
    def _said(self) -> ScoreView:
        return score_view(self._office, self._session.scenario, self._score)

    @property
    def _timeline(self) -> Timeline:
        """Observations may still be written down, so it is drawn anew each time."""
        end = ends_at(self._session.scenario)
        return timeline(self._score, end, events(self._office, self._session), self._names)

    # Showing

    def shown(self) -> DebriefView:
        """All of it. Raises Refusal: it is not over, or its file is broken."""
        scenario, score = self._session.scenario, self._score
        titles = case_titles(scenario)
        found = tuple(checks(self._office, scenario, score))
        return DebriefView(
            clean(scenario.title, lines=False),
            self._said.said,
            tuple(self._facts()),
            score.start,
            score.end,
            tuple(map(_event, self._timeline.events)),
            tuple(
                outcome(each, self._names[each.id], titles[each.case])
                for each in score.expectations
            ),
            found,
            self.ratings(),
            tuple(merged(suggested(score, self._names, found), self._file.read().lessons)),
        )

    def picture(self, columns: int, times: int = 1, part: int = 0) -> PictureView:
        """The drill on an axis of so many columns; ``times`` enlarges a ``part`` of it."""
        drawn = self._timeline
        axis = Axis(drawn.start, drawn.end, columns).enlarged(times, part)
        lanes = [(lane, drawn.moments(lane)) for lane in SHOWN]
        return PictureView(
            columns,
            _("{start} 至 {end}").format(
                start=when(axis.start, drawn.start, drawn.end),
                end=when(axis.end, drawn.start, drawn.end),
            ),
            times,
            tuple(TickView(tick.column, tick.label) for tick in axis.ticks()),
            tuple(
                LaneView(LANES[lane], counts(moments, axis))
                for lane, moments in lanes
                if moments or lane != "observed"
            ),
            tuple(BarView(each.id, bar(each, axis, drawn.end)) for each in drawn.spans),
        )

    @property
    def deepest(self) -> int:
        """How many times the picture may be enlarged."""
        return DEEPEST

    def _facts(self) -> "list[tuple[str, str]]":
        scenario, serving = self._session.scenario, self._office.ledger.serving
        start, end = self._score.start, ends_at(scenario)
        found = [
            (_("情景"), scenario.title),
            (_("事故"), cases_words(scenario) if len(scenario.case) > 1 else ""),
            (_("练什么"), _("{words}（预案 {clause}）").format(
                words=scenario.trains, clause=scenario.clause
            )),
            (_("受训单位"), serving.name if serving else scenario.station.name),
            (_("值班员"), self._office.ledger.officer or scenario.station.officer),
            (_("演练时间"), _("{start} 至 {end}（演练时钟，{length}）").format(
                start=moment(start), end=moment(end), length=write_span(scenario.length)
            )),
            (_("已知情况"), "；".join(scenario.known)),
            (_("演练档案"), self._session.drawer.place.name),
        ]  # fmt: skip
        return [(name, clean(words, lines=False)) for name, words in found if words.strip()]

    # Ratings

    def ratings(self) -> tuple[RatingView, ...]:
        """Each part with its suggestion, and what somebody decided. Raises Refusal."""
        decided = {each.part: each for each in self._file.read().ratings}
        return tuple(rating(each, decided) for each in suggestions(self._score))

    def choices(self) -> tuple[tuple[Rating, str], ...]:
        """The ratings there are."""
        return tuple(RATING_NAMES.items())

    def rate(self, part: str, chosen: str, remark: str) -> str:
        """Decide on a part; empty ``chosen`` leaves the suggestion. What was kept, in words.

        Raises:
            Refusal: it could not be kept.
        """
        mine = next((code for code in RATING_NAMES if code == chosen), None)
        words = clean(remark, lines=False).strip()
        self._file.rate(Rated(part=part, rating=mine, remark=words))
        stands = next(each for each in self.ratings() if each.part == part)
        return _("已存：{name} {rating}").format(name=stands.name, rating=stands.rating)

    # Lessons

    def lesson(self, ident: str) -> LessonView:
        """A lesson by its id. Raises Refusal: there is none."""
        found = next((each for each in self.shown().lessons if each.ident == ident), None)
        if found is None:
            raise BadInput(_("这一条问题已经不在了。"))
        return found

    def checked(self, lesson: LessonView) -> Lesson:
        """A lesson as it would be kept. Raises BadInput with the field that is wrong."""
        text = clean(lesson.text, lines=False).strip()
        if not text:
            raise BadInput(_("还没有写问题。"), "text")
        clause = lesson.clause.strip()
        if clause and clause not in self._office.plan.clauses:
            words = _("预案里没有条款 {clause}；不清楚就空着。")
            raise BadInput(words.format(clause=clause[:20]), "clause")
        return Lesson(
            id=lesson.ident or f"own:{uuid4()}",
            text=text,
            clause=clause,
            remedy=clean(lesson.remedy, lines=False).strip(),
            owner=clean(lesson.owner, lines=False).strip(),
            due=read_due(lesson.due),
        )

    def keep_lesson(self, lesson: LessonView) -> str:
        """Keep a new (empty ``ident``) or changed lesson; what to tell. Raises Refusal."""
        kept = self.checked(lesson)
        self._file.keep(kept)
        return _("已存：{text}").format(text=kept.text)

    def drop_lesson(self, ident: str) -> None:
        """It is none after all; it stays in the file. Raises Refusal."""
        found = self.lesson(ident)
        self._file.keep(replace(self.checked(found), dropped=True))

    # The draft

    def paper(self) -> Paper:
        """The after-action draft, in Word too. Raises Refusal."""
        drawn = Debriefed(
            view=self.shown(),
            picture=self.picture(WORD_COLUMNS),
            small=self.picture(TEXT_COLUMNS),
            mark=_("演练"),
            plan=self._office.plan.meta.title,
            digest=self._office.plan.digest[:12],
            archive=self._session.drawer.place.name,
        )
        return debrief_paper(drawn)


def _event(event: Event) -> EventView:
    return EventView(
        event.ref,
        event.at,
        LANES[event.lane],
        event.words,
        event.clause,
        event.result,
        RESULTS[event.result] if event.result else "",
    )
