"""A journal on a disk that takes no writing, read from a copy.

SQLite makes an index beside a file with a log, and rolls in what a crash left in the log; neither
can be done where nothing can be written, and without it the last acts would not be seen.
"""

import shutil
from pathlib import Path

from cqcmd.errors import Unwritable
from cqcmd.i18n import _
from cqcmd.journal.faults import UNREADABLE, as_refusal

TRIES = 5
"""How often a copy is begun anew: somebody else may write where we cannot."""

_State = tuple[tuple[int, int], ...]


def copy_to_read(path: Path, folder: Path) -> tuple[Path, bool]:
    """Copy the journal as it stands into ``folder``: the copy, and whether a log lay beside it.

    Raises Unwritable.
    """
    with as_refusal(path, UNREADABLE):
        for _attempt in range(TRIES):
            before = _state(path)
            copy = _copied(path, folder)
            if _state(path) == before:
                return copy, _log(copy).exists() and _log(copy).stat().st_size > 0
    words = _("日志 {name} 正由别处不停地写，读不到一份完整的；请过一会儿再打开。")
    raise Unwritable(words.format(name=path))


def _copied(path: Path, folder: Path) -> Path:
    copy = folder / path.name
    shutil.copyfile(path, copy)
    _log(copy).unlink(missing_ok=True)
    if _log(path).exists():
        shutil.copyfile(_log(path), _log(copy))
    return copy


def _state(path: Path) -> _State:
    found = (one.stat() for one in (path, _log(path)) if one.exists())
    return tuple((state.st_size, state.st_mtime_ns) for state in found)


def _log(path: Path) -> Path:
    return path.with_name(path.name + "-wal")
