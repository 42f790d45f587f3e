"""A checkpoint is made by a verb, which a post starts behind itself."""

import time
from pathlib import Path

import pytest

from cqcmd.app.proving import make_checkpoint
from cqcmd.cli.main import main
from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.paths import CHECKPOINT
from tests.desk.history.two_ways import finish


@pytest.fixture
def data(desk: Desk, tmp_path: Path) -> Path:
    """A data directory with an incident that is over for long by the machine's clock."""
    finish(desk)
    return tmp_path / "data"


def test_the_verb_says_what_it_wrote(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["journal", "checkpoint", "--data", str(data)]) == 0
    assert "检查点已更新" in capsys.readouterr().out
    assert (data / CHECKPOINT).exists()


def test_without_a_journal_nothing_is_made(tmp_path: Path) -> None:
    assert main(["journal", "checkpoint", "--data", str(tmp_path)]) == 2
    assert not list(tmp_path.glob(f"{CHECKPOINT}*"))


def test_a_post_has_it_made_by_a_process_of_its_own(data: Path) -> None:
    make_checkpoint(data)
    for _try in range(600):
        if (data / CHECKPOINT).exists():
            return
        time.sleep(0.1)
    pytest.fail("nobody made it within a minute")


@pytest.mark.parametrize(("least", "asked"), [(10_000, False), (5, True)])
def test_it_is_asked_for_after_a_long_reading(
    data: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, least: int, asked: bool
) -> None:
    monkeypatch.setattr("cqcmd.desk.opening.READ_LONG", least)
    opening = Opening(data, None, clock)
    opening.read_journal(whole=False)
    assert opening.read_long is asked
    opening.desk.observe(True)
    assert not opening.read_long, "who only looks writes nothing"
    opening.close()
