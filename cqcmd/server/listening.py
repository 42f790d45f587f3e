"""Where the server listens: its folder, the lock that one holds, the socket, who comes to it."""

import fcntl
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cqcmd.errors import BadInput, reason_of
from cqcmd.server.place import FOLDER, LOCK, SOCKET, NotOurs, open_folder, within
from cqcmd.server.request import NUMBER
from cqcmd.server.words import NO_PLACE, RUNNING, SOMEBODYS

WAITING = 64
"""Terminals that may stand in line."""

HELD = "CQCMD_SERVE_LOCK"
"""The environment tells a server that follows another which of its open files is the lock."""


class Listening:
    """The place of one server: nobody else has its lock. The socket opens once all is loaded."""

    def __init__(self, place: Path, lock: int) -> None:
        """Take over what is open; ``place`` is the folder of the server."""
        self.place = place
        self._lock = lock
        self.line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)

    def open(self) -> None:
        """Listen; what a server left that was killed is cleared away. Raises BadInput."""
        with _told(self.place):
            folder = open_folder(str(self.place.parent))
            try:
                (self.place / SOCKET).unlink(missing_ok=True)
                self.line.bind(within(folder, SOCKET))
                (self.place / SOCKET).chmod(0o600)
            finally:
                os.close(folder)
            self.line.listen(WAITING)

    def let_go(self) -> None:
        """Close all in a session, which is no server; the names stay."""
        self.line.close()
        os.close(self._lock)

    def close(self) -> None:
        """Take the name away and close all: terminals start by themselves again."""
        (self.place / SOCKET).unlink(missing_ok=True)
        self.let_go()

    def hand_on(self) -> None:
        """Stop listening; keep the lock for the program that takes the place of this one."""
        (self.place / SOCKET).unlink(missing_ok=True)
        self.line.close()
        os.set_inheritable(self._lock, True)
        os.environ[HELD] = str(self._lock)


def claim(data: Path) -> Listening:
    """Return the place of a server below a data directory, or go on in the one held already.

    Raises:
        BadInput: another server has it, or it is not to be had.
    """
    place = data / FOLDER
    if held := os.environ.pop(HELD, ""):
        os.set_inheritable(int(held), False)
        return Listening(place, int(held))
    with _told(place):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = open_folder(str(data))
        try:
            return Listening(place, _locked(within(folder, LOCK)))
        finally:
            os.close(folder)


@contextmanager
def _told(place: Path) -> Iterator[None]:
    try:
        yield
    except NotOurs:
        raise BadInput(SOMEBODYS.format(place=place)) from None
    except OSError as error:
        raise BadInput(NO_PLACE.format(place=place, why=reason_of(error))) from error


def _locked(path: str) -> int:
    """Return the open lock, with the number of this process in it. Raises BadInput, OSError."""
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        number = os.read(lock, 20).decode("ascii", "replace")
        os.close(lock)
        raise BadInput(RUNNING.format(number=number)) from None
    os.ftruncate(lock, 0)
    os.write(lock, str(os.getpid()).encode())
    return lock


def user_of(line: socket.socket) -> int:
    """Return the number of the user at the other end, as the kernel tells it."""
    credentials = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 3 * NUMBER)
    return int.from_bytes(credentials[NUMBER : 2 * NUMBER], sys.byteorder)
