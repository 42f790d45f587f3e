"""The real record watched from a drill: its bells, as others write them; never a byte of ours."""

import ast
import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import apsw
import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk import drill_opening
from cqcmd.desk.desk import Desk
from cqcmd.desk.drill.real_alarms import RealWatch, foremost
from cqcmd.desk.opening import Opening
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.errors import BadInput, Refusal
from cqcmd.views import Alert
from tests.desk.calls import TANK, report, take
from tests.screens.conftest import START

PACKAGE = Path(__file__).parents[2] / "cqcmd"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@contextmanager
def post(data: Path, clock: FixedClock) -> Iterator[Desk]:
    """The real post, as another session has it open."""
    opening = Opening(data, None, clock)
    opening.read_journal()
    if not opening.desk.watch.station:
        opening.desk.station.set_up("district_regulator", "渝中区市场监管局", None, {}, "李敏")
    yield opening.desk
    opening.close()


@contextmanager
def watch(data: Path, clock: FixedClock) -> Iterator[RealWatch]:
    real = RealWatch(data, plan_in_force(None), clock)
    yield real
    real.close()


def state(place: Path) -> dict[str, tuple[str, int, int]]:
    """Every file beneath: its content, its mode, when it was written."""
    files = (path for path in place.rglob("*") if path.is_file())
    return {
        str(path): (
            sha256(path.read_bytes()).hexdigest(), path.stat().st_mode, path.stat().st_mtime_ns,
        )
        for path in files
    } | {str(place): ("", place.stat().st_mode, place.stat().st_mtime_ns)}  # fmt: skip


def labels(real: RealWatch) -> list[str]:
    real.poll()
    return [f"{bell.number} {bell.label}" for bell in real.bells]


def test_what_others_write_rings_here_and_stops_when_it_is_done(
    data: Path, clock: FixedClock
) -> None:
    with post(data, clock) as desk, watch(data, clock) as real:
        assert labels(real) == []
        ident = take(desk, TANK)
        assert "26-0001 电话 区县政府" in labels(real)
        clock.advance(minutes=5)
        take(desk, TANK)
        labels(real)
        first = foremost(real.bells, clock.now())
        assert first is not None
        assert first.number == "26-0001"
        assert first.due == START + timedelta(minutes=30)
        assert set(real.bells) == set(desk.alerts())
        report(desk, ident, "district_government", "phone")
        assert "26-0001 电话 区县政府" not in labels(real)


def test_nothing_of_the_real_data_is_written(data: Path, clock: FixedClock) -> None:
    with post(data, clock) as desk:
        take(desk, TANK)
        desk.settings.set("phone_soon", 15)
    (data / "settings.json.lock").unlink(missing_ok=True)
    before, opened, watching = state(data), list[str](), [True]

    def hook(event: str, args: tuple[object, ...]) -> None:
        """A hook stays for the life of the process: it is told when to stop."""
        if watching and event == "open" and isinstance(args[2], int) and args[2] & 0o3:
            opened.append(str(args[0]))
        if watching and event == "sqlite3.connect" and "mode=ro" not in str(args[0]):
            opened.append(str(args[0]))

    sys.addaudithook(hook)
    with watch(data, clock) as real:
        real.poll()
        real.poll()
        (phone,) = (bell for bell in real.bells if bell.label == "电话 区县政府")
        assert phone.stage_times[0] == START + timedelta(minutes=15), "as that post has set it"
    watching.clear()
    assert [path for path in opened if str(data) in path] == []
    assert state(data) == before


def test_the_watch_cannot_act_on_the_real_record(data: Path, clock: FixedClock) -> None:
    with post(data, clock) as desk:
        take(desk, TANK)
    with watch(data, clock) as real:
        real.poll()
        assert not real._open_record.ready
        with pytest.raises(Refusal, match="只看不写"), real._open_record.act():
            pass
        real._open_record.observing = False
        with pytest.raises(Refusal, match="日志还在打开"), real._open_record.act():
            pass


