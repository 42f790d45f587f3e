"""The proof of a journal: its rows alone are read, on a connection of its own that cannot write.

It holds against any file: whatever is wrong is told, in words, and nothing is folded or opened.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Literal

import apsw
from msgspec import Struct

from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.incident.events import HeadSeen, Merged, Undecodable, decode
from cqcmd.journal.chain import FIELDS, Break, Row, breaks
from cqcmd.journal.engine import connect_to_read
from cqcmd.journal.faults import UNREADABLE, JournalBroken, as_refusal, broken
from cqcmd.journal.lying_file import opened_to_read
from cqcmd.journal.rows import as_text
from cqcmd.journal.schema import DRILL, recognise, station_of
from cqcmd.journal.statements import LAST_HEAD, RAW_BY_CHAIN

_ID, _INCIDENT, _STATION, _SEQ, _HASH, _KIND, _RECORDED, _DATA = (
    FIELDS.index(name)
    for name in ("id", "incident", "station", "seq", "hash", "kind", "recorded_at", "data")
)

Sort = Literal["broken", "station", "rewritten", "missing", "attachment"]
"""A link or an entry is damaged; of another station; not what was noted; its end is gone; a file
that it names is not what it was."""

RESTORED = "restored"
"""The kind of the entry that says the journal was put back from a copy: from there on what was
noted of the file before it no longer binds."""

MARK = 16
"""Characters of a hash by which one is told from another."""

ATTACHED = "attached"
"""The kind of the entry that names a file beside the journal."""


class Head(Struct, frozen=True):
    """The last entry of a station as it was noted somewhere: ``where`` in words.

    ``hash`` may be the first sixteen characters of it; ``at``: when it was noted.
    """

    station: str
    seq: int
    hash: str
    where: str
    at: str = ""


class Finding(Struct, frozen=True):
    """One thing that is wrong, in a sentence."""

    sort: Sort
    words: str


class Proof(Struct, frozen=True):
    """What was found.

    Attributes:
        altered: entries that are not what was written, by id: incident, number.
        agreed: heads noted elsewhere that agree, in words.
        restored: when it was last put back from a copy, as text; empty if never.
        attached: the entries that name a file, by station, number and content; not looked at.
    """

    drill: bool
    station: str
    entries: int
    seq: int
    head: str
    findings: tuple[Finding, ...]
    altered: dict[str, tuple[str | None, int]]
    agreed: tuple[str, ...] = ()
    restored: str = ""
    attached: tuple[tuple[str, int, str], ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


def prove(path: Path, heads: Iterable[Head] = (), noted: str = "") -> Proof:
    """Prove a file that nobody here has open, against heads noted elsewhere.

    ``noted``: a hash, or its beginning, that some entry must have. Raises Refusal: it is no
    journal, or cannot be read.
    """
    with opened_to_read(path) as link:
        return _prove(link, path, tuple(heads), noted)


def prove_open(path: Path, heads: Iterable[Head] = ()) -> Proof:
    """Prove the journal that this very program has open, beside its writer. Raises Refusal."""
    try:
        with as_refusal(path, UNREADABLE), closing(connect_to_read(path, alone=False)) as link:
            return _prove(link, path, tuple(heads), "")
    except JournalBroken as fault:  # it was opened whole, and was damaged since
        return Proof(False, "", 0, 0, "", (Finding("broken", str(fault)),), {})


def head_of(path: Path, where: str) -> Head:
    """Return the head that a copy of a journal holds. Raises Refusal."""
    proof = prove(path)
    if not proof.ok:
        raise Refusal(_("{where}：{why}").format(where=where, why=proof.findings[0].words))
    return Head(proof.station, proof.seq, proof.head, where)


def last_head(path: Path, where: str, at: str) -> Head:
    """Return the head of a copy without following its chain. Raises Refusal."""
    with opened_to_read(path) as link:
        if not recognise(link, path):
            raise broken(path)
        station = station_of(link)
        for seq, mark in link.execute(LAST_HEAD, (station,)):
            return Head(station, int(seq), str(mark), where, at)
    raise broken(path)


class _Theirs:
    """Which entries of another station are here, in little room: numbers, and what hashes begin."""

    def __init__(self) -> None:
        self.seqs = array("q")
        self._marks = bytearray()

    def add(self, seq: int, mark: str) -> None:
        """Take the next one in, in order of number."""
        self.seqs.append(max(-1, min(seq, 1 << 60)))  # damage may have made anything of it
        self._marks += mark[:MARK].ljust(MARK).encode(errors="replace")[:MARK]

    def up_to(self, seq: int) -> tuple[int, str]:
        """Return how many there are up to a number, and how the hash of that one begins."""
        count = bisect_right(self.seqs, seq)
        if not count or self.seqs[count - 1] != seq:
            return count, ""
        return count, self._marks[(count - 1) * MARK : count * MARK].decode(errors="replace")


class _Seen:
    """What is gathered while the rows go by."""

    def __init__(self, station: str, heads: Iterable[Head], noted: str) -> None:
        self._station, self._noted = station, noted
        self._asked = {head.seq for head in heads}
        self.hashes: dict[int, str] = {}
        self.last: tuple[int, str] = (0, "")
        self.noted_at = 0
        self.restored = ""
        self.attached: list[tuple[str, int, str]] = []
        self.theirs: dict[str, _Theirs] = {}
        self.countersigned: dict[str, tuple[int, HeadSeen]] = {}
        """Of each other station the furthest head that this one noted, with that entry's number."""
        self.count = 0

    def pass_by(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield the rows on."""
        for row in rows:
            self.count += 1
            if row[_KIND] == ATTACHED:
                place = str(row[_STATION]), int(row[_SEQ] or 0)
                self.attached.append((*place, str(row[_DATA])))
            if isinstance(row[_SEQ], int):
                station, seq, mark = str(row[_STATION]), int(row[_SEQ] or 0), str(row[_HASH])
                if station == self._station:
                    self._look(row, seq, mark)
                else:
                    self.theirs.setdefault(station, _Theirs()).add(seq, mark)
            yield row

    def _look(self, row: Row, seq: int, mark: str) -> None:
        self.last = max(self.last, (seq, mark))
        if seq in self._asked:
            self.hashes[seq] = mark
        if self._noted and mark.startswith(self._noted):
            self.noted_at = seq
        if row[_KIND] == RESTORED:
            self.restored = str(row[_RECORDED])
        if row[_KIND] == Merged.kind:
            self._countersigned(seq, str(row[_DATA]))

    def _countersigned(self, seq: int, data: str) -> None:
        with suppress(Undecodable):  # a damaged one is told as such
            for head in getattr(decode(Merged.kind, data), "seen", ()):
                before = self.countersigned.get(head.station)
                if before is None or before[1].seq <= head.seq:
                    self.countersigned[head.station] = (seq, head)


def _prove(link: apsw.Connection, path: Path, heads: tuple[Head, ...], noted: str) -> Proof:
    drill = link.pragma("application_id") == DRILL
    # An empty file has no tables; of a journal that was just made there are some.
    if not recognise(link, path, drill=drill):
        raise broken(path)
    station = station_of(link)
    seen = _Seen(station, heads, noted)
    rows = (tuple(map(as_text, row)) for row in link.execute(RAW_BY_CHAIN))
    found = list(breaks(seen.pass_by(rows), station))
    findings = [Finding("broken", one.words) for one in found]
    findings += _structure(link)
    findings += _unseen(seen)
    wrong, agreed = _compared(seen, station, heads)
    if noted:
        (agreed if seen.noted_at else wrong).append(_noted(seen, noted))
    return Proof(
        drill,
        station,
        seen.count,
        *seen.last,
        (*findings, *(one for one in wrong if isinstance(one, Finding))),
        dict(_altered(found)),
        (*(str(one) for one in agreed), *_parts(seen.theirs)),
        seen.restored,
        tuple(seen.attached),
    )


def _structure(link: apsw.Connection) -> Iterator[Finding]:
    """Yield that pages beside the entries are damaged: those are read, and no new one fits in."""
    if link.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
        words = _(
            "日志文件的索引坏了：条目读得出，新的可能记不进；"
            "请各终端都退出，用 journal salvage 读出来，再用 restore --salvaged 恢复"
        )
        yield Finding("broken", words)


def _parts(theirs: dict[str, _Theirs]) -> Iterator[str]:
    """Yield of which other stations only a part of the chain is here, and how much of it lacks."""
    for station, there in theirs.items():
        if lacking := there.seqs[-1] - len(there.seqs):
            words = _("值班点 {station} 是部分链：{n} 条，到第 {last} 条，没有带来的 {lacking} 条")
            yield words.format(
                station=station, n=len(there.seqs), last=there.seqs[-1], lacking=lacking
            )


def _unseen(seen: _Seen) -> Iterator[Finding]:
    """Yield what a meeting noted of other stations and is not here any more."""
    for own, head in seen.countersigned.values():
        there = seen.theirs.get(head.station, _Theirs())
        count, mark = there.up_to(head.seq)
        told = {"name": head.name or head.station, "seq": head.seq, "own": own}
        if mark and not head.hash.startswith(mark):
            words = _("值班点 {name} 第 {seq} 条与合并时（本站第 {own} 条）记下的对不上：被重写过")
            yield Finding("rewritten", words.format(**told))
        elif count < head.entries:
            words = _(
                "值班点 {name} 到第 {seq} 条，合并时（本站第 {own} 条）有 {was} 条，"
                "现在只有 {n} 条：少了"
            )
            yield Finding("missing", words.format(**told, was=head.entries, n=count))


def _altered(found: Iterable[Break]) -> Iterator[tuple[str, tuple[str | None, int]]]:
    for one in found:
        for row in one.rows:
            incident = row[_INCIDENT]
            seq = row[_SEQ] if isinstance(row[_SEQ], int) else 0
            yield str(row[_ID]), (None if incident is None else str(incident), int(seq or 0))


def _compared(
    seen: _Seen, station: str, heads: Iterable[Head]
) -> tuple[list[Finding | str], list[Finding | str]]:
    wrong: list[Finding | str] = []
    agreed: list[Finding | str] = []
    for head in heads:
        if head.at and head.at < seen.restored:
            continue
        finding = _against(seen, station, head)
        if finding is None:
            words = _("与{where}相符（第 {seq} 条）")
            agreed.append(words.format(where=head.where, seq=head.seq))
        else:
            wrong.append(finding)
    return wrong, agreed


def _against(seen: _Seen, station: str, head: Head) -> Finding | None:
    last = seen.last[0]
    if head.station != station:
        words = _("不是同一个值班点的日志：{where}是 {there}，这里是 {here}")
        return Finding("station", words.format(where=head.where, there=head.station, here=station))
    if head.seq > last:
        words = _("末尾少了 {n} 条：{where}到第 {seq} 条，这里只到第 {last} 条")
        return Finding(
            "missing",
            words.format(n=head.seq - last, where=head.where, seq=head.seq, last=last),
        )
    if head.seq and not seen.hashes.get(head.seq, "").startswith(head.hash):
        words = _("第 {seq} 条与{where}对不上：日志被重写过，或者换成了另一份")
        return Finding("rewritten", words.format(seq=head.seq, where=head.where))
    return None


def _noted(seen: _Seen, noted: str) -> Finding | str:
    if not seen.noted_at:
        words = _("没有一条的校验值以 {noted} 开头：抄错了，或者日志被截短、重写过")
        return Finding("missing", words.format(noted=noted))
    words = _("抄下的校验值是第 {seq} 条的，相符；此后又记了 {n} 条")
    return words.format(seq=seen.noted_at, n=seen.last[0] - seen.noted_at)
