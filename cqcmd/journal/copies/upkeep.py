"""Copies that nobody asked for are thinned out; the newest good one never goes."""

import shutil
from contextlib import suppress
from pathlib import Path

from cqcmd.journal.copies.shelf import Shelf, is_whole, remove
from cqcmd.journal.copies.thinning import superfluous

ROOM = 2
"""So many times the journal's size is to stay free on the disk."""


def thin(shelf: Shelf, journal: Path, spare: Path | None = None) -> None:
    """Take away what is superfluous, and more of it where the disk is nearly full.

    ``spare`` stays whatever it is. A disk that refuses is left as it is: no copy fails because of
    an older one.
    """
    with suppress(OSError):
        for copy in superfluous(shelf.by_itself()):
            if copy != spare:
                _remove_unless_last(shelf, copy)
        for copy, _made in shelf.by_itself():
            if shutil.disk_usage(shelf.folder).free >= ROOM * journal.stat().st_size:
                break
            if copy != spare:
                _remove_unless_last(shelf, copy)


def _remove_unless_last(shelf: Shelf, copy: Path) -> None:
    # Asked anew each time: what was whole a moment ago lies on the same disk.
    others = (other for other, _made in reversed(shelf.by_itself()) if other != copy)
    if any(is_whole(other) for other in others):
        remove(copy)
