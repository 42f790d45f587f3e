"""A session: the forked process takes on who asked for it, then runs the program as if begun so."""

import array
import locale
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import IO

from cqcmd.server.program import OnDisk
from cqcmd.server.request import (
    DECLINED,
    ENDED,
    GO,
    NUMBER,
    OFFERED,
    STANDARD,
    Request,
    decode,
)
from cqcmd.terminal.link import Link

PATIENCE = 2.0
"""Seconds that a terminal may take to say what it wants, and that it is still there."""

OF_THE_TERMINAL = (signal.SIGINT, signal.SIGQUIT, signal.SIGWINCH)
"""What a terminal sends to all that run on it, a drill that a session has begun included."""

BEFORE_PYTHON = (b"PYTHON", b"TEXTUAL")
"""Beginnings of the names of variables that are read once, as a program is loaded."""

Main = Callable[[list[str]], int]


def run(line: socket.socket, disk: OnDisk, main: Main) -> int:
    """Be the session at the other end of ``line``; return its exit status.

    The status is told before the interpreter takes itself apart: nobody waits for that.
    """
    line.settimeout(PATIENCE)
    try:
        request = _receive(line)
        if disk.now() != disk.loaded or _differs(request.environment):
            line.sendall(DECLINED)
            return 0
        line.sendall(OFFERED + os.getpid().to_bytes(NUMBER, "big"))
        if line.recv(1) != GO:  # it went to start by itself
            return 0
    except (OSError, ValueError):
        return 0
    line.settimeout(None)
    _become(request)
    passing = Passing(line)
    status = _status(main, [*map(os.fsdecode, request.words)])
    passing.end(status)
    return status


def _receive(line: socket.socket) -> Request:
    """Return what is asked for, with the terminal's files in their places.

    Raises:
        OSError, ValueError: nothing whole came.
    """
    numbers = array.array("i")
    data, sent, _flags, _address = line.recvmsg(1 << 16, socket.CMSG_SPACE(len(STANDARD) * NUMBER))
    for _level, kind, files in sent:
        if kind == socket.SCM_RIGHTS:
            numbers.frombytes(files)
    if len(numbers) != len(STANDARD):
        raise ValueError
    length = NUMBER + int.from_bytes(data[:NUMBER], "big")
    while len(data) < length:
        more = line.recv(1 << 16)
        if not more:
            raise ValueError
        data += more
    for standard, number in zip(STANDARD, numbers, strict=True):
        os.dup2(number, standard)
        os.close(number)
    return decode(data[NUMBER:length])


def _differs(environment: dict[bytes, bytes]) -> bool:
    """Tell whether a program begun in this environment would be loaded in another way."""

    def read_once(names: "dict[bytes, bytes] | os._Environ[bytes]") -> dict[bytes, bytes]:
        return {name: names[name] for name in names if name.startswith(BEFORE_PYTHON)}

    return read_once(environment) != read_once(os.environb)


def _become(request: Request) -> None:
    Link.follows_parent = False  # the server may end before its sessions do
    os.environb.clear()
    os.environb.update(request.environment)
    os.umask(request.umask)
    os.chdir(request.cwd)
    time.tzset()
    with suppress(locale.Error):  # one that is not installed: Python begins with "C" then
        locale.setlocale(locale.LC_CTYPE, "")
    sys.argv = ["cqcmd", *map(os.fsdecode, request.words)]
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        stream = _stream(number)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _stream(number: int) -> IO[str]:
    """Return a standard stream as the interpreter makes it for a terminal of UTF-8."""
    errors = "backslashreplace" if number == 2 else "strict"
    return open(number, "w" if number else "r", encoding="utf-8", errors=errors, closefd=False)


def _status(main: Main, words: list[str]) -> int:
    try:
        return main(words)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


class Passing:
    """Signals of the terminal's own side become signals of the session; its end is a hang-up."""

    def __init__(self, line: socket.socket) -> None:
        """Begin to listen, in a thread that sleeps until something comes."""
        self._line = line
        self._over = False
        threading.Thread(target=self._listen, name="terminal", daemon=True).start()

    def end(self, status: int) -> None:
        """Tell the exit status; what comes afterwards is for nobody."""
        self._over = True
        with suppress(OSError):  # it did not wait for it
            self._line.sendall(ENDED + bytes((status & 0xFF,)))

    def _listen(self) -> None:
        while numbers := self._heard():
            for number in numbers:
                _deliver(number)
        if not self._over:
            os.kill(os.getpid(), signal.SIGHUP)

    def _heard(self) -> bytes:
        try:
            return self._line.recv(64)
        except OSError:
            return b""


def _deliver(number: int) -> None:
    if number in OF_THE_TERMINAL:
        os.killpg(0, number)
    else:
        os.kill(os.getpid(), number)
