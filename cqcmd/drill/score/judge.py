"""How a drill went: one engine for the program, the screens and the papers. Pure."""

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction

from cqcmd.drill.play.achievements import Achievements
from cqcmd.drill.play.arrivals import Arrivals
from cqcmd.drill.play.elements_reported import reports_with_elements
from cqcmd.drill.scenario.model import Case, Expect, Scenario
from cqcmd.drill.scenario.support import kinds_of
from cqcmd.drill.scenario.targets import EXPECTED
from cqcmd.drill.scenario.times import utc_of
from cqcmd.drill.score.score import Complete, Decided, Judged, Result, Score

HALF = Fraction(1, 2)
"""What is left of the points for what was done too late."""


def judge(achievements: Achievements, arrivals: Arrivals) -> Score:
    """Return the score as it stands at ``achievements.now``; at the end of the drill, the score."""
    scenario = achievements.scenario
    judged = tuple(_judged(outcome, achievements, arrivals) for outcome in scenario.expect)
    return Score(
        scenario.code,
        scenario.title,
        utc_of(scenario.start),
        achievements.now,
        sum((outcome.points for outcome in judged), Fraction()),
        # What was never asked for, since its message never came, costs nobody points.
        sum(outcome.of for outcome in judged if outcome.result != "moot"),
        judged,
        tuple(_decided(case, achievements) for case in scenario.case),
        tuple(outcome for case in scenario.case for outcome in _reports(case, achievements)),
        tuple((outcome.id, arrivals.at.get(outcome.id)) for outcome in scenario.inject),
    )


def _judged(expect: Expect, achievements: Achievements, arrivals: Arrivals) -> Judged:
    kind = kinds_of(expect, EXPECTED)[0]
    begin = beginning(expect, achievements, arrivals)
    done, due = achievements.done(expect, begin), deadline(expect, achievements, arrivals)
    at = done.at if done else None
    over = achievements.now >= ends_at(achievements.scenario)
    result = _result(expect, due, at, achievements.now, over=over)
    # Where the time is the plan's own, the fold of the duties decides: what the screens call met is
    # not called late here (docs/decisions/010).
    if result == "late" and expect.by is None and expect.within is None:
        owed = achievements.report_owed(expect)
        result = "met" if owed is not None and owed.state == "met" else "late"
    earned = {"met": Fraction(expect.points), "late": expect.points * HALF}
    return Judged(
        expect.id,
        achievements.scenario.case_of(expect.case),
        kind,
        str(getattr(expect, kind)),
        expect.clause,
        result,
        earned.get(result, Fraction()),
        expect.points,
        due,
        at,
        begin,
    )


def deadline(expect: Expect, achievements: Achievements, arrivals: Arrivals) -> datetime | None:
    """By when it is expected; ``None`` while nothing has begun its time."""
    begin = beginning(expect, achievements, arrivals)
    span = expect.by if expect.by is not None else expect.within
    if span is not None:
        return begin + span if begin is not None else None
    owed = achievements.report_owed(expect)
    return owed.duty.due if owed else None


def beginning(expect: Expect, achievements: Achievements, arrivals: Arrivals) -> datetime | None:
    """From when its time runs: the start, the arrival of a message, or the start of its duty."""
    if expect.by is not None:
        return utc_of(achievements.scenario.start)
    if expect.within is None:
        owed = achievements.report_owed(expect)
        return owed.duty.start if owed else None
    first = achievements.scenario.first_inject(expect.case)
    return arrivals.at.get(expect.since or (first.id if first else ""))


def _result(
    expect: Expect, due: datetime | None, at: datetime | None, now: datetime, *, over: bool
) -> Result:
    if at is not None:
        return "late" if due is not None and at > due else "met"
    # Nothing has begun its time; once the drill is over nothing will.
    if due is None and (expect.within is not None or not over):
        return "moot" if over else "pending"
    return "pending" if due is not None and due > now else "missed"


def _decided(case: Case, achievements: Achievements) -> Decided:
    picture = achievements.picture(case.id)
    if picture is None:
        return Decided(case.id, case.grade, "none", None, taken=False)
    since: datetime | None = None
    for turn in picture.grade_changes:
        right = (turn.confirmed or "none") == case.grade
        # A right grade that was lost again counts only from when it came back.
        since = (since or turn.at) if right else None
    given = picture.confirmed or "none"
    if since is None and given == case.grade and picture.incident.override:
        since = picture.incident.override[0].occurred_at
    return Decided(case.id, case.grade, given, since)


def _reports(case: Case, achievements: Achievements) -> Iterator[Complete]:
    incident = achievements.incident(case.id)
    if incident is None:
        return
    for told in reports_with_elements(
        achievements.reader.plan, achievements.ledger, incident, achievements.org
    ):
        count = len(told.elements)
        yield Complete(
            case.id,
            told.channel,
            told.receiver,
            told.stage,
            told.entry.occurred_at,
            count,
            count + len(told.missing),
            told.missing,
        )


def ends_at(scenario: Scenario) -> datetime:
    """When a drill is over."""
    return utc_of(scenario.start) + scenario.length
