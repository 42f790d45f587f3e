"""The real post, shown by the real server."""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cqcmd import __version__
from cqcmd.clock import SystemClock
from cqcmd.desk.opening import Opening
from tests.server.conftest import LOADED_ALIKE, is_alive, wait_until
from tests.support.pseudo_terminal import ROOT, Terminal

if sys.platform != "linux":
    pytest.skip("cqcmd serve 只用于 Linux", allow_module_level=True)

POST = [sys.executable, "-m", "cqcmd", "--as=王强", "--data"]
ITS_OWN_SIZE = {"COLUMNS": "0", "LINES": "0"}
"""Processes of pytest-xdist say a size to all that they start."""
BY_PATH = [sys.executable, "-I", "-S", str(ROOT / "cqcmd" / "__main__.py")]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int]]:
    """A data directory with a server, and the number of its process."""
    data = tmp_path_factory.mktemp("served")
    opening = Opening(data, None, SystemClock())
    opening.read_journal()
    opening.desk.station.set_up("district_regulator", "渝中局", "渝中区", {}, "李敏")
    opening.close()
    words = [sys.executable, "-m", "cqcmd", "serve", "--data", str(data)]
    with subprocess.Popen(
        words, cwd=ROOT, env={**os.environ, **LOADED_ALIKE}, stderr=subprocess.PIPE
    ) as server:
        assert server.stderr is not None
        assert "值班服务已就绪" in server.stderr.readline().decode()
        yield data, server.pid
        server.terminate()
        assert "值班服务已停止" in server.stderr.read().decode()
        assert server.wait() == 0


def sessions(server: int) -> list[int]:
    return [*map(int, Path(f"/proc/{server}/task/{server}/children").read_text().split())]


def opened(terminal: Terminal, server: int) -> int:
    """Wait for the post; the process of its session."""
    terminal.wait_for("没有事件")
    (session,) = sessions(server)
    return session


def test_a_post_opens_writes_and_leaves_as_ever(served: tuple[Path, int]) -> None:
    data, server = served
    with Terminal([*POST, str(data)], env=ITS_OWN_SIZE) as terminal:
        session = opened(terminal, server)
        terminal.resize(120, 40)
        terminal.wait_until(lambda _screen: "n接报" in terminal.lines()[39])
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
        assert terminal.modes_now() == terminal.modes
    wait_until(lambda: not is_alive(session))


def test_what_is_typed_is_kept_when_the_terminal_vanishes(served: tuple[Path, int]) -> None:
    data, server = served
    with Terminal([*POST, str(data)]) as terminal:
        session = opened(terminal, server)
        terminal.press("n")
        terminal.wait_for("事发时间")
        terminal.send("嘉陵站锅炉")
        terminal.wait_for("嘉陵站锅炉")
        terminal.kill()
        wait_until(lambda: not is_alive(session))
    kept = "".join(path.read_text("utf-8") for path in (data / "drafts").rglob("*.json"))
    assert "嘉陵站锅炉" in kept


def test_one_column_and_one_row_are_survived(served: tuple[Path, int]) -> None:
    data, server = served
    with Terminal([*POST, str(data)], columns=1, rows=1, env=ITS_OWN_SIZE) as terminal:
        wait_until(lambda: sessions(server))
        terminal.resize(80, 24)
        terminal.wait_for("值班台")
        terminal.kill(15)
        assert terminal.wait() == 143


def test_the_line_of_a_key_is_shown_by_it(served: tuple[Path, int], tmp_path: Path) -> None:
    data, server = served
    words = [*BY_PATH, f"--data={data}", "--as=王强", "--role=观察"]
    with Terminal(["sh", "-c", shlex.join(words)], env={"PYTHONPATH": str(ROOT)}) as terminal:
        terminal.wait_for("王强")
        assert len(sessions(server)) == 1
        terminal.kill(15)


def test_a_second_server_says_which_process_the_first_is(served: tuple[Path, int]) -> None:
    data, server = served
    words = [sys.executable, "-m", "cqcmd", "serve", "--data", str(data)]
    ran = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert f"进程号 {server}" in ran.stderr


@pytest.mark.parametrize(
    ("words", "answer"), [(["--version"], __version__), (["plan", "show", "1.5.3"], "1.5.3")]
)
def test_by_its_path_with_nothing_loaded_the_program_is_the_same(
    words: list[str], answer: str, tmp_path: Path
) -> None:
    ran = subprocess.run([*BY_PATH, *words], cwd=tmp_path, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert answer in ran.stdout
