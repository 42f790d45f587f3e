"""The server: it waits for terminals, forks a session for each, and renews itself."""

import os
import select
import signal
import socket
import sys
from contextlib import suppress
from types import FrameType

from cqcmd.server.listening import Listening, user_of
from cqcmd.server.program import OnDisk
from cqcmd.server.session import Main, run
from cqcmd.server.words import REFUSED, STOPPED, STRANGER, say

ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

SETTLING = 1.0
"""Seconds for which the files of the program must have stayed as they are, to be loaded anew."""


class Bell:
    """A signal that asks the server to end shows as something to read."""

    def __init__(self) -> None:
        """Take the signals over. Children that end are nobody's concern."""
        self._ear, self._button = socket.socketpair()
        self._button.setblocking(False)
        signal.set_wakeup_fd(self._button.fileno())
        for number in ENDING:
            signal.signal(number, _ring)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)

    def fileno(self) -> int:
        """Return what ``select`` is to watch."""
        return self._ear.fileno()

    def take_down(self) -> None:
        """Leave the signals as a program finds them that was just begun."""
        signal.set_wakeup_fd(-1)
        for number in (*ENDING, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self._ear.close()
        self._button.close()


def _ring(_number: int, _frame: FrameType | None) -> None:
    """Do nothing: that it came is written down by the interpreter."""


class Host:
    """The loop of a server."""

    def __init__(self, listening: Listening, disk: OnDisk, main: Main) -> None:
        """Take the signals over; ``main`` is what a session runs, with its terminal's words."""
        self._listening = listening
        self._disk = disk
        self._main = main
        self._seen = disk.loaded
        self._bell = Bell()

    def serve(self) -> int:
        """Serve until told to end; return the exit status, in a session that of the session."""
        while True:
            renewing = self._seen != self._disk.loaded
            watched = (self._listening.line.fileno(), self._bell.fileno())
            ready = select.select(watched, (), (), SETTLING if renewing else None)[0]
            if self._bell.fileno() in ready:
                self._bell.take_down()
                self._listening.close()
                say(STOPPED)
                return 0
            if not ready:
                self._renew()
            elif line := self.next_terminal():
                if _forked():
                    return self._be_session(line)
                line.close()
                self._seen = self._disk.now()

    def next_terminal(self) -> socket.socket | None:
        """Return the line to the next terminal of this user; ``None``: it was somebody else's."""
        try:
            line, _address = self._listening.line.accept()
        except OSError:  # it has gone already, or too many files are open
            select.select((self._bell,), (), (), SETTLING)
            return None
        stranger = user_of(line)
        if stranger == os.geteuid():
            return line
        say(STRANGER.format(user=stranger))
        with suppress(OSError):
            line.sendall(REFUSED.encode())
        line.close()
        return None

    def _be_session(self, line: socket.socket) -> int:
        self._bell.take_down()
        self._listening.let_go()
        os.setsid()
        return run(line, self._disk, self._main)

    def _renew(self) -> None:
        """Become the program that lies on the disk, once its files have come to rest."""
        now = self._disk.now()
        if now == self._seen:
            self._listening.hand_on()
            self._bell.take_down()
            os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
        self._seen = now


def _forked() -> bool:
    """Return whether this is the new process. Where there can be none, the terminal is left."""
    try:
        return os.fork() == 0
    except OSError:
        return False
