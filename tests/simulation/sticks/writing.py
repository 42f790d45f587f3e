"""Bundles go to the simulated disk as well: each piece is a call that a fault may strike."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any
from unittest.mock import patch

from pyrage import DecryptError

import cqcmd.desk.bundle.writing
import cqcmd.files.bundle.lock
from cqcmd.files.bundle.lock import BEGINS


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


class QuickLock:
    """Stands in for `pyrage`, which takes seconds on purpose and another salt each time."""

    @staticmethod
    def encrypt(data: bytes, passphrase: str) -> bytes:
        return BEGINS + seal(data, passphrase) + data

    @staticmethod
    def decrypt(data: bytes, passphrase: str) -> bytes:
        found, content = data[len(BEGINS) :][:32], data[len(BEGINS) + 32 :]
        if found != seal(content, passphrase):
            raise DecryptError("simulated")
        return content


def seal(data: bytes, passphrase: str) -> bytes:
    return sha256(passphrase.encode() + data).digest()


def _opened(number: int, _mode: str) -> io.BufferedWriter:
    return io.BufferedWriter(Through(number))


@contextmanager
def through_the_disk() -> Iterator[None]:
    """Have bundles written so meanwhile."""
    with (
        patch.object(cqcmd.desk.bundle.writing, "open", _opened, create=True),
        patch.object(cqcmd.files.bundle.lock, "age", QuickLock),
    ):
        yield
