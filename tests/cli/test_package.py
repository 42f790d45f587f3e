"""`cqcmd package`: from a number to a folder that proves itself."""

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
    take(opening.desk, TANK)
    opening.close()
    return tmp_path / "data"


def test_a_package_of_a_number_is_made(
    data: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").mkdir()
    assert main(["--data", str(data), "package", "26-0001", str(tmp_path / "out")]) == 0
    (made,) = (tmp_path / "out").iterdir()
    assert str(made) in capfd.readouterr().out


@pytest.mark.parametrize(
    ("number", "folder", "said"),
    [("26-0009", "out", "没有编号 26-0009 的事件"), ("26-0001", "nowhere", "这个目录，没有写")],
)
def test_what_is_not_there_is_said(
    data: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    number: str,
    folder: str,
    said: str,
) -> None:
    (tmp_path / "out").mkdir()
    assert main(["--data", str(data), "package", number, str(tmp_path / folder)]) == 2
    assert said in capfd.readouterr().err
    assert list((tmp_path / "out").iterdir()) == []
