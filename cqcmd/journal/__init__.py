"""Where entries are written: one append-only SQLite file a station, chained by hashes."""

from cqcmd.journal.act import Act
from cqcmd.journal.faults import JournalBroken, JournalMissing, JournalNewer
from cqcmd.journal.store import Journal
from cqcmd.journal.verdict import Verdict
from cqcmd.journal.watched import WatchedJournal

__all__ = [
    "Act",
    "Journal",
    "JournalBroken",
    "JournalMissing",
    "JournalNewer",
    "Verdict",
    "WatchedJournal",
]
