"""合并: a bundle that came looked at, and taken in."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from cqcmd.desk.bundle.carrying import Carrying, attached_in
from cqcmd.desk.bundle.forms import Incoming, MergePreview
from cqcmd.desk.bundle.heads import refuse_drill, refuse_other_heads
from cqcmd.desk.bundle.preview import preview_of
from cqcmd.desk.bundle.writing import unlocking
from cqcmd.desk.common.long_work import LongWork
from cqcmd.errors import BadInput
from cqcmd.files.bundle.finding import bundles_at
from cqcmd.files.bundle.lock import is_locked
from cqcmd.files.bundle.reading import Bundle, opened
from cqcmd.i18n import _
from cqcmd.incident.events import HeadSeen, Merged
from cqcmd.journal.attachments.from_bundle import put_beside
from cqcmd.journal.copies.course import Course
from cqcmd.journal.foreign_rows import sound
from cqcmd.journal.meeting.snapshot import new_here, standing
from cqcmd.journal.reader import Held

MERGE_GIVEN_UP = _("合并已取消，什么都没有并入。")
MERGE_LEFT = _("正在合并，离开就不并了；什么都没有并入")


class TakingIn(Carrying):
    """The verbs that take a bundle in."""

    def found_at(self, place: Path) -> list[Path]:
        """Return the bundles of a folder, the latest first, or the file itself. Raises BadInput."""
        return bundles_at(place)

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
        attached = {*attached_in(incoming.rows.rows)}
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
            if not taken.entries and self._met(incoming.manifest.bundle):
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


def _seen(one: Held, names: Mapping[str, str]) -> HeadSeen:
    return HeadSeen(
        station=one.station,
        seq=one.seq,
        hash=one.hash,
        entries=one.entries,
        name=names.get(one.station, ""),
    )


def _noted(bundle: Bundle, name: str, course: Course) -> Iterator[bytes]:
    done, total = 0, bundle.member(name).size
    for piece in bundle.pieces(name):
        done += len(piece)
        course.note(_("正在并入附件"), done, total)
        yield piece
