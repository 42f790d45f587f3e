"""The whole thing in a real terminal: a call in Chinese, kill -9, and it goes on where it was."""

import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cqcmd.clock import SystemClock
from cqcmd.desk.opening import Opening
from cqcmd.screens.common.form_draft import DELAY
from tests.support.pseudo_terminal import Terminal

POST = [sys.executable, "-m", "cqcmd", "--data"]
COUNTDOWN = re.compile(r"\d\d:\d\d:\d\d 电话 区县政府")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A station that has been asked whom it serves."""
    place = tmp_path / "值班 data"
    opening = Opening(place, None, SystemClock())
    opening.read_journal()
    numbers = {"district_government": "63765110"}
    opening.desk.station.set_up("district_regulator", "渝中区市场监管局", "渝中区", numbers, "李敏")
    opening.close()
    return place


@pytest.fixture
def post(data: Path) -> Iterator[Terminal]:
    """The post in a terminal of 80x24, its board ready."""
    with Terminal([*POST, str(data)]) as terminal:
        terminal.wait_for("没有事件")
        yield terminal


def take_call(post: Terminal, line: str) -> None:
    """Take a call by the quick line."""
    post.send("n")
    post.wait_for("受理：回车或 F9")
    post.send(line)
    post.press("enter")
    post.wait_for("较大 1.5.3")
    post.wait_for("区县     渝中区")
    post.press("f9")
    post.wait_for("26-0001")


def drafts(data: Path) -> str:
    """What is kept of forms that are being typed."""
    return "".join(path.read_text("utf-8") for path in (data / "drafts").glob("*.json"))


LINE = "渝中区长江化工 储罐爆炸 1死3重伤 李明13800000000"


def test_killed_and_started_again_it_goes_on_where_it_was(post: Terminal, data: Path) -> None:
    take_call(post, LINE)
    post.wait_for("接下来做什么")
    assert COUNTDOWN.search(post.text())
    post.kill(signal.SIGKILL)
    with Terminal([*POST, str(data)]) as again:
        again.wait_for("26-0001")
        assert "较大" in again.text()
        assert "长江化工" in again.text()
        assert COUNTDOWN.search(again.text())


def test_what_was_being_typed_stands_again_after_kill_nine(post: Terminal, data: Path) -> None:
    post.send("n")
    post.wait_for("受理：回车或 F9")
    post.send("嘉陵江边吊车倒了")
    assert DELAY < 1  # at most one second behind the keyboard, if the machine has time for it
    end = time.monotonic() + 10
    while "嘉陵江边吊车倒了" not in drafts(data) and time.monotonic() < end:
        time.sleep(0.05)
    post.kill(signal.SIGKILL)
    with Terminal([*POST, str(data)]) as again:
        again.wait_for("没有保存的内容")
        again.press("enter")
        again.wait_for("嘉陵江边吊车倒了")


def test_a_second_terminal_sees_the_call_by_itself(post: Terminal, data: Path) -> None:
    with Terminal([*POST, str(data)]) as other:
        other.wait_for("没有事件")
        take_call(post, LINE)
        other.wait_for("26-0001")


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="没有 SIGHUP 的系统")
def test_a_hang_up_keeps_the_draft_and_ends(post: Terminal, data: Path) -> None:
    post.send("n")
    post.wait_for("受理：回车或 F9")
    post.send("索道停了")
    post.wait_for("索道停了")
    os.kill(post.process.pid, signal.SIGHUP)
    assert post.process.wait(10) == 129
    with Terminal([*POST, str(data)]) as again:
        again.wait_for("没有保存的内容")
        again.press("enter")
        again.wait_for("索道停了")


def test_escapes_that_are_typed_reach_the_terminal_harmless(post: Terminal) -> None:
    post.send("n")
    post.wait_for("受理：回车或 F9")
    post.paste("渝中区甲厂 \x1b]2;PWNED\x07[red]锅炉[/] [@click=app.exit]爆炸")
    post.press("enter")
    post.wait_for("锅炉")
    for control in (b"\x1b]2;PWNED", b"PWNED\x07"):
        assert control not in post.raw
