"""What of a file would outlive a power cut: what was flushed, and by luck parts of the rest.

The files themselves lie in a folder of the machine that simulates and show what a running system
would read. Beside them stands what is on the platter: the content of each file at its last flush,
what was written since, and the same for names.
"""

import os
import random
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

SECTOR = 512
"""Bytes that are written whole or not at all."""


class Write(Struct, frozen=True):
    """Bytes put at an offset; or, without any, the file cut to a size."""

    offset: int
    data: bytes | None

    def put(self, content: bytearray) -> None:
        if self.data is None:
            del content[self.offset :]
            content.extend(bytes(self.offset - len(content)))
            return
        content.extend(bytes(max(0, self.offset - len(content))))
        content[self.offset : self.offset + len(self.data)] = self.data

    def sectors(self) -> list["Write"]:
        """The parts of it that are kept or lost each by itself."""
        if self.data is None:
            return [self]
        first = SECTOR - self.offset % SECTOR
        bounds = [0, *range(first, len(self.data), SECTOR), len(self.data)]
        return [
            Write(self.offset + start, self.data[start:end])
            for start, end in pairwise(bounds)
            if end > start
        ]


class Inode:
    """A file, whatever it is called."""

    def __init__(self) -> None:
        self.synced = bytearray()
        self.unsynced: list[Write] = []

    def write(self, offset: int, data: bytes | None) -> None:
        self.unsynced.append(Write(offset, data))

    def sync(self) -> None:
        for write in self.unsynced:
            write.put(self.synced)
        self.unsynced.clear()

    def lose_unsynced(self) -> None:
        """What a flush could not write is taken for written from then on (as Linux does)."""
        self.unsynced.clear()

    def after_cut(self, dice: random.Random) -> bytes:
        """What stands on the platter: none, all, the first, or any of what was not flushed."""
        parts = [part for write in self.unsynced for part in write.sectors()]
        match dice.randrange(4):
            case 0:
                parts = []
            case 1:
                parts = parts[: dice.randint(0, len(parts))]
            case 2:
                parts = [part for part in parts if dice.random() < 0.5]
        content = bytearray(self.synced)
        for part in parts:
            part.put(content)
        return bytes(content)


class Named(Struct, frozen=True):
    """A file came to be called so; ``None``: the name is gone. ``left``: the name it had."""

    path: str
    inode: Inode | None
    left: str = ""


class Disk:
    """Files beneath a folder; every path is absolute.

    Attributes:
        full: nothing more can be written to it.
    """

    def __init__(self, root: Path) -> None:
        self.root = str(root)
        self.full = False
        self._names: dict[str, Inode] = {}
        self._durable: dict[str, Inode] = {}
        self._unsynced: list[Named] = []

    def holds(self, path: str) -> bool:
        return path.startswith(self.root + os.sep)

    def inode(self, path: str) -> Inode:
        """The file of that name, made where there is none."""
        if path not in self._names:
            self._name(Named(path, Inode()))
        return self._names[path]

    def knows(self, path: str) -> bool:
        return path in self._names

    def rename(self, path: str, to: str) -> None:
        """Give a file another name, or whatever lies in a folder."""
        within = [name for name in self._names if name.startswith(path + os.sep)]
        for name in within or [path]:
            self._name(Named(to + name.removeprefix(path), self.inode(name), name))

    def remove(self, path: str) -> None:
        if path in self._names:
            self._name(Named(path, None))

    def sync_names(self) -> None:
        """Names are kept in the order in which they came about, as a file system's log does."""
        for named in self._unsynced:
            _put(named, self._durable)
        self._unsynced.clear()

    def _name(self, named: Named) -> None:
        self._unsynced.append(named)
        _put(named, self._names)

    def cut(self, dice: random.Random) -> None:
        """The power is gone: whatever was not flushed may be."""
        kept = dice.choice((0, len(self._unsynced), dice.randint(0, len(self._unsynced))))
        for named in self._unsynced[:kept]:
            _put(named, self._durable)
        lost = sorted(self._names.keys() - self._durable.keys())
        self._unsynced, self._names = [], dict(self._durable)
        for path in lost:
            Path(path).unlink(missing_ok=True)
        for path in sorted(self._names):
            self._lay(path, self._names[path].after_cut(dice))
        self._forget_indexes()

    def _lay(self, path: str, content: bytes) -> None:
        inode = self._names[path] = self._durable[path] = Inode()
        inode.synced[:] = content
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(content)

    def _forget_indexes(self) -> None:
        """The index of a write-ahead log is shared memory: whoever opens first makes it anew."""
        for index in Path(self.root).rglob("*-shm"):
            index.unlink()


def _put(named: Named, names: dict[str, Inode]) -> None:
    if named.left:
        names.pop(named.left, None)
    if named.inode is None:
        names.pop(named.path, None)
    else:
        names[named.path] = named.inode
