"""What the program says of each act and each file, kept to be compared with the disk."""

from types import TracebackType
from typing import Any

from msgspec import Struct, field

from cqcmd.errors import Refusal
from cqcmd.incident.events.entry import Entry
from cqcmd.journal.transaction import Transaction

UNCERTAIN, DAMAGED = "不能确定", "已损坏"


class Told(Struct):
    """What the program said.

    Attributes:
        entries: ids of entries that were acknowledged.
        perhaps: ids of which it said that it cannot be sure.
        files: SHA-256 of papers that were said to be saved, by path; empty: a Word file.
        backups: paths of backups that were said to be done.
        settings, drafts: what was said to be kept, and so must be found again.
        refusals: what was refused, a sentence each.
        faults: what should never be: an error that is no sentence, a step that does not recover.
        picture: what the screens would show at the end.
    """

    entries: set[str] = field(default_factory=set)
    perhaps: set[str] = field(default_factory=set)
    files: dict[str, str] = field(default_factory=dict)
    backups: list[str] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    drafts: dict[str, dict[str, str]] = field(default_factory=dict)
    refusals: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    picture: str = ""


class Overheard(Transaction):
    """An act of which it is kept what its caller was told."""

    told = Told()

    def __enter__(self) -> "Overheard":
        self._mine: list[str] = []
        super().__enter__()
        return self

    def append(self, *values: Any, **named: Any) -> Entry:
        entry = super().append(*values, **named)
        self._mine.append(entry.id)
        return entry

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        try:
            super().__exit__(kind, error, at)
        except Refusal as refusal:
            if UNCERTAIN in str(refusal):
                self.told.perhaps.update(self._mine)
            raise
        if kind is None:
            self.told.entries.update(self._mine)
