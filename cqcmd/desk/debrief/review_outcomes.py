"""The reports of a real incident as a review shows them: each with its limit and its lateness."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from fractions import Fraction

from cqcmd.drill.score.score import Judged, Result
from cqcmd.i18n import _
from cqcmd.views import Deadline
from cqcmd.views.debrief import OutcomeView
from cqcmd.views.time_words import span_words

RESULTS_OF: dict[str, Result] = {
    "met": "met",
    "late": "late",
    "overdue": "missed",
    "running": "pending",
    # Its hour was over before it applied: it is owed at once, and nobody's lateness.
    "passed": "pending",
    "ended": "moot",
}
"""How a duty went, by its state; of other organisations' nothing is known here."""

LABELS: dict[str, str] = {
    "met": _("按时"),
    "late": _("迟报"),
    "missed": _("逾期"),
    "pending": _("待报"),
    "moot": _("已终止"),
}

NO_LIMIT = _("预案未规定时限，历时 {span}")
"""Said of a report that the plan wants 及时: how long it took, or has taken so far."""

OVER = _("得知时已过时限，应立即报")
"""Said of a report still owed whose hour was over before it applied."""


def judged(deadlines: Iterable[Deadline]) -> tuple[Judged, ...]:
    """Return this station's own reports as they went, in the order in which they began."""
    own = [deadline for deadline in deadlines if deadline.mine and deadline.state in RESULTS_OF]
    own.sort(key=lambda deadline: (deadline.start, deadline.due or deadline.start))
    return tuple(_judged(key, deadline) for key, deadline in zip(_keys(own), own, strict=True))


def _keys(own: Iterable[Deadline]) -> Iterator[str]:
    """Yield a key for each, also where two are of one rule."""
    seen: Counter[str] = Counter()
    for deadline in own:
        seen[deadline.rule] += 1
        again = f":{seen[deadline.rule]}" if seen[deadline.rule] > 1 else ""
        yield deadline.rule + again


def _judged(key: str, deadline: Deadline) -> Judged:
    return Judged(
        key,
        "",
        "duty",
        deadline.label,
        deadline.source or deadline.clause,
        RESULTS_OF[deadline.state],
        Fraction(0),
        0,
        deadline.due,
        deadline.reported_at,
        deadline.start,
    )


def outcome_of(duty: Judged, now: datetime) -> OutcomeView:
    """Return a report in words; beside it for how long it is overdue, or took without a limit."""
    return OutcomeView(
        duty.id,
        duty.result,
        _label(duty),
        "",
        duty.target,
        _so_far(duty, now),
        duty.clause,
        duty.begin,
        duty.due,
        duty.at,
        span_words(duty.late_by) if duty.late_by is not None else "",
    )


def _label(duty: Judged) -> str:
    return _("已报") if duty.due is None and duty.result == "met" else LABELS[duty.result]


def _so_far(duty: Judged, now: datetime) -> str:
    if duty.due is not None and duty.result == "missed":
        return _("已超 {span}").format(span=span_words(now - duty.due))
    if duty.due is not None and duty.result == "pending" and duty.due < now:
        return OVER
    if duty.due is not None or duty.begin is None or duty.result == "moot":
        return ""
    return NO_LIMIT.format(span=span_words((duty.at or now) - duty.begin))
