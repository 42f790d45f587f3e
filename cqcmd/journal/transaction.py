"""One act: the write lock first, then a look, then what is appended; all of it or nothing."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from types import TracebackType
from typing import TypeVar

import apsw

from cqcmd.errors import BadInput, Refusal, Unwritable
from cqcmd.i18n import _
from cqcmd.incident.events.entry import Entry
from cqcmd.journal.access import Access
from cqcmd.journal.chain import Row, digest
from cqcmd.journal.checked_copy import flush_log
from cqcmd.journal.faults import UNREADABLE, as_refusal, is_unflushed, unlinkable
from cqcmd.journal.foreign_rows import Partial, SoundRows, TakenIn, new_among, sound
from cqcmd.journal.ids import IdMaker
from cqcmd.journal.partner import Nobody, Partner
from cqcmd.journal.prepared import Prepared
from cqcmd.journal.reader import Held, JournalReader, Mark, held
from cqcmd.journal.rows import entry_of, utc_text
from cqcmd.journal.statements import ADD

T = TypeVar("T")


class Transaction:
    """A transaction as a context: leaving it commits, an exception leaves nothing of it."""

    def __init__(
        self,
        reader: JournalReader,
        ids: IdMaker,
        now: Callable[[], datetime],
        access: Access,
        partner: Partner,
    ) -> None:
        """Made by ``Journal.act``."""
        self._partner = partner
        self._prepared = Prepared(reader.path)
        self._added: list[Row] = []
        self._healed: list[Row] = []
        """Of a lost act, brought to its end by this one: on the disk once this one is committed."""
        self._reader = reader
        self._ids = ids
        self._now = now
        self._access = access
        self._head = reader.head
        self._last: int | None = None
        self._before: Mark | None = None
        """How far was read before what the partner had was taken in, where that was anything."""

    def __enter__(self) -> "Transaction":
        """Take the write lock, waiting for other posts; then read what is new."""
        self._access.take()
        try:
            # IMMEDIATE: a deferred transaction that reads and then writes fails at once under
            # contention, and no busy timeout helps it (docs/decisions/002).
            self._begin()
            self._poll()
            self._meet()
        except BaseException:
            self._leave()
            raise
        self._head = self._reader.head
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Commit, or on an exception undo. Raises Unwritable when the disk refuses."""
        try:
            if kind is None:
                self._commit()
        finally:
            self._leave()

    @property
    def new_entries(self) -> tuple[Entry, ...]:
        """Entries others committed since the last look, in order of arrival.

        Each is given once, whether or not this act succeeds; one not taken here comes with the
        next ``new_entries``.
        """
        return self._reader.take()

    @property
    def head(self) -> tuple[int, str]:
        """Number and hash of the station's last entry, this act's own included."""
        return self._head

    @property
    def held(self) -> tuple[Held, ...]:
        """What there is of each station, this act's own included."""
        with as_refusal(self._reader.path, UNREADABLE):
            return held(self._reader.link)

    def append(
        self, kind: str, data: str, *, incident: str | None, actor: str, occurred_at: datetime
    ) -> Entry:
        """Write one entry at the end of this station's chain, recorded now."""
        moment = self._now()
        times = utc_text(occurred_at), utc_text(moment), self._reader.clock.make(moment)
        row = self._add(self._ids.make(moment), incident, (kind, data, actor, *times))
        self._last = self._reader.link.last_insert_rowid()
        self._added.append(row)
        entry = entry_of(row)
        self._head = (entry.seq, entry.hash)
        return entry

    def take_in(self, rows: Iterable[Row] | SoundRows, *, partial: Partial = False) -> TakenIn:
        """Write rows of other stations as they are, in whatever order they come.

        What is here already is passed over; whatever is appended after sorts behind them all. The
        act has to append an entry of its own too. ``partial``: a part of a chain
        will do.

        Raises BadInput: an entry is not what was written, or lacks the one before it; ChainForked;
        StationCloned. The act is to be given up then.
        """
        found = rows if isinstance(rows, SoundRows) else sound(rows)
        link, own, path = self._reader.link, self._reader.station, self._reader.path

        def write() -> TakenIn:
            with as_refusal(path, UNREADABLE):
                new, taken = new_among(link, own, found, partial=partial)
            with as_refusal(path):
                link.executemany(ADD, new)
            return taken

        try:
            taken = self._access.off_screen(write)
        except apsw.ConstraintError as error:
            words = _("有一条与这里另一条的编号相同，没有并入；请对方核对日志（journal verify）。")
            raise BadInput(words) from error
        if taken.entries:
            self._reader.clock.absorb(taken.entries[-1].order)
            self._last = self._reader.link.last_insert_rowid()
        return taken

    def _add(self, ident: str, incident: str | None, told: tuple[str, ...]) -> Row:
        """Put a row behind the last one; where a damaged row misleads, behind what is counted."""
        row = self._chained(ident, incident, told)
        try:
            self._run(ADD, row)
        except apsw.ConstraintError:
            self._head = (self._reader.last_number(), self._head[1])
            row = self._chained(ident, incident, told)
            try:
                self._run(ADD, row)
            except apsw.ConstraintError as error:
                raise unlinkable(self._reader.path) from error
        return row

    def _chained(self, ident: str, incident: str | None, told: tuple[str, ...]) -> Row:
        seq, prev = self._head
        row = (ident, incident, self._reader.station, seq + 1, *told, prev)
        # Hashed as it goes to disk, times as text: a reader hashes the same bytes whatever wrote
        # them.
        return (*row, digest(row))

    def _begin(self) -> None:
        try:
            self._off_screen("BEGIN IMMEDIATE")
        except Unwritable as fault:
            if not self._access.given_up:
                raise
            words = _("没有再等，没有记录；填的内容都在，可以再做一次。")
            raise Unwritable(words) from fault

    def _poll(self) -> None:
        with as_refusal(self._reader.path):
            self._reader.poll()

    def _meet(self) -> None:
        """Take in what the partner has that is not here."""
        lost, link = self._prepared.lost(self._reader.head), self._reader.link
        new = self._partnered(lambda: self._partner.join(link, lost))
        if lost and lost[0] not in new and self._partner.in_turn:
            self._prepared.forget(self._healed)
        self._healed += [row for row in lost if row in new]
        if new:
            self._before = self._before or self._reader.mark()
            with as_refusal(self._reader.path):
                link.executemany(ADD, new)
            self._poll()
            # Where this act is given up what others wrote stays: it has been told of.
            self._run("SAVEPOINT act")
            self._meet()

    def _partnered(self, job: Callable[[], T]) -> T:
        if isinstance(self._partner, Nobody):
            return job()  # waits for nothing
        with as_refusal(self._reader.path):
            return self._access.off_screen(job)

    def _off_screen(self, sql: str) -> None:
        self._access.off_screen(lambda: self._run(sql))

    def _run(self, sql: str, values: Row = ()) -> None:
        with as_refusal(self._reader.path):
            self._reader.link.execute(sql, values)

    def _commit(self) -> None:
        stands = self._hand_over()
        try:
            self._off_screen("COMMIT")
        except Unwritable as fault:
            if stands and self._added:
                with suppress(Refusal):
                    self._undo_all()
                words = _("中心已经记下，不用重做；本机没写成，能写以后会自己补上：{why}")
                raise Unwritable(words.format(why=fault)) from fault
            if self._last is not None and self._perhaps_written(unflushed=is_unflushed(fault)):
                raise self._unsure() from fault
            raise
        if self._last is not None:
            # Only after the commit: an act that was undone must leave the reader's head. Nobody
            # else's entry can lie before this one unread, for the look was taken under the lock.
            self._reader.wrote(self._last, self._head)
        self._before = None

    def _hand_over(self) -> bool:
        """Commit with the partner; whether the act stands there for good."""
        link = self._reader.link
        try:
            if self._partner.in_turn:
                self._partnered(self._prepare)
            return self._partnered(lambda: self._partner.settle(link, self._added))
        except Refusal:
            if self._added:  # whoever refuses it knows that it is nowhere
                self._take_back()
            raise

    def _prepare(self) -> None:
        """Have on the disk what the partner is about to be given."""
        # Of an act that ended as it was flushed nobody sees anything, and whoever opens the file
        # after a crash may find it: what was added here goes over it in the log, not ended yet.
        if self._added:
            self._reader.link.cache_flush()
        # What a power cut takes away here must not be there: its number would be given twice.
        flush_log(self._reader.path, its_name=not self._reader.has_written)
        if self._added:
            self._prepared.keep([*self._healed, *self._added])

    def _take_back(self) -> None:
        """Have nothing prepared. Raises Unwritable: it may come back once the partner is away."""
        try:
            self._prepared.forget(self._healed)
        except Unwritable as fault:
            raise self._unsure() from fault

    def _unsure(self) -> Unwritable:
        words = _("磁盘出错，不能确定这次操作是否记下（{name}）；请先查看日志再决定是否重做。")
        return Unwritable(words.format(name=self._reader.path))

    def _perhaps_written(self, *, unflushed: bool) -> bool:
        """After a failed commit: the disk may have refused only what comes after the writing."""
        try:
            self._undo_all()
            self._reader.poll()
            if unflushed and self._reader.head != self._head:
                self._write_over()
        except (Refusal, apsw.Error):
            return True
        return self._reader.head == self._head

    def _write_over(self) -> None:
        """Put something in the place of what was written whole but not flushed.

        It stands in the log as if committed: whoever opens the file after a crash would read it.
        """
        [(version,)] = self._reader.link.execute("PRAGMA user_version")
        self._off_screen(f"PRAGMA user_version = {version}")

    def _undo_all(self) -> None:
        """Undo what the partner had as well; it is read once more when it is taken in again."""
        if self._reader.link.in_transaction:
            self._run("ROLLBACK")
        if self._before is not None:
            self._reader.rewind(self._before)
            self._before = None

    def _give_up(self) -> None:
        """Undo the act; what the partner had stays."""
        if self._before is None or not self._reader.link.in_transaction:
            self._undo_all()  # a disk that refuses may have undone it by itself
        else:
            try:
                self._run("ROLLBACK TO act")
                self._off_screen("COMMIT")
            except Refusal:
                self._undo_all()
                raise
            self._before = None

    def _leave(self) -> None:
        try:
            self._partner.leave()
            if self._reader.link.in_transaction or self._before is not None:
                self._give_up()
        finally:
            self._access.leave()
