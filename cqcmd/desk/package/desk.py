"""事故档案: one incident's record, papers and first page in one folder, with what proves them."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from cqcmd.desk.attachments.desk import attached_in, other_post
from cqcmd.desk.common.long_work import LongWork
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.preferences import Preferences
from cqcmd.desk.package.content import content_of
from cqcmd.desk.package.writing import Enclosing, Gathered, Packed, put
from cqcmd.desk.papers.desk import PapersDesk, free, text_bytes
from cqcmd.desk.papers.export import LAST, typed_folder
from cqcmd.desk.papers.press import PressDesk
from cqcmd.desk.reports.written import WrittenDesk
from cqcmd.desk.resources.slips import SlipsDesk
from cqcmd.desk.situation.views import SituationViews
from cqcmd.documents.file_names import file_name
from cqcmd.documents.package import VERIFIER
from cqcmd.documents.paper import Paper
from cqcmd.i18n import _
from cqcmd.incident.events import Attached, Noted, Unreadable, read
from cqcmd.incident.state import Incident
from cqcmd.journal.attachments.folder import AttachmentFolder
from cqcmd.journal.copies.course import Course
from cqcmd.journal.faults import as_refusal
from cqcmd.paths import PLANS

ENTRIES = "entries.jsonl"
PAPERS, PLAN = _("文书"), _("预案")
"""The folders inside: what was issued, and the plan it was judged by."""

GIVEN_UP = _("打包已取消，没有留下半份。")
LEFT = _("事故档案正在打包，离开就不打了；没有留下半份")


class PackageDesk:
    """The verbs of 事故档案."""

    def __init__(
        self,
        open_record: OpenRecord,
        views: SituationViews,
        papers: PapersDesk,
        signed: tuple[WrittenDesk, ...],
        press: PressDesk,
        settings: Preferences,
        mark: str,
    ) -> None:
        self._open_record, self._views = open_record, views
        self._papers, self._signed, self._press = papers, signed, press
        self._settings, self._mark = settings, mark
        self._attachments = AttachmentFolder(papers.folder.parent)

    @property
    def last_folder(self) -> str:
        """Where something was handed over last."""
        return str(self._settings.get(LAST) or "")

    def make(self, ident: str, typed: str) -> Packed:
        """Put a package into a folder that stands, whole or not at all, and note it in the log.

        Raises:
            BadInput: there is no such folder.
            PlanLost: the plan of the incident is gone, so that nothing of it can be told.
            Refusal: this post only looks.
            Unwritable: the disk is full, read-only or gone; nothing is left on it.
        """
        work, noted = self._begun(ident, typed)
        return noted(work(_course()))

    def packing(self, ident: str, typed: str) -> LongWork:
        """Return the same as work that goes on beside the screen: attachments take long.

        Raises as `make` does, but for what the disk does.
        """
        work, noted = self._begun(ident, typed)

        def do(course: Course) -> Callable[[], str]:
            packed = work(course)
            return lambda: noted(packed).words

        return LongWork(_course(), do, LEFT)

    def _begun(
        self, ident: str, typed: str
    ) -> tuple[Callable[[Course], Packed], Callable[[Packed], Packed]]:
        """Read the record; returns what writes the package, and what then notes it."""
        self._open_record.refuse_observing()
        folder = typed_folder(typed)
        gathered = self._gathered(ident, folder)

        def noted(packed: Packed) -> Packed:
            words = _("事故档案已打包：{name}，清单校验值 {digest}")
            said = words.format(name=packed.path.name, digest=packed.digest)
            with self._open_record.act() as write:
                write.append(Noted(text=said), ident)
            self._settings.set(LAST, str(folder))
            return packed

        return (lambda course: put(gathered, course)), noted

    def _gathered(self, ident: str, folder: Path) -> Gathered:
        incident = self._open_record.incident(ident)
        title = file_name(incident.number, _("事故档案"), self._now, self._mark)
        found = dict(self._papers_of(ident))
        found |= {f"{PLAN}/{name}": data for name, data in self._plan_files(ident)}
        found[ENTRIES] = self._entries(incident)
        found[VERIFIER.name] = VERIFIER.read_bytes()
        open_record = self._open_record.of(ident)
        return Gathered(
            path=free((folder / title).with_suffix("")),
            found=found,
            content=content_of(open_record, self._views.situation(ident), self._mark, [*found]),
            facts=self._facts(incident),
            enclosing=tuple(self._enclosing(incident)),
        )

    def _enclosing(self, incident: Incident) -> Iterator[Enclosing]:
        """Yield the files that the log names, those of struck entries too."""
        for entry in attached_in(incident):
            event = read(Attached, entry)
            words = "；".join(filter(None, (event.words, event.source)))
            if struck := incident.struck.get(entry.id):
                words += _("（已作废：{why}）").format(why=struck[1].reason)
            post = other_post(self._open_record, entry)
            yield Enclosing(self._attachments.place(event), event, entry.seq, words, post)

    def _papers_of(self, ident: str) -> Iterator[tuple[str, bytes]]:
        """Yield what was issued, as signed, and the papers that tell how it was handled."""
        papers = [
            self._papers.report(one.report)
            for signed in self._signed
            for one in signed.issued.every(ident)
        ]
        papers += [one.paper for one in self._press.written(ident)]
        papers += [self._papers.checklist(ident), self._papers.unit_duties(ident)]
        if self._open_record.incident(ident).response.started:
            papers.append(self._papers.start_order(ident))
        papers += self._slips_of(ident)
        for number, paper in enumerate(papers, 1):
            yield f"{PAPERS}/{number:02}-{paper.file_name}", text_bytes(paper)

    def _slips_of(self, ident: str) -> Iterator[Paper]:
        """Yield the list of resources, and what was taken by order with its return."""
        slips = SlipsDesk(self._open_record, self._mark)
        supply = self._open_record.incident(ident).supply
        if supply.needs or supply.spendings:
            yield slips.every(ident)
        for lot, known in supply.lots.items():
            if known.allotted.requisitioned:
                yield slips.requisition(ident, lot)
                yield slips.giving_back(ident, lot)

    def _plan_files(self, ident: str) -> Iterator[tuple[str, bytes]]:
        """Yield the kept file of the plan that the incident is under, and its wording."""
        digest = self._open_record.of(ident).plan.digest
        for path in sorted((self._papers.folder.parent / PLANS).glob(f"{digest}.*")):
            with as_refusal(path, _("预案文件 {name} 读不出来（{why}），没有打包。")):
                yield path.name, path.read_bytes()

    def _facts(self, incident: Incident) -> dict[str, object]:
        """Return what the list says beside the files: of whom, when, at which entry."""
        seq, head = self._open_record.journal.head()
        return {
            "mark": f"〔{self._mark}〕" if self._mark else "",
            "incident": incident.number,
            "made_at": self._now.isoformat(),
            "station": self._open_record.journal.station,
            "seq": seq,
            "head": head,
            "plan": self._open_record.of(incident.id).plan.digest,
            "unreadable": [entry.seq for entry, _event in incident.unreadable],
        }

    def _entries(self, incident: Incident) -> bytes:
        """Return a line an entry as it stands on disk; one that cannot be read has none."""
        as_written = self._open_record.journal.as_written
        read = (entry for entry in incident.entries if entry.kind != Unreadable.kind)
        rows = (json.dumps(as_written(one), ensure_ascii=False, sort_keys=True) for one in read)
        return "".join(f"{row}\n" for row in rows).encode("utf-8", "replace")

    @property
    def _now(self) -> datetime:
        return self._open_record.clock.now()


def _course() -> Course:
    return Course(_("正在打包"), GIVEN_UP)
