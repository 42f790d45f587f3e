"""导出: a bundle written for another post, and the receipt for one that came."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from cqcmd import __version__, chance
from cqcmd.desk.bundle.carrying import Carrying, attached_in, told_in
from cqcmd.desk.bundle.forms import Exported
from cqcmd.desk.bundle.writing import Outgoing, put
from cqcmd.desk.common.long_work import LongWork
from cqcmd.desk.papers.desk import free
from cqcmd.documents.file_names import drill_name, file_name
from cqcmd.errors import BadInput
from cqcmd.files.bundle.finding import ENDING
from cqcmd.files.bundle.lock import SHORTEST, checked
from cqcmd.files.bundle.manifest import FORMAT, HeldThere, Manifest
from cqcmd.i18n import _
from cqcmd.incident.events import Attached, BundleSent, Noted, Opened, PlanChosen
from cqcmd.journal.chain import Row
from cqcmd.journal.copies.course import Course
from cqcmd.journal.meeting.snapshot import Snapshot, snapshot
from cqcmd.journal.reader import Held
from cqcmd.paths import lies_there
from cqcmd.text import unseen

EXPORT_GIVEN_UP = _("导出已取消，没有留下半份。")
EXPORT_LEFT = _("正在导出，离开就不导了；没有留下半份")


class Exporting(Carrying):
    """The verbs that write a bundle."""

    shortest = SHORTEST
    """Characters of a passphrase."""

    def refuse_short(self, passphrase: str) -> None:
        """Refuse a passphrase that anybody could try out. Raises BadInput."""
        checked(passphrase)

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

    def _place(self, path: Path, ident: str) -> Path:
        if unseen(str(path)):
            raise BadInput(_("路径里有看不见的字符，没有导出；请重新填。"))
        there = lies_there(path) and path.is_dir()
        if not there and path.suffix != ENDING:  # a stick that is not plugged in is no folder
            words = _(
                "没有 {path} 这个目录，没有导出：U 盘插好了吗？要自己起名，名字以 {ending} 结尾。"
            )
            raise BadInput(words.format(path=path, ending=ENDING))
        place = free(path / self.name_of(ident)) if there else path
        return drill_name(place) if self._mark else place

    def _gathered(
        self, place: Path, ident: str, number: str, passphrase: str, course: Course
    ) -> Outgoing:
        journal = self._open_record.journal
        taken = snapshot(journal.path, ident)
        attached: dict[Path, Attached] = {}
        lacking: list[str] = []
        for event in attached_in(taken.rows):
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

    def receipting(self, bundle: str, path: Path) -> LongWork:
        """Return the work that writes a small bundle which says that another one was taken in.

        ``bundle``: its id. ``path`` as of `exporting`. Raises BadInput.
        """
        entries, place = self._met(bundle), self._place(path, "")
        if not entries:
            raise BadInput(_("这个包还没有并入，没有回执可写。"))

        def do(course: Course) -> Callable[[], str]:
            taken = snapshot(self._open_record.journal.path)
            manifest = replace(self._manifest(taken, "", ""), receipt=True)
            rows = tuple(row for row in taken.rows if row[0] in entries)
            put(Outgoing(path=place, manifest=manifest, rows=rows, plans={}, attached={}), course)
            return lambda: _("回执已写成：{path}，请带回给对方并入。").format(path=place)

        return LongWork(Course(_("正在写回执"), EXPORT_GIVEN_UP), do, EXPORT_LEFT)


def _plans_in(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the plans that incidents are under, by digest."""
    for event in told_in(rows, Opened.kind, PlanChosen.kind):
        match event:
            case Opened(plan_digest=digest) | PlanChosen(digest=digest):
                yield digest
