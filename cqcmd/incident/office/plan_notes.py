"""What was noted about the upkeep of a plan, folded from its entries."""

from datetime import datetime

from msgspec import Struct

from cqcmd.incident import events
from cqcmd.incident.events.entry import Entry


class PlanNote(Struct, frozen=True):
    """A note as it stands: when it was written, by whom, and what it says."""

    at: datetime
    writer: str
    event: events.PlanNoted


class PlanNotes:
    """Every note, by id. Entries of any station may arrive in any order."""

    def __init__(self) -> None:
        self._notes: dict[str, PlanNote] = {}
        self._withdrawn: set[str] = set()

    def absorb(self, entry: Entry) -> None:
        """Take in one entry; a note that was taken out stays out, whatever arrives first."""
        event = events.read(events.PlanNoted, entry)
        if event.withdrawn:
            self._withdrawn.add(event.note)
        else:
            self._notes[event.note] = PlanNote(entry.occurred_at, entry.writer, event)

    @property
    def standing(self) -> tuple[PlanNote, ...]:
        """The notes that were not taken out, in order of time."""
        found = (note for ident, note in self._notes.items() if ident not in self._withdrawn)
        return tuple(sorted(found, key=lambda note: note.at))

    def note(self, ident: str) -> PlanNote | None:
        """Return a note that stands, by its id."""
        return None if ident in self._withdrawn else self._notes.get(ident)
