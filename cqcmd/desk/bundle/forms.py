"""What is to be exported, what came of it, and what taking a bundle in would do."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from cqcmd.files.bundle.manifest import Manifest
from cqcmd.i18n import _
from cqcmd.journal.foreign_rows import SoundRows


class Exported(Struct, frozen=True):
    """A bundle that stands whole: where, its list, and attachments that are not in it."""

    path: Path
    manifest: Manifest
    entries: int
    lacking: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What to tell."""
        words = _("已导出{what}，{n} 条：{path}。")
        what = self.manifest.number or _("全部事件")
        said = words.format(what=what, n=self.entries, path=self.path)
        if not self.lacking:
            return said
        # First of all: on one line the end is cut off.
        lacking = _("没有带上（不见了、被改过或读不出）：{names}。")
        return lacking.format(names="、".join(self.lacking)) + said


class Incoming(Struct, frozen=True):
    """A bundle that was read and proved whole; nothing of it was written yet.

    ``plans`` are the files of plans by their names, ``passphrase`` opens the file once more.
    """

    path: Path
    manifest: Manifest
    rows: SoundRows
    plans: Mapping[str, bytes]
    passphrase: str = ""


class ComingIncident(Struct, frozen=True):
    """An incident about which there is something new: how many entries, whether all of it is."""

    number: str
    title: str
    added: int
    is_new: bool

    @property
    def words(self) -> str:
        """The same in one line."""
        named = " ".join(filter(None, (self.number, self.title)))
        words = _("{named}：新的一起，{n} 条") if self.is_new else _("{named}：{n} 条")
        return words.format(named=named, n=self.added)


class MergePreview(Struct, frozen=True, kw_only=True):
    """What taking a bundle in would do.

    Attributes:
        whose: which post made it, when, and what its clock shows, in words.
        added, known: how many entries are new, and how many are here already.
        incidents: about which there is something new.
        conflicts: what both posts set apart, in words; both values stay.
        doubts: what somebody should know first.
        receipts: bundles of this post that the other one says it took in.
    """

    incoming: Incoming
    whose: str
    made_at: datetime
    apart: float
    added: int
    known: int
    incidents: tuple[ComingIncident, ...]
    conflicts: tuple[str, ...]
    doubts: tuple[str, ...]
    receipts: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it, a line each."""
        counts = _("新的 {added} 条，这里已有 {known} 条。")
        return (
            self.whose,
            counts.format(added=self.added, known=self.known),
            *self.receipts,
            *(_("留意：{words}").format(words=words) for words in self.doubts),
            *(_("不一致：{words}").format(words=words) for words in self.conflicts),
            *(one.words for one in self.incidents),
        )
