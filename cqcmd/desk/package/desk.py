"""事故档案: one incident's record, papers and first page in one folder, with what proves them."""

import json
import shutil
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.preferences import Preferences
from cqcmd.desk.package.content import content_of
from cqcmd.desk.papers.desk import PapersDesk, free, text_bytes
from cqcmd.desk.papers.export import LAST, typed_folder
from cqcmd.desk.papers.press import PressDesk
from cqcmd.desk.reports.written import WrittenDesk
from cqcmd.desk.situation.views import SituationViews
from cqcmd.documents.file_names import file_name
from cqcmd.documents.package import VERIFIER
from cqcmd.documents.package.page import page
from cqcmd.errors import Refusal, Unwritable, reason_of
from cqcmd.i18n import _
from cqcmd.incident.events import Noted, Unreadable
from cqcmd.incident.state import Incident
from cqcmd.journal.faults import as_refusal
from cqcmd.local_store import write_whole
from cqcmd.paths import PLANS

MANIFEST, ENTRIES, PAGE = "manifest.json", "entries.jsonl", "index.html"
PAPERS, PLAN = _("文书"), _("预案")
"""The folders inside: what was issued, and the plan it was judged by."""

NOTED = 16
"""Characters of the list's checksum that the log keeps and people compare."""


class Packed(Struct, frozen=True):
    """A package that stands whole: where, how many files, and what proves its list."""

    path: Path
    count: int
    digest: str

    @property
    def words(self) -> str:
        """What to tell."""
        words = _("已打包：{path}，{n} 个文件，清单校验值 {digest}。用其中的 verify.py 核对。")
        return words.format(path=self.path, n=self.count, digest=self.digest)


class PackageDesk:
    """The verbs of 事故档案."""

    def __init__(
        self,
        open_record: OpenRecord,
        views: SituationViews,
        papers: PapersDesk,
        written: WrittenDesk,
        press: PressDesk,
        settings: Preferences,
        mark: str,
    ) -> None:
        self._open_record, self._views = open_record, views
        self._papers, self._written, self._press = papers, written, press
        self._settings, self._mark = settings, mark

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
        self._open_record.refuse_observing()
        folder = typed_folder(typed)
        incident = self._open_record.incident(ident)
        found = dict(self._files(ident, incident))
        listed = {name: sha256(data).hexdigest() for name, data in found.items()}
        manifest = self._manifest(incident, listed)
        title = file_name(incident.number, _("事故档案"), self._now, self._mark)
        path = free((folder / title).with_suffix(""))
        off_screen = self._open_record.journal.access.off_screen
        off_screen(lambda: _put(path, found | {MANIFEST: manifest}))
        packed = Packed(path, len(found) + 1, sha256(manifest).hexdigest()[:NOTED])
        words = _("事故档案已打包：{name}，清单校验值 {digest}")
        with self._open_record.act() as write:
            write.append(Noted(text=words.format(name=path.name, digest=packed.digest)), ident)
        self._settings.set(LAST, str(folder))
        return packed

    def _files(self, ident: str, incident: Incident) -> Iterator[tuple[str, bytes]]:
        """Yield every file but the list: the page last, since it names the others."""
        found = dict(self._papers_of(ident))
        found |= {f"{PLAN}/{name}": data for name, data in self._plan_files(ident)}
        found[ENTRIES] = self._entries(incident)
        found[VERIFIER.name] = VERIFIER.read_bytes()
        open_record = self._open_record.of(ident)
        content = content_of(open_record, self._views.situation(ident), self._mark, [*found])
        yield PAGE, page(content).encode("utf-8", "replace")
        yield from found.items()

    def _papers_of(self, ident: str) -> Iterator[tuple[str, bytes]]:
        """Yield what was issued, as signed, and the papers that tell how it was handled."""
        issued = self._written.issued.every(ident)
        papers = [self._papers.report(one.report) for one in issued]
        papers += [one.paper for one in self._press.written(ident)]
        papers += [self._papers.checklist(ident), self._papers.unit_duties(ident)]
        if self._open_record.incident(ident).response.started:
            papers.append(self._papers.start_order(ident))
        for number, paper in enumerate(papers, 1):
            yield f"{PAPERS}/{number:02}-{paper.file_name}", text_bytes(paper)

    def _plan_files(self, ident: str) -> Iterator[tuple[str, bytes]]:
        """Yield the kept file of the plan that the incident is under, and its wording."""
        digest = self._open_record.of(ident).plan.digest
        for path in sorted((self._papers.folder.parent / PLANS).glob(f"{digest}.*")):
            with as_refusal(path, _("预案文件 {name} 读不出来（{why}），没有打包。")):
                yield path.name, path.read_bytes()

    def _manifest(self, incident: Incident, listed: Mapping[str, str]) -> bytes:
        seq, head = self._open_record.journal.head()
        found = {
            "mark": f"〔{self._mark}〕" if self._mark else "",
            "incident": incident.number,
            "made_at": self._now.isoformat(),
            "station": self._open_record.journal.station,
            "seq": seq,
            "head": head,
            "plan": self._open_record.of(incident.id).plan.digest,
            "unreadable": [entry.seq for entry, _event in incident.unreadable],
            "files": dict(listed),
        }
        return json.dumps(found, ensure_ascii=False, indent=1).encode()

    def _entries(self, incident: Incident) -> bytes:
        """Return a line an entry as it stands on disk; one that cannot be read has none."""
        as_written = self._open_record.journal.as_written
        read = (entry for entry in incident.entries if entry.kind != Unreadable.kind)
        rows = (json.dumps(as_written(one), ensure_ascii=False, sort_keys=True) for one in read)
        return "".join(f"{row}\n" for row in rows).encode("utf-8", "replace")

    @property
    def _now(self) -> datetime:
        return self._open_record.clock.now()


def _put(path: Path, found: Mapping[str, bytes]) -> None:
    part = path.with_name(path.name + ".part")
    try:
        part.mkdir()
        for name, data in found.items():
            target = part / name
            target.parent.mkdir(exist_ok=True)
            write_whole(target, data)
        part.rename(path)
    except (OSError, Refusal) as error:
        shutil.rmtree(part, ignore_errors=True)
        why = reason_of(error) if isinstance(error, OSError) else str(error)
        words = _("事故档案没有打成（{why}），没有留下半份；请检查磁盘，或换一个目录再试。")
        raise Unwritable(words.format(why=why)) from error
