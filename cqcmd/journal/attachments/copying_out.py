"""An attachment copied out of the record: into a package, onto a stick."""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from cqcmd.journal.checked_copy import create
from cqcmd.journal.copies.delivery import write_all
from cqcmd.journal.copies.head_note import PIECE
from cqcmd.paths import unread


def copy_out(place: Path, target: Path, note: Callable[[int], object]) -> str:
    """Copy a file to a new one in pieces, each on the disk before the next.

    ``note`` is told the size of each, and may raise to give it up. Returns the SHA-256 of what was
    read.

    Raises:
        Unread: the disk does not give it; what is left of the new one is taken away.
        OSError: the other disk refuses.
    """
    digest = sha256()
    number = create(target)
    try:
        with _opened(place) as file:
            while piece := _read(file, place):
                digest.update(piece)
                note(write_all(number, piece))
                os.fsync(number)
    except BaseException:
        os.close(number)
        target.unlink(missing_ok=True)
        raise
    os.close(number)
    return digest.hexdigest()


def _opened(place: Path) -> BinaryIO:
    try:
        return place.open("rb")
    except OSError as error:
        raise unread(place, error) from error


def _read(file: BinaryIO, place: Path) -> bytes:
    try:
        return file.read(PIECE)
    except OSError as error:
        raise unread(place, error) from error
