"""The program's own way to the disk: the calls of `os` that change a file, shown to the machine."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from tests.simulation.disk import Inode
from tests.simulation.machine import Machine

Finder = Callable[[str], Machine | None]
FOLDER = None
"""In place of a file, where a folder is open."""


class SystemCalls:
    """Stands in for the calls of `os`; paths outside every disk go through untouched."""

    def __init__(self, machine_of: Finder) -> None:
        self._machine_of = machine_of
        self._open: dict[int, tuple[Machine, Inode | None]] = {}
        self._real: dict[str, Any] = {}

    @contextmanager
    def in_place(self) -> Iterator[None]:
        with ExitStack() as patches:
            for name in ("open", "write", "fsync", "close", "replace", "rename", "unlink"):
                self._real[name] = getattr(os, name)
                patches.enter_context(patch.object(os, name, getattr(self, name)))
            yield

    def open(self, path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        name = _absolute(path)
        machine = self._machine_of(name) if name and not more else None
        if machine is None:
            number = int(self._real["open"](path, flags, mode, **more))
            # It may have been that of a file which Python closed by itself.
            self._open.pop(number, None)
            return number
        machine.refuse_dead()
        makes = bool(flags & os.O_CREAT) and not machine.disk.knows(name)
        if makes:
            machine.call("name")
        number = int(self._real["open"](path, flags, mode))
        folder = os.path.isdir(name)
        self._open[number] = machine, FOLDER if folder else machine.disk.inode(name)
        if flags & os.O_TRUNC and not makes:
            machine.disk.inode(name).write(0, None)
        return number

    def write(self, number: int, data: bytes) -> int:
        if number not in self._open:
            return int(self._real["write"](number, data))
        machine, inode = self._open[number]
        torn = machine.call("write") == "tear"
        taken = bytes(data[: len(data) // 2] if torn else data)
        offset = os.lseek(number, 0, os.SEEK_CUR)
        self._real["write"](number, taken)
        if inode:
            inode.write(offset, taken)
        if torn:
            raise OSError(errno.EIO, "simulated")
        return len(taken)

    def fsync(self, number: int) -> None:
        if number not in self._open:
            self._real["fsync"](number)
            return
        machine, inode = self._open[number]
        lost = machine.call("sync") == "sync"
        if inode is FOLDER:
            if not lost:
                machine.disk.sync_names()
        elif lost:
            inode.lose_unsynced()
        else:
            inode.sync()
        if lost:
            raise OSError(errno.EIO, "simulated")

    def close(self, number: int) -> None:
        self._open.pop(number, None)
        self._real["close"](number)

    def replace(self, path: Any, to: Any, **more: Any) -> None:
        self._move("replace", path, to, **more)

    def rename(self, path: Any, to: Any, **more: Any) -> None:
        self._move("rename", path, to, **more)

    def _move(self, how: str, path: Any, to: Any, **more: Any) -> None:
        name, target = _absolute(path), _absolute(to)
        machine = self._machine_of(target)
        if machine:
            machine.call("name")
        self._real[how](path, to, **more)
        if machine:
            machine.disk.rename(name, target)
            # By simulated time, and never twice the same: some look by it whether a file changed.
            stamp = int(machine.time.passed * 1e6) * 1000 + machine.calls
            os.utime(to, ns=(stamp, stamp))

    def unlink(self, path: Any, **more: Any) -> None:
        name = _absolute(path)
        machine = self._machine_of(name) if name and not more else None
        if machine and machine.disk.knows(name):
            machine.call("remove")
        self._real["unlink"](path, **more)
        if machine:
            machine.disk.remove(name)


def _absolute(path: Any) -> str:
    return "" if isinstance(path, int) else os.path.abspath(os.fsdecode(path))
