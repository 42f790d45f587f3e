"""Reports owed, and the moment at which time alone brings them (4.1.1)."""

from collections.abc import Iterator
from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.desk.common.wording import waiting_words
from cqcmd.desk.situation.agenda.source import Moment, Urgency
from cqcmd.i18n import _
from cqcmd.views import Deadline, Step
from cqcmd.views.duties import is_open


def reports(moment: Moment) -> Iterator[Step]:
    """Yield this station's own reports, by due time (4.1.1)."""
    for deadline in moment.deadlines:
        if deadline.mine and is_open(deadline):
            yield Step(
                _report_words(deadline) + (f"（{deadline.about}）" if deadline.about else ""),
                deadline.clause,
                "report",
                deadline.rule,
                _pressing(deadline, moment.now),
                deadline.due,
                # Where the plan sets no limit, the time that has passed is shown instead.
                None if deadline.due else deadline.start,
            )


def _report_words(deadline: Deadline) -> str:
    if deadline.state == "passed":
        return _("{label}：时限已过，立即报告").format(label=deadline.label)
    return _("{label}（可能）").format(label=deadline.label) if deadline.maybe else deadline.label


def _pressing(deadline: Deadline, now: datetime) -> Urgency:
    # Over before it first applied, it is nobody's lateness, and is still owed at once.
    if deadline.state == "passed":
        return "urgent"
    return deadline.stage_at(now)


def time_alone(moment: Moment) -> Iterator[Step]:
    """Yield the moment at which time alone makes it an accident."""
    if moment.picture.waiting:
        ahead = moment.picture.forecast
        first = ahead[0] if ahead else None
        yield Step(
            waiting_words(moment.plan, ahead, moment.now),
            first.because.clause if first else moment.clause("report.first"),
            "start_duties",
            "",
            "quiet",
            first.moment if first else None,
        )


def raised_by_time(moment: Moment) -> Iterator[Step]:
    """Yield the next moment at which time alone raises the grade."""
    ahead = moment.picture.forecast
    if ahead and not moment.picture.waiting and not moment.over:
        first = ahead[0]
        sentence = _("{time} 起时间将使等级上升，请更新仍滞留人数")
        if first.possible:
            sentence = _("{time} 起时间可能使等级上升，请更新仍滞留人数")
        words = sentence.format(time=stamp(first.moment, moment.now))
        yield Step(words, first.because.clause, "update", first.fact, "quiet", first.moment)
