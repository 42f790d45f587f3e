"""A desk over a real journal, with a clock that stands until a test moves it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from tests.support.verdicts import faults

START = datetime(2026, 7, 25, 6, 5, tzinfo=UTC)


@pytest.fixture
def clock() -> FixedClock:
    """14:05 in Chongqing."""
    return FixedClock(START)


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """The desk of a district regulator, 李敏 on duty."""
    opening = Opening(tmp_path / "data", None, clock)
    opening.read_journal()
    numbers = {"district_government": "63765110"}
    opening.desk.station.set_up("district_regulator", "渝中区市场监管局", "渝中区", numbers, "李敏")
    yield opening.desk
    opening.close()
    assert faults(tmp_path / "data" / "journal.db") == [], "every act has a record that agrees"
