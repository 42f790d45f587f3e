"""Copies that nobody asks for: every hour the record changed, and when the watch is handed over."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.station.carried_words import carried_words
from cqcmd.desk.station.copying_place import CopyingElsewhere, CopyingPlace
from cqcmd.desk.station.copying_times import EVERY, CopyingTimes
from cqcmd.errors import Unwritable

if TYPE_CHECKING:
    from cqcmd.desk.station.copy_round import CopyRound, Made


class UnaskedCopies:
    """Made by whichever terminal of a station looks first."""

    def __init__(self, open_record: OpenRecord, place: CopyingPlace) -> None:
        self._open_record, self._place = open_record, place
        self._times = CopyingTimes(open_record.clock.now())

    def due(self) -> bool:
        """Return whether it is time to look; costs no look at a disk."""
        open_record = self._open_record
        if not open_record.ready or open_record.observing or self._place.running:
            return False
        return self._times.due(open_record.clock.now(), self._handed_over)

    @property
    def _handed_over(self) -> datetime | None:
        watch = self._open_record.ledger.watch
        return watch[0] if watch is not None and watch[1].relieved else None

    def make(self, folder: str) -> None:
        """Copy the journal if it has changed, here and to the folder that was set, if one is.

        Raises:
            Cancelled, Refusal: it was not done.
        """
        now, handed_over = self._open_record.clock.now(), self._handed_over
        self._times.tried(now, handed_over)
        with suppress(CopyingElsewhere), self._place.alone() as copies:
            made = copies.standing(self._current(now, handed_over)) or self._new(copies)
            if made is not None and folder:
                self._take_along(made, Path(folder), copies)
            self._times.done(now, made.note.at if made is not None else now)

    def _current(self, now: datetime, handed_over: datetime | None) -> str:
        """Return the last copy if it holds all there is, or another terminal has just made it."""
        last = self._place.kept.last("local")
        if last is None:
            return ""
        same = self._open_record.journal.head() == (last.seq, last.head)
        since = handed_over is None or handed_over <= last.at
        fresh = since and abs(now - last.at) < EVERY
        return last.path if same or fresh else ""

    def _new(self, copies: "CopyRound") -> "Made | None":
        """Return a new copy; none of a journal in which nothing stands."""
        if not self._open_record.journal.head()[0]:
            return None
        made = copies.keep_local(self._place.own)
        self._place.kept.note("local", made.path, made.note.at, made.note.seq, made.note.hash)
        return made

    def _take_along(self, made: "Made", folder: Path, copies: "CopyRound") -> None:
        """Take a copy to the folder that was set, unless its disk is not plugged in."""
        kept = self._place.kept
        if not kept.knows(folder) or kept.moved(folder):
            return  # how old the last one there is stands on the board
        last = kept.last("folder")
        if last is not None and last.head == made.note.hash and Path(last.path).exists():
            return
        taken = copies.take_by_itself(made, folder)
        kept.note("folder", taken.path, taken.note.at, taken.note.seq, taken.note.hash)
        self._place.note_disk(taken)
        if copies.carried.left:
            raise Unwritable(carried_words(copies.carried))
