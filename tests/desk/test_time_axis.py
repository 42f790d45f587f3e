"""The time axis of an incident: order, edges, words that touch nothing, and its legend."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.time_axis import AHEAD, BEHIND, Moment, draw
from cqcmd.text import cells
from cqcmd.views.time_axis import (
    DONE,
    EARLIER,
    LATE,
    LATER,
    MANY,
    MARK_WORDS,
    MISSED,
    NOW,
    PENDING,
    AxisLane,
    TimeAxis,
)
from cqcmd.widgets.drawing.cells import Row
from cqcmd.widgets.time_axis import NAMES, axis_rows
from tests.desk.calls import TANK, report, take

START = datetime(2026, 7, 25, 6, 5, tzinfo=UTC)
MARKS = some.sampled_from(["", DONE, LATE, MISSED, PENDING])
LABELS = some.sampled_from(["", "区县政府", "14:35", "接报、情况、事实"])
MOMENTS = some.builds(
    lambda minutes, mark, label: Moment(START + timedelta(minutes=minutes), mark, label),
    some.integers(-60 * 60, 60 * 60),
    MARKS,
    LABELS,
)


def said(rows: list[Row]) -> list[str]:
    return ["".join(cell for cell, _state in row) for row in rows]


def lanes_of(axis: TimeAxis) -> dict[str, AxisLane]:
    return {lane.name: lane for lane in axis.lanes}


@given(some.lists(MOMENTS, max_size=25), some.integers(40, 240))
def test_marks_stand_in_order_inside_and_no_words_touch(
    moments: list[Moment], columns: int
) -> None:
    axis = draw([("发生", moments)], START, columns)
    points = axis.lanes[0].points
    assert all(0 <= point.column < columns for point in points)
    assert all(one.column < other.column for one, other in pairwise(points))
    for one, other in pairwise(points):
        end = one.column + 1 + cells(one.label)
        assert end < other.column or not one.label
    assert all(point.column + 1 + cells(point.label) <= columns for point in points)
    assert 0 <= axis.now < columns
    assert all(tick.column + cells(tick.label) <= columns for tick in axis.ticks)


@given(some.lists(MOMENTS, min_size=2, max_size=9), some.integers(60, 240))
def test_what_is_later_never_stands_further_left(moments: list[Moment], columns: int) -> None:
    every = sorted(moments, key=lambda moment: moment.at)
    lanes = [(str(n), [moment]) for n, moment in enumerate(every)]
    axis = draw(lanes, START, columns)
    places = [lane.points[0].column for lane in axis.lanes]
    assert places == sorted(places)
    before_now = [moment for moment in every if moment.at <= START]
    assert all(place <= axis.now for place in places[: len(before_now)])


@given(some.lists(MOMENTS, max_size=12))
def test_the_legend_names_what_is_drawn_and_nothing_else(moments: list[Moment]) -> None:
    axis = draw([("发生", moments)], START, 120)
    drawn = {point.mark for point in axis.lanes[0].points} | {NOW}
    for mark, words in MARK_WORDS.items():
        assert (f"{mark} {words}" in axis.legend) == (mark in drawn)
    assert ("数字" in axis.legend) == bool(drawn - set(MARK_WORDS) - {MANY})
    assert ("+ 十件以上" in axis.legend) == (MANY in drawn)


def test_what_lies_beyond_the_axis_is_marked_at_its_edge() -> None:
    far = [Moment(START - 2 * BEHIND, "", "接报"), Moment(START + 2 * AHEAD, PENDING, "18:05")]
    points = draw([("到期", far)], START, 80).lanes[0].points
    assert [(point.column, point.mark) for point in points] == [(0, EARLIER), (79, LATER)]


def test_the_gravest_mark_stands_where_several_fall_together() -> None:
    together = [Moment(START, mark, mark) for mark in (DONE, PENDING, MISSED, LATE)]
    assert draw([("到期", together)], START, 80).lanes[0].points[0].mark == MISSED


def test_an_incident_is_drawn_as_it_went(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    clock.advance(minutes=6)
    report(desk, ident, "district_government", "phone")
    clock.advance(minutes=26)
    axis = desk.time_axis(desk.situation(ident), 120)
    lanes = lanes_of(axis)
    assert lanes["发生"].points[0].column == 0
    assert [point.mark for point in lanes["已报"].points] == [DONE]
    assert [point.mark for point in lanes["到期"].points] == [MISSED, PENDING]
    assert lanes["到期"].points[0].column < axis.now < lanes["到期"].points[1].column
    rows = said(axis_rows(axis))
    assert "现在 14:37" in rows[0]
    assert "X 超时未报" in rows[0]
    assert axis_rows(axis)[2][NAMES + axis.now][0] == NOW
    assert {len(row) for row in axis_rows(axis)} == {120 + NAMES}


def test_a_report_made_too_late_is_marked_so(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    clock.advance(minutes=40)
    report(desk, ident, "district_government", "phone")
    lanes = lanes_of(desk.time_axis(desk.situation(ident), 120))
    assert [point.mark for point in lanes["已报"].points] == [LATE]
