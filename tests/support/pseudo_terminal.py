"""A small terminal for tests: a program in a real pseudo-terminal, its screen read by pyte."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyte

from cqcmd.text import cells

ROOT = Path(__file__).parents[2]
KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "backspace": "\x7f",
    "space": " ",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "insert": "\x1b[2~",
    "delete": "\x1b[3~",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    "f11": "\x1b[23~",
    "f12": "\x1b[24~",
} | {f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"}
# pyte takes these for text; none of them draws anything.
_UNKNOWN = re.compile(rb"\x1b\[[<>=][0-9;]*[A-Za-z]|\x1b\[\?[0-9;]*\$p")
_UNFINISHED = re.compile(rb"\x1b[^A-Za-z\\]{0,30}\Z")


def readable(number: int, seconds: float) -> bool:
    """Wait so long for something to read; unlike ``select`` of any file, whatever its number."""
    poll = select.poll()
    poll.register(number, select.POLLIN)
    return bool(poll.poll(seconds * 1_000))


class Terminal:
    """``argv`` in a pseudo-terminal of its own session; use it as a context manager.

    What the program writes is read all the time by a thread, unless ``stall()`` is called.
    ``raw`` holds every byte it wrote. ``modes`` are the terminal's as they were before.
    """

    def __init__(
        self,
        argv: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
        cwd: Path = ROOT,
        deaf: bool = False,
        answering: bool = False,
        plain: bool = False,
        **streams: Any,
    ) -> None:
        """Start the program.

        Args:
            env: added to the environment of the tests.
            deaf: start it with SIGHUP ignored, as under nohup.
            answering: say where the cursor stands when asked, as real terminals do.
            plain: a terminal that hangs up nobody, as its session has another.
            streams: stdin, stdout or stderr, where they shall not be the terminal.
        """
        self.raw = b""
        self._master, self._slave = pty.openpty()
        self._resize(columns, rows)
        self.modes = termios.tcgetattr(self._slave)
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._rest = b""
        self._lock = threading.Lock()
        self._reading = threading.Event()
        self._reading.set()
        self._closed = False
        self.answering = answering
        setattr(self._screen, "write_process_input", self._answer)  # noqa: B010 - pyte's own door
        self._plain = plain
        self.process = self._spawn(argv, env or {}, cwd, deaf, streams)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.close()

    def _spawn(
        self,
        argv: Sequence[str],
        env: Mapping[str, str],
        cwd: Path,
        deaf: bool,
        streams: Mapping[str, Any],
    ) -> subprocess.Popen[bytes]:
        slave = self._slave

        def own_terminal() -> None:
            if not self._plain:
                fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            if deaf:
                signal.signal(signal.SIGHUP, signal.SIG_IGN)

        ours = {"TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none", "PYTHONPATH": str(ROOT)}
        standard = dict.fromkeys(("stdin", "stdout", "stderr"), slave)
        return subprocess.Popen(
            argv,
            cwd=cwd,
            env={**os.environ, **ours, **env},
            start_new_session=True,
            preexec_fn=own_terminal,  # noqa: PLW1509 - the parent's threads only read terminals
            pass_fds=[slave],
            **{**standard, **streams},
        )

    def _read(self) -> None:
        while not self._closed:
            if not self._reading.wait(0.05) or not readable(self._master, 0.05):
                continue
            try:
                chunk = os.read(self._master, 65536)
            except OSError:
                return
            with self._lock:
                self.raw += chunk
                self._draw(chunk)

    def _draw(self, chunk: bytes) -> None:
        data = self._rest + chunk
        cut = _UNFINISHED.search(data)
        self._rest = data[cut.start() :] if cut else b""
        self._stream.feed(_UNKNOWN.sub(b"", data[: cut.start()] if cut else data))

    def _answer(self, words: str) -> None:
        if self.answering:
            os.write(self._master, words.encode())

    def send(self, keys: str | bytes) -> None:
        """Type text, or bytes as they are."""
        data = keys.encode() if isinstance(keys, str) else keys
        while data:
            data = data[os.write(self._master, data) :]

    def press(self, *names: str) -> None:
        """Press keys by name (``enter``, ``f2``, ``ctrl+p``) or by their one character."""
        for name in names:
            self.send(KEYS.get(name, name))
            if name == "escape":
                time.sleep(0.15)  # alone it is a key, with what follows a sequence

    def paste(self, text: str) -> None:
        """Paste as terminals do, in brackets."""
        self.send(f"\x1b[200~{text}\x1b[201~")

    def lines(self) -> list[str]:
        """The screen, a string a row, trailing blanks cut."""
        with self._lock:
            return [self._line(y).rstrip() for y in range(self._screen.lines)]

    def _line(self, y: int) -> str:
        """One row; a wide character whose half was just written over, as it may be between two
        writes, is a blank."""
        found, behind_wide = [], False
        for x in range(self._screen.columns):
            data = "" if behind_wide else self._screen.buffer[y][x].data or " "
            behind_wide = bool(data) and cells(data[0]) == 2
            found.append(data)
        return "".join(found)

    def text(self) -> str:
        """The screen in one string."""
        return "\n".join(self.lines())

    def wait_for(self, words: str, timeout: float = 20) -> str:
        """Wait until the screen shows the words; the screen."""
        return self.wait_until(lambda screen: words in screen, timeout, f"{words!r} to appear")

    def wait_until(
        self, holds: Callable[[str], bool], timeout: float = 20, what: str = "the condition"
    ) -> str:
        """Wait until ``holds`` of the screen; the screen."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            screen = self.text()
            if holds(screen):
                return screen
            time.sleep(0.02)
        status = self.process.poll()
        raise AssertionError(f"waited {timeout} s for {what}; status {status}; screen:\n{screen}")

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size, and tell the program."""
        with self._lock:
            self._screen.resize(rows, columns)
        self._resize(columns, rows)
        self.kill(signal.SIGWINCH)

    def _resize(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def modes_now(self) -> list[Any]:
        """The modes of the terminal, to compare with ``modes``."""
        return termios.tcgetattr(self._slave)

    def stall(self) -> None:
        """Stop reading, as a frozen link does."""
        self._reading.clear()

    @property
    def unread(self) -> int:
        """How many bytes wait to be read."""
        waiting = fcntl.ioctl(self._master, termios.FIONREAD, bytes(4))
        return int.from_bytes(waiting, sys.byteorder)

    def read_on(self) -> None:
        """Read again, as a link does that has come back."""
        self._reading.set()

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send the program a signal."""
        self.process.send_signal(number)

    def wait(self, timeout: float = 20) -> int:
        """The exit status of the program (below zero: the signal that killed it)."""
        return self.process.wait(timeout)

    def close(self) -> None:
        """Pull the plug: the program sees a dead terminal."""
        if not self._closed:
            self._closed = True
            self._reader.join()
            os.close(self._slave)
            os.close(self._master)
