"""Data out: every incident of a stretch of time, its duties, reports, log and people, as tables."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from msgspec import Struct

from cqcmd.clock import Clock, local
from cqcmd.desk.common.altered import altered
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.drill.drawer import refuse_mixed
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.desk.plan.kept import KeptPlans
from cqcmd.desk.register.calendar import due_of
from cqcmd.desk.register.cases import case_of, sound
from cqcmd.desk.register.export_files import WORKBOOK, Format, Sheets, outlet, whole
from cqcmd.desk.register.row_values import Row
from cqcmd.desk.register.summary import DUTY_FIGURES, FIGURES, draw_charts, duty_rows, figure_rows
from cqcmd.desk.register.tables import TABLES, Told
from cqcmd.desk.register.tally import Tally
from cqcmd.documents.calendar import calendar
from cqcmd.errors import BadInput, PlanLost
from cqcmd.files.table_files import TableFile
from cqcmd.i18n import _
from cqcmd.incident.ledger import Ledger
from cqcmd.journal.history.case_by_case import CaseByCase, case_by_case
from cqcmd.journal.rows import is_as_written
from cqcmd.local_store import write_whole
from cqcmd.paths import JOURNAL, lies_there
from cqcmd.views.office.figures import Case


class Wanted(Struct, frozen=True):
    """What is to be exported: as which files, received from one day to another, both included.

    ``only`` these incidents, if any are named; ``workbook`` is the file of the format ``xlsx``.
    """

    kind: Format
    first: date = date.min
    last: date = date.max
    only: frozenset[str] | None = None
    workbook: str = WORKBOOK

    def has(self, case: Case) -> bool:
        """Tell whether an incident is among them."""
        named = self.only is None or case.ident in self.only
        return named and self.first <= local(case.received_at).date() <= self.last

    @property
    def names(self) -> tuple[str, ...]:
        """The files that will stand there."""
        if self.kind == "xlsx":
            return (self.workbook,)
        codes = (*(table.code for table in TABLES), FIGURES.code, DUTY_FIGURES.code)
        return tuple(f"{code}.{self.kind}" for code in codes)


def export(data: Path, plan: Path | None, place: Path, wanted: Wanted, clock: Clock) -> str:
    """Write what is wanted into a folder, all of it or nothing; return what to tell.

    The journal is read an incident at a time, also while a post writes it.

    Raises:
        BadInput: it is a drill's; or files of that name are there.
        Refusal: the journal cannot be read, or the folder not be written.
    """
    with cases_of(data) as cases, whole(place, wanted.names) as folder:
        record = record_of(cases, data, plan, clock)
        written, left_out = _written(record, cases, wanted, folder)
    words = _("已导出 {count} 起到 {place}：{names}。").format(
        count=written, place=place, names="、".join(wanted.names)
    )
    if left_out:
        words += _("其中 {count} 起不计入统计（排除、不适用、作废或接报读不出）。").format(
            count=left_out
        )
    return words


def export_calendar(data: Path, plan: Path | None, path: Path, clock: Clock) -> str:
    """Write what is due as a calendar file; return what to tell.

    Raises:
        BadInput: the file is there, or the record is a drill's.
        Refusal: the journal cannot be read, or the file not be written.
    """
    if lies_there(path):
        words = _("{name} 已有了，没有导出，原来的没有动；请换一个文件名。")
        raise BadInput(words.format(name=path))
    with cases_of(data) as cases:
        record = record_of(cases, data, plan, clock)
        every = [one for told in told_of(record, cases) for one in due_of(told.incident, told.case)]
    every.sort(key=lambda one: one.due)
    write_whole(path, calendar(every, clock.now()))
    return _("已写时限日程 {count} 条：{path}。").format(count=len(every), path=path)


def refuse_absent(data: Path) -> None:
    """Refuse a folder without the journal of a real post. Raises BadInput."""
    refuse_mixed(data, drill=False)
    if not lies_there(data / JOURNAL):
        raise BadInput(_("{place} 里没有日志，请用 --data 指明数据目录。").format(place=data))


@contextmanager
def cases_of(data: Path) -> Iterator[CaseByCase]:
    """Open the journal of a real post to read it an incident at a time.

    Raises:
        BadInput: there is none, or it is a drill's.
        Refusal: it cannot be read.
    """
    refuse_absent(data)
    with case_by_case(data / JOURNAL) as cases:
        yield cases


def record_of(cases: CaseByCase, data: Path, plan: Path | None, clock: Clock) -> OpenRecord:
    """Return a record that knows its station and no incident yet; there is no journal to write."""
    record = OpenRecord(plan_in_force(plan), clock, KeptPlans(data, plan))
    record.observing = True
    ledger = record.ledger = Ledger(cases.station)
    ledger.absorb(cases.of_station())
    if found := altered(ledger.station_entries, is_as_written):
        ledger.unread({entry.id for entry in found})
    if plan is None and ledger.plan is not None and not ledger.plan.built_in:
        record.follow_plan()
    return record


def told_of(record: OpenRecord, cases: CaseByCase) -> Iterator[Told]:
    """Yield each incident as figures and tables are made of it; none of them is kept."""
    for ident, entries in cases:
        record.ledger.absorb(entries)
        incident, damaged = sound(record.ledger.incidents.pop(ident), is_as_written)
        case = case_of(record, incident, damaged)
        own = None if case.plan_lost else record.under(incident.plan_digest)
        title = own.plan.meta.title if own else _plan_named(record, incident.plan_digest)
        yield Told(own, title, incident, case)


def _plan_named(record: OpenRecord, digest: str) -> str:
    try:
        return record.under(digest).plan.meta.title
    except PlanLost:
        return _("预案丢失（{digest}）").format(digest=digest[:12])


def _written(
    record: OpenRecord, cases: CaseByCase, wanted: Wanted, folder: Path
) -> tuple[int, int]:
    """Write all tables; return how many incidents stand there, and how many are not counted."""
    out = outlet(wanted.kind, folder, wanted.workbook)
    try:
        # First of all: of a workbook this is the sheet that is seen as it opens.
        summary = out.table(FIGURES.code, FIGURES.name, FIGURES.columns)
        files = [(table, out.table(table.code, table.name, table.columns)) for table in TABLES]
        tally, written, left_out = Tally(), 0, 0
        for told in told_of(record, cases):
            if wanted.has(told.case):
                written, left_out = written + 1, left_out + (not told.case.counts)
                tally.add(told.case)
                for table, file in files:
                    add_all(file, table.rows(told))
        figures = tally.figures(record.plan)
        add_all(summary, figure_rows(figures))
        duties = out.table(DUTY_FIGURES.code, DUTY_FIGURES.name, DUTY_FIGURES.columns)
        add_all(duties, duty_rows(figures))
        if isinstance(out, Sheets):
            draw_charts(summary, figures)
        out.close()
    except BaseException:
        out.drop()
        raise
    return written, left_out


def add_all(file: TableFile, rows: Iterable[Row]) -> None:
    """Add rows to a table. Raises OSError."""
    for row in rows:
        file.add(row)
