"""A drill begun from the board is a process of its own; the board's own waits with nothing open."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from cqcmd.app.drill_process import Ending
from cqcmd.desk.drill.choice import RESUME, START, verb_of
from cqcmd.desk.drill.drawer import latest
from cqcmd.paths import run_again
from tests.app.test_drill import the_real_form
from tests.support.pseudo_terminal import Terminal

POST = [*run_again(), "--data"]
needs_proc = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="asks Linux itself")


def begin(post: Terminal) -> None:
    """From the board into its first drill."""
    post.wait_for("没有事件")
    post.press("f11")
    post.wait_for("演练：选情景")
    post.press("enter")
    post.wait_for("演练1倍")


def children(pid: int) -> Iterator[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    return map(int, listed.split())


def writable(pid: int) -> set[str]:
    """The journals a process has open for writing, logs beside them left out."""
    found = set()
    for path in Path(f"/proc/{pid}/fdinfo").iterdir():
        flags = int(path.read_text().split("flags:")[1].split()[0], 8)
        target = os.readlink(f"/proc/{pid}/fd/{path.name}")
        if (
            flags & (os.O_WRONLY | os.O_RDWR)
            and ".db" in target
            and not target.endswith(("-wal", "-shm"))
        ):
            found.add(target)
    return found


@needs_proc
def test_neither_process_has_the_others_journal_open(data: Path) -> None:
    with Terminal([*POST, str(data)]) as post:
        begin(post)
        (drill,) = children(post.process.pid)
        own = str(latest(data).place / "journal.db")
        # A copy that is made unasked holds its own file open for a moment.
        post.wait_until(lambda _screen: writable(drill) == {own})
        assert writable(post.process.pid) == set()
        post.press("ctrl+k")
        post.wait_until(the_real_form)
        assert list(children(post.process.pid)) == []
        post.press("escape")
        post.wait_for("没有事件")
        journal = str(data / "journal.db")
        post.wait_until(lambda _screen: writable(post.process.pid) == {journal})


def test_what_ends_the_board_ends_its_drill_in_order(data: Path) -> None:
    with Terminal([*POST, str(data)]) as post:
        begin(post)
        post.kill(signal.SIGTERM)
        assert post.wait() == 143
    with Terminal([*POST, str(data), "drill", "resume"]) as drill:
        drill.wait_for("演练暂停")
        drill.press("ctrl+q")
        assert drill.wait() == 0


def test_the_board_outlives_its_drill(data: Path) -> None:
    with Terminal([*POST, str(data)]) as post:
        begin(post)
        post.press("ctrl+q")
        post.wait_until(lambda screen: "没有事件" in screen and "演练1倍" not in screen)
        (drill_folder,) = (data / "drills").iterdir()
        (drill_folder / "scenario" / "first-call.toml").unlink()
        post.press("f11")
        post.wait_for("未完")
        post.press("enter")
        post.wait_for("不能接着做")
        post.press("ctrl+q")
        assert post.wait() == 0


@needs_proc
def test_a_board_that_is_killed_takes_its_drill_along_in_order(data: Path) -> None:
    with Terminal([*POST, str(data)]) as post:
        begin(post)
        (drill,) = children(post.process.pid)
        post.press("n", *"draft")
        post.wait_for("draft")
        os.kill(post.process.pid, signal.SIGKILL)
        deadline = time.monotonic() + 10
        while _runs(drill) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not _runs(drill)
    with Terminal([*POST, str(data), "drill", "resume"]) as found:
        found.wait_for("演练暂停")
        found.wait_for("没有保存的内容")


def _runs(pid: int) -> bool:
    """A process that nobody collects any more is over, too."""
    with suppress(FileNotFoundError):
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text("utf-8")
    return False


@needs_proc
def test_a_drill_that_is_killed_leaves_the_board(data: Path) -> None:
    with Terminal([*POST, str(data)]) as post:
        begin(post)
        (drill,) = children(post.process.pid)
        os.kill(drill, signal.SIGKILL)
        post.wait_for("演练的程序出错退出了")
        post.press("ctrl+q")
        assert post.wait() == 0


def test_a_real_alarm_in_a_drill_of_the_command_line_is_another_program(data: Path) -> None:
    began = time.monotonic()
    with Terminal([*POST, str(data), "drill", "start", "lift-trapping"]) as drill:
        drill.wait_for("演练1倍")
        start, began = time.monotonic() - began, time.monotonic()
        drill.press("ctrl+k")
        drill.wait_until(the_real_form)
        took = time.monotonic() - began
        assert took < max(4, 2 * start), "one second; on a busy machine no more than two starts"
        if sys.platform == "linux":
            line = Path(f"/proc/{drill.process.pid}/cmdline").read_bytes()
            assert b"--calling" in line
            assert b"drill" not in line.split(b"\0")


def test_a_real_alarm_in_a_drill_leads_to_a_post_with_its_centre(data: Path) -> None:
    words = [*POST, str(data), "--journal=postgresql://u@127.0.0.1:1/d", "--as=王强"]
    with Terminal([*words, "drill", "start", "lift-trapping"]) as drill:
        drill.wait_for("演练1倍")
        drill.press("ctrl+k")
        drill.wait_until(the_real_form)
        drill.wait_for("本机自己记")
    with Terminal([*POST, str(data), "--journal=journal.db", "drill", "resume"]) as drill:
        drill.wait_for("postgresql://用户@主机/库")
        assert drill.wait() == 2


def test_a_drill_that_is_played_elsewhere_says_so(data: Path) -> None:
    with Terminal([*POST, str(data), "drill", "start", "lift-trapping"]) as drill:
        drill.wait_for("演练1倍")
        with Terminal([*POST, str(data)]) as post:
            post.wait_for("没有事件")
            post.press("f11")
            post.wait_for("进行中")
            post.wait_for("回车 加入")
            post.press("enter")
            post.wait_for("已加入正在进行的演练")
            post.press("ctrl+q")
            post.wait_for("按 n 接报")
            post.press("ctrl+q")
            assert post.wait() == 0
        assert "演练1倍" in drill.text()


def test_what_was_chosen_as_words_of_the_command_line(tmp_path: Path) -> None:
    assert verb_of(f"{START}lift-trapping", tmp_path) == ("start", "lift-trapping")
    inside = str(tmp_path / "drills" / "x")
    assert verb_of(f"{RESUME}../../x", tmp_path) == ("resume", inside)
    Ending(why="为什么").write(tmp_path / "ending.json")
    assert "为什么" in (tmp_path / "ending.json").read_text("utf-8")


def test_who_logged_in_is_the_same_in_the_drill_and_when_he_comes_back(data: Path) -> None:
    with Terminal([*POST, str(data), "--as=王强", "--role=观察"]) as post:
        post.wait_for("操作 王强")
        begin(post)
        assert "观察" not in post.lines()[0], "in a drill everybody may do everything"
        post.press("escape")
        post.wait_for("值班台")
        assert "王强" in post.lines()[0]
        post.press("ctrl+k")
        post.wait_until(the_real_form)
        top = post.lines()[0]
        assert "观察" in top, top
        assert "王强" in top, top
