"""Every attachment that a journal names held against its entry, all of each read."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from cqcmd.i18n import _
from cqcmd.incident.events import Attached, Undecodable, decode
from cqcmd.journal.attachments.carrying import beside_copies
from cqcmd.journal.attachments.folder import AttachmentFolder, Looked
from cqcmd.journal.proof import Finding, Proof, prove
from cqcmd.text import clean

BACKUPS = _("备份")
"""The record's own folder of copies: what they name lies beside the record, once for all."""

ELSEWHERE = "elsewhere"
"""Told of a file that another post attached and that is not here."""


class AttachmentProof(Struct, frozen=True):
    """What was found; ``agreed`` in words, empty where there is nothing to say."""

    findings: tuple[Finding, ...] = ()
    agreed: str = ""


def prove_attachments(journal: Path, proof: Proof, *, of_the_record: bool) -> AttachmentProof:
    """Hold the attachments that a proven journal file names against its entries.

    Those of other posts may be there alone: that is said, and nothing is amiss.
    ``of_the_record``: it is the record itself, where a folder that is gone is a loss; beside a copy
    that lies anywhere it is only said that nothing was looked at.
    """
    events = list(_events(proof.attached))
    if not events:
        return AttachmentProof()
    folder = _folder_of(journal, drill=proof.drill)
    if not folder.path.is_dir() and not of_the_record:
        words = _("记有 {n} 个附件，旁边没有“附件”文件夹，附件没有核对")
        return AttachmentProof(agreed=words.format(n=len(events)))
    told = list(_looked(folder, events, proof.station))
    found = tuple(finding for finding in told if isinstance(finding, Finding))
    away = told.count(ELSEWHERE)
    whole = 0 if found else len(events) - away
    agreed = (
        _("附件 {n} 个，与记入时一样").format(n=whole) if whole else "",
        _("{n} 个附件在别的值班点，没有到本机").format(n=away) if away else "",
    )
    return AttachmentProof(found, "；".join(filter(None, agreed)))


def named_in(journal: Path) -> Iterator[str]:
    """Yield the names of the files that a journal file names, as they lie. Raises Refusal."""
    for _station, _seq, event in _events(prove(journal).attached):
        place = AttachmentFolder(journal.parent).place(event)
        if place is not None:
            yield place.name


def _events(attached: Iterable[tuple[str, int, str]]) -> Iterator[tuple[str, int, Attached]]:
    for station, seq, data in attached:
        try:
            event = decode(Attached.kind, data)
        except Undecodable:  # told of its entry
            continue
        assert isinstance(event, Attached)
        yield station, seq, event


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


def _looked(
    folder: AttachmentFolder, events: Iterable[tuple[str, int, Attached]], own: str
) -> Iterator[Finding | str]:
    """Yield what is wrong with each file, or that it is elsewhere; of the others nothing."""
    looked: dict[tuple[str, str, int], Looked] = {}
    for station, seq, event in events:
        key = event.file, event.sha256, event.size
        if key not in looked:  # the same photo may be named twice
            looked[key] = folder.look(event)
        if station != own and looked[key].state == "missing":
            yield ELSEWHERE
        elif wrong := looked[key].words:
            words = _("第 {seq} 条的附件 {name}：{wrong}")
            name = clean(event.name, lines=False)
            yield Finding("attachment", words.format(seq=seq, name=name, wrong=wrong))
