"""Bundles go to the simulated disk as well: each piece is a call that a fault may strike."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import cqcmd.desk.bundle.writing


class Through(io.RawIOBase):
    """A file that is written by `os.write`, which Python's own files pass by."""

    def __init__(self, number: int) -> None:
        self._number = number

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return os.lseek(self._number, offset, whence)

    def write(self, data: Any) -> int:
        return os.write(self._number, data)

    def close(self) -> None:
        if not self.closed:
            super().close()
            os.close(self._number)


def _opened(number: int, _mode: str) -> io.BufferedWriter:
    return io.BufferedWriter(Through(number))


@contextmanager
def through_the_disk() -> Iterator[None]:
    """Have bundles written so meanwhile."""
    with patch.object(cqcmd.desk.bundle.writing, "open", _opened, create=True):
        yield
