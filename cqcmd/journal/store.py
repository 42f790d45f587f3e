"""The journal: opened, read, written; an act is one transaction, on the disk when it returns."""

from array import array
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import apsw

from cqcmd.errors import Unwritable
from cqcmd.i18n import _
from cqcmd.incident.events.codec import encode
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.events.station import Restored
from cqcmd.journal.access import Access
from cqcmd.journal.chain import Verdict, check
from cqcmd.journal.engine import connect, connect_to_read, identity, make_private, set_pragmas
from cqcmd.journal.faults import UNOPENED, UNREADABLE, as_refusal
from cqcmd.journal.gate import alone, opening
from cqcmd.journal.ids import IdMaker
from cqcmd.journal.partner import Nobody, Partner
from cqcmd.journal.reader import NOWHERE, JournalReader
from cqcmd.journal.replacement import (
    Decision,
    decided,
    forget,
    refuse_orphaned_log,
    replace,
    staged,
    sweep_left,
)
from cqcmd.journal.rows import as_written, is_as_written
from cqcmd.journal.schema import migrate, recognise
from cqcmd.journal.statements import BY_CHAIN, WRITTEN
from cqcmd.journal.transaction import Transaction


class Journal:
    """One station's file, through one connection; safe to use from several threads.

    Attributes:
        partner: who else keeps the entries, where this station has a centre.
    """

    def __init__(
        self,
        path: Path,
        link: apsw.Connection,
        station: str,
        now: Callable[[], datetime],
        *,
        drill: bool = False,
    ) -> None:
        """Made by ``open``."""
        self.path = path
        self.drill = drill
        self.station = station
        self._link = link
        self._now = now
        self._reader = JournalReader(link, station, path)
        self._ids = IdMaker()
        self.access = Access(link)
        self.partner: Partner = Nobody()
        self._file = identity(path)

    @classmethod
    def open(
        cls,
        path: Path,
        now: Callable[[], datetime],
        *,
        drill: bool = False,
    ) -> "Journal":
        """Open the file, made or brought up to date first; ``now`` dates every record.

        ``drill``: of a post that is not real; its file and the real one's are never taken for
        each other. Raises JournalNewer, JournalBroken, BadInput, Unwritable.
        """
        with as_refusal(path, UNOPENED):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with opening(path):
            decision = decided(path)
            with as_refusal(path, UNOPENED):
                left = staged(path).exists()
            if decision is None or not left:
                journal = cls._open(path, now, drill=drill)
                if decision is None:
                    sweep_left(path)
                else:
                    journal._write_down(decision)
                return journal
        # A restore was cut off after it was decided: first of all it is brought to its end.
        with alone(path):
            replace(path, decision)
        return cls.open(path, now, drill=drill)

    @classmethod
    def _open(cls, path: Path, now: Callable[[], datetime], *, drill: bool) -> "Journal":
        refuse_orphaned_log(path)
        make_private(path)
        with as_refusal(path, UNOPENED):
            link = connect(path)
        try:
            with as_refusal(path, UNOPENED):
                # Before the pragmas, which write: a stranger's file, or a newer one, is left as it
                # is.
                recognise(link, path, drill=drill)
                set_pragmas(link)
                station = migrate(link, path, now(), drill=drill)
                return cls(path, link, station, now, drill=drill)
        except BaseException:
            link.close()
            raise

    def _write_down(self, decision: Decision) -> None:
        """Write that this file took another's place, unless that was done before a crash."""
        kind, data = Restored.kind, encode(decision.event)
        try:
            with self.act() as act:
                if not self._link.execute(WRITTEN, (kind, data)).fetchall():
                    moment = self._now()
                    act.append(kind, data, incident=None, actor=decision.actor, occurred_at=moment)
        except BaseException:
            self.close()
            raise
        forget(self.path)

    def act(self) -> Transaction:
        """One transaction, the write lock taken first; use as ``with journal.act() as act``."""
        with as_refusal(self.path):
            self._refuse_replaced()
        return Transaction(self._reader, self._ids, self._now, self.access, self.partner)

    def changed(self) -> bool:
        """Whether another connection committed since the last call, or something read waits."""
        with self._reading():
            return self._reader.moved() or self._reader.waiting

    def new_entries(self) -> tuple[Entry, ...]:
        """Entries others committed since the last look, in order of arrival; each given once."""
        with self._reading():
            self._between_acts()
            self._reader.poll()
            return self._reader.take()

    def entries(self) -> Iterator[Entry]:
        """All entries, in logical order. This counts as a look: none of them is fresh after."""
        return self.entries_but_finished(NOWHERE, 0)

    def entries_but_finished(self, standing: "array[int]", beyond: int) -> Iterator[Entry]:
        """Entries in logical order; of those up to the arrival ``beyond`` only the ``standing``.

        The last of all and the last of this station must be among those that are read.
        """
        with self._reading():
            self._between_acts()
            return iter(self._reader.everything(standing, beyond))

    def head(self) -> tuple[int, str]:
        """Return the number and hash of this station's last entry."""
        with self._reading():
            self._between_acts()
            self._reader.poll()
            return self._reader.head

    @property
    def recorded_at(self) -> datetime | None:
        """When this station recorded something last, as far as was read; ``None``: never."""
        return self._reader.recorded_at

    def verify(self) -> Verdict:
        """Follow every chain through the file, on a connection of its own."""
        # So no act waits while thousands of links are followed, and only what is committed is seen.
        with (
            as_refusal(self.path, UNREADABLE),
            closing(connect_to_read(self.path, alone=False)) as link,
        ):
            return check(link.execute(BY_CHAIN), self.station)

    @staticmethod
    def is_as_written(entry: Entry) -> bool:
        """Whether an entry is what its hash was made of, apart from the chain it stands in."""
        return is_as_written(entry)

    @staticmethod
    def as_written(entry: Entry) -> dict[str, str | int | None]:
        """Return the fields of a readable entry as they stand on disk, times as text."""
        return as_written(entry)

    def close(self) -> None:
        """Let go of the file."""
        with self.access.reading():
            self._link.close()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self.access.reading(), as_refusal(self.path, UNREADABLE):
            self._refuse_replaced()
            yield

    def _refuse_replaced(self) -> None:
        """Refuse to go on where another file bears the name: nobody would see what is written."""
        here = identity(self.path)
        if here == self._file:
            return
        words = _("日志 {name} 已换成另一个文件，没有再记；请按 Ctrl+Q 退出，重新打开。")
        if here is None:
            words = _("日志 {name} 不在原处，没有再记：盘被拔出，或者被移走了；请插好、放回再记。")
        raise Unwritable(words.format(name=self.path))

    def _between_acts(self) -> None:
        if self._link.in_transaction:
            raise RuntimeError("an act is open: what it wrote is not yet true")
