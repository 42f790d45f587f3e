"""The timeline: where a moment stands, how an expectation is drawn, what comes first."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cqcmd.drill.score.axis import DEEPEST, LABEL, Axis
from cqcmd.drill.score.chart import bar, counts
from cqcmd.drill.score.score import Judged, Result, Score
from cqcmd.drill.score.timeline import Event, timeline

START = datetime(2026, 9, 18, 1, 30, tzinfo=UTC)  # 09:30 in Chongqing
HOUR = timedelta(hours=1)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def axis(hours: float, columns: int = 60) -> Axis:
    return Axis(START, START + HOUR * hours, columns)


def judged(
    result: Result, begin: float | None, due: float | None, done: float | None = None
) -> Judged:
    moments = [None if number is None else at(number) for number in (due, done, begin)]
    return Judged("x", "c", "duty", "d", "4.1.1", result, Fraction(), 10, *moments)


def drawn(outcome: Judged, hours: float = 1, columns: int = 12) -> str:
    return bar(outcome, axis(hours, columns), START + HOUR * hours)


def test_a_moment_stands_in_the_column_that_holds_it() -> None:
    hour = axis(1)
    second = timedelta(seconds=1)
    found = [
        hour.place(moment) for moment in (START, at(1) - second, at(1), at(60) - second, at(60))
    ]
    assert found == [0, 0, 1, 59, 59]
    assert (hour.place(START - second), hour.place(at(60) + second)) == (-1, 60)


@given(
    some.integers(1, 40 * 24 * 60),
    some.integers(0, 59),
    some.integers(20, 200),
    some.integers(0, 6),
    some.integers(0, 200),
)
def test_labels_never_touch_and_none_is_cut(
    minutes: int, offset: int, columns: int, doublings: int, part: int
) -> None:
    start = START + timedelta(minutes=offset)
    whole = Axis(start, start + timedelta(minutes=minutes), columns)
    window = whole.enlarged(min(2**doublings, DEEPEST), part)
    places = [tick.column for tick in window.ticks()]
    assert all(behind - before > LABEL for before, behind in pairwise(places))
    assert all(0 <= place <= columns - LABEL for place in places)
    assert whole.start <= window.start < window.end <= whole.end


@pytest.mark.parametrize(
    ("hours", "columns", "labels"),
    [
        (1, 51, ["09:30", "09:40", "09:50", "10:00", "10:10", "10:20"]),
        (5, 51, ["10:00", "11:00", "12:00", "13:00", "14:00"]),
        (27, 51, ["12:00", "18:00", "09-19", "06:00"]),
        (240, 51, ["09-20", "09-22", "09-24", "09-26"]),
    ],
)
def test_ticks_stand_at_round_times(hours: int, columns: int, labels: list[str]) -> None:
    found = [tick.label for tick in axis(hours, columns).ticks()]
    assert found[: len(labels)] == labels


@pytest.mark.parametrize(
    ("outcome", "picture"),
    [
        (judged("met", 5, 45, 20), " [--O----]  "),
        (judged("late", 5, 30, 50), " [----]...! "),
        (judged("missed", 5, 30), " [----X     "),
        (judged("pending", 5, 90), " [---------?"),
        (judged("missed", 5, 90), " [---------X"),
        (judged("met", 5, 7, 6), " O          "),
        (judged("met", None, None, 20), "    O       "),
        (judged("missed", None, None), "           X"),
        (judged("moot", 5, 30), " " * 12),
    ],
)
def test_a_bar_shows_its_time_and_its_mark(outcome: Judged, picture: str) -> None:
    assert drawn(outcome) == picture


def test_a_mark_outside_the_window_is_pointed_at() -> None:
    whole = axis(1, 12)
    outcome, end = judged("late", 5, 30, 50), at(60)
    assert bar(outcome, whole.enlarged(2, 0), end) == "  [-------->"
    assert bar(outcome, whole.enlarged(4, 6), end) == "....!       "
    assert bar(judged("met", 1, 5, 3), whole.enlarged(4, 6), end) == "<" + " " * 11


def test_what_falls_together_is_counted() -> None:
    same = [at(7)] * 3 + [at(59)] * 12
    assert counts(same, axis(1, 12)) == " 3         +"


def test_what_was_done_stands_before_its_limit_and_nothing_behind_the_end() -> None:
    outcome = judged("met", 0, 30, 30)
    score = Score("s", "t", START, at(60), Fraction(), 10, (outcome,), (), (), ())
    events = (Event(at(30), "done", "e", "did"), Event(at(61), "done", "f", "after"))
    found = timeline(score, at(60), events, {"x": "call"})
    assert [(event.lane, event.words) for event in found.events] == [
        ("done", "did"),
        ("expected", "call"),
    ]
    assert found.moments("expected") == (at(30),)
