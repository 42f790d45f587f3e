"""Where entries are written: one append-only SQLite file a station, chained by hashes."""

from cqcmd.journal.chain import Verdict
from cqcmd.journal.faults import JournalBroken, JournalMissing, JournalNewer
from cqcmd.journal.read_only import ReadOnlyJournal
from cqcmd.journal.store import Journal
from cqcmd.journal.transaction import Transaction

__all__ = [
    "Journal",
    "JournalBroken",
    "JournalMissing",
    "JournalNewer",
    "ReadOnlyJournal",
    "Transaction",
    "Verdict",
]
