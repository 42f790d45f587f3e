"""The disk under the record, as an officer has to do with it: trouble, and waiting."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.preferences import DraftsDesk
from cqcmd.local_store import write_whole
from cqcmd.views.masthead import Band

if TYPE_CHECKING:
    from cqcmd.journal.access import OffScreen

TRIED = "disk-test"
"""A file by which it is tried whether the disk takes writing."""

ROOM = bytes(64 * 1024)
"""What is written into it: more than an act takes, for a full disk still makes empty files."""


class Disk:
    """What stands while the disk does not do its part, and an act that waits for it."""

    def __init__(
        self, open_record: OpenRecord, data: Path, drafts: Callable[[], DraftsDesk]
    ) -> None:
        self._open_record, self._tried, self._drafts = open_record, data / TRIED, drafts

    @property
    def trouble(self) -> Band | None:
        """What stands across the top line while the record cannot be read or written."""
        return self._open_record.health.band(kept=not self._drafts().unkept)

    def look(self) -> None:
        """Try now and then, while nothing could be written, whether the disk takes it again."""
        self._open_record.health.try_again(self._write_something)

    def _write_something(self) -> None:
        # Looked at every second by a screen, which must not stand while a sick disk makes up its
        # mind.
        off_screen = self._open_record.journal.access.off_screen
        off_screen(partial(write_whole, self._tried, ROOM))
        with suppress(OSError):
            self._tried.unlink(missing_ok=True)
        off_screen(self._drafts().keep_again)

    @property
    def writing(self) -> bool:
        """Whether an act of this terminal is under way, maybe waiting for the disk."""
        return self._open_record.writing

    def give_up(self) -> None:
        """Wait no longer for another terminal that is writing."""
        self._open_record.journal.access.give_up()

    def wait_at_screen(self, off_screen: "OffScreen") -> None:
        """Have acts wait for the disk by ``off_screen``: somebody sees it, and can give up."""
        self._open_record.journal.access.wait_at_screen(off_screen)
