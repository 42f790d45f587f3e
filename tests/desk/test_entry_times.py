"""When an entry may be dated: not ahead, and not far back without a reason."""

from datetime import UTC, datetime, timedelta

import pytest

from cqcmd.desk.common.entry_times import AHEAD, BACK_DATING, NeedsReason, refuse_strange_time
from cqcmd.errors import BadInput

START = datetime(2026, 7, 25, 6, 5, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("at", [START, START + AHEAD, START - BACK_DATING])
def test_a_time_within_bounds_asks_for_no_reason(at: datetime) -> None:
    refuse_strange_time(at, START, "")


def test_a_time_ahead_is_refused_whatever_the_reason() -> None:
    with pytest.raises(BadInput):
        refuse_strange_time(START + AHEAD + SECOND, START, "补记")


def test_a_time_far_back_needs_a_reason() -> None:
    with pytest.raises(NeedsReason):
        refuse_strange_time(START - BACK_DATING - SECOND, START, "")
    refuse_strange_time(START - BACK_DATING - SECOND, START, "补记")
