"""An export worked out in parts: each incident stands alone, so several processes share them."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from cqcmd.clock import Clock, FixedClock, local
from cqcmd.desk.register.export_files import READY, WORKBOOK, Format
from cqcmd.desk.register.one_by_one import cases_of, marks_of, record_of, told_of
from cqcmd.desk.register.summary import DUTY_FIGURES, FIGURES
from cqcmd.desk.register.tables import TABLES
from cqcmd.errors import Unwritable
from cqcmd.i18n import _
from cqcmd.journal.history.case_by_case import CaseByCase
from cqcmd.views.office.figures import Case

PART = 100
"""Incidents of a part: little to keep, and more work than to send it from process to process."""


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


class Work(Struct, frozen=True):
    """What a process has to know to work out any part of an export by itself.

    Attributes:
        arrival: the last entry that is looked at, with its hash: the same for every process.
        now: the moment at which everything is judged.
    """

    data: Path
    plan: Path | None
    arrival: int
    head: str
    now: datetime
    wanted: Wanted


class Part(Struct, frozen=True):
    """The wanted ones of some incidents: in figures, and as rows ready for the file of a table."""

    cases: list[Case]
    tables: list[list[Any]]


def work_on(cases: CaseByCase, data: Path, plan: Path | None, wanted: Wanted, clock: Clock) -> Work:
    """Return the work of an export over all that stands there at this moment."""
    arrival = cases.arrival
    return Work(data, plan, arrival, cases.up_to(arrival)[1], clock.now(), wanted)


def parts_from(work: Work, cases: CaseByCase, every: Sequence[slice]) -> Iterator[Part]:
    """Yield these parts of what is open."""
    yield from map(partial(_part, _Reading(work, cases)), every)


def worked_out(work: Work, every: Sequence[slice]) -> Iterator[Part]:
    """Yield these parts, in a process that opens the record by itself.

    Raises Refusal: the journal cannot be read, or is another one by now.
    """
    with cases_of(work.data, work.arrival) as cases:
        if cases.up_to(work.arrival)[1] != work.head:
            raise Unwritable(_("日志换成了另一个文件，没有导出；请再导出一次。"))
        yield from parts_from(work, cases, every)


class _Reading:
    """The record opened for a work."""

    def __init__(self, work: Work, cases: CaseByCase) -> None:
        self.wanted, self.cases = work.wanted, cases
        self.record = record_of(cases, work.data, work.plan, FixedClock(work.now))
        self.marks = marks_of(self.record, cases)
        ready = READY[work.wanted.kind]
        self.tables = [(table.rows, ready(table.columns)) for table in TABLES]


def _part(reading: _Reading, some: slice) -> Part:
    told = told_of(reading.record, reading.cases, reading.marks, some)
    chosen = [one for one in told if reading.wanted.has(one.case)]
    tables = [[ready(row) for one in chosen for row in rows(one)] for rows, ready in reading.tables]
    return Part([one.case for one in chosen], tables)
