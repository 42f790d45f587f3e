"""Two terminals of one record, each a process in a pseudo-terminal: killed, unread, orphaned."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.app.test_end_to_end import LINE, take_call
from tests.app.test_stalled_terminal import drafts, wait_for_draft
from tests.support.pseudo_terminal import Terminal

if sys.platform == "win32":
    pytest.skip("伪终端只用于 Linux、macOS", allow_module_level=True)

HURRIED = """
import sys
from cqcmd.cli.main import main
from cqcmd.desk.station import colleagues
from cqcmd.terminal import link
link.ASK, link.SILENT, link.GONE = {ask}, {silent}, {gone}
colleagues.BEAT, colleagues.UNANSWERED = 0.5, 2.0
sys.exit(main(sys.argv[1:]))
"""
NEVER = 3600.0
RESIZABLE = {"COLUMNS": "", "LINES": ""}
"""Without what a runner of tests may say of a size, which would stand for the terminal's own."""


def post(
    data: Path, name: str, ask: float = 1.0, silent: float = 3.0, gone: float = NEVER
) -> list[str]:
    """The post with so many seconds, in place of ten, twenty and 270."""
    code = HURRIED.format(ask=ask, silent=silent, gone=gone)
    return [sys.executable, "-c", code, "--data", str(data), "--as", name, "--role", "值班"]


def since(started: float) -> float:
    return time.monotonic() - started


def test_a_killed_terminal_is_gone_within_a_second_and_its_draft_stays(data: Path) -> None:
    with Terminal(post(data, "李敏")) as one, Terminal(post(data, "王强")) as two:
        one.wait_for("另有 1 台终端：王强 值班台")
        two.wait_for("另有 1 台终端：李敏 值班台")
        two.send("n")
        one.wait_for("王强 接报（正在填写）")
        two.send("江边吊车倒了")
        wait_for_draft(data, "江边吊车倒了")
        started = time.monotonic()
        two.kill(signal.SIGKILL)
        one.wait_until(lambda screen: "另有" not in screen)
        assert since(started) < 2, "a second, and the processors of a test"
        assert "江边吊车倒了" in drafts(data)
        one.wait_for("上次没录完")
        assert len(list((data / "present").iterdir())) == 2, "what it left is swept away"


def test_who_leaves_is_gone_and_leaves_nothing(data: Path) -> None:
    with Terminal(post(data, "李敏")) as one:
        with Terminal(post(data, "王强")) as two:
            one.wait_for("另有 1 台终端")
            two.press("ctrl+q")
            assert two.wait() == 0
        one.wait_until(lambda screen: "另有" not in screen)
        one.press("ctrl+q")
        assert one.wait() == 0
    assert list((data / "present").iterdir()) == []


def test_one_that_was_stopped_does_not_answer_until_it_goes_on(data: Path) -> None:
    with Terminal(post(data, "李敏")) as one, Terminal(post(data, "王强")) as two:
        one.wait_for("另有 1 台终端：王强 值班台")
        two.kill(signal.SIGSTOP)
        one.wait_for("王强 值班台（无响应）")
        two.kill(signal.SIGCONT)
        one.wait_until(lambda screen: "王强 值班台" in screen and "无响应" not in screen)


def test_one_that_is_not_read_does_not_answer_holds_up_nobody_and_comes_back(data: Path) -> None:
    with Terminal(post(data, "李敏")) as one, Terminal(post(data, "王强"), env=RESIZABLE) as two:
        one.wait_for("另有 1 台终端：王强")
        two.send("n")
        two.wait_for("受理：回车或 F9")
        two.stall()
        two.send("江边吊车倒了")
        fill_the_buffers(two)
        one.wait_for("无响应")
        wait_for_draft(data, "江边吊车倒了")
        started = time.monotonic()
        take_call(one, LINE)
        one.wait_for("26-0001")
        assert since(started) < 15, "no lock of the record is held over what is not read"
        two.read_on()
        two.resize(80, 24)
        one.press("escape")
        one.wait_until(lambda screen: "王强" in screen and "无响应" not in screen)
        two.wait_until(lambda screen: "江边吊车倒了" in screen)


def fill_the_buffers(terminal: Terminal) -> None:
    """Have whole pictures written until nothing more goes into what lies between."""
    turns = same = before = 0
    while same < 10:
        turns += 1
        assert turns < 200, "the program writes and writes, and nobody reads"
        terminal.resize(200 + turns % 2, 60)
        time.sleep(0.15)
        now = terminal.unread
        same, before = same + 1 if now == before and now else 0, now


def test_a_line_that_has_died_silently_is_noticed_and_the_program_ends_with_its_draft(
    data: Path,
) -> None:
    """Nothing is read and nothing refused: what clocks write would fit for hours."""
    with (
        Terminal(post(data, "李敏")) as one,
        Terminal(post(data, "王强", gone=8.0), answering=True) as two,
    ):
        one.wait_for("另有 1 台终端：王强")
        two.send("n")
        two.wait_for("受理：回车或 F9")
        two.send("江边吊车倒了")
        wait_for_draft(data, "江边吊车倒了")
        time.sleep(6)
        assert "无响应" not in one.text(), "who answers is there, however little he does"
        two.answering = False
        one.wait_for("无响应")
        assert two.wait(20) == 129
        one.wait_until(lambda screen: "另有" not in screen)
        one.wait_for("上次没录完")
        assert "江边吊车倒了" in drafts(data)


def test_one_that_is_not_read_ends_by_itself(data: Path) -> None:
    with Terminal(post(data, "王强", gone=5.0), env=RESIZABLE) as two:
        two.wait_for("没有事件")
        two.send("n")
        two.wait_for("受理：回车或 F9")
        two.send("江边吊车倒了")
        wait_for_draft(data, "江边吊车倒了")
        two.stall()
        fill_the_buffers(two)
        assert two.wait(30) == 129
    assert "江边吊车倒了" in drafts(data)


PARENT = """
import os, subprocess, sys, time
child = subprocess.Popen(sys.argv[1:])
print(child.pid, file=open({file!r}, "w"), flush=True)
time.sleep(600)
"""


def test_behind_an_orphaned_terminal_it_ends_by_itself(data: Path, tmp_path: Path) -> None:
    """Whoever began it is killed, the terminal stays open, nobody answers at it."""
    file = tmp_path / "pid"
    words = post(data, "王强", gone=5.0)
    with Terminal([sys.executable, "-c", PARENT.format(file=str(file)), *words], plain=True) as two:
        two.wait_for("没有事件")
        number = int(file.read_text("utf-8"))
        time.sleep(6)
        os.kill(number, 0)  # while its parent lives a silent terminal is a quiet one
        two.kill(signal.SIGKILL)
        end = time.monotonic() + 20
        while lives(number):
            assert time.monotonic() < end
            time.sleep(0.1)


def lives(number: int) -> bool:
    ran = subprocess.run(["ps", "-o", "stat=", "-p", str(number)], capture_output=True, text=True)
    return bool(ran.stdout.strip()) and not ran.stdout.startswith("Z")
