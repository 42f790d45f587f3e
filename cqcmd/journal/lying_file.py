"""A journal as it lies on the disk, opened to be read by somebody who may not write beside it."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import apsw

from cqcmd.i18n import _
from cqcmd.journal.engine import connect, connect_to_read
from cqcmd.journal.faults import UNREADABLE, JournalMissing, as_refusal

LOGS = ("-wal", "-journal")
"""What stands beside the file while somebody writes it, or after a crash."""


@contextmanager
def opened_to_read(path: Path) -> Iterator[apsw.Connection]:
    """Open any file; nothing is made or recovered beside it. Raises Refusal.

    What a crash left beside it is rolled in on a copy, in a scratch folder.
    """
    if not path.is_file():  # a pipe would be waited for
        raise JournalMissing(_("{name} 不在，或者不是文件，读不了日志。").format(name=path))
    with (
        as_refusal(path, UNREADABLE),
        tempfile.TemporaryDirectory(prefix="cqcmd-") as scratch,
        closing(_link(path, Path(scratch))) as link,
    ):
        yield link


def _link(path: Path, scratch: Path) -> apsw.Connection:
    link = connect_to_read(path, alone=not any(_beside(path, end).exists() for end in LOGS))
    try:
        link.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except (apsw.ReadOnlyError, apsw.CantOpenError):
        link.close()
        return _copied(path, scratch)
    except BaseException:
        link.close()
        raise
    return link


def _copied(path: Path, scratch: Path) -> apsw.Connection:
    place = scratch / "journal.db"
    for end in ("", *LOGS):
        if _beside(path, end).is_file():
            shutil.copyfile(_beside(path, end), _beside(place, end))
    return connect(place)


def _beside(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)
