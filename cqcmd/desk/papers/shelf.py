"""Papers as they lie in their folder, handed to a program that asks for one by its name."""

import os
import shutil
import stat
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from cqcmd.errors import BadInput, Unread, reason_of
from cqcmd.i18n import _
from cqcmd.paths import PAPERS
from cqcmd.text import unseen

ZIP = ".zip"
"""Stands behind the name of a folder, which goes as one file."""


BEING_WRITTEN = (".part", ".new", ".lock")
"""Ends of names under which nothing is whole yet."""


class Kept(Struct, frozen=True):
    """A file, or a folder as one file: its name, its bytes as they lie there, when it was made."""

    name: str
    path: Path
    size: int
    made_at: datetime
    is_folder: bool = False


class Shelf:
    """The folder of papers of a data directory. What is a link, or hidden, is not on it."""

    def __init__(self, data: Path) -> None:
        self._folder = data / PAPERS

    def list(self) -> tuple[Kept, ...]:
        """Return what lies there, the latest first. Raises Unread."""
        try:
            found = tuple(self._found())
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise _unread(self._folder.name, error) from error
        return tuple(sorted(found, key=lambda one: (one.made_at, one.name), reverse=True))

    def _found(self) -> Iterator[Kept]:
        if self._folder.is_symlink():
            return
        with os.scandir(self._folder) as entries:
            for entry in entries:
                if not entry.is_symlink() and _is_whole(entry.name):
                    yield from _kept(entry)

    def named(self, name: str) -> Kept:
        """Return what bears a name. Raises BadInput: nothing does, or it leads elsewhere."""
        if "/" in name or "\\" in name or ".." in name or unseen(name):
            raise BadInput(_("名字里不能有 / \\ .. 和看不见的字符，没有给；先用 文书 看有哪些。"))
        found = next((one for one in self.list() if one.name == name), None)
        if found is None:
            words = _("没有“{name}”，没有给；先用 文书 看有哪些，名字要写全。")
            raise BadInput(words.format(name=name[:80]))
        return found

    def send(self, kept: Kept, out: BinaryIO) -> None:
        """Write the bytes of one; of a folder a zip. Raises Unread, OSError of the output."""
        if kept.is_folder:
            send_folder(kept.path, out)
            return
        try:
            # Not by way of a link that took its place since it was looked at.
            number = os.open(kept.path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        except OSError as error:
            raise _unread(kept.name, error) from error
        with open(number, "rb") as file:
            shutil.copyfileobj(file, out)


def send_folder(folder: Path, out: BinaryIO) -> None:
    """Write the files of a folder as one zip; links are left out."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as packed:
        for path in sorted(folder.rglob("*")):
            if (
                path.is_file()
                and not path.is_symlink()
                and path.resolve().is_relative_to(folder.resolve())
            ):
                packed.write(path, path.relative_to(folder).as_posix())


def _is_whole(name: str) -> bool:
    """Tell whether a name is a paper's, and not of what is being written or hidden."""
    return not unseen(name) and not name.startswith(".") and not name.endswith(BEING_WRITTEN)


def _kept(entry: "os.DirEntry[str]") -> Iterator[Kept]:
    with suppress(FileNotFoundError):  # it went between two looks
        about = entry.stat(follow_symlinks=False)
        made_at = datetime.fromtimestamp(about.st_mtime, UTC)
        path = Path(entry.path)
        if stat.S_ISREG(about.st_mode):
            yield Kept(entry.name, path, about.st_size, made_at)
        elif stat.S_ISDIR(about.st_mode):
            yield Kept(entry.name + ZIP, path, _size(path), made_at, is_folder=True)


def _size(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())


def _unread(name: str, error: OSError) -> Unread:
    words = _("{name} 读不了（{why}），没有给；请检查磁盘和权限后再试。")
    return Unread(words.format(name=name, why=reason_of(error)))
