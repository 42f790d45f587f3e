"""导出 and 合并: what goes to another post and comes from one, and what is listed of it."""

from cqcmd.desk.bundle.exporting import Exporting
from cqcmd.desk.bundle.met_words import met_words, sent_words
from cqcmd.desk.bundle.taking_in import TakingIn
from cqcmd.desk.log.said_apart import conflict_lines
from cqcmd.views.conflict import ConflictLine


class BundleDesk(Exporting, TakingIn):
    """The verbs of 导出 and 合并."""

    def conflicts(self) -> tuple[ConflictLine, ...]:
        """Return what posts set apart, until somebody settles it."""
        incidents = self._open_record.ledger.incidents.values()
        standing = (incident for incident in incidents if not incident.void)
        return tuple(line for one in standing for line in conflict_lines(self._open_record, one))

    def conflict(self, ident: str, code: str) -> ConflictLine | None:
        """Return what posts set apart of one thing; ``None``: it is settled by now."""
        lines = conflict_lines(self._open_record, self._open_record.incident(ident))
        return next((line for line in lines if line.fact == code), None)

    def met(self) -> tuple[tuple[str, str], ...]:
        """Return what was taken in here, the last first: the id of each bundle, and its words."""
        ledger, now = self._open_record.ledger, self._open_record.clock.now()
        own = self._open_record.journal.station
        found = [one for one in ledger.meetings.met.values() if one.station == own]
        return tuple(
            (one.event.bundle, met_words(one, now))
            for one in sorted(found, key=lambda one: one.at, reverse=True)
        )

    def sent(self) -> tuple[str, ...]:
        """Return what was written here for other posts, the last first, and who has it."""
        ledger, now = self._open_record.ledger, self._open_record.clock.now()
        own = self._open_record.journal.station
        found = [one for one in ledger.meetings.sent.values() if one.station == own]
        return tuple(
            sent_words(one, ledger.meetings.receipts(one.event.bundle), ledger.names, now)
            for one in sorted(found, key=lambda one: one.at, reverse=True)
        )
