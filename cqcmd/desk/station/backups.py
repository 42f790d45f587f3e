"""Keeping the record safe: copies that were restored and verified, and the proof of the chain."""

from pathlib import Path

from msgspec import Struct

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.i18n import _
from cqcmd.incident.events import BackedUp


class ChainProof(Struct, frozen=True):
    """Whether the chain holds, and what to say of it."""

    ok: bool
    words: str


class Backups:
    """The verbs of backup."""

    def __init__(self, open_record: OpenRecord, mark: str = "") -> None:
        """Keep the record; ``mark`` stands before what is said of one that is not real (演练)."""
        self._open_record = open_record
        self._mark = _("〔{mark}〕").format(mark=mark) if mark else ""

    def back_up(self, directory: Path) -> str:
        """Copy the journal, restore the copy elsewhere, verify it, and only then say 已备份."""
        # late: SQLAlchemy loads with it, and the first screen stands before the journal
        from cqcmd.journal.copies.backup import backup

        open_record = self._open_record
        # Before the copying: a copy that no entry tells of would not be known as the last one.
        open_record.refuse_observing()
        report = backup(open_record.journal, directory, open_record.clock.now())
        if open_record.plans is not None:
            open_record.plans.copy_to(report.path.with_suffix(".plans"))
        with open_record.act() as write:
            event = BackedUp(
                path=str(report.path),
                entries=report.entries,
                head=report.heads.get(open_record.journal.station, (0, ""))[1],
            )
            write.append(event, None, actor=open_record.ledger.officer or _("命令行"))
        return _("已备份：{path}，{count} 条，已还原验证。").format(
            path=report.path, count=report.entries
        )

    def verify(self) -> ChainProof:
        """Follow the hash chain through the whole journal; the first broken link is named."""
        verdict = self._open_record.journal.verify()
        if not verdict.ok:
            return ChainProof(False, self._mark + verdict.fault)
        seq, head = verdict.heads.get(self._open_record.journal.station, (0, ""))
        words = _("日志完整：{count} 条，本站第 {seq} 条，链首 {head}")
        said = words.format(count=verdict.entries, seq=seq, head=head[:16])
        return ChainProof(True, self._mark + said)
