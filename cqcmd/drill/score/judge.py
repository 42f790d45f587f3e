"""How a drill went: one engine for the program, the screens and the papers. Pure."""

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction

from cqcmd.drill.play.achievements import Achievement, Achievements
from cqcmd.drill.play.arrivals import Arrivals
from cqcmd.drill.play.elements_reported import reports_with_elements
from cqcmd.drill.scenario.model import Case, Expect, Scenario
from cqcmd.drill.scenario.support import kinds_of
from cqcmd.drill.scenario.targets import EXPECTED
from cqcmd.drill.scenario.times import utc_of
from cqcmd.drill.score.score import Complete, Decided, Judged, Result, Score

HALF = Fraction(1, 2)
"""What is left of the points for what was done too late."""


def judge(
    achievements: Achievements,
    arrivals: Arrivals,
    ideal: Achievements | None = None,
    *,
    over: bool = True,
) -> Score:
    """Return the score as it stands at ``achievements.now``; at the end of the drill, the score.

    Args:
        ideal: before the time of the drill is up: the same moment, had every message been taken
            in as it came. It says what has fallen due of that which nobody here let begin.
        over: nothing more comes; the drill was played to its end, or ended here.
    """
    scenario = achievements.scenario
    judged = tuple(
        _judged(outcome, achievements, arrivals, ideal, over=over) for outcome in scenario.expect
    )
    return Score(
        scenario.code,
        scenario.title,
        utc_of(scenario.start),
        achievements.now,
        sum((outcome.points for outcome in judged), Fraction()),
        # What was never asked for, since its message or its time never came, costs nobody points.
        sum(outcome.of for outcome in judged if outcome.counts),
        judged,
        tuple(_decided(case, achievements, judged, ideal) for case in scenario.case),
        tuple(outcome for case in scenario.case for outcome in _reports(case, achievements)),
        tuple((outcome.id, arrivals.at.get(outcome.id)) for outcome in scenario.inject),
    )


def _judged(
    expect: Expect,
    achievements: Achievements,
    arrivals: Arrivals,
    ideal: Achievements | None,
    *,
    over: bool,
) -> Judged:
    kind = kinds_of(expect, EXPECTED)[0]
    begin = beginning(expect, achievements, arrivals)
    done, due = _done(expect, achievements, begin), deadline(expect, achievements, arrivals)
    if due is None and ideal is not None:
        due = deadline(expect, ideal, arrivals)
    at = done.at if done else None
    told = _told(expect, achievements.scenario, arrivals)
    result = _result(due, at, achievements.now, over=over, told=told, full=ideal is None)
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


def _done(expect: Expect, achievements: Achievements, begin: datetime | None) -> Achievement | None:
    """When it was done; a follow-up made before its message came told of something else."""
    if begin is None and achievements.is_follow_up(expect):
        return None
    return achievements.done(expect, begin)


def _told(expect: Expect, scenario: Scenario, arrivals: Arrivals) -> bool:
    """Whether the message came that asks for it: the one named, or the first of its case."""
    first = scenario.first_inject(expect.case)
    asking = expect.since or (first.id if first else None)
    return asking is None or asking in arrivals.at


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
    due: datetime | None,
    at: datetime | None,
    now: datetime,
    *,
    over: bool,
    told: bool,
    full: bool,
) -> Result:
    """Judge what was done at ``at``; ``full``: the drill was played to its end."""
    if at is not None:
        return "late" if due is not None and at > due else "met"
    if not told:
        # Once the drill is over nothing will ask for it.
        return "moot" if over else "pending"
    if due is None:
        # What never began in the whole of a drill was left undone; of a part that is not known.
        return "missed" if full else "pending"
    return "pending" if due > now else "missed"


def _decided(
    case: Case, achievements: Achievements, judged: tuple[Judged, ...], ideal: Achievements | None
) -> Decided:
    asked = ideal is None or _asked(case, judged, ideal)
    picture = achievements.picture(case.id)
    if picture is None:
        return Decided(case.id, case.grade, "none", None, taken=False, asked=asked)
    since: datetime | None = None
    for turn in picture.grade_changes:
        right = (turn.confirmed or "none") == case.grade
        # A right grade that was lost again counts only from when it came back.
        since = (since or turn.at) if right else None
    given = picture.confirmed or "none"
    if since is None and given == case.grade and picture.incident.override:
        since = picture.incident.override[0].occurred_at
    return Decided(case.id, case.grade, given, since, asked=asked or given == case.grade)


def _asked(case: Case, judged: tuple[Judged, ...], ideal: Achievements) -> bool:
    """Whether the grade that is right at the end had to be found when the drill was ended.

    The expectations of it say so; without one, what had been told, once anything had fallen due.
    """
    mine = [outcome for outcome in judged if outcome.case == case.id]
    # That it may be so is asked for long before anybody can be sure.
    sure = {one.id for one in ideal.scenario.expect if one.grade == case.grade and not one.possible}
    named = [outcome for outcome in mine if outcome.id in sure]
    if named:
        return any(outcome.counts for outcome in named)
    picture = ideal.picture(case.id)
    right = picture is not None and (picture.confirmed or "none") == case.grade
    return right and any(outcome.counts for outcome in mine)


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
