"""A drill and the real record never touch: the drawer is marked, each refuses the other's."""

import sys
from hashlib import sha256
from pathlib import Path

import pytest

from cqcmd.app import launch_drill as drill_post
from cqcmd.cli.main import main
from cqcmd.clock import SystemClock
from cqcmd.desk import drill_opening
from cqcmd.desk.drill.drawer import MARKER, DrillFolder, latest
from cqcmd.desk.opening import Opening
from cqcmd.errors import BadInput


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A real post with a journal."""
    place = tmp_path / "data"
    opening = Opening(place, None, SystemClock())
    opening.read_journal()
    opening.desk.station.set_up("district_regulator", "渝中区市场监管局", None, {}, "李敏")
    opening.close()
    return place


def contents(data: Path) -> dict[str, str]:
    """What stands in the real data, the drills left out."""
    return {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in data.iterdir()
        if path.is_file()
    }


def test_the_real_post_opens_no_drawer(data: Path) -> None:
    drill_folder = drill_opening.start_drill(data, "lift-trapping", None)
    for place in (drill_folder.place, drill_folder.place / "drafts", drill_folder.place / "new"):
        with pytest.raises(BadInput, match="是演练的目录，值班台不在里面记录"):
            Opening(place, None, SystemClock())
        with pytest.raises(BadInput, match="是演练的目录"):
            drill_opening.start_drill(place, "lift-trapping", None)
    link = data.parent / "link"
    link.symlink_to(drill_folder.place)
    with pytest.raises(BadInput, match="是演练的目录"):
        Opening(link, None, SystemClock())


def test_a_drill_opens_no_real_post(data: Path) -> None:
    with pytest.raises(BadInput, match="不是演练的目录，没有打开"):
        Opening(data, None, SystemClock(), drill=True)
    with pytest.raises(BadInput, match="不是演练的目录，没有打开"):
        drill_post.play_drill(DrillFolder(data))


def test_a_drill_opens_nothing_of_the_real_data_for_writing(data: Path) -> None:
    before, opened, watching = contents(data), list[str](), [True]

    def watch(event: str, args: tuple[object, ...]) -> None:
        """A hook stays for the life of the process: it is told when to stop."""
        if not watching:
            return
        if event == "sqlite3.connect" or (
            event == "open" and isinstance(args[2], int) and args[2] & 0o3
        ):
            opened.append(str(args[0]))

    sys.addaudithook(watch)
    drill_folder = drill_opening.start_drill(data, "lift-trapping", None)
    opening, session = drill_opening.opened_drill(drill_folder)
    opening.read_journal()
    session.run(60)
    ident = opening.desk.intake.new_call()
    now = opening.desk.clock.now()
    opening.desk.intake.take_call(ident, {"summary": "困人", "unit": "望江大厦"}, now)
    session.finish()
    session.close_book()
    opening.close()
    watching.clear()
    real = [path for path in opened if str(data) in path and str(drill_folder.place) not in path]
    assert any(f"{drill_folder.place}/journal.db" in path for path in opened)
    assert real == []
    assert contents(data) == before


def test_what_cannot_be_taken_up_is_said(data: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(BadInput, match="没有可以接着做的演练"):
        latest(data)
    drill_folder = drill_opening.start_drill(data, "lift-trapping", None)
    drill_folder.clock_file.write_text("{", encoding="utf-8")
    with pytest.raises(BadInput, match="没有采用"):
        drill_post.play_drill(drill_folder)
    drill_folder.clock_file.unlink()
    (drill_folder.place / MARKER).write_text("[]", encoding="utf-8")
    with pytest.raises(BadInput, match="这次演练不能接着做"):
        drill_post.play_drill(drill_folder)
    assert main(["--data", str(data), "drill", "start", "nowhere"]) == 2
    assert "Traceback" not in capfd.readouterr().err


def test_two_drills_of_one_second_lie_apart(data: Path) -> None:
    one, other = (drill_opening.start_drill(data, "lift-trapping", None) for _each in range(2))
    assert one != other
    assert one.place.parent == other.place.parent == data / "drills"
