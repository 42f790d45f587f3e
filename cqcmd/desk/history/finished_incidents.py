"""What a post knows of finished incidents without reading them, and how it reads one."""

from array import array
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from cqcmd import __version__
from cqcmd.desk.history.checkpoint_file import CheckpointFile, Indexed, NotACheckpoint
from cqcmd.errors import Refusal
from cqcmd.incident.events.entry import Entry
from cqcmd.journal.history.old_entries import OldEntries
from cqcmd.paths import CHECKPOINT
from cqcmd.views.office.sheet import Sheet

UpTo = Callable[[int], tuple[int, str]]


class FinishedIncidents:
    """The incidents of a checkpoint that fits the journal; it stays as it was opened."""

    def __init__(self, file: CheckpointFile, old: OldEntries) -> None:
        index = file.index
        self.arrival, self.org, self.turn = index.arrival, index.org, index.turn
        self.standing = array("q", index.standing)
        self.numbers = {case.ident: case.number for case in index.cases}
        self.void = frozenset(case.ident for case in index.cases if case.void)
        self.verdicts = sum(case.verdicts for case in index.cases)
        self.lots = tuple(lot for case in index.cases for lot in case.lots)
        self._cases: dict[str, Indexed] = {case.ident: case for case in index.cases}
        self._file, self._old = file, old

    def sheet(self, ident: str) -> Sheet | None:
        """Return an incident in short; ``None`` where that cannot be read and it must be."""
        try:
            return self._file.sheet(self._cases[ident])
        except (KeyError, NotACheckpoint):
            return None

    def raw(self, ident: str) -> tuple[Indexed, bytes] | None:
        """Return what was written of an incident; ``None`` where that is nothing, or altered."""
        try:
            return (case := self._cases[ident]), self._file.raw(case)
        except (KeyError, NotACheckpoint):
            return None

    def entries(self, ident: str) -> Sequence[Entry]:
        """Return the entries of one, in logical order. Raises Refusal: they cannot be read."""
        sheet = self.sheet(ident)
        return self._old.of(ident, array("q", sheet.places if sheet else b""), self.arrival)

    def fits(self, station: str, now: datetime, up_to: UpTo) -> bool:
        """Tell whether this was made of the journal that lies there. Raises Refusal."""
        index = self._file.index
        if (index.program, index.station) != (__version__, station) or index.made_at > now:
            return False
        count = len(self.standing) + sum(case.entries for case in index.cases)
        return up_to(index.arrival) == (count, index.head)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def finished_incidents(
    data: Path, journal: Path, station: str, now: datetime, up_to: UpTo | None = None
) -> FinishedIncidents | None:
    """Return what the checkpoint of a data directory holds; ``None``: it has none that fits.

    ``up_to`` counts the entries up to an arrival, and returns the hash of the last; without it
    the file is asked, which this program must have open.
    """
    old = OldEntries(journal)
    with suppress(OSError, NotACheckpoint):
        file = CheckpointFile.open(data / CHECKPOINT)
        found = FinishedIncidents(file, old)
        with suppress(Refusal):
            if found.fits(station, now, up_to or old.up_to):
                return found
        file.close()
    return None
