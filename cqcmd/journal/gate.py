"""Who may open a journal, and who may put another file in its place: never both at once."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cqcmd.errors import Unwritable
from cqcmd.i18n import _
from cqcmd.journal.access import BUSY_SECONDS, LOOK
from cqcmd.journal.faults import UNOPENED, as_refusal

LOCK_BYTE, LOCK_BYTES = 0x40000000, 512
"""Where SQLite locks a file: whoever has it open holds a part of these bytes."""

IN_USE = {errno.EAGAIN, errno.EACCES}
"""What the system says where somebody else holds a lock."""


@contextmanager
def opening(path: Path) -> Iterator[None]:
    """Hold the gate while a journal is opened: others may open it too, nobody replaces it.

    Raises Unwritable: it is being replaced.
    """
    words = _("正在恢复日志 {name}，没有打开；请等恢复做完再打开。").format(name=path)
    # A lock on the folder itself leaves nothing behind. Windows has none, and needs none: there a
    # file that somebody has open cannot be renamed.
    with _held(path.parent, path, words, shared=True):
        yield


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the gate, and the file itself, while it is replaced: nobody has it open.

    Nothing in this process may open or close the file meanwhile: that would let go of it.

    Raises Unwritable: somebody has it open.
    """
    words = _("日志 {name} 正被别的终端打开；请让各终端（也包括演练）都退出，再恢复。")
    words = words.format(name=path)
    with _held(path.parent, path, words, shared=False):
        with as_refusal(path, UNOPENED):
            there = path.exists()
        if not there:
            yield
            return
        with _held(path, path, words, shared=False):
            yield


@contextmanager
def _held(place: Path, journal: Path, words: str, *, shared: bool) -> Iterator[None]:
    """Hold the folder of a journal, or the file itself."""
    if sys.platform == "win32":
        yield
        return
    whole = place != journal
    with as_refusal(journal, UNOPENED):
        number = os.open(place, os.O_RDONLY if whole else os.O_RDWR)
    try:
        _wait_for(number, words, shared=shared, whole=whole)
        yield
    finally:
        with suppress(OSError):  # the system has let go of it, whatever it says
            os.close(number)


def _wait_for(number: int, words: str, *, shared: bool, whole: bool) -> None:
    """Lock a file, waiting a while for others: ``whole``, or the bytes that SQLite locks."""
    if sys.platform == "win32":
        return
    import fcntl  # late: Windows has no such module

    how = fcntl.LOCK_NB | (fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            if whole:
                fcntl.flock(number, how)
            else:
                fcntl.lockf(number, how, LOCK_BYTES, LOCK_BYTE)
        except OSError as error:
            if error.errno not in IN_USE:  # a disk that knows no locks
                return
            if time.monotonic() >= until:
                raise Unwritable(words) from error
            time.sleep(LOOK)
        else:
            return
