"""导出 and 合并: a bundle written for another post, looked at, and taken in."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from cqcmd import __version__, chance
from cqcmd.desk.bundle.forms import ENDING, Exported, Incoming, MergePreview
from cqcmd.desk.bundle.plans import BundlePlans
from cqcmd.desk.bundle.preview import (
    met_words,
    preview_of,
    refuse_drill,
    refuse_other_heads,
    sent_words,
)
from cqcmd.desk.bundle.writing import Outgoing, put, unlocking
from cqcmd.desk.common.long_work import LongWork
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.log.said_apart import conflict_lines
from cqcmd.desk.papers.desk import free
from cqcmd.documents.file_names import drill_name, file_name
from cqcmd.errors import BadInput
from cqcmd.files.bundle.lock import SHORTEST, checked, is_locked
from cqcmd.files.bundle.manifest import FORMAT, HeldThere, Manifest
from cqcmd.files.bundle.reading import Bundle, opened
from cqcmd.i18n import _
from cqcmd.incident.events import (
    Attached,
    BundleSent,
    Event,
    HeadSeen,
    Merged,
    Noted,
    Opened,
    PlanChosen,
    Undecodable,
    decode,
)
from cqcmd.journal.attachments.folder import AttachmentFolder
from cqcmd.journal.attachments.from_bundle import put_beside
from cqcmd.journal.chain import FIELDS, Row
from cqcmd.journal.copies.course import Course
from cqcmd.journal.foreign_rows import sound
from cqcmd.journal.meeting.snapshot import Snapshot, new_here, snapshot, standing
from cqcmd.journal.reader import Held
from cqcmd.paths import lies_there
from cqcmd.text import unseen
from cqcmd.views.conflict import ConflictLine

EXPORT_GIVEN_UP = _("导出已取消，没有留下半份。")
EXPORT_LEFT = _("正在导出，离开就不导了；没有留下半份")
MERGE_GIVEN_UP = _("合并已取消，什么都没有并入。")
MERGE_LEFT = _("正在合并，离开就不并了；什么都没有并入")

_KIND, _DATA = FIELDS.index("kind"), FIELDS.index("data")


class BundleDesk:
    """The verbs of 导出 and 合并."""

    def __init__(self, open_record: OpenRecord, data: Path, mark: str) -> None:
        self._open_record, self._mark = open_record, mark
        self._folder, self._plans = AttachmentFolder(data), BundlePlans(data)

    # Writing one

    def name_of(self, ident: str = "") -> str:
        """Return how the file of a bundle is called where nobody names it."""
        number = self._open_record.incident(ident).number if ident else ""
        now = self._open_record.clock.now()
        serving = self._open_record.ledger.serving
        title = f"{serving.name}-" if serving else ""
        name = file_name(number, title + _("合并包"), now, self._mark)
        return Path(name).with_suffix(ENDING).name

    def exporting(self, path: Path, ident: str = "", passphrase: str = "") -> LongWork:
        """Return the work that writes a bundle of one incident or of all, then notes it.

        ``path``: a file that is not there yet, or a folder. Raises BadInput, Refusal.
        """
        open_record = self._open_record
        open_record.refuse_observing()
        if passphrase:
            self.refuse_short(passphrase)
        place = self._place(path, ident)
        sent = BundleSent(bundle="", file="", entries=0, seq=0)
        open_record.operator.refuse(sent)
        number = open_record.incident(ident).given_number if ident else ""

        def do(course: Course) -> Callable[[], str]:
            outgoing = self._gathered(place, ident, number, passphrase, course)
            exported = put(outgoing, course)
            return lambda: self._note_sent(exported)

        return LongWork(Course(_("正在导出"), EXPORT_GIVEN_UP), do, EXPORT_LEFT)

    shortest = SHORTEST
    """Characters of a passphrase."""

    def refuse_short(self, passphrase: str) -> None:
        """Refuse a passphrase that anybody could try out. Raises BadInput."""
        checked(passphrase)

    def _place(self, path: Path, ident: str) -> Path:
        if unseen(str(path)):
            raise BadInput(_("路径里有看不见的字符，没有导出；请重新填。"))
        there = lies_there(path) and path.is_dir()
        place = free(path / self.name_of(ident)) if there else path
        return drill_name(place) if self._mark else place

    def _gathered(
        self, place: Path, ident: str, number: str, passphrase: str, course: Course
    ) -> Outgoing:
        journal = self._open_record.journal
        taken = snapshot(journal.path, ident)
        attached: dict[Path, Attached] = {}
        lacking: list[str] = []
        for event in _attached_in(taken.rows):
            course.note(_("正在核对附件"))
            looked, where = self._folder.look(event, course), self._folder.place(event)
            if looked.state == "whole" and where is not None:
                attached[where] = event
            else:
                lacking.append(event.name)
        plans = self._plans.files(set(_plans_in(taken.rows)))
        return Outgoing(
            path=place,
            manifest=self._manifest(taken, ident, number),
            rows=taken.rows,
            plans=plans,
            attached=attached,
            lacking=tuple(lacking),
            passphrase=passphrase,
        )

    def _manifest(self, taken: Snapshot, ident: str, number: str) -> Manifest:
        ledger, journal = self._open_record.ledger, self._open_record.journal
        return Manifest(
            format=FORMAT,
            program=__version__,
            bundle=chance.token(16),
            station=journal.station,
            name=ledger.serving.name if ledger.serving else "",
            drill=journal.drill,
            made_at=self._open_record.clock.now(),
            incident=ident,
            number=number,
            held=tuple(self._held_there(one) for one in taken.held),
            members=(),
        )

    def _held_there(self, one: Held) -> HeldThere:
        return HeldThere(
            station=one.station,
            seq=one.seq,
            hash=one.hash,
            entries=one.entries,
            name=self._open_record.ledger.names.get(one.station, ""),
        )

    def _note_sent(self, exported: Exported) -> str:
        manifest = exported.manifest
        sent = BundleSent(
            bundle=manifest.bundle,
            file=exported.path.name,
            entries=exported.entries,
            seq=next((one.seq for one in manifest.held if one.station == manifest.station), 0),
            incident=manifest.incident,
            number=manifest.number,
        )
        with self._open_record.act() as write:
            write.append(sent, None)
            if manifest.incident:
                words = _("已导出给别的值班点：{file}").format(file=exported.path.name)
                write.append(Noted(text=words), manifest.incident)
        return exported.words

    # Looking at one

    def locked(self, path: Path) -> bool:
        """Whether a passphrase is needed to open a file."""
        return is_locked(path)

    def read(self, path: Path, passphrase: str = "", course: Course | None = None) -> Incoming:
        """Read a bundle and prove all of it; a thread will do. Raises BadInput."""
        if is_locked(path) and not passphrase:
            words = _("{name} 加了口令，没有打开；请给出口令。")
            raise BadInput(words.format(name=path.name), "passphrase")
        course = course or Course()
        unlock = unlocking(passphrase) if is_locked(path) else None
        with opened(path, unlock) as bundle:
            done = 0

            def note(size: int) -> None:
                nonlocal done
                done += size
                course.note(_("正在核对包"), done, bundle.size)

            bundle.prove(note)
            rows = sound(bundle.rows())
            plans = {name: bundle.read(name) for name in bundle.names("plans")}
            incoming = Incoming(path, bundle.manifest, rows, plans, passphrase)
        self._plans.refuse_unfit(plans)
        refuse_drill(incoming, drill=self._open_record.journal.drill)
        return incoming

    def preview(self, incoming: Incoming) -> MergePreview:
        """Return what taking it in would do. Raises BadInput: its chains are not those here."""
        journal, manifest = self._open_record.journal, incoming.manifest
        places = [(one.station, one.seq) for one in manifest.held]
        here = standing(journal.path, places)
        refuse_other_heads(journal.station, incoming, here.held, here.hashes)
        new = new_here(
            journal.path, journal.station, incoming.rows, partial=manifest.partial
        ).entries
        return preview_of(self._open_record, incoming, here.held, new, self._plans.here)

    # Taking one in

    def taking_in(self, preview: MergePreview) -> LongWork:
        """Return the work that takes a bundle in: all of it, or nothing. Raises Refusal."""
        self._open_record.refuse_observing()
        self._open_record.operator.refuse(self._merged(preview, 0, ()))

        def do(course: Course) -> Callable[[], str]:
            self._put_beside(preview.incoming, course)
            return lambda: self._take_in(preview)

        return LongWork(Course(_("正在合并"), MERGE_GIVEN_UP), do, MERGE_LEFT)

    def _put_beside(self, incoming: Incoming, course: Course) -> None:
        """Put plans and attachments beside the record: without an entry none of them is seen."""
        self._plans.keep(incoming.plans)
        attached = {*_attached_in(incoming.rows.rows)}
        unlock = unlocking(incoming.passphrase)
        if not attached:
            return
        with opened(incoming.path, unlock) as bundle:
            if bundle.manifest != incoming.manifest:
                raise BadInput(_("包换过了，没有并入；请重新核对再合并。"))
            there = {*bundle.names("attachments")}
            for event in sorted(attached, key=lambda event: event.size):
                name = f"attachments/{event.sha256}"
                if name in there and self._folder.look(event).state != "whole":
                    put_beside(self._folder, event, _noted(bundle, name, course))

    def _take_in(self, preview: MergePreview) -> str:
        incoming, own = preview.incoming, self._open_record.journal.station
        with self._open_record.act() as write:
            taken = write.take_in(incoming.rows, partial=incoming.manifest.partial)
            if not taken.entries and self._met(incoming.manifest):
                return _("这个包已经并入过，没有新的内容；没有再记。")
            told = {one.station: one.name for one in incoming.manifest.held}
            names = told | {incoming.manifest.station: incoming.manifest.name}
            names |= self._open_record.ledger.names
            others = tuple(_seen(one, names) for one in write.held if one.station != own)
            write.append(self._merged(preview, len(taken.entries), others), None)
        words = _("已并入{name}的 {n} 条，{conflicts}")
        conflicts = _("有 {n} 项不一致，请在“不一致”里核定。").format(n=len(preview.conflicts))
        return words.format(
            name=incoming.manifest.name or incoming.manifest.station,
            n=len(taken.entries),
            conflicts=conflicts if preview.conflicts else _("没有不一致。"),
        )

    def _met(self, manifest: Manifest) -> frozenset[str]:
        """Return the entries by which this station took a bundle in."""
        met = self._open_record.ledger.meetings.receipts(manifest.bundle)
        own = self._open_record.journal.station
        return frozenset(one.entry for one in met if one.station == own)

    def _merged(self, preview: MergePreview, added: int, seen: tuple[HeadSeen, ...]) -> Merged:
        manifest = preview.incoming.manifest
        return Merged(
            bundle=manifest.bundle,
            station=manifest.station,
            name=manifest.name,
            made_at=manifest.made_at,
            apart=round(preview.apart, 3),
            added=added,
            seen=seen,
            incident=manifest.incident,
            number=manifest.number,
        )

    # What is said differently

    def conflicts(self) -> tuple[ConflictLine, ...]:
        """Return what posts set apart, until somebody settles it."""
        incidents = self._open_record.ledger.incidents.values()
        standing = (incident for incident in incidents if not incident.void)
        return tuple(line for one in standing for line in conflict_lines(self._open_record, one))

    def conflict(self, ident: str, code: str) -> ConflictLine | None:
        """Return what posts set apart of one thing; ``None``: it is settled by now."""
        lines = conflict_lines(self._open_record, self._open_record.incident(ident))
        return next((line for line in lines if line.fact == code), None)

    def met(self) -> tuple[str, ...]:
        """Return what was taken in here, the last first."""
        ledger, now = self._open_record.ledger, self._open_record.clock.now()
        own = self._open_record.journal.station
        found = [one for one in ledger.meetings.met.values() if one.station == own]
        return tuple(
            met_words(one, now) for one in sorted(found, key=lambda one: one.at, reverse=True)
        )

    # The receipt

    def sent(self) -> tuple[str, ...]:
        """Return what was written here for other posts, the last first, and who has it."""
        ledger, now = self._open_record.ledger, self._open_record.clock.now()
        own = self._open_record.journal.station
        found = [one for one in ledger.meetings.sent.values() if one.station == own]
        return tuple(
            sent_words(one, ledger.meetings.receipts(one.event.bundle), ledger.names, now)
            for one in sorted(found, key=lambda one: one.at, reverse=True)
        )

    def receipt(self, incoming: Incoming, path: Path) -> Exported:
        """Write a small bundle that says another one was taken in. Raises BadInput, Unwritable."""
        entries = self._met(incoming.manifest)
        taken = snapshot(self._open_record.journal.path)
        rows = tuple(row for row in taken.rows if row[0] in entries)
        if not rows:
            raise BadInput(_("这个包还没有并入，没有回执可写。"))
        manifest = replace(self._manifest(taken, "", ""), receipt=True)
        outgoing = Outgoing(
            path=self._place(path, ""), manifest=manifest, rows=rows, plans={}, attached={}
        )
        return put(outgoing, Course(_("正在写回执"), EXPORT_GIVEN_UP))


def _seen(one: Held, names: Mapping[str, str]) -> HeadSeen:
    return HeadSeen(
        station=one.station,
        seq=one.seq,
        hash=one.hash,
        entries=one.entries,
        name=names.get(one.station, ""),
    )


def _told_in(rows: Iterable[Row], *kinds: str) -> Iterator[Event]:
    """Yield what entries of these kinds say; of one that cannot be read nothing."""
    for row in rows:
        if row[_KIND] in kinds:
            with suppress(Undecodable):
                yield decode(str(row[_KIND]), str(row[_DATA]))


def _attached_in(rows: Iterable[Row]) -> Iterator[Attached]:
    found = _told_in(rows, Attached.kind)
    return (event for event in found if isinstance(event, Attached))


def _plans_in(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the plans that incidents are under, by digest."""
    for event in _told_in(rows, Opened.kind, PlanChosen.kind):
        match event:
            case Opened(plan_digest=digest) | PlanChosen(digest=digest):
                yield digest


def _noted(bundle: Bundle, name: str, course: Course) -> Iterator[bytes]:
    done, total = 0, bundle.member(name).size
    for piece in bundle.pieces(name):
        done += len(piece)
        course.note(_("正在并入附件"), done, total)
        yield piece
