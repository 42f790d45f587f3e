"""The end nobody wanted: the terminal restored, a report without anybody's data, status 1."""

import os
import platform
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cqcmd import __version__
from cqcmd.clock import SystemClock, iso_local, local
from cqcmd.errors import Refusal, Unwritable, reason_of
from cqcmd.i18n import _
from cqcmd.paths import refuse_link
from cqcmd.patterns import regex
from cqcmd.terminal.streams import fall_silent, flush_output
from cqcmd.text import clean

if TYPE_CHECKING:
    from rich.console import RenderableType

_LONG_NUMBER = regex(r"\d{7,}")
_LIMIT = 200_000


def report_text(error: BaseException, at: datetime, mark: str = "") -> str:
    """Versions and the traceback: no local variables, no telephone numbers, no controls.

    ``mark`` stands first where it happened in a post that is not real (演练).
    """
    # Without local variables: they hold what callers said, and reports are passed on.
    trace = "".join(traceback.TracebackException.from_exception(_cause(error)).format())
    head = (
        *((_("〔{mark}〕").format(mark=mark),) if mark else ()),
        f"cqcmd {__version__}",
        f"Python {platform.python_version()}, {platform.platform()}",
        iso_local(at),
    )
    masked = _LONG_NUMBER.sub(lambda found: "#" * len(found[0]), trace)
    return clean("\n".join(head) + "\n\n" + masked, limit=_LIMIT)


def _cause(error: BaseException) -> BaseException:
    # A failed worker wraps what went wrong, without its traceback.
    inner = getattr(error, "error", None)
    return inner if isinstance(inner, BaseException) else error


def write_report(error: BaseException, folder: Path, mark: str = "") -> Path:
    """Write the report into ``folder``, readable by its owner alone; its path.

    Raises:
        OSError: the disk refused.
    """
    at = SystemClock().now()
    refuse_link(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    drill = _("演练-") if mark else ""
    path = folder / f"{drill}crash-{local(at):%Y%m%d-%H%M%S-%f}-{os.getpid()}.txt"
    # Private from its first byte, and never over another report.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "w", encoding="utf-8") as file:
        file.write(report_text(error, at, mark))
    return path


def sentence(error: BaseException, folder: Path, mark: str = "") -> str:
    """Write the report and say in one sentence what happened and where it lies."""
    try:
        path = write_report(error, folder, mark)
    except OSError as refused:
        return _unreported(reason_of(refused))
    return _("程序出错，已停止；已记入日志的内容都在，请重新启动。错误报告：{path}").format(
        path=clean(str(path), lines=False)
    )


def guard(main: Callable[[], int], folder: Callable[[], Path]) -> int:
    """Run a verb to its exit status; no traceback is ever shown.

    0 or what ``main`` says; 2 for a refusal of the input; 1 for a disk that refuses and for our
    own faults, these with a report in ``folder()``; 130 for Ctrl+C.
    """
    try:
        status = main()
        flush_output()
        return status
    except Refusal as refusal:
        _say(clean(str(refusal)))
        return 1 if isinstance(refusal, Unwritable) else 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone; the interpreter must not flush into it at exit.
        fall_silent()
        return 1
    except Exception as error:  # noqa: BLE001 - the last place; everything is reported
        _say(_sentence_at(error, folder))
        return 1


def _sentence_at(error: BaseException, folder: Callable[[], Path]) -> str:
    try:
        place = folder()
    except Refusal as refusal:  # nowhere to write the report
        return _unreported(str(refusal))
    return sentence(error, place)


def _unreported(why: str) -> str:
    return _(
        "程序出错，已停止；错误报告也没能写下（{reason}）。已记入日志的内容都在，请重新启动。"
    ).format(reason=clean(why, lines=False))


def _say(words: str) -> None:
    # Not sys.stderr: Textual keeps that to itself while the app runs.
    if sys.__stderr__ is not None:  # it was closed; `print` would take standard output instead
        with suppress(OSError):  # the terminal is gone: nobody is there to read it
            print(words, file=sys.__stderr__, flush=True)


class CrashReports:
    """Stands before ``App`` among the bases: an unhandled error is reported our way.

    Attributes:
        crash_folder: where reports go; set before the app runs.
        crash_mark: stands on the reports of a post that is not real (演练).
    """

    crash_folder: Path
    crash_mark = ""
    _crashed: BaseException | None = None
    _told = False

    if TYPE_CHECKING:
        _exit_renderables: list[RenderableType]
        _return_code: int | None

        def _close_messages_no_wait(self) -> None: ...

    def _handle_exception(self, error: Exception) -> None:
        if self._crashed is None:
            self._crashed = error
        super()._handle_exception(error)  # type: ignore[misc]

    # Textual would print the traceback with its local variables.
    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def panic(self, *renderables: Any) -> None:
        """End the program; what would have been shown goes nowhere, the report has the cause."""
        if self._crashed is None:
            self._crashed = RuntimeError("panic")
        self._return_code = 1
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        if self._crashed is None:
            super()._print_error_renderables()  # type: ignore[misc]
            return
        self._exit_renderables.clear()
        if not self._told:
            self._told = True
            _say(sentence(self._crashed, self.crash_folder, self.crash_mark))
