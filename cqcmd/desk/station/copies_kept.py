"""What is known of the copies of this record: when the last good ones were made, and where.

It stands in a small document beside the journal and not in it: an entry for each copy made by
itself would fill the log with two dozen lines a day, and make each copy out of date by being
written.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Literal

from msgspec import Struct, ValidationError, convert, to_builtins

from cqcmd.desk.station.copying_times import age_words
from cqcmd.errors import BadInput, Unwritable
from cqcmd.i18n import _
from cqcmd.local_store.json_document import Tables, opened, read_document, state_of

Place = Literal["local", "elsewhere", "folder"]
"""In the data directory; on another disk; in the folder that was set."""


class LastCopy(Struct, frozen=True, kw_only=True):
    """A copy that was proven.

    Attributes:
        seq: the number of the last entry of this station that it holds, or that tells of it.
        head: the first characters of the hash of that entry.
    """

    path: str
    at: datetime
    seq: int
    head: str


class CopiesKept:
    """The document, read anew when another terminal has written it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._state: tuple[int, int, int] | None = None
        self._last: dict[str, LastCopy] = {}
        self._mounts: dict[str, str] = {}

    def last(self, place: Place) -> LastCopy | None:
        """Return the last good copy of a place."""
        self._look()
        return self._last.get(place)

    def note(self, place: Place, path: Path, at: datetime, seq: int, head: str) -> None:
        """Keep which copy was the last of a place."""
        copy = LastCopy(path=str(path), at=at, seq=seq, head=head)
        self._keep("last", {"place": place, **to_builtins(copy)})

    def note_disk(self, data: Path, path: Path, at: datetime, seq: int, head: str) -> bool:
        """Keep on which disk a copy lies; returns whether it is another than that of ``data``."""
        folder = path.parent
        try:
            elsewhere = on_another_disk(folder, data)
        except OSError:
            return False
        if elsewhere:
            self.note("elsewhere", path, at, seq, head)
        self._keep("folders", {"folder": str(folder), "mount": mount_of(folder)})
        return elsewhere

    def _keep(self, table: str, row: dict[str, object]) -> None:
        name = next(iter(row))
        # A copy that stands is no worse where the disk of the record takes no note of it.
        with suppress(Unwritable, BadInput), opened(self._path) as file:
            file.table(table).upsert(row, lambda kept: kept.get(name) == row[name])

    def age(self, now: datetime, before: datetime | None) -> str:
        """Return how old the last good copy on another disk is.

        ``before``: when a version made one that did not look on which disk it was.
        """
        elsewhere = self.last("elsewhere")
        if elsewhere is not None:
            return _("另一块盘上的备份 {age}").format(age=age_words(now - elsewhere.at))
        if before is not None and self.last("local") is None:
            return _("上次备份 {age}，不知在哪块盘").format(age=age_words(now - before))
        return _("还没有备份到别的盘")

    def moved(self, folder: Path) -> bool:
        """Whether a folder lies on another disk than ever: its own is not plugged in.

        A disk plugged in since, where only an empty folder of the system disk was, is no such one.
        """
        self._look()
        known = self._mounts.get(str(folder))
        return known is not None and not Path(mount_of(folder)).is_relative_to(known)

    def knows(self, folder: Path) -> bool:
        """Whether a copy was made there before."""
        self._look()
        return str(folder) in self._mounts

    def _look(self) -> None:
        # A document that cannot be read is as none: copies go on, and their age counts as unknown.
        with suppress(OSError, BadInput):
            if (state := state_of(self._path)) == self._state:
                return
            tables = read_document(self._path)[0] if state is not None else {}
            # Each in one step: a thread that makes copies asks, and so does the screen.
            self._last = dict(_copies(tables))
            self._mounts = {
                str(row.get("folder")): str(row.get("mount")) for row in tables.get("folders", ())
            }
            self._state = state


def _copies(tables: Tables) -> Iterator[tuple[str, LastCopy]]:
    for row in tables.get("last", ()):
        with suppress(ValidationError):
            yield str(row.get("place")), convert(row, LastCopy)


def mount_of(folder: Path) -> str:
    """Return where the disk begins on which a folder lies, or would lie."""
    path = folder.resolve()
    while not os.path.ismount(path) and path != path.parent:
        path = path.parent
    return str(path)


def on_another_disk(folder: Path, data: Path) -> bool:
    """Whether what lies in ``folder`` outlives the disk of the data. Raises OSError."""
    if os.name == "nt":
        return folder.resolve().drive.lower() != data.resolve().drive.lower()
    return folder.stat().st_dev != data.stat().st_dev
