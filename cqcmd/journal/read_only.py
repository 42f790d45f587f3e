"""The journal of another post, read while that post writes it; nothing of it is ever touched."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import apsw

from cqcmd.errors import Refusal, Unwritable
from cqcmd.i18n import _
from cqcmd.incident.events.entry import Entry
from cqcmd.journal.engine import connect_to_read
from cqcmd.journal.faults import UNREADABLE, JournalMissing, as_refusal, code_of
from cqcmd.journal.migrations import MIGRATIONS
from cqcmd.journal.reader import JournalReader
from cqcmd.journal.schema import recognise, station_of

WAL_BYTE = 18
"""Where the header of the file says 2 for a write-ahead log."""

Mark = tuple[int, ...]


class ReadOnlyJournal:
    """Another station's file through a connection that cannot write; for one thread at a time.

    It makes no file and no directory, takes no migration and recovers nothing.
    """

    def __init__(self, path: Path, link: apsw.Connection, alone: bool, mark: Mark) -> None:
        """Made by ``open``."""
        self.path = path
        self.station = station_of(link)
        self._link = link
        self._alone = alone
        self._mark = mark
        self._reader = JournalReader(link, self.station, path)

    @classmethod
    def open(cls, path: Path) -> "ReadOnlyJournal":
        """Open the file as it lies there.

        Raises JournalMissing; Refusal: it is older or newer than this program, broken, in use
        by another program for long, or was not closed in order.
        """
        with _reading(path):
            # The mark before the connection: a file that takes the name in between then counts as
            # replaced.
            alone = _lies_alone(path)
            mark = _mark_of(path, alone)
            link = connect_to_read(path, alone=alone)
        try:
            with _reading(path):
                _insist_on_today(link, path)
                return cls(path, link, alone, mark)
        except BaseException:
            link.close()
            raise

    @property
    def replaced(self) -> bool:
        """Whether it must be opened anew: another file bears the name, or a log began or ended."""
        try:
            return _mark_of(self.path, self._alone) != self._mark
        except OSError:
            return True

    @property
    def recorded_at(self) -> datetime | None:
        """When that station recorded something last, as far as was read; ``None``: never."""
        return self._reader.recorded_at

    def changed(self) -> bool:
        """Whether something was committed since the last call. Raises Refusal."""
        with _reading(self.path):
            return self._reader.moved()

    def new_entries(self) -> tuple[Entry, ...]:
        """Entries committed since the last look, all at first, in order of arrival.

        Raises Refusal.
        """
        with _reading(self.path):
            self._reader.poll()
            return self._reader.take()

    @contextmanager
    def one_moment(self) -> Iterator[apsw.Connection]:
        """Give the connection in one read transaction: what is written meanwhile is not seen.

        Raises Refusal.
        """
        with _reading(self.path):
            self._link.execute("BEGIN")
            try:
                yield self._link
            finally:
                if self._link.in_transaction:
                    self._link.execute("ROLLBACK")

    def close(self) -> None:
        """Let go of the file."""
        self._link.close()


def _insist_on_today(link: apsw.Connection, path: Path) -> None:
    if recognise(link, path) < len(MIGRATIONS):
        words = _("日志 {name} 还没有建好，或者是旧版本写的；在值班台打开一次就可以读了。")
        raise Unwritable(words.format(name=path))


def _lies_alone(path: Path) -> bool:
    """Whether the file is made for a write-ahead log and nobody has it open.

    All is in the file itself then; to read it in the usual way SQLite would make a log beside it.
    Raises Refusal.
    """
    # Closing the file lets go of locks this process holds on it; a drill holds none.
    with path.open("rb") as file:
        header = file.read(WAL_BYTE + 1)
    if header[WAL_BYTE:] != b"\x02":
        return False
    if not _beside(path, "-wal").exists():
        return True
    if not _beside(path, "-shm").exists():
        raise _left_open(path)
    return False


def _mark_of(path: Path, alone: bool) -> Mark:
    """Return the identity of the file: with another one it must be opened anew."""
    here = path.stat()
    logged = _beside(path, "-wal").exists()
    moment = here.st_mtime_ns if alone else 0  # nothing else tells of a session that came and went
    return (here.st_dev, here.st_ino, logged, moment)


def _beside(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        with as_refusal(path, UNREADABLE):
            yield
    except Refusal as refusal:
        if isinstance(refusal.__cause__, FileNotFoundError):
            raise JournalMissing(_("{name} 不在，读不了日志。").format(name=path)) from refusal
        if _asks_to_write(refusal.__cause__):
            raise _left_open(path) from refusal
        raise


def _asks_to_write(error: BaseException | None) -> bool:
    return code_of(error) == apsw.SQLITE_READONLY


def _left_open(path: Path) -> Unwritable:
    words = _("日志 {name} 上次没有正常关闭，要先恢复才能读；在值班台打开一次就会恢复。")
    return Unwritable(words.format(name=path))
