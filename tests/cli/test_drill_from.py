"""`cqcmd drill from`: a scenario after a real incident, checked by the same verb as any other."""

from pathlib import Path

import pytest

from cqcmd.cli.main import main
from cqcmd.clock import FixedClock
from cqcmd.desk.opening import Opening
from tests.desk.calls import TANK, take
from tests.desk.conftest import START


@pytest.fixture
def data(tmp_path: Path) -> Path:
    opening = Opening(tmp_path / "data", None, FixedClock(START))
    opening.read_journal()
    opening.desk.station.set_up("district_regulator", "渝中区市场监管局", "渝中区", {}, "李敏")
    take(opening.desk, TANK)
    opening.close()
    return tmp_path / "data"


def test_what_it_writes_has_no_fault(
    data: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "past.toml"
    assert main(["drill", "from", "26-0001", str(file), "--data", str(data)]) == 0
    assert "已替换" in capfd.readouterr().out
    assert main(["drill", "check", str(file)]) == 0, capfd.readouterr().err


def test_no_file_is_written_over(
    data: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "past.toml"
    file.write_text("我的", "utf-8")
    assert main(["drill", "from", "26-0001", str(file), "--data", str(data)]) == 2
    assert "没有覆盖" in capfd.readouterr().err
    assert file.read_text("utf-8") == "我的"