def test_a_drill_opens_the_real_journal_for_nothing_but_watching(
    data: Path, clock: FixedClock
) -> None:
    """Nor the other way: the post, and its watch, open nothing of a drill's."""
    with post(data, clock):
        drill_folder = drill_opening.start_drill(data, "lift-trapping", None)
    for place in (data, data / "drills"):
        with pytest.raises(BadInput, match="不是演练的目录，没有打开"):
            Opening(place, None, clock, drill=True)
    with pytest.raises(BadInput, match="是演练的目录，值班台不在里面记录"):
        Opening(drill_folder.place, None, clock)
    with pytest.raises(BadInput, match="里面没有真实的时限"):
        RealWatch(drill_folder.place, plan_in_force(None), clock)


def test_only_an_opening_opens_a_journal_for_writing() -> None:
    """So what it refuses is refused everywhere; a backup restores into a scratch place.

    What looks after a centre opens the journal that an opening has opened; a drill has no centre.
    """
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr == "open"
        and isinstance(node.value, ast.Name)
        and node.value.id == "Journal"
    }
    assert found == {
        "centre/watch.py",
        "desk/opening.py",
        "journal/copies/backup.py",
        "journal/rescue/restore.py",
    }


def test_no_journal_shows_nothing_until_there_is_one(data: Path, clock: FixedClock) -> None:
    with watch(data, clock) as real:
        assert labels(real) == []
        assert not data.exists()
        with post(data, clock) as desk:
            take(desk, TANK)
            assert labels(real)


def test_a_restored_journal_is_read_anew(data: Path, clock: FixedClock, tmp_path: Path) -> None:
    with post(data, clock) as desk:
        take(desk, TANK)
    with post(tmp_path / "other", clock) as desk, watch(data, clock) as real:
        assert labels(real)
        take(desk, TANK | {"deaths": "0"})
        report(desk, take(desk, TANK), "district_government", "phone")
        with closing(apsw.Connection(str(tmp_path / "other" / "journal.db"))) as link:
            link.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # all in the one file that is moved
        os.replace(tmp_path / "other" / "journal.db", data / "journal.db")
        assert set(labels(real)) == {f"{bell.number} {bell.label}" for bell in desk.alerts()}


def test_a_broken_one_is_told_left_alone_for_a_while_and_the_rest_stays(
    data: Path, clock: FixedClock
) -> None:
    with post(data, clock) as desk:
        take(desk, TANK)
    with watch(data, clock) as real:
        known = labels(real)
        whole = (data / "journal.db").read_bytes()
        (data / "new").write_bytes(b"nonsense " * 200)
        os.replace(data / "new", data / "journal.db")
        with pytest.raises(Refusal, match="已损坏"):
            real.poll()
        assert labels(real) == known, "stale, and said so; it is left alone for ten seconds"
        clock.advance(seconds=11)
        with pytest.raises(Refusal, match="已损坏"):
            real.poll()
        (data / "new").write_bytes(whole)
        os.replace(data / "new", data / "journal.db")
        clock.advance(seconds=11)
        assert labels(real) == known


def test_a_broken_settings_file_is_left_where_it_lies(data: Path, clock: FixedClock) -> None:
    with post(data, clock) as desk:
        take(desk, TANK)
    (data / "settings.json").write_text("{", encoding="utf-8")
    with watch(data, clock) as real:
        assert labels(real)
    assert (data / "settings.json").read_text("utf-8") == "{"


def test_a_team_that_does_not_answer_comes_before_every_duty() -> None:
    def bell(number: str, minutes: int, *, people: bool = False) -> Alert:
        return Alert(number, number, "", (), START + timedelta(minutes=minutes), people)

    team, duty, late = bell("team", 10, people=True), bell("duty", 20), bell("late", -5)
    untimed = Alert("none", "none", "", (START,))
    assert foremost((), START) is None
    assert foremost((untimed,), START) is None
    assert foremost((duty, late, team, untimed), START) == late
    assert foremost((duty, late, team), START + timedelta(minutes=10)) == team
