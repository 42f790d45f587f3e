"""Adding up: incidents one after another, so that none of them has to be kept."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from statistics import median

from cqcmd.clock import local
from cqcmd.i18n import _
from cqcmd.rules.plan import Plan
from cqcmd.views.office.figures import (
    CASE_STATES,
    LEFT_OUT,
    UNSAID,
    WAYS,
    Case,
    CaseDuty,
    DutySums,
    Figures,
    Harm,
    Sums,
    Way,
)

ALL = _("合计")


class Tally:
    """Figures over the incidents that were put in."""

    def __init__(self) -> None:
        self._total = _Line()
        self._lines: dict[Way, dict[str, _Line]] = {way: defaultdict(_Line) for way in WAYS}
        self._left_out: Counter[str] = Counter()
        self._duties: dict[tuple[str, str], _DutyLine] = defaultdict(_DutyLine)
        self._first: list[timedelta] = []

    def add(self, case: Case) -> None:
        """Put an incident in; one that is no accident of this plan is only counted as such."""
        if not case.counts:
            self._left_out[case.state] += 1
            return
        self._total.add(case)
        for way, name in names_of(case).items():
            self._lines[way][name].add(case)
        for duty in filter(_is_owed, case.duties):
            self._duties[duty.label, duty.clause].add(duty)
        if case.first_report is not None:
            self._first.append(case.first_report)

    def figures(self, plan: Plan) -> Figures:
        """Return what was put in so far; the plan has the order of grades, kinds and districts."""
        left_out = ((CASE_STATES[one], self._left_out[one]) for one in LEFT_OUT)
        return Figures(
            self._total.sums(ALL, plan),
            tuple((name, count) for name, count in left_out if count),
            {way: tuple(_in_order(plan, way, lines)) for way, lines in self._lines.items()},
            tuple(line.sums(*key) for key, line in self._duties.items()),
            middle(self._first),
        )


def middle(spans: list[timedelta]) -> timedelta | None:
    """Return the median; ``None`` of nothing."""
    return timedelta(seconds=median(one.total_seconds() for one in spans)) if spans else None


def names_of(case: Case) -> dict[Way, str]:
    """Return under which name an incident is counted each way."""
    day = local(case.received_at)
    return {
        "month": f"{day:%Y-%m}",
        "quarter": _("{year}年{n}季度").format(year=day.year, n=(day.month + 2) // 3),
        "year": _("{year}年").format(year=day.year),
        "grade": case.grade_name,
        "equipment": case.kind or UNSAID,
        "district": case.district or UNSAID,
    }


def _is_owed(duty: CaseDuty) -> bool:
    """Tell whether it is this station's own; one that was ended with its case is none."""
    return duty.mine and duty.state != "ended"


def _in_order(plan: Plan, way: Way, lines: Mapping[str, "_Line"]) -> Iterator[Sums]:
    """Yield the lines by time, or as the plan has them; what it does not know comes last."""
    names = {
        "grade": [row.name for row in plan.grades],
        "equipment": [row.short for row in plan.equipment],
        "district": [row.name for row in plan.districts],
    }.get(way, [])
    place = {name: n for n, name in enumerate(names)}
    for name in sorted(lines, key=lambda name: (place.get(name, len(place)), name)):
        yield lines[name].sums(name, plan)


class _Line:
    """The sums of a line while they grow."""

    def __init__(self) -> None:
        self.cases = self.graver = self.late = self.doubtful = 0
        self.grades: Counter[str] = Counter()
        self.sure: Counter[str] = Counter()
        self.more: Counter[str] = Counter()

    def add(self, case: Case) -> None:
        self.cases += 1
        self.grades[case.grade_name] += 1
        self.graver += case.possible is not None
        self.late += any(is_late(duty) for duty in case.duties)
        self.doubtful += case.unread > 0 or case.plan_lost
        for code, harm in case.harm.items():
            self.sure[code] += harm.confirmed
            self.more[code] += harm.more

    def sums(self, name: str, plan: Plan) -> Sums:
        harm = {code: Harm(self.sure[code], self.more[code]) for code in self.sure}
        order = [row.name for row in plan.grades]
        named = [one for one in order if one in self.grades]
        named += sorted(self.grades.keys() - set(order))
        grades = {one: self.grades[one] for one in named}
        return Sums(name, self.cases, grades, self.graver, harm, self.late, self.doubtful)


def is_late(duty: CaseDuty) -> bool:
    """Tell whether this station reported it too late, or has not by now."""
    return duty.mine and not duty.maybe and duty.state in ("late", "overdue")


class _DutyLine:
    """The sums of a duty while they grow."""

    def __init__(self) -> None:
        self.states: Counter[str] = Counter()
        self.maybe = 0
        self.took: list[timedelta] = []

    def add(self, duty: CaseDuty) -> None:
        if duty.maybe:
            self.maybe += 1
            return
        self.states[duty.state] += 1
        if duty.took is not None:
            self.took.append(duty.took)

    def sums(self, label: str, clause: str) -> DutySums:
        state = self.states
        return DutySums(
            label,
            clause,
            sum(state.values()),
            state["met"],
            state["late"],
            state["overdue"],
            state["running"],
            state["passed"],
            self.maybe,
            middle(self.took),
        )


def figures_over(cases: Iterable[Case], plan: Plan) -> Figures:
    """Return the figures over incidents."""
    tally = Tally()
    for case in cases:
        tally.add(case)
    return tally.figures(plan)
