"""A drawer that was damaged, moved, or cannot be written: a plain sentence, and nothing lost."""

import errno
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cqcmd.desk import drill_opening
from cqcmd.desk.desk import Desk
from cqcmd.desk.drill.drawer import DrillFolder, latest
from cqcmd.desk.drill.session import DrillSession
from cqcmd.errors import BadInput, Refusal, Unwritable
from tests.support.real_time import Seconds

ROOT = Path(__file__).parents[2]


@contextmanager
def opened(drill_folder: DrillFolder) -> Iterator[tuple[Desk, DrillSession]]:
    opening, session = drill_opening.opened_drill(drill_folder)
    try:
        opening.read_journal()
        yield opening.desk, session
    finally:
        opening.close()
        session.leave()


@pytest.fixture
def drill_folder(tmp_path: Path, real: Seconds) -> DrillFolder:
    """Five minutes in, the call answered and taken."""
    drill_folder = drill_opening.start_drill(tmp_path / "data", "lift-trapping", None)
    with opened(drill_folder) as (desk, session):
        session.run()
        real.now = 400
        session.answer("call")
        ident = desk.intake.new_call()
        desk.intake.take_call(ident, {"summary": "困人", "district": "渝中区"}, desk.clock.now())
    return drill_folder


# Its files


def changes(**change: object) -> str:
    row = {"tick": {"counter": "test", "at": 0}, "speed": 1} | change
    return json.dumps({"changes": {"1": row}})


def row(table: str, at: str) -> str:
    return json.dumps({table: {"1": {"id": "call", "at": at}}})


DEEP = '{"changes":' + '{"1":' * 50_000
LOST = None
REFUSED: list[tuple[str, str | None, str]] = [
    ("tape.json", "", "不能接着做：.*tape.json 读不了（内容不完整或格式不对）.*请另开一次"),
    ("tape.json", DEEP, "不能接着做：.*tape.json 读不了"),
    ("tape.json", changes(speed=-5), "不能接着做：演练时钟的记录 tape.json 内容不对"),
    ("tape.json", changes(speed=10**9), "不能接着做：演练时钟的记录 tape.json 内容不对"),
    ("scenario/lift-trapping.toml", LOST, "不能接着做：文件 lift-trapping.toml 读不了（没有这个"),
    ("scenario/lift-trapping.toml", "[[", "不能接着做：文件 lift-trapping.toml 不是 TOML"),
    ("scenario/lift-trapping.toml", "", "不能接着做：情景 lift-trapping 有 6 处错误"),
    ("drill.json", LOST, "不是演练的目录，没有打开"),
    ("drill.json", "{", "drill.json 读不了，这次演练不能接着做；请另开一次"),
    ("drill.json", '{"x":' + "[" * 40_000, "drill.json 读不了，这次演练不能接着做"),
    ("drill.json", '{"scenario": "../../x", "title": "x"}', "不能接着做：文件 x.toml 读不了"),
    ("drill.json", '{"scenario": "a\\u0000b", "title": "x"}', "名字里有不能用的字符"),
    ("drill.json", '{"scenario": "x", "title": "x", "plan": "a\\u0000"}', "名字里有不能用的字符"),
    ("journal.db", LOST, "日志 journal.db 不在了，不能接着做；请另开一次"),
    ("journal.db", "xxxx", "已损坏或不是本程序的日志，没有改动它"),
]


def damage(drill_folder: DrillFolder, name: str, text: str | None) -> None:
    path = drill_folder.place / name
    if text is None:
        path.unlink()
    else:
        path.write_text(text, encoding="utf-8")


def begin(drill_folder: DrillFolder) -> None:
    """As far as the post opens it before the first screen, and its journal."""
    drill_opening.refuse_lost(drill_folder)
    with opened(drill_folder):
        pass


@pytest.mark.parametrize(("name", "text", "words"), REFUSED)
def test_what_cannot_be_done_without_is_told(
    drill_folder: DrillFolder, name: str, text: str | None, words: str
) -> None:
    damage(drill_folder, name, text)
    before = {path: path.read_bytes() for path in drill_folder.place.glob("*.*") if path.is_file()}
    with pytest.raises(Refusal, match=words):
        begin(drill_folder)
    kept = {path: data for path, data in before.items() if path.suffix in (".json", ".db")}
    assert all(path.read_bytes() == data for path, data in kept.items())


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("tape.json", LOST, ""),
        ("tape.json", changes(to=10**30), ""),
        ("tape.json", changes(tick={"counter": "test", "at": -(10**18)}), ""),
        ("record.json", LOST, ""),
        ("record.json", "[]", "record.json.bad-"),
        ("record.json", row("answered", "2026-09-18T09:35:00"), "record.json.bad-"),
        ("record.json", row("arrived", "9999-12-31T23:59:59Z"), "record.json.bad-"),
        ("record.json", row("answered", "2026-09-18T01:35:00Z"), ""),
        ("terminals/pulse.json", "[" * 100_000, ""),
        ("terminals/pulse.json", '{"x":' + "[" * 100_000, ""),
        ("terminals/pulse.json", '{"counter": "test", "at": 1e300}', ""),
    ],
)
def test_what_can_is_done_without(
    drill_folder: DrillFolder, real: Seconds, name: str, text: str | None, told: str
) -> None:
    (drill_folder.place / "terminals" / "pulse.json").touch()
    damage(drill_folder, name, text)
    with opened(drill_folder) as (desk, session):
        session.resume()
        assert desk.clock.now().isoformat() >= "2026-09-18T01:36:40", "never before what is written"
        assert len(desk.board().rows) == 1, "what was written stands"
        assert told in "".join(session.poll().faults)
        session.score_view()


