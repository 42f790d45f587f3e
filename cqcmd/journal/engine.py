"""The connection to the file: made private first, durable before a commit returns."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from cqcmd.i18n import _
from cqcmd.journal.faults import as_refusal, unwritable

BUSY_SECONDS = 5.0
"""How long a writer waits for another one before it gives up."""

_SAFE_WAL = (3, 51, 3)


def durable_mode(version: tuple[int, ...]) -> tuple[str, str]:
    """Journal mode and ``synchronous`` for an SQLite of ``version``.

    Before 3.51.3 two connections at a write-ahead log could corrupt the file.
    """
    return ("WAL", "FULL") if version >= _SAFE_WAL else ("TRUNCATE", "EXTRA")


def make_private(path: Path) -> None:
    """Create ``path`` readable by its owner alone; a file that is there keeps its content."""
    with as_refusal(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            # Made before SQLite opens it: SQLite would go by the umask, and the log beside the file
            # takes its mode from the file.
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError:
            _narrow(path)
    # SQLite makes its log beside the file; a folder that is read-only would fail the first act
    # only.
    if not os.access(path.parent, os.W_OK):
        raise unwritable(path.parent, _("文件或目录只读"))


def connect(path: Path) -> Connection:
    """One connection in autocommit: every transaction is begun and ended by name."""

    return _link(lambda: sqlite3.connect(path, timeout=BUSY_SECONDS, check_same_thread=False))


def connect_to_read(path: Path, *, alone: bool) -> Connection:
    """One connection that cannot write, makes nothing and recovers nothing.

    ``alone``: nobody else has the file open, and no log is to be looked for.
    """
    # readonly_shm: with mode=ro alone, SQLite makes the index of a write-ahead log.
    name = f"{path.absolute().as_uri()}?mode=ro&readonly_shm=1{'&immutable=1' if alone else ''}"
    link = _link(
        lambda: sqlite3.connect(name, uri=True, timeout=BUSY_SECONDS, check_same_thread=False)
    )
    link.exec_driver_sql("PRAGMA query_only = ON")
    link.exec_driver_sql("PRAGMA trusted_schema = OFF")
    link.exec_driver_sql("PRAGMA cell_size_check = ON")
    return link


def _link(driver: Callable[[], sqlite3.Connection]) -> Connection:
    # No pool: the pragmas, the lock and data_version belong to this one connection for good.
    engine = create_engine(
        "sqlite+pysqlite://", creator=driver, poolclass=NullPool, isolation_level="AUTOCOMMIT"
    )
    return engine.connect()


def set_pragmas(link: Connection) -> None:
    """Durability and distrust of what stands in the file."""
    # Of all these only WAL is kept in the file; the rest must be said to every connection anew.
    mode, sync = durable_mode(sqlite3.sqlite_version_info)
    link.exec_driver_sql(f"PRAGMA journal_mode = {mode}")
    link.exec_driver_sql(f"PRAGMA synchronous = {sync}")
    link.exec_driver_sql("PRAGMA trusted_schema = OFF")
    link.exec_driver_sql("PRAGMA cell_size_check = ON")
    # Without it INSERT OR REPLACE would take an entry away past the triggers that keep entries.
    link.exec_driver_sql("PRAGMA recursive_triggers = ON")


def driver_of(link: Connection) -> sqlite3.Connection:
    """Return the driver's own connection, for the statements that run at every act."""
    driver = link.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _narrow(path: Path) -> None:
    if os.name == "posix" and path.stat().st_mode & 0o077:
        path.chmod(0o600)
