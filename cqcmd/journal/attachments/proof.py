"""Every attachment that a journal names held against its entry, all of each read."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from cqcmd.i18n import _
from cqcmd.incident.events import Attached, Undecodable, decode
from cqcmd.journal.attachments.carrying import beside_copies
from cqcmd.journal.attachments.folder import AttachmentFolder, Looked
from cqcmd.journal.proof import Finding, prove
from cqcmd.text import clean

BACKUPS = _("备份")
"""The record's own folder of copies: what they name lies beside the record, once for all."""


class AttachmentProof(Struct, frozen=True):
    """What was found; ``agreed`` in words, empty where there is nothing to say."""

    findings: tuple[Finding, ...] = ()
    agreed: str = ""


def prove_attachments(
    journal: Path, attached: Iterable[tuple[int, str]], *, of_the_record: bool, drill: bool
) -> AttachmentProof:
    """Hold the attachments of a journal file against its entries, by number and content.

    ``of_the_record``: it is the record itself, where a folder that is gone is a loss; beside a copy
    that lies anywhere it is only said that nothing was looked at.
    """
    events = list(_events(attached))
    if not events:
        return AttachmentProof()
    folder = _folder_of(journal, drill=drill)
    if not folder.path.is_dir() and not of_the_record:
        words = _("记有 {n} 个附件，旁边没有“附件”文件夹，附件没有核对")
        return AttachmentProof(agreed=words.format(n=len(events)))
    found = tuple(_findings(folder, events))
    words = _("附件 {n} 个，与记入时一样").format(n=len(events))
    return AttachmentProof(found, "" if found else words)


def named_in(journal: Path) -> Iterator[str]:
    """Yield the names of the files that a journal file names, as they lie. Raises Refusal."""
    for _seq, event in _events(prove(journal).attached):
        place = AttachmentFolder(journal.parent).place(event)
        if place is not None:
            yield place.name


def _events(attached: Iterable[tuple[int, str]]) -> Iterator[tuple[int, Attached]]:
    for seq, data in attached:
        try:
            event = decode(Attached.kind, data)
        except Undecodable:  # told of its entry
            continue
        assert isinstance(event, Attached)
        yield seq, event


def _folder_of(journal: Path, *, drill: bool) -> AttachmentFolder:
    """Return where they lie: beside the record, beside its copies elsewhere, or over its own."""
    beside = AttachmentFolder(journal.parent)
    if beside.path.is_dir():
        return beside
    if journal.parent.name == BACKUPS:
        return AttachmentFolder(journal.parent.parent)
    if drill:
        beside.path = beside_copies(journal.parent, drill=True)
    return beside


def _findings(
    folder: AttachmentFolder, events: Iterable[tuple[int, Attached]]
) -> Iterator[Finding]:
    looked: dict[tuple[str, str, int], Looked] = {}
    for seq, event in events:
        key = event.file, event.sha256, event.size
        if key not in looked:  # the same photo may be named twice
            looked[key] = folder.look(event)
        if wrong := looked[key].words:
            words = _("第 {seq} 条的附件 {name}：{wrong}")
            name = clean(event.name, lines=False)
            yield Finding("attachment", words.format(seq=seq, name=name, wrong=wrong))
