"""Where copies of one record are made: by one terminal at a time, knowing of all of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.station.copies_kept import CopiesKept
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.local_store.json_document import file_lock

if TYPE_CHECKING:
    from cqcmd.desk.station.copy_round import CopyRound, Made
    from cqcmd.journal.copies.course import Course

OWN_FOLDER, DOCUMENT, LOCK = _("备份"), "copies.json", "copies.lock"
"""Beside the journal: its own copies, what is known of all of them, who is at it."""


class CopyingElsewhere(Refusal):
    """Somebody is at it already, here or at another terminal."""


class CopyingPlace:
    """The data directory, as copies have to do with it.

    Attributes:
        own: the folder of the record's own copies.
        kept: what is known of the last good ones.
        running: how far the copy has come that this terminal is making, if it is.
    """

    def __init__(self, open_record: OpenRecord, data: Path) -> None:
        self._open_record, self._data = open_record, data
        self.own = data / OWN_FOLDER
        self.kept = CopiesKept(data / DOCUMENT)
        self.running: Course | None = None

    @contextmanager
    def alone(self) -> "Iterator[CopyRound]":
        """Make copies, nobody else meanwhile. Raises CopyingElsewhere."""
        # late: the first screen stands before the journal, and nobody has asked for a copy
        from cqcmd.desk.station.copy_round import CopyRound

        open_record, let_in = self._open_record, self._keep_out()
        copies = CopyRound(open_record.journal, open_record.plans, open_record.clock.now())
        self.running = copies.course
        try:
            yield copies
        finally:
            self.running = None
            copies.course.ended.set()
            let_in()

    def _keep_out(self) -> Callable[[], object]:
        """Keep others out; returns what lets them in again."""
        try:
            return file_lock(self._data / LOCK, 0).release
        except TimeoutError:
            raise CopyingElsewhere(_("正在备份，这一次没有做；等那一份做完再备份。")) from None
        except OSError:  # a disk that takes no lock: just then a copy is wanted most
            return lambda: None

    def note_disk(self, made: "Made") -> bool:
        """Note on which disk a copy lies; returns whether that is another than the record's."""
        note = made.note
        return self.kept.note_disk(self._data, made.path, note.at, note.seq, note.hash)
