"""A drill in a real terminal: begun from the board, left for a real alarm, taken up again."""

import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cqcmd.clock import SystemClock
from cqcmd.desk.opening import Opening
from tests.support.pseudo_terminal import Terminal

POST = [sys.executable, "-m", "cqcmd", "--data"]


@pytest.fixture
def data(data: Path) -> Iterator[Path]:
    """The real post, of which nothing may change while drills are played."""
    yield data
    opening = Opening(data, None, SystemClock())
    opening.read_journal()
    assert opening.desk.board().rows == (), "nothing of a drill is in the real record"
    opening.close()


def jump_to_call(drill: Terminal) -> None:
    """On to the first message, and take it."""
    drill.press("f11")
    drill.wait_for("待接 0")
    drill.press("f5")
    drill.wait_for("来电1 Ctrl+Y")
    drill.press("ctrl+y")
    drill.wait_for("请自己录入")


def the_real_form(screen: str) -> bool:
    """The form of a call stands, and the top line is the real post's."""
    return "受理：回车或 F9" in screen and "演练" not in screen.partition("\n")[0]


def test_from_the_board_to_the_drill_and_back_by_a_real_alarm(data: Path) -> None:
    began = time.monotonic()
    with Terminal([*POST, str(data)]) as post:
        post.wait_for("没有事件")
        start = time.monotonic() - began
        post.send("/")
        post.wait_for("命令、编号、单位")
        post.send("演练")
        post.press("enter")
        post.wait_for("演练：选情景")
        post.press("down", "down", "enter")
        post.wait_for("演练1倍 F11")
        jump_to_call(post)
        began = time.monotonic()
        post.press("ctrl+k")
        post.wait_until(the_real_form)
        took = time.monotonic() - began
        assert took < max(2, start), "one second; on a busy machine less than a start"
        post.wait_for("真警：这是真实的接报")
        post.press("escape")
        post.wait_for("没有事件")
        post.press("ctrl+q")
        assert post.wait() == 0
    with Terminal([*POST, str(data), "drill", "resume"]) as drill:
        drill.wait_for("演练暂停 F11")
        drill.wait_for("F9 暂停")
        drill.press("f9")
        drill.wait_for("演练1倍 F11")
        drill.press("ctrl+q")
        assert drill.wait() == 0


def test_a_lost_terminal_holds_the_drill(data: Path) -> None:
    with Terminal([*POST, str(data), "drill", "start", "crane-overturn"]) as drill:
        drill.wait_for("演练1倍 F11")
        jump_to_call(drill)
        drill.kill(signal.SIGHUP)
        assert drill.wait() == 129
    with Terminal([*POST, str(data), "drill", "resume"]) as drill:
        drill.wait_for("演练暂停 F11")
        assert "电话" in drill.text()
        drill.press("ctrl+q")
        assert drill.wait() == 0


def clock_of(screen: str) -> str:
    """The moment the top line shows."""
    return screen.splitlines()[0].split()[-1]


def test_a_killed_drill_stands_where_it_was_killed(data: Path) -> None:
    with Terminal([*POST, str(data), "drill", "start", "crane-overturn"]) as drill:
        drill.wait_for("演练1倍 F11")
        jump_to_call(drill)
        drill.press("escape")
        drill.press("f8", "f8", "f8")
        begun = seconds(clock_of(drill.wait_for("演练10倍")))
        drill.wait_until(lambda screen: seconds(clock_of(screen)) >= begun + 20)
        drill.kill(signal.SIGSTOP)  # what it shows now is the last it shows
        stood = clock_of(drill.text())
        drill.kill(signal.SIGKILL)
        drill.wait()
    time.sleep(3)
    with Terminal([*POST, str(data), "drill", "resume"]) as drill:
        drill.wait_for("演练暂停 F11")
        again = clock_of(drill.text())
        passed = seconds(again) - seconds(stood)
        assert 0 <= passed < 30, "two beats of ten; three seconds dead would be thirty"
        drill.press("ctrl+q")
        assert drill.wait() == 0


def test_what_was_typed_before_a_kill_is_offered_again(data: Path) -> None:
    with Terminal([*POST, str(data), "drill", "start", "crane-overturn"]) as drill:
        drill.wait_for("演练1倍 F11")
        jump_to_call(drill)
        drill.press("f8")
        drill.wait_for("受理：回车或 F9")
        drill.send("渝中区起重机倾覆")
        drill.wait_for("起重机倾覆")
        time.sleep(1.2)  # a draft is at most a second behind the keyboard
        drill.kill(signal.SIGKILL)
        drill.wait()
    with Terminal([*POST, str(data), "drill", "resume"]) as drill:
        drill.wait_for("演练暂停 F11")
        drill.wait_for("接着填")
        drill.press("enter")
        drill.wait_for("起重机倾覆")
        drill.press("ctrl+q")
        drill.wait_for("没有受理")
        drill.press("y")
        assert drill.wait() == 0


def seconds(clock: str) -> int:
    hours, minutes, rest = map(int, clock.split(":"))
    return (hours * 60 + minutes) * 60 + rest


def beside(trainee: Terminal, command: list[str]) -> Terminal:
    """A second terminal once the drill of the first one stands."""
    trainee.wait_for("演练1倍 F11")
    return Terminal(command)


def test_the_instructor_runs_the_drill_from_another_terminal(data: Path) -> None:
    with (
        Terminal([*POST, str(data), "drill", "start", "crane-overturn"]) as trainee,
        beside(trainee, [*POST, str(data), "drill", "watch"]) as instructor,
    ):
        instructor.wait_for("受训终端 1")
        instructor.press("f5")
        trainee.wait_for("来电1 Ctrl+Y")
        instructor.wait_for("待接 1")
        trainee.press("ctrl+y")
        trainee.wait_for("请自己录入")
        instructor.wait_for("待接 0")
        trainee.press("enter")
        instructor.press("f2")
        instructor.wait_for("发消息")
        instructor.send("区政府值班室 王处")
        instructor.press("enter")
        instructor.send("马上回话")
        instructor.press("f9")
        trainee.wait_for("来电1 Ctrl+Y")
        trainee.press("ctrl+y")
        trainee.wait_for("马上回话")
        instructor.press("f3")
        instructor.wait_for("记观察")
        instructor.send("没有复诵")
        instructor.press("f9")
        instructor.wait_for("没有复诵")
        instructor.press("f9")
        trainee.wait_for("演练暂停")
        instructor.press("f9")
        trainee.wait_for("演练1倍")
        trainee.kill(signal.SIGKILL)
        trainee.wait()
        instructor.wait_for("受训终端断开，演练已停住")
        instructor.wait_for("演练暂停")
        with Terminal([*POST, str(data), "drill", "resume"]) as again:
            again.wait_for("演练暂停 F11")
            instructor.wait_for("受训终端 1")
            again.press("f9")
            instructor.wait_for("演练1倍")
            instructor.press("ctrl+q")
            assert instructor.wait() == 0
            again.wait_for("演练1倍")
            again.press("ctrl+q")
            assert again.wait() == 0
