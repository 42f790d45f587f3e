"""A disk that is slow or sick, in a real terminal: keys are kept, clocks go on, acts are done."""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from threading import Event, Thread

import apsw
import pytest

from cqcmd.clock import SystemClock, local
from tests.app.test_end_to_end import LINE, take_call
from tests.app.test_two_operators import desk_of
from tests.support.pseudo_terminal import Terminal

SLOW = 7.0
"""Seconds that the disk, or another terminal, takes."""

LATE = 1.0
"""Seconds by which the clock of the screen may be later than it is without all this."""

CLOCK = re.compile(r"\b(\d\d):(\d\d):(\d\d)\b")

pytestmark = pytest.mark.long
strace_only = pytest.mark.skipif(
    shutil.which("strace") is None, reason="a disk is made slow by strace, which is not installed"
)


@pytest.fixture
def post(data: Path) -> Iterator[Terminal]:
    with Terminal([sys.executable, "-m", "cqcmd", "--data", str(data)]) as terminal:
        terminal.wait_for("没有事件")
        yield terminal


class Lateness:
    """How late the clock of the screen was at most while somebody looked."""

    def __init__(self, post: Terminal) -> None:
        self._post, self._ended = post, Event()
        self.most = 0.0
        self._thread = Thread(target=self._look, daemon=True)

    def _look(self) -> None:
        while not self._ended.wait(0.05):
            shown = CLOCK.search(self._post.lines()[0])
            if shown:
                now = local(SystemClock().now())
                hour, minute, second = map(int, shown.groups())
                then = now.replace(hour=hour, minute=minute, second=second, microsecond=0)
                self.most = max(self.most, (now - then).total_seconds() % 86_400)

    @contextmanager
    def watched(self) -> Iterator[None]:
        self._thread.start()
        yield
        self._ended.set()
        self._thread.join()


def slow(post: Terminal, call: str, first: str = "1") -> AbstractContextManager[None]:
    """Let the first of these calls of each thread of the post come back seconds late."""
    return injected(post, call, f"delay_exit={int(SLOW * 1e6)}:when={first}")


@contextmanager
def injected(post: Terminal, call: str, what: str, *more: str) -> Iterator[None]:
    """Do something to a system call of the post, every thread of it."""
    pid, inject = str(post.process.pid), f"inject={call}:{what}"
    command = ["strace", "-f", "-p", pid, "-e", f"trace={call}", "-e", inject, *more]
    strace = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert strace.stderr is not None
    if "attached" not in strace.stderr.readline():
        pytest.skip("watching another process by strace is not permitted here")
    drain = Thread(target=strace.stderr.read, daemon=True)
    drain.start()
    try:
        yield
    finally:
        strace.terminate()
        strace.wait()


@contextmanager
def locked(data: Path) -> Iterator[None]:
    """Another program has the write lock for as long."""
    with closing(apsw.Connection(str(data / "journal.db"))) as link:
        link.execute("BEGIN IMMEDIATE")
        Thread(target=_release, args=(link,)).start()
        yield
        while link.in_transaction:
            time.sleep(0.05)


def _release(link: apsw.Connection) -> None:
    time.sleep(SLOW)
    link.execute("ROLLBACK")


def noted(data: Path) -> list[str]:
    desk = desk_of(data)
    [row] = desk.board().rows
    return [line.words for line in desk.log(row.ident)]


def call_taken(post: Terminal) -> float:
    """Take a call; how late the clock is on this machine while nothing happens."""
    take_call(post, LINE)
    post.wait_for("接下来做什么")
    lateness = Lateness(post)
    with lateness.watched():
        time.sleep(3)
    return lateness.most


def note_and_go_on(post: Terminal) -> float:
    """Record a note, and type the next one meanwhile; how late the clock was."""
    post.press(".")
    post.wait_for("F9")
    post.send("消防到场")
    post.wait_for("消防到场")
    lateness = Lateness(post)
    with lateness.watched():
        begun = time.monotonic()
        post.press("f9")
        time.sleep(2)
        for key in (".", "撤", "离", "完", "毕"):
            post.send(key)
            time.sleep(0.2)
        post.wait_for("撤离完毕", timeout=20)
        assert time.monotonic() - begun > SLOW - 1, "it had to wait"
    post.press("f9")
    post.wait_until(lambda screen: "撤离完毕" not in screen or "已记入" in screen)
    return lateness.most


def test_a_lock_held_elsewhere_for_seven_seconds(post: Terminal, data: Path) -> None:
    usual = call_taken(post)
    with locked(data):
        late = note_and_go_on(post)
    assert {"消防到场", "撤离完毕"} <= set(noted(data))
    assert late <= usual + LATE


@strace_only
def test_a_commit_that_takes_seven_seconds(post: Terminal, data: Path) -> None:
    usual = call_taken(post)
    with slow(post, "fdatasync"):
        late = note_and_go_on(post)
        time.sleep(SLOW)
    assert {"消防到场", "撤离完毕"} <= set(noted(data))
    assert late <= usual + LATE


@strace_only
def test_drafts_and_settings_that_take_seven_seconds(post: Terminal, data: Path) -> None:
    usual = call_taken(post)
    lateness = Lateness(post)
    with slow(post, "fsync", "1+"), lateness.watched():
        post.press(".")
        post.wait_for("F9")
        post.send("消防到场")
        time.sleep(1.5)
        post.press("escape")
        post.wait_for("没有保存，内容留着", timeout=3)
        post.press("f12")
        post.wait_for("鼠标已关闭", timeout=3)
        post.press(".")
        post.wait_for("消防到场", timeout=3)
        post.press("f9")
        time.sleep(3)
    post.wait_until(lambda screen: "F9" not in screen or "已记入" in screen)
    assert lateness.most <= usual + LATE
    assert "消防到场" in noted(data)


@strace_only
def test_a_log_that_cannot_be_read_for_a_while(post: Terminal, data: Path) -> None:
    usual = call_taken(post)
    lateness, log = Lateness(post), data / "journal.db-wal"
    with lateness.watched():
        with injected(post, "pread64", "error=EIO", "-P", str(log)):
            note_elsewhere(data, "市局来电询问")
            band = post.wait_for("起日志读不出")
            assert re.search(r"\d\d:\d\d起日志读不出", band)
            time.sleep(3)
            post.press(".")
            post.wait_for("F9")
            post.send("消防到场")
            post.press("f9")
            post.wait_for("磁盘读写出错")
            note_elsewhere(data, "市局再次来电")
        post.wait_until(lambda screen: "日志读不出" not in screen, what="the band to go")
        post.press("f9")
        post.wait_until(lambda screen: "下键到时间" not in screen, what="the note to be recorded")
    post.press("5")
    for words in ("市局来电询问", "市局再次来电", "消防到场"):
        post.wait_for(words)
    assert lateness.most <= usual + LATE


def note_elsewhere(data: Path, words: str) -> None:
    desk = desk_of(data)
    [row] = desk.board().rows
    desk.logbook.note(row.ident, words)
