"""Signals: what is being typed is kept, and the program leaves in order; SIGINT ends nothing."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from contextvars import copy_context
from inspect import isawaitable
from types import FrameType
from typing import Any, Protocol

from cqcmd.errors import Refusal

HANGUP, TERMINATE = 129, 143
LEAVING = ("SIGHUP", "SIGTERM", "SIGQUIT", "SIGXCPU", "SIGUSR1", "SIGUSR2")
"""Those that ask the program to go, or would end it with the terminal left as it is."""

GRACE = 5
"""Seconds after which the program ends even if its terminal has stopped reading."""


class Leavable(Protocol):
    """An app, as far as leaving goes."""

    def exit(self, result: Any = None, return_code: int = 0) -> None:
        """Close the screen and end the program."""


class ShutdownRequest:
    """The orderly end: ``keep`` first, then the app's exit, once."""

    def __init__(
        self,
        app: Leavable,
        keep: Callable[[], Awaitable[object] | object],
        interrupted: Callable[[], object] = lambda: None,
    ) -> None:
        """``keep`` puts what is being typed on disk; plain or async. ``interrupted``: by SIGINT."""
        self._app = app
        self._keep = keep
        self._interrupted = interrupted
        self._leaving: asyncio.Task[None] | None = None

    def install(self) -> None:
        """Take over the signals this system has; call it once the loop runs."""
        # The context of the app: a signal comes while anything at all is going on.
        loop, context = asyncio.get_running_loop(), copy_context()

        def arrive(number: int, _frame: FrameType | None) -> None:
            status = 128 + number
            # Before anything that waits: the loop may never come to it.
            _set_alarm(status)
            if loop.is_closed():  # between two screens: nothing is being typed
                raise SystemExit(status)
            loop.call_soon_threadsafe(self.begin, status, context=context)

        def interrupt(_number: int, _frame: FrameType | None) -> None:
            if loop.is_closed():
                raise KeyboardInterrupt
            loop.call_soon_threadsafe(self._interrupted, context=context)

        # Not the loop's own handlers: those wait for a loop that a stalled terminal may hold up.
        for name in LEAVING:
            if number := getattr(signal, name, None):
                signal.signal(number, arrive)
        signal.signal(signal.SIGINT, interrupt)

    def hang_up(self) -> None:
        """Leave as by SIGHUP, which the system did not send; nothing is waited for."""
        _set_alarm(HANGUP)
        self.begin(HANGUP)

    def begin(self, status: int) -> None:
        """Leave with this exit status; a second call changes nothing."""
        if self._leaving is None:
            self._leaving = asyncio.get_running_loop().create_task(self._leave(status))

    async def _leave(self, status: int) -> None:
        try:
            with suppress(Refusal, OSError):  # nobody is left to be told
                kept = self._keep()
                if isawaitable(kept):
                    await kept
        finally:
            self._app.exit(return_code=status)


def _set_alarm(status: int) -> None:
    if hasattr(signal, "SIGALRM"):
        # os._exit, since an orderly end would wait for the same stalled terminal.
        signal.signal(signal.SIGALRM, lambda _number, _frame: os._exit(status))
        signal.alarm(GRACE)
