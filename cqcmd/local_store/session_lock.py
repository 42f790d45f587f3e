"""Seats: who is at a file at this moment. A seat is a lock, free again when its process ends."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import product
from pathlib import Path
from time import sleep

from filelock import BaseFileLock, FileLock, Timeout

from cqcmd.errors import Unwritable, reason_of
from cqcmd.i18n import _
from cqcmd.paths import refuse_link

MOST = 16
"""The most seats of a kind."""

ASKED, PAUSE = 3, 0.001
"""How often it is asked whether a seat is held, and seconds between."""


class SessionLocks:
    """The seats in a directory, of several kinds; this process takes one at most."""

    def __init__(self, folder: Path) -> None:
        """Nothing is written until one is taken."""
        self._folder = folder
        self._held: BaseFileLock | None = None

    def take(self, kind: str) -> None:
        """Sit down. Raises Unwritable: the disk refuses, or none is free."""
        try:
            refuse_link(self._folder)
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for lock in self._locks(kind):
                # Inside the loop: Timeout is an OSError, too, and a seat that is taken is no disk
                # that refuses.
                with suppress(Timeout):
                    lock.acquire()
                    self._held = lock
                    return
        except OSError as error:
            words = _("{place} 写不了（{why}）；请检查磁盘和权限。")
            raise Unwritable(words.format(place=self._folder, why=reason_of(error))) from error
        raise Unwritable(_("已有 {count} 个终端在用，不能再加入。").format(count=MOST))

    def leave(self) -> None:
        """Stand up."""
        if self._held is not None:
            self._held.release()
            self._held = None

    def others(self, *kinds: str) -> int:
        """How many others sit there."""
        mine = self._held.lock_file if self._held else ""
        # Only where the file exists: asking takes the lock, and that would make the file.
        locks = (lock for lock in self._locks(*kinds) if lock.lock_file != mine)
        return sum(_is_held(lock) for lock in locks if Path(lock.lock_file).exists())

    def _locks(self, *kinds: str) -> Iterator[BaseFileLock]:
        for kind, number in product(kinds, range(MOST)):
            yield FileLock(self._folder / f"{kind}-{number}.lock", timeout=0, mode=0o600)


def _is_held(lock: BaseFileLock) -> bool:
    """Whether somebody sits there; asked again, for another who only asked held it as long."""
    for _time in range(ASKED):
        try:
            with lock:
                return False
        except (Timeout, OSError):
            sleep(PAUSE)
    return True
