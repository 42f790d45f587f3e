"""The file of the register: made private, opened when somebody looks something up, and its faults
in words."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, ProgrammingError
from sqlalchemy.pool import NullPool

from cqcmd.errors import BadInput, Unread, Unwritable, reason_of
from cqcmd.i18n import _
from cqcmd.paths import refuse_link
from cqcmd.registers.tables import MAKE_SOUGHT, Table

VERSION = 1
"""Of the tables; the file of another one is made anew from the lists."""

LOOKING, WRITING = 0.2, 5.0
"""Seconds that looking up, and taking in, wait for another terminal that takes in a list."""


def engine_of(path: Path, wait: float) -> Engine:
    """Return the engine of a file, which is opened by the first question only."""
    engine = create_engine(
        f"sqlite:///{path}", poolclass=NullPool if wait == WRITING else None,
        connect_args={"timeout": wait, "check_same_thread": False, "isolation_level": None},
    )  # fmt: skip
    event.listen(engine, "connect", lambda connection, _record: _settle(connection, path))
    return engine


def _settle(connection: Any, path: Path) -> None:
    """Distrust what the file brings along; refuse one of another version. Raises BadInput."""
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "cache_size = -65536"):
        connection.execute(f"PRAGMA {pragma}")
    if connection.execute("PRAGMA user_version").fetchone()[0] not in (0, VERSION):
        words = _("登记簿 {path} 是别的版本写的，读不了；请把它移走，再导入一次名册。")
        raise BadInput(words.format(path=path))


def make_private(path: Path) -> None:
    """Create the file readable by its owner alone, where there is none. Raises Unwritable."""
    try:
        refuse_link(path)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        pass
    except OSError as error:
        raise _unwritten(reason_of(error)) from error


@contextmanager
def writing(path: Path) -> Iterator[Connection]:
    """One transaction that is on disk when it ends, or leaves the file as it was.

    Raises:
        Unwritable: the disk refused, or another terminal is taking in a list.
    """
    make_private(path)
    with told(path), engine_of(path, WRITING).connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        Table.metadata.create_all(connection)
        connection.exec_driver_sql(MAKE_SOUGHT)
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
        yield connection
        connection.commit()


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Say in a sentence what SQLite or the disk has against it."""
    try:
        yield
    except ProgrammingError:  # ours, and no fault of the file
        raise
    except DBAPIError as error:
        why = str(error.orig).lower()
        if "locked" in why:
            words = _("另一个终端正在导入登记簿，没有写入；请等它完了再试。")
            raise Unwritable(words) from error
        if "full" in why or "readonly" in why or "i/o" in why:
            raise _unwritten(_reason(why)) from error
        words = _("登记簿 {path} 读不出来（日志不受影响）；请把它移走，再导入一次名册。")
        raise Unread(words.format(path=path)) from error
    except OSError as error:
        raise _unwritten(reason_of(error)) from error


def _reason(why: str) -> str:
    if "full" in why:
        return _("磁盘已满")
    return _("文件或目录只读") if "readonly" in why else _("磁盘读写出错")


def _unwritten(why: str) -> Unwritable:
    words = _("登记簿写不进去（{why}），没有导入，原来的不变；请检查磁盘后再导入一次。")
    return Unwritable(words.format(why=why))
