"""Which incidents an act leaned on, and the record each of them leaves (判定凭据)."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from cqcmd.errors import PlanLost
from cqcmd.incident.events import EVENTS, VerdictKept, WatchTaken
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.grades import GradeReader
from cqcmd.incident.ledger import Ledger
from cqcmd.incident.picture import Picture
from cqcmd.incident.state import Incident
from cqcmd.incident.verdicts import as_written, verdict_of


class VerdictKeeper:
    """Makes the records of an act: what was shown just before it, or of a call just after.

    Args:
        reader_of: what grades an incident by the plan it is under.
        picture_of: the picture of an incident as the screens show it now.
    """

    def __init__(
        self,
        reader_of: Callable[[Incident], GradeReader],
        ledger: Ledger,
        picture_of: Callable[[Incident], Picture],
    ) -> None:
        self._reader_of = reader_of
        self._ledger = ledger
        self._picture_of = picture_of

    def of(self, entries: Sequence[Entry]) -> Iterator[tuple[str, VerdictKept]]:
        """Yield the record of each incident the act leaned on, ready to be written."""
        number = self._ledger.verdicts
        for incident, changed_only in self._about(entries):
            try:
                picture, reader = self._picture_of(incident), self._reader_of(incident)
            except PlanLost:  # nothing was shown of it but that, and nothing is put in its stead
                continue
            record = verdict_of(reader, picture, number + 1, entries[0].seq)
            record = as_written(incident, record)
            if not (changed_only and record.same):
                number += 1
                yield incident.id, record

    def _about(self, entries: Sequence[Entry]) -> Iterator[tuple[Incident, bool]]:
        """Yield the incidents, and whether each matters only if it stands otherwise than before."""
        leaning = (entry.incident for entry in entries if EVENTS[entry.kind].leans)
        for ident in dict.fromkeys(ident for ident in leaning if ident is not None):
            yield self._as_shown(ident, entries), False
        # Who takes the watch was shown whatever is open; most stands as when last acted on.
        if any(entry.kind == WatchTaken.kind for entry in entries):
            for incident in self._ledger.incidents.values():
                if incident.opened and not incident.dismissed and not self._settled(incident):
                    yield incident, True

    def _settled(self, incident: Incident) -> bool:
        """Tell whether it was closed with every report made."""
        if incident.closed is None:
            return False
        with suppress(PlanLost):
            return not any(owed.open for owed in self._picture_of(incident).reports_owed)
        return True

    def _as_shown(self, ident: str, entries: Sequence[Entry]) -> Incident:
        known = self._ledger.find(ident)
        if known is not None and known.call is not None:
            return known
        # A call: nothing of it was in the record before, so what it says itself was shown.
        call = Incident(ident)
        for entry in (*(known.entries if known else ()), *entries):
            if entry.incident == ident:
                call.absorb(entry)
        return call
