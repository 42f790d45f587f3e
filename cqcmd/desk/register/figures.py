"""看全局: the figures over what was found in the register, kept while it stands."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.papers.desk import free
from cqcmd.desk.register.calendar import calendar_paper
from cqcmd.desk.register.cases import case_of, case_until, sound
from cqcmd.desk.register.drills import drills_held
from cqcmd.desk.register.rows import Version, version_of
from cqcmd.desk.register.tally import figures_over
from cqcmd.documents.file_names import file_name
from cqcmd.documents.paper import Paper
from cqcmd.i18n import _
from cqcmd.incident.state import Incident
from cqcmd.views.office.figures import Case, Drills, Figures


class _Kept(Struct, frozen=True):
    case: Case
    version: Version
    until: datetime | None

    def stands(self, version: Version, now: datetime) -> bool:
        return self.version == version and (self.until is None or now < self.until)


class FiguresDesk:
    """The figures. What an incident adds is reckoned once, until an entry or time changes it."""

    def __init__(self, open_record: OpenRecord, data: Path) -> None:
        self._open_record, self._data = open_record, data
        self._kept: dict[str, _Kept] = {}
        self._stale: list[str] = []

    def look(self) -> int:
        """Look which incidents are to be reckoned anew; return how many."""
        record, now = self._open_record, self._open_record.clock.now()
        ledger = record.ledger
        stale = (one.id for one in ledger.incidents.values() if self._is_old(one, now))
        left = (one for one in ledger.finished.numbers if one not in ledger.incidents)
        self._stale = [*stale, *(one for one in left if one not in self._kept)]
        return len(self._stale)

    def _is_old(self, incident: Incident, now: datetime) -> bool:
        kept = self._kept.get(incident.id)
        return kept is None or not kept.stands(version_of(self._open_record, incident), now)

    def keep(self, most: int | None = None) -> int:
        """Reckon ``most`` of them at once; return how many are left."""
        left = len(self._stale) if most is None else most
        while self._stale and left:
            ident = self._stale.pop()
            self._kept[ident] = self._reckoned(ident)
            left -= 1
        return len(self._stale)

    def _reckoned(self, ident: str) -> _Kept:
        record = self._open_record
        sheet = None if ident in record.ledger.incidents else record.sheet_of(ident)
        if sheet is not None:
            return _Kept(sheet.case, (sheet.entries, sheet.struck, record.org), None)
        incident = record.ledger.one(ident)
        whole, damaged = sound(incident, record.journal.is_as_written)
        case = case_of(record, whole, damaged)
        return _Kept(case, version_of(record, incident), case_until(record, whole, case))

    def over(self, idents: Iterable[str] | None = None) -> Figures:
        """Return the figures over these incidents; without any named, over all there are."""
        self.look()
        self.keep()
        chosen = self._kept if idents is None else idents
        cases = (self._kept[ident].case for ident in chosen if ident in self._kept)
        return figures_over(cases, self._open_record.plan)

    def save(self, idents: frozenset[str] | None, folder: Path) -> str:
        """Put the figures and the incidents behind them on disk as a workbook; what to tell.

        It may run in a thread. Raises Refusal.
        """
        from cqcmd.desk.register.export import Wanted, export  # late: with it comes XlsxWriter

        clock = self._open_record.clock
        name = free((folder / file_name("", _("统计"), clock.now())).with_suffix(".xlsx")).name
        return export(self._data, None, folder, Wanted("xlsx", only=idents, workbook=name), clock)

    def due(self, mark: str) -> Paper:
        """Return what is due as a list, each line a code that a telephone scans."""
        return calendar_paper(self._open_record, mark)

    def drills(self) -> Drills:
        """Return the drills held on this station, and what the law asks for."""
        record = self._open_record
        return drills_held(self._data, record.plan, record.clock.now())
