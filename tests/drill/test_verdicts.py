"""What a drill was played on is kept in its own journal, and derived anew like the real one's."""

from pathlib import Path

import pytest

from cqcmd.cli.drill_script import play as module
from cqcmd.cli.drill_script.play import play
from cqcmd.cli.drill_script.script import read_script
from cqcmd.drill.scenario import library as box
from cqcmd.verdict_check import main
from tests.drill.test_scenarios import HERE, JUMPING, scenario


class Kept:
    """A folder that stays after the drill."""

    place: Path

    def __init__(self, prefix: str) -> None:
        """Take no name of its own."""

    def __enter__(self) -> str:
        return str(self.place)

    def __exit__(self, *_why: object) -> None:
        """Leave it as it is."""


@pytest.mark.parametrize("name", box.names())
def test_every_record_of_a_drill_agrees(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    Kept.place = tmp_path
    monkeypatch.setattr(module, "TemporaryDirectory", Kept)
    script = read_script(HERE / "scripts" / f"{name}.perfect.toml")
    play(scenario(name), script, None, JUMPING)
    assert main(str(tmp_path / "data" / "journal.db")) == 0
    said = capsys.readouterr().out
    assert said.startswith("〔演练〕判定凭据")
    assert "份，全部核对无误" in said