def test_a_damaged_drill_is_not_offered_and_keeps_no_other_from_being(
    drill_folder: DrillFolder, tmp_path: Path
) -> None:
    other = drill_opening.start_drill(tmp_path / "data", "crane-overturn", None)
    (other.place / "drill.json").write_text("{", encoding="utf-8")
    assert latest(tmp_path / "data") == drill_folder


# Time


def test_a_drawer_on_another_machine_goes_on_where_it_stood(
    drill_folder: DrillFolder, real: Seconds, tmp_path: Path
) -> None:
    place = tmp_path / "elsewhere" / "copied"
    shutil.copytree(drill_folder.place, place)
    real.machine, real.now = "another", 5
    with opened(DrillFolder(place)) as (desk, session):
        session.resume()
        stood = desk.clock.now()
        assert (session.clock.speed, stood.isoformat()) == (0, "2026-09-18T01:36:40+00:00")
        assert [call.answered_at is not None for call in session.poll().calls] == [True]
        session.run()
        real.now += 10
        assert (desk.clock.now() - stood).total_seconds() == 10


def test_setting_the_wall_clock_moves_no_drill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the machine's own counter; only what `time.time` says is set back."""
    drill_folder = drill_opening.start_drill(tmp_path / "data", "lift-trapping", None)
    with opened(drill_folder) as (desk, session):
        session.run(60)
        before, wall = desk.clock.now(), time.time()
        monkeypatch.setattr(time, "time", lambda: wall - 86_400)
        monkeypatch.setattr(time, "time_ns", lambda: int(wall - 86_400) * 10**9)
        time.sleep(0.02)
        assert 0 < (desk.clock.now() - before).total_seconds() < 600
        assert getattr(desk.clock, "check", None) is None, "nobody is asked which time is right"


# The disk


def test_a_full_disk_loses_no_message(
    drill_folder: DrillFolder, real: Seconds, monkeypatch: pytest.MonkeyPatch
) -> None:
    drill_folder.record.unlink()
    with opened(drill_folder) as (desk, session):
        session.resume()
        full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        with monkeypatch.context() as patch:
            patch.setattr("cqcmd.local_store.json_document.os.fsync", _raise(full))
            state = session.poll()
            (call,) = state.calls
            with pytest.raises(Unwritable, match=r"record.json 没有保存（磁盘已满）；请检查磁盘"):
                session.answer(call.ident)
            assert "磁盘已满" in "".join(state.faults)
            assert session.state.waiting == (call,), "it still waits"
        assert session.answer(call.ident).answered_at == desk.clock.now()


def _raise(error: OSError) -> object:
    def fsync(_number: int) -> None:
        raise error

    return fsync


def test_a_drill_that_cannot_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    with monkeypatch.context() as patch:
        full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        patch.setattr("cqcmd.local_store.json_document.os.fsync", _raise(full))
        with pytest.raises(Unwritable, match="磁盘已满"):
            drill_opening.start_drill(data, "lift-trapping", None)
    assert list((data / "drills").iterdir()) == []

    def read_only(*_arguments: object, **_named: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "mkdir", read_only)
        with pytest.raises(Unwritable, match=r"演练的目录 .* 建不了（文件系统只读）；请检查磁盘"):
            drill_opening.start_drill(data, "lift-trapping", None)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "drills").write_text("一个文件", encoding="utf-8")
    with pytest.raises(Unwritable, match="建不了（那里已有同名的文件）"):
        drill_opening.start_drill(tmp_path / "other", "lift-trapping", None)


STARTING = """
import sys
from pathlib import Path
from cqcmd.clock import SystemClock
from cqcmd.desk import drill_opening
print(drill_opening.start_drill(Path(sys.argv[1]), "lift-trapping", None).place.name)
"""


def test_several_started_at_once_lie_apart(tmp_path: Path) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", STARTING, str(tmp_path / "data")],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for _each in range(3)
    ]
    said = [process.communicate(timeout=60) for process in running]
    names = {out.strip() for out, _err in said}
    assert len(names) == 3, said
    assert {path.name for path in (tmp_path / "data" / "drills").iterdir()} == names


# Where it is looked for


def test_a_drawer_named_in_place_of_the_data(drill_folder: DrillFolder) -> None:
    with pytest.raises(BadInput, match="请写成 cqcmd drill resume"):
        latest(drill_folder.place)
    with pytest.raises(BadInput, match="是演练的目录，值班台不在里面记录"):
        drill_opening.start_drill(drill_folder.place, "lift-trapping", None)
