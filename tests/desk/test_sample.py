"""The sample shows a running post, says 演练, and lies nowhere near the record."""

from pathlib import Path

from cqcmd.clock import FixedClock
from cqcmd.desk.opening import Opening
from cqcmd.desk.sample import MARK, fill


def test_the_sample_shows_running_clocks_and_one_that_waits(
    tmp_path: Path, clock: FixedClock
) -> None:
    opening = Opening(tmp_path / "sample", None, clock, MARK)
    opening.read_journal()
    fill(opening.desk)
    running, waiting = opening.desk.board().rows
    assert "演练" in opening.desk.mark
    assert running.grade.name == "较大"
    assert running.next is not None
    assert waiting.status == "14:25 起为一般"
    opening.close()
