"""What a crash left half written, swept once nobody can be writing it any more."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from cqcmd.local_store.json_document import file_lock
from cqcmd.paths import OWN_FOLDERS

OLD = 3600.0
"""Seconds after which what is half written counts as left."""


def sweep(data: Path, at: datetime) -> None:
    """Remove files of a write that never came to its end; what cannot be removed stays.

    Only ours, in our folders, and old; not while the lock of the document is held.
    """
    for path in _half_written(data):
        with suppress(OSError):
            age = at.timestamp() - path.lstat().st_mtime
            if age > OLD and not _is_being_written(path.with_suffix("")):
                path.unlink()


def _half_written(data: Path) -> Iterator[Path]:
    for folder in (data, *(data / name for name in sorted(OWN_FOLDERS))):
        with suppress(OSError):  # a folder that cannot be looked into keeps what is left in it
            if folder == data or not folder.is_symlink():
                yield from tuple(folder.glob("*.new"))


def _is_being_written(document: Path) -> bool:
    locks = (document.with_name(document.name + ".lock"), document.with_suffix(".session"))
    return any(lock.exists() and _is_held(lock) for lock in locks)


def _is_held(path: Path) -> bool:
    try:
        file_lock(path, 0.0).release()
    except OSError:  # another one's wait that is over is one
        return True
    return False
