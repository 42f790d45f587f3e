"""An act under way: its events made harmless and written, then the verdicts it leaned on."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from cqcmd.clock import Clock
from cqcmd.desk.common.operator import Operator
from cqcmd.desk.common.verdicts import VerdictKeeper
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.events import Event, Opened, Struck, decode, encode
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.ledger import Ledger
from cqcmd.text import clean

if TYPE_CHECKING:
    from cqcmd.journal.foreign_rows import Partial, SoundRows, TakenIn
    from cqcmd.journal.reader import Held
    from cqcmd.journal.transaction import Transaction


class RecordWriter:
    """An act under way: what the lock protects, and what has been written so far.

    ``verdicts`` are apart from ``entries``: they are no part of what the officer wrote.
    ``operator`` sits at this terminal: each entry bears his name, and his role is asked first.
    """

    def __init__(
        self,
        act: "Transaction",
        ledger: Ledger,
        clock: Clock,
        keeper: VerdictKeeper,
        operator: Operator,
    ) -> None:
        self.entries: list[Entry] = []
        self.verdicts: list[Entry] = []
        self.taken: TakenIn | None = None
        self._act = act
        self._ledger = ledger
        self._clock = clock
        self._keeper = keeper
        self._operator = operator

    @property
    def head(self) -> tuple[int, str]:
        """Number and hash of the chain's last entry, this act's own included."""
        return self._act.head

    @property
    def held(self) -> "tuple[Held, ...]":
        """What there is of each station, this act's own included."""
        return self._act.held

    def take_in(self, rows: "SoundRows", *, partial: "Partial") -> "TakenIn":
        """Write rows of other stations as they are; the act appends an entry of its own too.

        Raises as `Transaction.take_in` does.
        """
        self.taken = self._act.take_in(rows, partial=partial)
        return self.taken

    def append(
        self, event: Event, incident: str | None, at: datetime | None = None, actor: str = ""
    ) -> Entry:
        """Write one event, its words made harmless; ``at`` is when it happened, else now."""
        self._refuse_role(event, incident)
        self._refuse_void(event, incident)
        known, harmless = self._ledger.find(incident), _harmless(event)
        saw = known.said.seen_by(harmless, self._ledger.station) if known else ()
        entry = self._act.append(
            event.kind,
            encode(harmless, self._operator.name, saw),
            incident=incident,
            # Before anybody is on duty, and from the command line, the caller names who acts.
            actor=clean(actor or self._ledger.officer, lines=False),
            occurred_at=at or self._clock.now(),
        )
        self.entries.append(entry)
        return entry

    def _refuse_role(self, event: Event, ident: str | None) -> None:
        """Refuse what whoever sits here may not write, nor make void or stand again."""
        self._operator.refuse(event)
        if isinstance(event, Struck) and self._operator.role is not None:
            for entry in self._concerned(event, ident):
                self._operator.refuse(decode(entry.kind, entry.data))

    def _concerned(self, event: Struck, ident: str | None) -> Iterator[Entry]:
        """Yield what is struck or stands again: an entry, or all of a call with its opening."""
        known = self._ledger.find(ident)
        own = self._ledger.station_entries if ident is None else []
        entries = known.entries if known else own
        for entry in entries:
            if entry.id == event.entry:
                yield from entries if entry.kind == Opened.kind else [entry]

    def _refuse_void(self, event: Event, ident: str | None) -> None:
        """Refuse what would change an incident whose call is void, of whatever act it is a part."""
        incident = self._ledger.find(ident)
        if incident is None or not incident.void or event.of_void:
            return
        # Taken anew in this very act, as a form given back is.
        if not any(entry.kind == Opened.kind and entry.incident == ident for entry in self.entries):
            raise BadInput(
                _("接报已作废，没有记下，只能记事；要接着办，请到日志里恢复接报那一条。")
            )

    def keep_verdicts(self) -> None:
        """Write what was shown of each incident the act leaned on; the last thing it does."""
        for ident, record in self._keeper.of(self.entries):
            entry = self._act.append(
                record.kind,
                encode(record, self._operator.name),
                incident=ident,
                actor=self.entries[0].actor,
                occurred_at=self._clock.now(),
            )
            self.verdicts.append(entry)


def _harmless(event: Event) -> Event:
    return msgspec.convert(_cleaned(msgspec.to_builtins(event)), type(event))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): _cleaned(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(item) for item in value]
    return value
