"""A small server, and terminals that come to it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.support.pseudo_terminal import ROOT, Terminal

SMALL = Path(__file__).with_name("small_server.py")
LOADED_ALIKE = {"PYTHONPATH": str(ROOT), "TEXTUAL_ANIMATIONS": "none"}
"""As `Terminal` sets them: a session is loaded as its terminal would have loaded it."""


def wait_until(holds: Callable[[], object], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


class Small:
    """A server of `small_server.py` and its terminals."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.watched = data / "program"
        self.watched.write_text("first")
        self.running: list[subprocess.Popen[bytes]] = []

    @property
    def socket(self) -> Path:
        return self.data / "server" / "post.sock"

    def generations(self) -> list[str]:
        """The number of the process, once for each time that a server was loaded."""
        file = self.data / "servers"
        return file.read_text().split() if file.exists() else []

    def start(self) -> subprocess.Popen[bytes]:
        before = len(self.generations())
        process = subprocess.Popen(self._words("serve"), env=self._environment())
        self.running.append(process)
        wait_until(lambda: len(self.generations()) > before)
        return process

    def terminal(self, what: str, words: Sequence[str] = (), **options: object) -> Terminal:
        return Terminal(self._words(*words, f"--as={what}"), **options)  # type: ignore[arg-type]

    def ask(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        """A client that is on no terminal."""
        return subprocess.run(self._words(*words), env=self._environment(), capture_output=True)

    def _words(self, *words: str) -> list[str]:
        return [sys.executable, str(SMALL), str(self.data), str(self.watched), *words]

    def _environment(self) -> dict[str, str]:
        return {**os.environ, **LOADED_ALIKE, "SERVERS": "yes"}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Small]:
    """Where a server may be started."""
    small = Small(tmp_path)
    yield small
    for process in small.running:
        process.kill()
        process.wait()


@pytest.fixture
def small(place: Small) -> Small:
    """A server that runs."""
    place.start()
    return place


def session_of(terminal: Terminal) -> int:
    """The process behind a terminal that said its number."""
    terminal.wait_for("session ")
    return int(terminal.text().partition("session ")[2].split()[0])


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def kill(number: int) -> None:
    os.kill(number, signal.SIGKILL)
