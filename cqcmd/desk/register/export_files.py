"""The files of an export: all of them stand at the end, or none does."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal, Protocol

from cqcmd.desk.register.row_values import Row
from cqcmd.errors import BadInput, Unwritable, reason_of
from cqcmd.files.table_files import (
    CsvFile,
    JsonLine,
    JsonLinesFile,
    TableFile,
    csv_line,
    sheet_cells,
)
from cqcmd.files.workbook_out import Book
from cqcmd.i18n import _
from cqcmd.paths import lies_there

Format = Literal["xlsx", "csv", "jsonl"]

WORKBOOK = "cqcmd-export.xlsx"
"""The one file of the format ``xlsx``."""

READY: dict[Format, Callable[[Mapping[str, str]], Callable[[Row], Any]]] = {
    "xlsx": lambda _columns: sheet_cells,
    "csv": lambda _columns: csv_line,
    "jsonl": JsonLine,
}
"""What makes a row of a table with these columns ready for a file of a format."""

FAULT = _("{place} 里没有导出成（{why}），没有留下半个文件；请检查磁盘和权限后再试。")


class Outlet(Protocol):
    """Where tables go: a file each, or a sheet each of one workbook."""

    def table(self, code: str, name: str, columns: Mapping[str, str]) -> TableFile:
        """Begin a table. Raises OSError."""

    def close(self) -> None:
        """Bring all of them to the disk. Raises OSError."""

    def drop(self) -> None:
        """Let go of all of them: they are not wanted any more."""


class Folder:
    """A file a table."""

    def __init__(self, folder: Path, ending: Literal["csv", "jsonl"]) -> None:
        self._folder, self._ending = folder, ending
        self._open: list[TableFile] = []

    def table(self, code: str, name: str, columns: Mapping[str, str]) -> TableFile:
        """Begin a file. Raises OSError."""
        make = CsvFile if self._ending == "csv" else JsonLinesFile
        self._open.append(make(self._folder / f"{code}.{self._ending}", columns))
        return self._open[-1]

    def close(self) -> None:
        """Close all of them. Raises OSError."""
        while self._open:
            self._open.pop().close()

    def drop(self) -> None:
        """Let go of all of them, whatever became of what was added."""
        while self._open:
            with suppress(OSError):
                self._open.pop().close()


class Sheets:
    """A sheet a table."""

    def __init__(self, path: Path) -> None:
        self.book = Book(path)

    def table(self, code: str, name: str, columns: Mapping[str, str]) -> TableFile:
        """Begin a sheet."""
        return self.book.sheet(name, columns)

    def close(self) -> None:
        """Put the workbook on the disk. Raises OSError."""
        self.book.close()

    def drop(self) -> None:
        """Leave nothing of it in the folder for what is temporary."""
        self.book.drop()


def outlet(kind: Format, folder: Path, workbook: str = WORKBOOK) -> Folder | Sheets:
    """Return where tables of a format go."""
    return Sheets(folder / workbook) if kind == "xlsx" else Folder(folder, kind)


@contextmanager
def whole(place: Path, names: tuple[str, ...]) -> Iterator[Path]:
    """Give a folder to write into; at the end its files stand in ``place``, all or none.

    Raises:
        BadInput: a file of one of these names is there; nothing is replaced.
        Unwritable: the disk is full or may not be written; nothing of it is left.
    """
    made = not lies_there(place)
    try:
        place.mkdir(parents=True, exist_ok=True)
        for name in names:
            _refuse_there(place, name)
        folder = Path(tempfile.mkdtemp(prefix="cqcmd-", suffix=".part", dir=place))
        try:
            yield folder
            _bring_out(folder, place)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        raise Unwritable(FAULT.format(place=place, why=reason_of(error))) from error
    finally:
        if made:
            with suppress(OSError):  # there is something in it
                place.rmdir()


def _refuse_there(place: Path, name: str) -> None:
    if lies_there(place / name):
        words = _("{place} 里已有 {name}，没有导出，原来的没有动；请换一个空目录。")
        raise BadInput(words.format(place=place, name=name))


def _bring_out(folder: Path, place: Path) -> None:
    """Rename the files into their place, once all of them are on the disk; or none."""
    files = sorted(folder.iterdir())
    for file in files:
        with file.open("rb+") as written:
            os.fsync(written.fileno())
    brought: list[Path] = []
    try:
        for file in files:
            _refuse_there(place, file.name)
            file.rename(place / file.name)
            brought.append(place / file.name)
    except BaseException:
        for file in brought:
            file.unlink(missing_ok=True)
        raise
