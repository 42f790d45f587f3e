"""An export worked out in parts: each incident stands alone, so several processes share them."""

import os
import signal
from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from datetime import date, datetime
from functools import lru_cache, partial
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import Any

from msgspec import Struct

from cqcmd.clock import Clock, FixedClock, local
from cqcmd.desk.register.export_files import READY, WORKBOOK, Format
from cqcmd.desk.register.one_by_one import cases_of, record_of, told_of
from cqcmd.desk.register.summary import DUTY_FIGURES, FIGURES
from cqcmd.desk.register.tables import TABLES
from cqcmd.errors import Unwritable
from cqcmd.i18n import _
from cqcmd.journal.case_by_case import CaseByCase
from cqcmd.views.office.figures import Case

PART = 100
"""Incidents of a part: little to keep, and more work than to send it from process to process."""

FEW = 1_000
"""Incidents for which another process would take longer to begin than it helps."""

HELPERS = 2
"""Processes that work beside the one that writes; each takes about as much memory as that."""

AHEAD = 2
"""Parts a process has before it: what is done before it can be written is kept in memory."""


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


def parts_of(work: Work, cases: CaseByCase) -> Generator[Part, None, None]:
    """Yield all parts in their order, worked out here or, of a long record, by processes beside.

    Raises Refusal; OSError: no process can be had.
    """
    some = [slice(start, start + PART) for start in range(0, len(cases), PART)]
    if len(cases) < FEW or processors() < HELPERS:
        yield from map(partial(_part, _Reading(work, cases)), some)
    else:
        yield from _side_by_side(work, some)


def processors() -> int:
    """Count the processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # there is none on Windows
        return os.cpu_count() or 1


def _side_by_side(work: Work, every: Sequence[slice]) -> Generator[Part, None, None]:
    # Begun anew and not forked: the screen has threads, and what one of them holds a fork would
    # hold for ever.
    pool = ProcessPoolExecutor(HELPERS, get_context("spawn"), _begin)
    coming: deque[Future[Part]] = deque()
    try:
        for some in every:
            coming.append(pool.submit(part_beside, work, some))
            if len(coming) > HELPERS * AHEAD:
                yield coming.popleft().result()
        while coming:
            yield coming.popleft().result()
    except BrokenProcessPool as error:
        words = _("帮忙导出的进程中断了（多半是内存不够），没有导出；请关掉别的程序再试。")
        raise Unwritable(words) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """Leave Ctrl+C to whoever began this process, and end when that one does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(parent_process(),), daemon=True).start()


def _end_with(parent: Any) -> None:
    parent.join()
    os._exit(1)


def part_beside(work: Work, some: slice) -> Part:
    """Work out a part in a process that helps. Raises Refusal: the journal cannot be read."""
    return _part(_opened(work), some)


_held = ExitStack()
"""What a process that helps has open until it ends."""


@lru_cache(1)
def _opened(work: Work) -> "_Reading":
    """Open the record to help with a work."""
    cases = _held.enter_context(cases_of(work.data, work.arrival))
    if cases.up_to(work.arrival)[1] != work.head:
        raise Unwritable(_("日志换成了另一个文件，没有导出；请再导出一次。"))
    return _Reading(work, cases)


class _Reading:
    """The record opened for a work."""

    def __init__(self, work: Work, cases: CaseByCase) -> None:
        self.wanted, self.cases = work.wanted, cases
        self.record = record_of(cases, work.data, work.plan, FixedClock(work.now))
        ready = READY[work.wanted.kind]
        self.tables = [(table.rows, ready(table.columns)) for table in TABLES]


def _part(reading: _Reading, some: slice) -> Part:
    told = told_of(reading.record, reading.cases, some)
    chosen = [one for one in told if reading.wanted.has(one.case)]
    tables = [[ready(row) for one in chosen for row in rows(one)] for rows, ready in reading.tables]
    return Part([one.case for one in chosen], tables)
