"""What the disk does that copies go to, told with what to do about it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cqcmd.errors import reason_of
from cqcmd.i18n import _
from cqcmd.journal.faults import unwritable

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)

UNWRITTEN = _("目录 {name} 不能写（{why}）；请检查磁盘和权限后再试。")
PULLED = _("{name} 写到一半断了（{why}），U盘可能松了或被拔出；请插好再备份一次。")


@contextmanager
def telling(folder: Path, otherwise: str = UNWRITTEN) -> Iterator[None]:
    """Raise what a disk does while it is written to as a sentence about the folder of the copies.

    ``otherwise``: the sentence where it is neither full nor closed to writing.
    """
    try:
        yield
    except OSError as error:
        words = _words(error, otherwise)
        raise unwritable(folder, reason_of(error), words) from error


def _words(error: OSError, otherwise: str) -> str:
    if error.errno in FULL:
        return _("{name} 所在的盘写不下（{why}）；请腾出地方，或者换一个盘再备份。")
    if error.errno in CLOSED:
        return _("{name} 写不进去（{why}）；请看U盘的写保护开关，或者换一个目录。")
    return otherwise
