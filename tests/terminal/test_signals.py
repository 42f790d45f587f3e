"""Signals from outside: the draft is kept, the terminal comes back, and only some end it."""

import signal
import sys
import time
from pathlib import Path

import pytest

from tests.support.pseudo_terminal import Terminal

APP = str(Path(__file__).parents[1] / "support" / "tiny_app.py")
ENDING = [
    (signal.SIGHUP, 129),
    (signal.SIGTERM, 143),
    (signal.SIGQUIT, 131),
    (signal.SIGUSR1, 128 + signal.SIGUSR1),
    (signal.SIGXCPU, 128 + signal.SIGXCPU),
]


def tiny(folder: Path) -> Terminal:
    return Terminal([sys.executable, APP, str(folder), "signals"], cwd=folder, env={"LINES": ""})


def type_place(terminal: Terminal) -> None:
    terminal.wait_for("ready")
    terminal.send("东湖路")
    terminal.wait_for("<东湖路>")
    assert terminal.modes_now() != terminal.modes


@pytest.mark.parametrize(("number", "status"), ENDING)
def test_the_draft_is_kept_and_the_terminal_restored(
    tmp_path: Path, number: signal.Signals, status: int
) -> None:
    with tiny(tmp_path) as terminal:
        type_place(terminal)
        terminal.kill(number)
        assert terminal.wait(5) == status
        assert (tmp_path / "draft").read_text() == "东湖路"
        assert terminal.modes_now() == terminal.modes
        terminal.wait_until(lambda _: b"\x1b[?1049l" in terminal.raw)
    assert not list(tmp_path.glob("core*"))


def test_an_interrupt_keeps_the_draft_and_ends_nothing(tmp_path: Path) -> None:
    with tiny(tmp_path) as terminal:
        type_place(terminal)
        for _time in range(3):
            terminal.kill(signal.SIGINT)
        terminal.wait_for("how to leave")
        assert (tmp_path / "draft").read_text() == "东湖路"
        terminal.send("口")
        terminal.wait_for("<东湖路口>")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait(5) == 143


def test_a_sleeping_program_gives_the_terminal_back_and_paints_all_anew(tmp_path: Path) -> None:
    with tiny(tmp_path) as terminal:
        type_place(terminal)
        terminal.kill(signal.SIGTSTP)
        terminal.wait_until(lambda _: terminal.modes_now() == terminal.modes)
        terminal.wait_until(lambda _: terminal.raw.endswith(b"\x1b[?1004l"))
        slept = len(terminal.raw)
        terminal.kill(signal.SIGCONT)
        terminal.wait_until(lambda _: "<东湖路>".encode() in terminal.raw[slept:])
        assert b"ready" in terminal.raw[slept:]
        assert b"\x1b[?1049h" in terminal.raw[slept:]
        time.sleep(0.2)
        terminal.send("口")
        terminal.wait_for("<东湖路口>")
