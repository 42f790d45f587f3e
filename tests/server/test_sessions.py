"""A session is begun as its terminal would have begun it, and ends with it."""

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.server.conftest import Small, is_alive, kill, session_of, wait_until
from tests.support.pseudo_terminal import ROOT

if sys.platform != "linux":
    pytest.skip("cqcmd serve 只用于 Linux", allow_module_level=True)


def test_it_has_the_words_place_size_zone_and_environment_of_its_terminal(small: Small) -> None:
    own = {"OWN": "李敏", "TZ": "Asia/Chongqing"}
    with small.terminal("tell", env=own, columns=99, rows=31) as terminal:
        screen = terminal.wait_for("leader")
        assert terminal.wait() == 0
    umask = os.umask(0)
    os.umask(umask)
    assert f"at {ROOT} umask {umask:o} size 99x31" in screen
    assert "own 李敏 servers None" in screen
    assert "zone CST encoding utf-8" in screen
    assert "leader True" in screen
    assert "--as=tell" in screen.replace("\n", "")


def test_a_post_with_a_plan_a_role_or_a_centre_is_for_it(small: Small) -> None:
    words = ["--plan=x", "--role", "值班", "--observe", "--journal=postgresql://h/d"]
    with small.terminal("tell", words=words) as terminal:
        assert "--journal=" in terminal.wait_for("leader").replace("\n", "")


@pytest.mark.parametrize(("what", "status"), [("status", 7), ("leave", 9)])
def test_its_exit_status_is_the_terminals(small: Small, what: str, status: int) -> None:
    with small.terminal(what) as terminal:
        assert terminal.wait() == status


def test_what_is_typed_goes_to_it_and_many_run_at_once(small: Small) -> None:
    with small.terminal("echo") as one, small.terminal("echo") as other:
        assert session_of(one) != session_of(other)
        one.send("一号\n")
        other.send("二号\n")
        one.wait_for("heard 一号")
        other.wait_for("heard 二号")
        one.send("end\n")
        assert one.wait() == 3
        other.send("end\n")
        assert other.wait() == 3


def test_signals_and_the_size_of_the_window_reach_it(small: Small) -> None:
    with small.terminal("signals") as terminal:
        session_of(terminal)
        terminal.resize(66, 20)
        terminal.wait_for("got SIGWINCH 66")
        terminal.kill(signal.SIGINT)
        terminal.wait_for("got SIGINT")
        terminal.kill(signal.SIGUSR1)
        terminal.wait_for("got SIGUSR1")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait() == 128 + signal.SIGTERM


def test_a_hang_up_reaches_it(small: Small) -> None:
    with small.terminal("signals") as terminal:
        session_of(terminal)
        terminal.kill(signal.SIGHUP)
        assert terminal.wait() == 128 + signal.SIGHUP
    assert (small.data / "hung up").exists()


def test_a_terminal_that_vanishes_is_a_hang_up(small: Small) -> None:
    with small.terminal("signals") as terminal:
        session = session_of(terminal)
        terminal.kill(signal.SIGKILL)
        wait_until(lambda: not is_alive(session))
    assert (small.data / "hung up").exists()


def test_it_stands_and_goes_on_with_its_terminal(small: Small) -> None:
    with small.terminal("stand") as terminal:
        session = session_of(terminal)
        terminal.kill(signal.SIGTSTP)
        wait_until(lambda: state(terminal.process.pid) == state(session) == "T")
        terminal.kill(signal.SIGCONT)
        terminal.kill(signal.SIGINT)
        terminal.wait_for("got SIGINT")


def state(number: int) -> str:
    return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]


def test_one_that_breaks_off_says_so_mends_its_terminal_and_touches_no_other(small: Small) -> None:
    with small.terminal("echo") as one, small.terminal("echo") as other:
        session_of(other)
        kill(session_of(one))
        one.wait_for("意外停止")
        assert one.wait() == 1
        assert one.modes_now() == one.modes
        assert b"\x1b[?1049l" in one.raw
        other.send("还在\n")
        other.wait_for("heard 还在")


def test_a_server_that_is_killed_ends_no_session(place: Small) -> None:
    server = place.start()
    with place.terminal("echo") as terminal:
        session_of(terminal)
        server.kill()
        server.wait()
        terminal.send("还在\n")
        terminal.wait_for("heard 还在")
        terminal.resize(70, 20)
        terminal.send("end\n")
        assert terminal.wait() == 3


def test_a_server_that_is_told_to_end_ends_no_session(place: Small) -> None:
    server = place.start()
    with place.terminal("echo") as terminal:
        session_of(terminal)
        server.terminate()
        assert server.wait() == 0
        assert not place.socket.exists()
        terminal.send("end\n")
        assert terminal.wait() == 3


def test_a_terminal_of_one_by_one_is_served(small: Small) -> None:
    with small.terminal("signals", columns=1, rows=1) as terminal:
        wait_until(lambda: b"session " in terminal.raw)
        terminal.resize(80, 24)
        terminal.wait_for("got SIGWINCH 80")
