"""Who is at the post now: a small file a session, and a lock that the system ends with it.

No evidence and no record: nothing is forced to the disk, and what cannot be read is swept away.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from cqcmd import chance
from cqcmd.local_store.json_document import backup_name, file_lock, state_of
from cqcmd.paths import refuse_link

if TYPE_CHECKING:
    from filelock import BaseFileLock

MOST_BYTES = 4096
"""What the file of a session has at most; a longer one is none of ours."""

MOST = 64
"""So many sessions are looked at."""


class Attendant(Struct, frozen=True, kw_only=True):
    """What a session says of itself.

    Attributes:
        since: when it was opened.
        place: the screen in front, in words; ``ident`` the incident that it is about.
        duties: the rules of duties to report that are being met there.
        typing: whether a form is filled in there.
        silent: whether its own terminal does not answer.
    """

    since: datetime
    name: str = ""
    place: str = ""
    ident: str = ""
    duties: tuple[str, ...] = ()
    typing: bool = False
    silent: bool = False


class Seen(Struct, frozen=True):
    """Another session that lives: what it says of itself, and a number that each beat changes."""

    session: str
    attendant: Attendant
    beat: int


class Attendance:
    """The sessions in a folder; this one is there from its first word until `leave`."""

    def __init__(self, folder: Path) -> None:
        """Nothing is written or looked at yet."""
        self._folder = folder
        self._session = ""
        self._held: BaseFileLock | None = None
        self._read: dict[str, tuple[object, Attendant | None]] = {}

    def say(self, attendant: Attendant) -> None:
        """Say where this session is. Raises OSError: the disk refuses."""
        self._hold()
        path = self._path(self._session)
        new = backup_name(path)
        # Under another name first: nobody reads half of it.
        new.unlink(missing_ok=True)
        number = os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with open(number, "wb") as file:
            file.write(msgspec.json.encode(attendant))
        new.replace(path)

    def beat(self) -> None:
        """Show that this session is not held up. Raises OSError: its file is gone."""
        os.utime(self._path(self._session))

    def others(self) -> tuple[Seen, ...]:
        """Return the other sessions that live, in an order that stays. Raises OSError."""
        found = sorted(entry.name for entry in self._files() if entry.name.endswith(".json"))
        seen = tuple(self._seen(Path(name).stem) for name in found[:MOST])
        return tuple(one for one in seen if one is not None)

    def leave(self) -> None:
        """Take this session's file away; what the disk keeps is swept up by the next look."""
        if self._held is not None:
            with suppress(OSError):
                self._path(self._session).unlink(missing_ok=True)
            _let_go(self._held)
            self._held = None

    def _hold(self) -> None:
        if self._held is not None and Path(self._held.lock_file).exists():
            return
        self.leave()
        refuse_link(self._folder)
        self._session = chance.token(8)
        # Before the file itself: one whose lock is free is swept away. Not of one thread: one
        # takes it and another lets it go.
        self._held = file_lock(self._lock(self._session), 0.0, thread_local=False)

    def _files(self) -> "Iterator[os.DirEntry[str]]":
        try:
            with os.scandir(self._folder) as entries:
                yield from [entry for entry in entries if entry.is_file(follow_symlinks=False)]
        except FileNotFoundError:  # nobody has said anything yet
            return

    def _seen(self, session: str) -> Seen | None:
        if session == self._session:
            return None
        if not self._lives(session):
            self._read.pop(session, None)
            return None
        path = self._path(session)
        state = state_of(path)
        if state is None:
            return None
        before, attendant = self._read.get(session, (None, None))
        if before != state:
            attendant = _attendant(path)
            self._read[session] = state, attendant
        return Seen(session, attendant, state[0]) if attendant else None

    def _lives(self, session: str) -> bool:
        """Tell whether the session holds its lock; one that does not is swept away."""
        lock, path = self._lock(session), self._path(session)
        if _is_held(lock):
            return True
        for left in (path, backup_name(path), lock):
            with suppress(OSError):
                left.unlink(missing_ok=True)
        return False

    def _path(self, session: str) -> Path:
        return self._folder / f"{session}.json"

    def _lock(self, session: str) -> Path:
        return self._folder / f"{session}.session"


def _let_go(lock: "BaseFileLock") -> None:
    # First: Windows removes no file that is open.
    with suppress(OSError):
        lock.release()
        Path(lock.lock_file).unlink(missing_ok=True)


def _is_held(lock: Path) -> bool:
    """Tell whether a session holds its lock, without keeping another who asks from knowing it."""
    if sys.platform == "win32":
        return _is_taken(lock)
    import fcntl  # late: Windows has no such module

    try:
        number = os.open(lock, os.O_RDONLY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return False
    except OSError:  # the disk does not say
        return True
    try:
        # Shared, and with the system's own call: this is asked twice a second of everybody.
        fcntl.flock(number, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(number)
    return False


def _is_taken(lock: Path) -> bool:
    try:
        # Only where it lies there: asking would make it.
        if lock.exists():
            file_lock(lock, 0.0).release()
    except OSError:  # held, or the disk does not say
        return True
    return False


def _attendant(path: Path) -> Attendant | None:
    """Return what a session's file says; ``None``: nothing that could be one of ours."""
    try:
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with open(number, "rb") as file:
            data = file.read(MOST_BYTES + 1)
        found = msgspec.json.decode(data, type=Attendant)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return found if len(data) <= MOST_BYTES and found.since.tzinfo else None
