"""Data out: every incident of a stretch of time, its duties, reports, log and people, as tables."""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from cqcmd.clock import Clock
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.register.calendar import due_of
from cqcmd.desk.register.export_files import Sheets, outlet, whole
from cqcmd.desk.register.export_parts import Part, Wanted, work_on
from cqcmd.desk.register.one_by_one import cases_of, marks_of, record_of, told_of
from cqcmd.desk.register.row_values import Row
from cqcmd.desk.register.side_by_side import parts_of
from cqcmd.desk.register.summary import DUTY_FIGURES, FIGURES, draw_charts, duty_rows, figure_rows
from cqcmd.desk.register.tables import TABLES
from cqcmd.desk.register.tally import Tally
from cqcmd.documents.calendar import calendar
from cqcmd.errors import BadInput
from cqcmd.files.table_files import TableFile
from cqcmd.i18n import _
from cqcmd.local_store import write_whole
from cqcmd.paths import lies_there

__all__ = ["Wanted", "export", "export_calendar"]


def export(data: Path, plan: Path | None, place: Path, wanted: Wanted, clock: Clock) -> str:
    """Write what is wanted into a folder, all of it or nothing; return what to tell.

    The journal is read an incident at a time, also while a post writes it.

    Raises:
        BadInput: it is a drill's; or files of that name are there.
        Refusal: the journal cannot be read, or the folder not be written.
    """
    with cases_of(data) as cases, whole(place, wanted.names) as folder:
        record = record_of(cases, data, plan, clock)
        work = work_on(cases, data, plan, wanted, clock)
        # Closed here, whatever happens: no process goes on beside an export that has ended.
        with closing(parts_of(work, cases)) as parts:
            written, left_out = _written(record, parts, wanted, folder)
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
        marks = marks_of(record, cases)
        every = [
            one
            for told in told_of(record, cases, marks)
            for one in due_of(told.incident, told.case)
        ]
    every.sort(key=lambda one: one.due)
    write_whole(path, calendar(every, clock.now()))
    return _("已写时限日程 {count} 条：{path}。").format(count=len(every), path=path)


def _written(
    record: OpenRecord, parts: Iterable[Part], wanted: Wanted, folder: Path
) -> tuple[int, int]:
    """Write all tables; return how many incidents stand there, and how many are not counted."""
    out = outlet(wanted.kind, folder, wanted.workbook)
    try:
        # First of all: of a workbook this is the sheet that is seen as it opens.
        summary = out.table(FIGURES.code, FIGURES.name, FIGURES.columns)
        files = [out.table(table.code, table.name, table.columns) for table in TABLES]
        tally, written, left_out = Tally(), 0, 0
        for part in parts:
            written += len(part.cases)
            left_out += sum(not case.counts for case in part.cases)
            for case in part.cases:
                tally.add(case)
            for file, rows in zip(files, part.tables, strict=True):
                file.put(rows)
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
