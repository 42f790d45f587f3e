"""A data directory in which the station is set up and somebody is on duty."""

from pathlib import Path

import pytest

from cqcmd.clock import SystemClock
from cqcmd.desk.opening import Opening


@pytest.fixture
def data(tmp_path: Path) -> Path:
    place = tmp_path / "data"
    opening = Opening(place, None, SystemClock())
    opening.read_journal()
    opening.desk.station.set_up("district_regulator", "渝中区市场监管局", "渝中区", {}, "李敏")
    opening.close()
    return place
