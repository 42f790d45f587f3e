"""The post over a link that stalls, and told by a signal: nothing that is typed waits for it."""

import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.pseudo_terminal import Terminal

POST = [sys.executable, "-m", "cqcmd", "--data"]
SECONDS = 4
"""For how long the terminal does not read."""


@pytest.fixture
def typing(data: Path) -> Iterator[Terminal]:
    """The post with the form of a new call open."""
    with Terminal([*POST, str(data)]) as terminal:
        terminal.wait_for("没有事件")
        terminal.send("n")
        terminal.wait_for("受理：回车或 F9")
        yield terminal


def drafts(data: Path) -> str:
    """What is kept of forms that are being typed."""
    return "".join(path.read_text("utf-8") for path in (data / "drafts").glob("*.json"))


def wait_for_draft(data: Path, words: str) -> None:
    end = time.monotonic() + 10
    while words not in drafts(data):
        assert time.monotonic() < end, drafts(data)
        time.sleep(0.05)


def test_drafts_are_kept_while_the_terminal_does_not_read_and_then_all_is_painted(
    typing: Terminal, data: Path
) -> None:
    typing.stall()
    started, written = time.monotonic(), ""
    while time.monotonic() - started < SECONDS:
        word = "缆车停了"[len(written) % 4]
        typing.send(word)
        written += word
        # Whole pictures, which fill every buffer that lies between.
        typing.resize(80 + len(written) % 2, 24)
        time.sleep(0.2)
        if len(written) % 10 == 0:
            wait_for_draft(data, written)
    assert len(written) > SECONDS * 2
    typing.resize(120, 24)
    typing.read_on()
    typing.wait_until(lambda screen: written[:20] in screen and "受理：回车或 F9" in screen)
    typing.send("尾")
    typing.wait_for("尾")


def test_an_interrupt_from_outside_keeps_the_draft_and_says_how_to_leave(
    typing: Terminal, data: Path
) -> None:
    typing.send("江边吊车倒了")
    typing.wait_for("江边吊车倒了")
    typing.kill(signal.SIGINT)
    typing.wait_for("退出请按 Ctrl+Q")
    wait_for_draft(data, "江边吊车倒了")
    typing.send("还在")
    typing.wait_for("江边吊车倒了还在")


def test_a_quit_from_outside_keeps_the_draft_and_restores_the_terminal(
    typing: Terminal, data: Path
) -> None:
    typing.send("江边吊车倒了")
    typing.wait_for("江边吊车倒了")
    typing.kill(signal.SIGQUIT)
    assert typing.wait(10) == 131
    assert "江边吊车倒了" in drafts(data)
    assert typing.modes_now() == typing.modes


def test_a_picture_is_painted_anew_after_a_shell_wrote_over_it(data: Path) -> None:
    with Terminal([*POST, str(data)]) as post:
        post.wait_for("没有事件")
        begun = len(post.raw)
        post.kill(signal.SIGCONT)
        post.wait_until(lambda _screen: "没有事件".encode() in post.raw[begun:])
