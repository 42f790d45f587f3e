"""A long export shared by processes, each of which works out every other part."""

import os
import pickle
import subprocess
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import IO

from cqcmd.desk.register.export_parts import PART, Part, Work, parts_from
from cqcmd.errors import Unwritable
from cqcmd.i18n import _
from cqcmd.journal.history.case_by_case import CaseByCase
from cqcmd.paths import run_again

FEW = 1_000
"""Incidents for which another process would take longer to begin than it helps."""

HELPERS = 2
"""Processes that work beside the one that writes; each takes about as much memory as that."""


def parts_of(work: Work, cases: CaseByCase) -> Generator[Part, None, None]:
    """Yield all parts in their order, worked out here or, of a long record, by processes beside.

    Raises Refusal; OSError: no process can be had.
    """
    some = [slice(start, start + PART) for start in range(0, len(cases), PART)]
    if len(cases) < FEW or processors() < HELPERS:
        yield from parts_from(work, cases, some)
    else:
        yield from _side_by_side(work, some)


def processors() -> int:
    """Count the processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # there is none on Windows
        return os.cpu_count() or 1


def _side_by_side(work: Work, every: Sequence[slice]) -> Generator[Part, None, None]:
    with ExitStack() as running:
        helpers = [
            running.enter_context(_helper(work, every[number::HELPERS]))
            for number in range(HELPERS)
        ]
        for number in range(len(every)):
            yield _next_of(helpers[number % HELPERS])


@contextmanager
def _helper(work: Work, every: Sequence[slice]) -> Iterator[IO[bytes]]:
    """Begin a process that works out these parts, and ends with whoever reads them."""
    # Not the library's pools: they ask for the file behind the standard error, and a screen has
    # put something else there.
    helper = subprocess.Popen(
        run_again("cqcmd.desk.register.export_helper"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert helper.stdin is not None
    assert helper.stdout is not None
    try:
        with suppress(BrokenPipeError):  # it ended at once: that is told where it is read
            pickle.dump((work, every), helper.stdin)
            helper.stdin.close()
        yield helper.stdout
    finally:
        helper.kill()
        helper.wait()
        helper.stdout.close()


def _next_of(helper: IO[bytes]) -> Part:
    """Return the next part. Raises Refusal: what that process was refused, or that it broke off."""
    try:
        told = pickle.load(helper)
    except (EOFError, pickle.UnpicklingError) as error:
        words = _("帮忙导出的进程中断了（多半是内存不够），没有导出；请关掉别的程序再试。")
        raise Unwritable(words) from error
    if isinstance(told, BaseException):
        raise told
    assert isinstance(told, Part)
    return told
