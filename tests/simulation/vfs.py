"""SQLite's way to the disk: the platform's own files, each call shown to the machine first."""

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from random import Random
from unittest.mock import patch

import apsw

from tests.simulation.disk import Inode
from tests.simulation.faults import Ended
from tests.simulation.machine import Machine

MADE_WITH_NAME = apsw.SQLITE_OPEN_WAL | apsw.SQLITE_OPEN_MAIN_JOURNAL
"""Files whose first flush SQLite's own layer follows by one of their folder."""

CODES = {
    "read": apsw.SQLITE_IOERR_READ,
    "write": apsw.SQLITE_IOERR_WRITE,
    "sync": apsw.SQLITE_IOERR_FSYNC,
    "size": apsw.SQLITE_IOERR_TRUNCATE,
    "name": apsw.SQLITE_CANTOPEN,
    "remove": apsw.SQLITE_IOERR_DELETE,
}

Finder = Callable[[str], Machine | None]


class Connection(apsw.Connection):
    """Closes as SQLite does, which lets no trouble with the disk keep it from it."""

    def close(self, force: bool = False) -> None:
        with suppress(apsw.Error):
            super().close(force)


class SimulatedVfs(apsw.VFS):
    """The default for as long as a simulation lasts."""

    def __init__(self, machine_of: Finder, dice: Random, sleep: Callable[[float], None]) -> None:
        super().__init__("simulated", "unix", makedefault=True)
        self._machine_of, self._dice, self._sleep = machine_of, dice, sleep
        apsw.randomness(0)  # drawn anew, from us

    def xOpen(  # noqa: N802 - SQLite's name
        self, name: str | apsw.URIFilename | None, flags: list[int]
    ) -> apsw.VFSFile:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        machine = self._machine_of(path) if path else None
        if machine is None or path is None:
            return apsw.VFSFile("unix", name, flags)
        if flags[0] & apsw.SQLITE_OPEN_CREATE and not machine.disk.knows(path):
            _strike(machine, "name")
        return SimulatedFile(machine, path, name, flags)

    def xDelete(self, path: str, sync: bool) -> None:  # noqa: N802 - SQLite's name
        machine = self._machine_of(path)
        if machine:
            _strike(machine, "remove")
        super().xDelete(path, sync)
        if machine:
            machine.disk.remove(path)
            if sync:
                machine.disk.sync_names()

    def xSleep(self, microseconds: int) -> int:  # noqa: N802 - SQLite's name
        self._sleep(microseconds / 1e6)
        return microseconds

    def xRandomness(self, size: int) -> bytes:  # noqa: N802 - SQLite's name
        return self._dice.randbytes(size)


class SimulatedFile(apsw.VFSFile):
    """A file that is on the machine's disk."""

    def __init__(
        self, machine: Machine, path: str, name: str | apsw.URIFilename | None, flags: list[int]
    ) -> None:
        super().__init__("unix", name, flags)
        self._machine, self._process = machine, machine.process
        self._with_name = bool(flags[0] & MADE_WITH_NAME)
        self._inode: Inode = machine.disk.inode(path)

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802 - SQLite's name
        self._strike("read")
        return super().xRead(amount, offset)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - SQLite's name
        if self._strike("write") == "tear":
            self._write(data[: len(data) // 2], offset)
            raise _error(apsw.SQLITE_IOERR_WRITE)
        self._write(data, offset)

    def _write(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self._inode.write(offset, bytes(data))

    def xTruncate(self, size: int) -> None:  # noqa: N802 - SQLite's name
        self._strike("size")
        super().xTruncate(size)
        self._inode.write(size, None)

    def xSync(self, flags: int) -> None:  # noqa: N802 - SQLite's name
        if self._strike("sync") == "sync":
            self._inode.lose_unsynced()
            raise _error(apsw.SQLITE_IOERR_FSYNC)
        self._inode.sync()
        if self._with_name:
            self._machine.disk.sync_names()
            self._with_name = False

    def xLock(self, level: int) -> None:  # noqa: N802 - SQLite's name
        # A process that is no more brings nothing from the log into the file as it is put away.
        if self._process.dead:
            raise apsw.BusyError
        super().xLock(level)

    def _strike(self, kind: str) -> str:
        if self._process.dead:
            raise Ended
        return _strike(self._machine, kind)


def _strike(machine: Machine, kind: str) -> str:
    try:
        return machine.call(kind)
    except OSError as error:
        # What cannot be flushed is never told as a full disk.
        full = error.errno == errno.ENOSPC and kind != "sync"
        raise _error(apsw.SQLITE_FULL if full else CODES[kind]) from error


def _error(code: int) -> Exception:
    return apsw.exception_for(code)


@contextmanager
def in_place(machine_of: Finder, dice: Random, sleep: Callable[[float], None]) -> Iterator[None]:
    """Open every database through the simulation meanwhile."""
    unraised = sys.unraisablehook

    def tell(raised: "sys.UnraisableHookArgs") -> None:
        # SQLite asks the disk once more after it refused, which can be raised nowhere.
        if not isinstance(raised.exc_value, Ended | apsw.Error):
            unraised(raised)

    vfs = SimulatedVfs(lambda path: machine_of(os.path.abspath(path)), dice, sleep)
    try:
        with (
            patch.object(sys, "unraisablehook", tell),
            patch.object(apsw, "Connection", Connection),
        ):
            yield
    finally:
        vfs.unregister()
        apsw.randomness(0)
