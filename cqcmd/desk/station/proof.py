"""The proof of the record: its chain, against heads kept outside it, while the post goes on."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cqcmd.desk.common.damage import unread_of, unreadable_words
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.preferences import Preferences
from cqcmd.desk.station.copying_place import OWN_FOLDER
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.incident.events import Unreadable, read
from cqcmd.incident.events.entry import Entry
from cqcmd.local_store.kept_heads import KeptHeads

if TYPE_CHECKING:
    from cqcmd.journal.proof import Head, Proof

NIGHTLY = timedelta(days=1)
"""How often it is proved while the post stands open."""

KEEP = timedelta(minutes=1)
"""How often the head is kept while entries are written."""


class RecordProof:
    """Proves the record in a thread; what was found is taken in on the screen's."""

    def __init__(
        self, open_record: OpenRecord, data: Path, settings: Preferences, mark: str
    ) -> None:
        self._open_record = open_record
        self._settings = settings
        self._kept = None if mark else KeptHeads(data)  # of what is not real nothing is kept
        self._proved = self._noted = open_record.clock.now()
        self._found: Proof | None = None
        self._unread: tuple[int, tuple[Entry, ...]] = (0, ())

    @property
    def done(self) -> bool:
        """Whether the record was proved since it was opened."""
        return self._found is not None

    @property
    def due(self) -> bool:
        """Whether a day has passed since the last proof."""
        return abs(self._open_record.clock.now() - self._proved) >= NIGHTLY

    def look(self, *, attachments: bool = False) -> None:
        """Prove the journal; in a thread, for it reads every row. Raises Refusal.

        ``attachments``: the files that it names are read, too, gigabytes it may be.
        """
        self._proved = self._open_record.clock.now()
        path = self._open_record.journal.path
        heads = heads_in_sight(path, self._folders) if self._kept is not None else ()
        proof: Proof = _proving().prove_open(path, heads)
        if attachments:
            proof = _with_attachments(proof, path, of_the_record=True)
        self._found = proof

    def take(self) -> None:
        """Take in what was found last: marks where it is shown, a band over every screen."""
        open_record, proof = self._open_record, self._found
        if proof is None:
            return
        changed = open_record.damage.found(
            (finding.words for finding in proof.findings), proof.altered
        )
        open_record.note_changed(changed)

    @property
    def words(self) -> str:
        """What stands across the top line while something is wrong with the record."""
        damage, unread = self._open_record.damage, {one.id for one in self._unreadable()}
        altered = len(damage.altered.keys() - unread)
        told = [_("{n} 条读不出来").format(n=len(unread))] if unread else []
        told += [_("{n} 条被改过").format(n=altered)] if altered else []
        told = told or list(damage.faults[:1])
        if not told:
            return ""
        return _("日志有损：{told}（按 / 输入 验证日志）").format(told="，".join(told))

    def lines(self) -> tuple[str, ...]:
        """Return all that was found last, a sentence each."""
        proof, unread = self._found, self._unreadable()
        told = [unreadable_words(entry.seq, read(Unreadable, entry)) for entry in unread]
        if proof is not None:
            told = [*(finding.words for finding in proof.findings), *told, *proof.agreed]
        return tuple(told)

    def whole(self) -> str:
        """Return that nothing is wrong, and what it was held against."""
        proof = self._found
        if proof is None:
            return ""
        words = _("日志完整：{count} 条，本站第 {seq} 条，链首 {head}")
        said = words.format(count=proof.entries, seq=proof.seq, head=proof.head[:16])
        return "；".join((said, *proof.agreed[:2]))

    def _unreadable(self) -> tuple[Entry, ...]:
        """Return the entries that cannot be read; looked for only after something was written."""
        ledger = self._open_record.ledger
        if self._unread[0] != ledger.absorbed:
            found = unread_of(ledger.incidents.values(), ledger.station_entries)
            self._unread = (ledger.absorbed, tuple(found))
        return self._unread[1]

    def keep_head(self) -> None:
        """Keep the head outside the journal, unless something is wrong with the record."""
        open_record, now = self._open_record, self._open_record.clock.now()
        self._noted = now
        # Before anything was proved, what is there need not be what was there.
        if self._kept is None or self._found is None or not self._found.ok or open_record.observing:
            return
        journal = open_record.journal
        seq, head = journal.head()
        self._kept.keep(journal.station, seq, head, _noted_at(now))

    @property
    def head_due(self) -> bool:
        """Whether the head was not kept for a minute."""
        return abs(self._open_record.clock.now() - self._noted) >= KEEP

    @property
    def _folders(self) -> tuple[Path, ...]:
        chosen = str(self._settings.get("backup_directory"))
        return (Path(chosen),) if chosen else ()


def head_words(open_record: OpenRecord) -> Iterator[str]:
    """Yield the head as it is noted by hand, in groups of four; nothing where it is not read."""
    with suppress(Refusal):
        seq, head = open_record.journal.head()
        groups = " ".join(head[at : at + 4] for at in range(0, 16, 4))
        words = _("日志到第 {seq} 条，校验值 {groups}（请抄在交接本上）")
        yield words.format(seq=seq, groups=groups)


def prove_file(
    path: Path, noted: str = "", against: Iterable[Path] = (), *, in_sight: bool = False
) -> "Proof":
    """Prove a journal that nobody here has open, a drill's or a copy's too. Raises Refusal.

    The files that it names are read, too. ``in_sight``: it is the record itself, held also against
    what is kept beside it, and every copy there.
    """
    proving = _proving()
    named = (proving.head_of(copy, _("备份 {name}").format(name=copy.name)) for copy in against)
    heads = (*named, *(heads_in_sight(path) if in_sight else ()))
    proof: Proof = proving.prove(path, heads, noted)
    return _with_attachments(proof, path, of_the_record=in_sight)


def _with_attachments(proof: "Proof", path: Path, *, of_the_record: bool) -> "Proof":
    from cqcmd.journal.attachments.proof import prove_attachments  # late: as `_proving`

    files = prove_attachments(path, proof, of_the_record=of_the_record)
    agreed = (*filter(None, (files.agreed,)), *proof.agreed)
    return replace(proof, findings=(*proof.findings, *files.findings), agreed=agreed)


def heads_in_sight(journal: Path, folders: Iterable[Path] = ()) -> "Iterator[Head]":
    """Yield the heads noted outside a journal: the one kept beside it, and that of every copy."""
    proving = _proving()
    for row in KeptHeads(journal.parent).all():
        yield proving.Head(row["station"], row["seq"], row["hash"], _("上次记下的"), row["at"])
    for copy in _copies(journal, (journal.parent / OWN_FOLDER, *folders)):
        with suppress(Refusal, OSError):  # whether a copy is good is another question
            made = datetime.fromtimestamp(copy.stat().st_mtime, UTC)
            yield proving.last_head(copy, _("备份 {name}").format(name=copy.name), _noted_at(made))


def _copies(journal: Path, folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        with suppress(OSError):
            # Never the journal itself: to close it would let go of the locks this post holds on it.
            yield from (one for one in sorted(folder.glob("*.db")) if not one.samefile(journal))


def _noted_at(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


def _proving() -> ModuleType:
    from cqcmd.journal import proof  # late: SQLAlchemy loads with it

    return proof
