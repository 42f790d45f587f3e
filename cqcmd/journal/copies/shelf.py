"""A folder of copies: each takes its name whole or not at all, and replaces none."""

import os
import re
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from cqcmd import chance
from cqcmd.i18n import _
from cqcmd.journal.checked_copy import flush_folder, stamp
from cqcmd.journal.copies.head_note import beside, digest_of, read_note
from cqcmd.journal.copies.target_disk import UNWRITTEN, telling

COPY, NOTE, PLANS = "journal.db", "head.txt", "plans"
"""What lies in the working folder of a copy."""

MADE_BY_ITSELF = _("cqcmd-自动-")
"""How the names of copies begin that nobody asked for; only those are ever thinned out."""

_BACKUP = re.compile(_(r"(演练-)?cqcmd-[^/]*\.part"))
_STAMP = "%Y%m%d-%H%M%S"


class Shelf:
    """The copies in one folder of one station."""

    def __init__(self, folder: Path, station: str) -> None:
        """Nothing is made or looked at yet."""
        self.folder = folder
        self._station = station

    def name(self, now: datetime, *, drill: bool = False, by_itself: bool = False) -> str:
        """Return how a copy made now is to be called, without its ending."""
        if by_itself:
            return f"{MADE_BY_ITSELF}{self._station}-{stamp(now)}"
        return f"{_('演练-') if drill else ''}cqcmd-{stamp(now)}"

    def begin(self, name: str) -> Path:
        """Make a working folder for a copy of that name, the leftovers of earlier ones swept.

        Of the folder itself only the last part is made: where the rest is missing, a stick is.
        """
        words = UNWRITTEN
        with telling(self.folder, words):
            there = self.folder.parent.is_dir()
        if not there:
            words = _("没有目录 {name}（{why}）；U盘插好了吗？请插好，或者换一个目录。")
        with telling(self.folder, words):
            self.folder.mkdir(mode=0o700, exist_ok=True)
            self.sweep()
            # Named .part until it is proven: what a crash leaves behind is taken for no backup.
            part = self.folder / f"{name}-{self._station}-{chance.token(4)}.part"
            part.mkdir(mode=0o700)
        return part

    def sweep(self) -> None:
        """Take away what an earlier try left lying; what cannot be taken away stops nobody."""
        with suppress(OSError):
            for path in self.folder.iterdir():
                if _BACKUP.fullmatch(path.name) and self._is_ours(path):
                    discard(path)

    def _is_ours(self, part: Path) -> bool:
        # Another station may be at work on the same stick; a file is of an earlier version.
        return f"-{self._station}-" in part.name or part.is_file()

    def keep(self, part: Path, name: str) -> Path:
        """Give the proven copy in ``part`` a name that nothing bears yet; returns its file.

        The file comes last: one that stands has its note and its plans beside it.
        """
        with telling(self.folder):
            path = self._free(name)
            if (part / PLANS).is_dir():
                os.rename(part / PLANS, path.with_suffix(".plans"))
            os.rename(part / NOTE, beside(path))
            os.rename(part / COPY, path)
            flush_folder(self.folder)
            discard(part)
            return path

    def _free(self, name: str) -> Path:
        """Return a name that neither a copy nor what lies beside one bears."""
        taken = {path.stem for path in self.folder.iterdir()}
        names = (f"{name}{f'-{number}' if number > 1 else ''}" for number in range(1, 100))
        for free in names:
            if free not in taken:
                return self.folder / f"{free}.db"
        raise FileExistsError(0, _("同名的备份太多"), str(self.folder))

    # What stands there by itself

    def by_itself(self) -> list[tuple[Path, datetime]]:
        """Return this station's copies that nobody asked for and when they were made, oldest first.

        The oldest is the one that holds least: clocks are put back. Raises OSError.
        """
        named = re.compile(
            rf"{MADE_BY_ITSELF}{re.escape(self._station)}-(\d{{8}}-\d{{6}})(?:-\d+)?\.db"
        )
        found = []
        for path in self.folder.iterdir():
            if match := named.fullmatch(path.name):
                with suppress(ValueError):
                    made = datetime.strptime(match[1], _STAMP)  # noqa: DTZ007 - of no use but here
                    note = read_note(path)
                    found.append((note.seq if note else -1, made, path))
        return [(path, made) for _seq, made, path in sorted(found)]


def is_whole(copy: Path) -> bool:
    """Whether a copy still is, byte for byte, what was proven when it was made."""
    note = read_note(copy)
    try:
        return note is not None and digest_of(copy) == note.sha256
    except OSError:
        return False


def remove(copy: Path) -> None:
    """Take a copy away with what lies beside it: the file first, so that none stands bare."""
    with suppress(OSError):
        copy.unlink()
        beside(copy).unlink(missing_ok=True)
        discard(copy.with_suffix(".plans"))


def discard(path: Path) -> None:
    """Take a file or folder away as far as the disk lets it be taken."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)
