"""The colour of a countdown by the share of its limit that is left."""

from datetime import UTC, datetime, timedelta

import pytest

from cqcmd.rules.urgency import STAGE_MINUTES, boundaries, share_stage

START = datetime(2026, 7, 25, 6, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("limit", "left", "stage"),
    [
        (30, 30, "calm"),
        (30, 11, "calm"),
        (30, 10, "soon"),
        (30, 6, "soon"),
        (30, 5, "urgent"),
        (120, 41, "calm"),
        (120, 40, "soon"),
        (120, 20, "urgent"),
        (24 * 60, 9 * 60, "calm"),
        (24 * 60, 8 * 60, "soon"),
        (24 * 60, 4 * 60, "urgent"),
        (0, 0, "calm"),
    ],
)
def test_a_third_is_soon_and_a_sixth_urgent(limit: int, left: int, stage: str) -> None:
    due = START + timedelta(minutes=limit)
    assert share_stage(START, due, due - timedelta(minutes=left)) == stage


@pytest.mark.parametrize(("kind", "limit"), [("phone", 30), ("written", 60)])
def test_of_the_usual_limits_the_colour_turns_as_the_bell_rings(kind: str, limit: int) -> None:
    due = START + timedelta(minutes=limit)
    soon, urgent, _due = boundaries(kind, due, STAGE_MINUTES)
    second = timedelta(seconds=1)
    for moment, before, after in ((soon, "calm", "soon"), (urgent, "soon", "urgent")):
        assert share_stage(START, due, moment - second) == before
        assert share_stage(START, due, moment) == after
