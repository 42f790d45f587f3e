"""Whatever is wrong with a server: a terminal then begins by itself, as if there were none."""

import os
import signal
import socket
import sys
from pathlib import Path

import pytest

from tests.server.conftest import Small, wait_until
from tests.support.pseudo_terminal import Terminal

if sys.platform != "linux":
    pytest.skip("cqcmd serve 只用于 Linux", allow_module_level=True)

BY_ITSELF = 55


def begins_by_itself(terminal: Terminal) -> None:
    terminal.wait_for("by itself")
    assert terminal.wait() == BY_ITSELF


def test_there_is_none(place: Small) -> None:
    with place.terminal("tell") as terminal:
        begins_by_itself(terminal)


def test_what_is_on_no_terminal_is_not_for_it(small: Small) -> None:
    assert small.ask("--as=tell").returncode == BY_ITSELF


@pytest.mark.parametrize("words", [["backup"], ["--calling"], ["--help"], ["--rol=值班"]])
def test_another_wish_is_not_for_it(small: Small, words: list[str]) -> None:
    with small.terminal("tell") as terminal:
        terminal.wait_for("leader")
    argv = [*terminal.process.args, *words]  # type: ignore[misc]
    with Terminal(argv) as terminal:
        begins_by_itself(terminal)


def test_a_socket_was_left_behind(place: Small) -> None:
    server = place.start()
    server.kill()
    server.wait()
    assert place.socket.exists()
    with place.terminal("tell") as terminal:
        begins_by_itself(terminal)
    place.start()
    with place.terminal("tell") as terminal:
        terminal.wait_for("leader")


def test_it_hangs(place: Small) -> None:
    server = place.start()
    server.send_signal(signal.SIGSTOP)
    with place.terminal("tell") as terminal:
        begins_by_itself(terminal)
        # Once it goes on, its late session leaves the terminal alone.
        server.send_signal(signal.SIGCONT)
        with place.terminal("tell") as next_one:
            next_one.wait_for("leader")
        assert "leader" not in terminal.text()


@pytest.mark.parametrize("name", ["TEXTUAL_DRIVER", "PYTHONUTF8"])
def test_it_was_loaded_in_another_way(small: Small, name: str) -> None:
    with small.terminal("tell", env={name: "1"}) as terminal:
        begins_by_itself(terminal)


@pytest.mark.parametrize("coding", ["gbk", "ascii"])
def test_the_terminal_speaks_another_code(small: Small, coding: str) -> None:
    with small.terminal("tell", env={"PYTHONIOENCODING": coding}) as terminal:
        begins_by_itself(terminal)


def test_its_folder_is_open_to_others(small: Small) -> None:
    small.socket.parent.chmod(0o755)
    with small.terminal("tell") as terminal:
        begins_by_itself(terminal)
        assert "不是本用户的" in terminal.text()


def test_its_folder_is_somebody_elses(small: Small) -> None:
    if os.geteuid():
        pytest.skip("只有 root 能把目录给别人")
    os.chown(small.socket.parent, 12345, -1)
    with small.terminal("tell") as terminal:
        begins_by_itself(terminal)
        assert "不是本用户的" in terminal.text()


def test_a_file_lies_in_the_place_of_its_folder(place: Small) -> None:
    (place.data / "server").write_text("")
    with place.terminal("tell") as terminal:
        begins_by_itself(terminal)


def test_the_terminals_folder_is_gone(small: Small, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    with small.terminal("tell", cwd=gone) as terminal:
        terminal.wait_for("leader")  # it was there
    argv = ["sh", "-c", f'cd "{gone}" && rmdir "{gone}" && exec "$@"', "sh"]
    with Terminal([*argv, *terminal.process.args]) as terminal:  # type: ignore[misc]
        begins_by_itself(terminal)


@pytest.mark.parametrize("said", [b"", b"\0\0\0\5hello", b"\xff\xff\xff\xff", b"\0\0"])
def test_whoever_sends_nothing_of_use_holds_nobody_up(small: Small, said: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(small.socket))
        line.sendall(said)
        with small.terminal("tell") as terminal:
            terminal.wait_for("leader")
            assert terminal.wait() == 0


def test_the_program_on_the_disk_is_another_and_the_server_renews_itself(place: Small) -> None:
    server = place.start()
    place.watched.write_text("another one")
    with place.terminal("tell") as terminal:
        begins_by_itself(terminal)
    wait_until(lambda: len(place.generations()) == 2)
    assert place.generations() == [str(server.pid)] * 2
    wait_until(place.socket.exists)
    with place.terminal("tell") as terminal:
        terminal.wait_for("leader")
    assert server.poll() is None


def test_a_session_lives_on_while_the_server_renews_itself(place: Small) -> None:
    place.start()
    with place.terminal("echo") as terminal:
        terminal.wait_for("session")
        place.watched.write_text("another one")
        with place.terminal("tell") as other:
            begins_by_itself(other)
        wait_until(lambda: len(place.generations()) == 2)
        terminal.send("end\n")
        assert terminal.wait() == 3
