"""The head of a copy, in a small text beside it: what a later journal can be held against."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from cqcmd.i18n import _

HEAD_SIGNS = 16
"""So many characters of a hash are noted: what a person can compare."""

PIECE = 1 << 20
"""Bytes that are read or written at once."""

LINES = ("station", "seq", "head", "entries", "at", "hash", "sha256")
"""What stands there, in this order."""

DRILL = _("演练")
"""What stands above and below it in a drill's."""

MOST_BYTES = 4096
"""A note is not longer; whatever is, is none."""


class HeadNote(Struct, frozen=True, kw_only=True):
    """What stands in the note, a line each (docs/contracts.md).

    Attributes:
        station: whose journal it is.
        seq: the number of that station's last entry, 0 of an empty journal.
        hash: of that entry; empty of an empty journal.
        entries: how many entries the copy holds.
        at: when the copy was made.
        sha256: of the copied file itself.
        drill: whether it is a drill's.
    """

    station: str
    seq: int
    hash: str
    entries: int
    at: datetime
    sha256: str
    drill: bool = False

    @property
    def head(self) -> str:
        """The characters of the hash that people compare."""
        return self.hash[:HEAD_SIGNS]


def beside(copy: Path) -> Path:
    """Return where the note of a copy lies."""
    return copy.with_suffix(".txt")


def written(note: HeadNote) -> bytes:
    """Return the lines of a note."""
    values = {name: getattr(note, name) for name in LINES}
    values["at"] = note.at.isoformat()
    mark = f"{DRILL}\n" if note.drill else ""
    lines = "".join(f"{name} {value}\n" for name, value in values.items())
    return f"{mark}{lines}{mark}".encode()


def read_note(copy: Path) -> HeadNote | None:
    """Return the note beside a copy; ``None`` where there is none, or none that can be read."""
    try:
        with beside(copy).open("rb") as file:
            text = file.read(MOST_BYTES).decode()
        lines = dict(line.partition(" ")[::2] for line in text.splitlines())
        return HeadNote(
            station=lines["station"],
            seq=int(lines["seq"]),
            hash=lines["hash"],
            entries=int(lines["entries"]),
            at=datetime.fromisoformat(lines["at"]),
            sha256=lines["sha256"],
            drill=DRILL in lines,
        )
    except (OSError, ValueError, KeyError):
        return None


def digest_of(path: Path, note: Callable[[int], object] = lambda _size: None) -> str:
    """Return the SHA-256 of a file, read in pieces; ``note`` is told each. Raises OSError."""
    found = sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            found.update(piece)
            note(len(piece))
    return found.hexdigest()
