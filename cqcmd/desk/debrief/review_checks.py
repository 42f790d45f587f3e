"""What was decided and done in a real incident, held against what the plan asked for."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from cqcmd.desk.command.forms import STEP_NAMES
from cqcmd.desk.command.response_words import clause_of
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import level_name
from cqcmd.desk.measures.views import measure_views
from cqcmd.i18n import _
from cqcmd.incident.command.response import Step
from cqcmd.incident.events.command import StepCode
from cqcmd.incident.picture import Picture
from cqcmd.rules.plan import Plan
from cqcmd.rules.response import response_to
from cqcmd.views.command import TaskView
from cqcmd.views.debrief import CheckView, when
from cqcmd.views.time_words import span_words

ASKED: tuple[StepCode, ...] = ("verified", "consulted", "proposed", "approved", "started")
"""The steps that the plan wants once it asks for a response; only a level is judged of others."""

LEVEL_COUNTS = ("proposed", "approved", "started", "raised")
"""Steps by which somebody decided on a level."""


class DecisionChecks:
    """The steps of the response of an incident, and those of which there is no record."""

    def __init__(
        self, open_record: OpenRecord, picture: Picture, start: datetime, end: datetime
    ) -> None:
        self._open_record, self._picture = open_record, picture
        self._start, self._end = start, end
        self._plan: Plan = open_record.plan
        self._asked_at = asked_at(self._plan, picture)

    def every(self) -> Iterator[CheckView]:
        """Yield each step as it was taken, then those that were not."""
        steps = self._picture.incident.response.steps
        for step in steps:
            yield self._taken(step)
        taken = {step.event.step for step in steps}
        if self._picture.incident.endings:
            return
        for code in ASKED:
            if code not in taken and self._picture.response is not None:
                yield self._lacking(code)

    def _taken(self, step: Step) -> CheckView:
        event, asked = step.event, step.event.asked
        below = (
            event.step in LEVEL_COUNTS
            and event.level is not None
            and self._plan.level_scale.is_lower(event.level, asked)
        )
        level = level_name(self._plan, event.level) if event.level else ""
        label = _("低于预案") if below else _("有记录")
        details = (
            when(step.at, self._start, self._end),
            " ".join(part for part in (event.post, event.who) if part),
            self._wanted(step),
            event.words,
        )
        return CheckView(
            f"step:{step.entry.id}",
            f"{STEP_NAMES[event.step]}{level}",
            label,
            not below,
            "，".join(part for part in details if part),
            clause_of(self._open_record, event.step),
        )

    def _wanted(self, step: Step) -> str:
        """Return what the plan asked for then, and how long after it first did."""
        asked, since = step.event.asked, self._asked_at
        if asked is None or step.event.step == "ended":
            return ""
        words = _("当时预案要求{level}").format(level=level_name(self._plan, asked))
        if since is None or step.at < since:
            return words
        return _("{words}，要求后 {span}").format(words=words, span=span_words(step.at - since))

    def _lacking(self, code: StepCode) -> CheckView:
        level = self._picture.response
        words = _("预案要求{level}，没有这一步的记录")
        return CheckView(
            f"lacks:{code}",
            STEP_NAMES[code],
            _("没有记录"),
            False,
            words.format(level=level_name(self._plan, level)) if level else "",
            clause_of(self._open_record, code),
        )


def asked_at(plan: Plan, picture: Picture) -> datetime | None:
    """Return when the plan first asked for a response by the grades; ``None`` if it never did."""
    turns = picture.grade_changes
    return next(
        (turn.at for turn in turns if response_to(plan, turn.confirmed, turn.possible)), None
    )


def measure_checks(
    open_record: OpenRecord, picture: Picture, start: datetime, end: datetime
) -> Iterator[CheckView]:
    """Yield every measure that was touched, and those called for that nobody began."""
    for task in measure_views(open_record, picture.incident):
        untouched = task.state == "open" and not task.mark
        if not untouched or task.suggested:
            yield _measure(task, start, end, good=not untouched)


def _measure(task: TaskView, start: datetime, end: datetime, *, good: bool) -> CheckView:
    ticked = sum(step.state == "finished" for step in task.steps)
    details = (
        _("{at} 开始").format(at=when(task.begun, start, end)) if task.begun else "",
        _("{at} 完成").format(at=when(task.finished, start, end)) if task.finished else "",
        _("用时 {span}").format(span=span_words(_lasted(task))) if _lasted(task) else "",
        _("步骤 {n}/{all}").format(n=ticked, all=len(task.steps)) if task.steps and good else "",
        task.mark,
        task.reason,
        "" if good else _("因{why}应做，没有开始的记录").format(why=task.suggested),
    )
    words = "，".join(part for part in details if part)
    return CheckView(f"task:{task.code}", task.name, task.state_name, good, words, task.clause)


def lacking_together(measures: Iterable[CheckView], clause: str) -> Iterator[CheckView]:
    """Yield all measures that nobody began as one: each by itself would be a lesson of its own."""
    names = [check.what for check in measures if not check.good]
    if names:
        what = _("应做的措施没有开始的记录")
        yield CheckView("lacks:measures", what, "", False, "、".join(names), clause)


def _lasted(task: TaskView) -> timedelta:
    if task.begun is None or task.finished is None:
        return timedelta()
    return max(timedelta(), task.finished - task.begun)
