"""One server a data directory, in a folder that is its user's alone."""

import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cqcmd.errors import BadInput
from cqcmd.paths import data_dir
from cqcmd.server import place as places
from tests.support.pseudo_terminal import ROOT

if sys.platform != "linux":
    pytest.skip("cqcmd serve 只用于 Linux", allow_module_level=True)

from cqcmd.server.host import Host
from cqcmd.server.listening import claim, user_of
from cqcmd.server.program import OnDisk, files
from cqcmd.server.request import NUMBER, Request, decode


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_nobody_else_may_enter_the_folder_or_the_socket(tmp_path: Path) -> None:
    listening = claim(tmp_path / "data")
    listening.open()
    assert mode(tmp_path / "data/server") == 0o700
    assert mode(tmp_path / "data/server/post.sock") == 0o600
    listening.close()
    assert not (tmp_path / "data/server/post.sock").exists()


def test_a_second_one_says_which_process_the_first_is(tmp_path: Path) -> None:
    first = claim(tmp_path)
    with pytest.raises(BadInput, match=f"进程号 {os.getpid()}"):
        claim(tmp_path)
    first.close()
    claim(tmp_path).close()


def test_a_folder_that_others_may_enter_is_refused(tmp_path: Path) -> None:
    (tmp_path / "server").mkdir(mode=0o700)
    (tmp_path / "server").chmod(0o770)
    with pytest.raises(BadInput, match="别人也能进"):
        claim(tmp_path)


def test_a_folder_of_somebody_else_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "server").mkdir(mode=0o700)
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    with pytest.raises(BadInput, match="不是本用户的"):
        claim(tmp_path)


@pytest.mark.parametrize(
    "make", [lambda path: path.write_text(""), lambda path: path.symlink_to("x")]
)
def test_something_in_the_place_of_the_folder_is_said(tmp_path: Path, make: object) -> None:
    make(tmp_path / "server")  # type: ignore[operator]
    with pytest.raises(BadInput, match="值班服务没有启动"):
        claim(tmp_path)


def test_a_link_in_the_place_of_the_lock_is_followed_nowhere(tmp_path: Path) -> None:
    (tmp_path / "server").mkdir(mode=0o700)
    (tmp_path / "server/lock").symlink_to(tmp_path / "precious")
    with pytest.raises(BadInput, match="链接"):
        claim(tmp_path)
    assert not (tmp_path / "precious").exists()


def test_however_deep_the_directory_lies(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["目录" * 20] * 4)
    listening = claim(deep)
    listening.open()
    folder = places.open_folder(str(deep))
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(places.within(folder, places.SOCKET))
        assert user_of(line) == os.geteuid()
    os.close(folder)
    listening.close()


def test_another_user_is_turned_away_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    listening = claim(tmp_path)
    listening.open()
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(tmp_path / "server/post.sock"))
        monkeypatch.setattr("cqcmd.server.host.user_of", lambda _line: 12345)
        monkeypatch.setattr("cqcmd.server.host.Bell", lambda: None)
        assert Host(listening, OnDisk([]), lambda _words: 0).next_terminal() is None
        assert "你是别的用户" in line.recv(1000).decode()
    assert "12345" in capfd.readouterr().err
    listening.close()


@pytest.mark.parametrize("chosen", [None, "", "  ", "/srv/post", "~/data"])
def test_a_terminal_looks_where_the_data_lie(
    chosen: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    if chosen is not None:
        monkeypatch.setenv("XDG_DATA_HOME", chosen)
    assert Path(places.usual_data()) == data_dir()


def test_what_a_terminal_asks_for_arrives_as_it_was() -> None:
    words = ["--as=李敏".encode(), b"", b"--data", b"\xff\xfe"]
    asked = Request(words, {b"A": b"1=2", b"EMPTY": b""}, "/值班".encode(), 0o27)
    data = asked.encode()
    assert int.from_bytes(data[:NUMBER], "big") == len(data) - NUMBER
    assert vars(decode(data[NUMBER:])) == vars(asked)


def test_every_file_of_the_program_is_watched(tmp_path: Path) -> None:
    names = {Path(path).name for path in files()}
    assert {"command_post.py", "cq-2023.json", "cqcmd.tcss", "site-packages"} <= names
    one = tmp_path / "one.py"
    one.write_text("1")
    disk = OnDisk([str(one)])
    assert disk.now() == disk.loaded
    one.write_text("12")
    assert disk.now() != disk.loaded
    one.unlink()
    assert disk.now() != disk.loaded


@pytest.mark.parametrize("here", [True, False])
def test_what_connects_to_a_centre_is_loaded_where_it_is_installed(here: bool) -> None:
    without = "" if here else "import sys; sys.modules['psycopg'] = None\n"
    load = "from cqcmd.server.program import load_everything; load_everything()\n"
    told = "import sys; print('cqcmd.centre.watch' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", without + load + told], cwd=ROOT, capture_output=True, text=True
    )
    assert (ran.returncode, ran.stderr, ran.stdout) == (0, "", f"{here}\n")


def test_a_rehearsal_leaves_no_thread_no_signal_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    code = """
import signal, threading
before = {number: signal.getsignal(number) for number in signal.valid_signals()}
from cqcmd.server.rehearsal import _parsed, rehearse
rehearse()
assert threading.active_count() == 1, threading.enumerate()
assert before == {number: signal.getsignal(number) for number in signal.valid_signals()}
assert len(_parsed) > 10
"""
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr, ran.stdout) == (0, "", "")
    assert list(tmp_path.iterdir()) == []
