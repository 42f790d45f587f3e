"""The driver for Linux and macOS: no byte kills it, and without a terminal the program ends."""

import os
import select
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from threading import Event
from time import monotonic
from typing import Any, TextIO

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver
from textual.events import CursorPosition, Paste
from textual.message import Message

from cqcmd.terminal.link import Link
from cqcmd.terminal.outlet import Outlet
from cqcmd.terminal.paste_guard import PasteGuard
from cqcmd.text import clean

HUNG_UP = 129
"""The exit status of a program whose terminal went away, as if by SIGHUP."""


class WakingEvent(Event):
    """An event that a thread waits for together with the keyboard: it shows as a readable file."""

    def __init__(self) -> None:
        super().__init__()
        self._out, self._in = os.pipe()
        os.set_blocking(self._out, False)

    def fileno(self) -> int:
        """Return what ``select`` is to watch."""
        return self._out

    def set(self) -> None:
        """Set it, and wake who waits."""
        super().set()
        os.write(self._in, b"\0")

    def clear(self) -> None:
        """Let waiting begin anew."""
        super().clear()
        with suppress(BlockingIOError):  # empty
            os.read(self._out, 4096)


class SturdyDriver(LinuxDriver):
    """Bytes that are no UTF-8 become ``\ufffd``; end of file or an error calls ``terminal_lost``.

    An app without a method ``terminal_lost`` exits with status 129.

    Attributes:
        link: whether anybody is at the other end.
    """

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        """As every driver."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.exit_event = self._told_to_stop = WakingEvent()
        self._lost = False
        self._context = copy_context()
        self._written: Outlet | None = None
        self.link = Link(self._ask, lambda: self._written.untaken if self._written else 0.0)

    def start_application_mode(self) -> None:
        """Begin to read and to write, by way of our outlet."""
        # Upstream makes its writer in the middle of this, by name.
        setattr(linux_driver, "WriterThread", self._outlet)  # noqa: B010 - a class, for mypy
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def _outlet(self, file: TextIO) -> Outlet:
        self._written = Outlet(partial(self._put, file.fileno()), self._repaint_soon)
        return self._written

    def _ask(self, question: str) -> bool:
        # Straight to the outlet: Textual's own way is that of the screen's thread.
        return self._written is not None and self._written.ask(question)

    def _put(self, number: int, text: str) -> None:
        # Not through Python's file: a thread that is held up in it holds a lock of it, over which
        # the interpreter fails at its end.
        data = text.encode("utf-8", "replace")
        while data and not self._lost:
            try:
                data = data[os.write(number, data) :]
            except BlockingIOError:  # another program has set the terminal so
                select.select([], [number], [], 1.0)
            except OSError:  # what is written to a dead terminal is dropped
                self._lose()

    def _repaint_soon(self) -> None:
        self._in_turn(self._repaint)

    def _repaint(self) -> None:
        # An app of ours leaves out what the terminal shows already.
        getattr(self._app, "repaint", self._app.refresh)()

    # A signal comes in the middle of anything, of a write to the terminal too: what it asks for is
    # done between two turns of the loop.
    def _sigtstp_application(self, *arguments: Any) -> None:
        self._in_turn(super()._sigtstp_application)

    def _sigcont_application(self, *arguments: Any) -> None:
        self._in_turn(self._continue)

    def _in_turn(self, job: Callable[[], object]) -> None:
        with suppress(RuntimeError):  # the loop is closed: the program is ending
            self._loop.call_soon_threadsafe(job, context=self._context)

    def _continue(self) -> None:
        if self._lost:
            return
        # Stopped without warning (SIGSTOP), or a hang-up: a second pair of threads on one
        # keyboard would tear characters apart.
        reading = self._key_thread is not None and self._key_thread.is_alive()
        if reading and self._auto_restart:
            self.suspend_application_mode()
        super()._sigcont_application()
        self._repaint()  # the shell has written over it, and nothing of ours has changed

    def process_message(self, message: Message) -> None:
        """Send a message on; pasted text passes the gate first, what was asked ends here."""
        if isinstance(message, CursorPosition):
            self.link.answered()
            return
        if isinstance(message, Paste):
            message.text = clean(message.text)
        super().process_message(message)

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001 - a thread's end must be the program's
            self._app.call_later(self._app._handle_exception, error)

    def run_input_thread(self) -> None:
        """Read the keyboard and send its events until told to stop or the terminal is gone."""
        parser, guard = XTermParser(self._debug), PasteGuard()
        # Incremental: a read may end in the middle of a character.
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        while not self.exit_event.is_set():
            watched = (self.fileno, self._told_to_stop.fileno())
            if self.fileno in select.select(watched, (), (), _patience(parser))[0]:
                chunk = self._read()
                if not chunk:
                    self._lose()
                    return
                self.link.heard()
                parser = self._feed(parser, guard.pass_on(decode(chunk)))
            # Esc alone is told from the beginning of a key by time only, so the parser needs its
            # tick.
            self._send(parser.tick())

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            # A terminal that is gone shows as an error or as the end of the file; both end the
            # program.
            return b""

    def _feed(self, parser: XTermParser, typed: str) -> XTermParser:
        try:
            if typed:  # nothing yet of a cut character; the parser would take it for the end
                self._send(parser.feed(typed))
        except (ValueError, OverflowError):  # key codes out of range; it is of no use any more
            fresh = XTermParser(self._debug)
            fresh.mouse_pixels = parser.mouse_pixels
            fresh.terminal_size = parser.terminal_size
            fresh.terminal_pixel_size = parser.terminal_pixel_size
            return fresh
        return parser

    def _send(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)

    def _lose(self) -> None:
        if self._lost:
            return
        self._lost = True
        with suppress(RuntimeError):  # the loop is closed: the program is ending anyway
            self._loop.call_soon_threadsafe(self._leave)

    def _leave(self) -> None:
        lost = getattr(self._app, "terminal_lost", None)
        if lost is None:
            self._app.exit(return_code=HUNG_UP)
        else:
            lost()


def _patience(parser: XTermParser) -> float | None:
    """Seconds until the parser takes what it has for a key; ``None``: it waits for nothing."""
    due = parser._timeout_time
    return None if due is None else max(0.0, due - monotonic())
