"""A measuring terminal: a program in a pseudo-terminal, each of its writes with its moment."""

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import Self

import pyte
from msgspec import Struct

from bench.place import child_environment

Screen = list[str]
Look = Callable[[Screen], bool]
NEVER = float("inf")
OWN = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}
"""What the environment of a program says of its terminal."""

_SYNC_ASKED, _SYNC_KNOWN = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
_SYNC_ON, _SYNC_OFF = "\x1b[?2026h", "\x1b[?2026l"
# Sequences that draw nothing and that pyte would take for text.
_UNKNOWN = re.compile(r"\x1b\[[<>=][0-9;]*[A-Za-z]|\x1b\[\?[0-9;]*\$p")
_UNFINISHED = re.compile(r"\x1b[^A-Za-z\\]{0,30}\Z")


class Stroke(Struct, frozen=True):
    """What a key did: seconds until it was seen, row by row, and bytes."""

    seconds: list[float]
    written: int


class Program:
    """``python arguments`` on a screen of its own; a context manager that ends it.

    A write counts from the moment it was read; it is drawn only while nothing waits to be read,
    so that drawing makes no moment late. Half a synchronised frame is never looked at.
    """

    def __init__(self, *arguments: str, columns: int = 80, rows: int = 24) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._decode = codecs.getincrementaldecoder("utf-8")().decode
        self._waiting: deque[tuple[float, bytes]] = deque()
        self._rest = ""
        self._half = False
        self.written = 0
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.started = time.perf_counter()
        self.pid = _spawn([sys.executable, *arguments], os.ttyname(slave))
        os.close(slave)
        os.set_blocking(self._master, False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._master)

    def lines(self) -> Screen:
        """The screen, a string a row."""
        return list(self._screen.display)

    def is_raw(self) -> bool:
        """Whether the program has taken the keyboard; earlier keys are the kernel's."""
        return not termios.tcgetattr(self._master)[3] & termios.ICANON

    def send(self, keys: str) -> float:
        """Type; the moment before."""
        moment = time.perf_counter()
        os.write(self._master, keys.encode())
        return moment

    def when(self, looks: list[Look], timeout: float = 20, probe: str = "") -> list[float]:
        """The moments at which each look first held of the screen, in seconds of perf_counter.

        ``probe`` is typed every 50 ms meanwhile.

        Raises:
            TimeoutError: with the screen, where one never did.
            EOFError: with the screen, where the program has ended.
        """
        found = [NEVER] * len(looks)
        end = time.perf_counter() + timeout
        again = 0.0
        while NEVER in found:
            moment = self.step(0.002)
            if moment is not None:
                self._note(looks, found, moment)
            now = time.perf_counter()
            if probe and now > again and self.is_raw():
                self.send(probe)
                again = now + 0.05
            if now > end:
                raise TimeoutError("\n".join(self.lines()))
        return found

    def stroke(self, key: str, rows: list[int], quiet: float = 0.04) -> Stroke:
        """Type one key: the seconds until each of the rows was another, and what was written."""
        before, written = self.lines(), self.written
        looks = [_other(row, before[row]) for row in rows]
        pressed = self.send(key)
        found = self.when(looks, timeout=5)
        self.settle(quiet)
        return Stroke([moment - pressed for moment in found], self.written - written)

    def _note(self, looks: list[Look], found: list[float], moment: float) -> None:
        screen = self.lines()
        for place, look in enumerate(looks):
            if found[place] == NEVER and look(screen):
                found[place] = moment

    def settle(self, quiet: float, timeout: float = 10) -> None:
        """Wait until nothing has been written for ``quiet`` seconds, or ``timeout`` is over."""
        now = last = time.perf_counter()
        end = now + timeout
        while now - last < quiet and now < end:
            before = self.written
            self.step(0.005)
            now = time.perf_counter()
            last = now if self.written != before else last

    def step(self, patience: float) -> float | None:
        """Read, or else draw one write; the moment of that write if the screen is whole again."""
        if select.select([self._master], [], [], 0 if self._waiting else patience)[0]:
            self._read()
        elif self._waiting:
            moment, data = self._waiting.popleft()
            self._draw(self._decode(data))
            return None if self._half else moment
        return None

    def _read(self) -> None:
        try:
            data = os.read(self._master, 65536)
        except OSError as gone:
            while self._waiting:
                self._draw(self._decode(self._waiting.popleft()[1]))
            raise EOFError("the program has ended\n" + "\n".join(self.lines())) from gone
        self._waiting.append((time.perf_counter(), data))
        self.written += len(data)
        if _SYNC_ASKED in data:
            os.write(self._master, _SYNC_KNOWN)

    def _draw(self, text: str) -> None:
        text = self._rest + text
        cut = _UNFINISHED.search(text)
        self._rest = text[cut.start() :] if cut else ""
        text = text[: cut.start()] if cut else text
        on, off = text.rfind(_SYNC_ON), text.rfind(_SYNC_OFF)
        self._half = on > off if on != off else self._half
        self._stream.feed(_UNKNOWN.sub("", text))

    # What it costs

    def memory(self) -> int:
        """Resident bytes now."""
        with open(f"/proc/{self.pid}/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def processor(self) -> float:
        """Seconds of processor so far, all threads."""
        return time.clock_gettime((~self.pid << 3) | 2)

    def wakes(self) -> int:
        """How often a thread of it went to sleep so far."""
        total = 0
        for task in os.listdir(f"/proc/{self.pid}/task"):
            with open(f"/proc/{self.pid}/task/{task}/status", encoding="ascii") as file:
                total += int(file.read().split("\nvoluntary_ctxt_switches:")[1].split()[0])
        return total


def _other(row: int, before: str) -> Look:
    return lambda screen: screen[row] != before


def _spawn(command: list[str], terminal: str) -> int:
    """Start it in a session of its own whose terminal this is; no copy of this process is made."""
    ends = [
        (os.POSIX_SPAWN_OPEN, 0, terminal, os.O_RDWR, 0),
        (os.POSIX_SPAWN_DUP2, 0, 1),
        (os.POSIX_SPAWN_DUP2, 0, 2),
    ]
    environment = child_environment() | OWN
    return os.posix_spawn(command[0], command, environment, file_actions=ends, setsid=True)
