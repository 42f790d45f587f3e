"""SIGHUP and SIGTERM: what is being typed is kept, then the program leaves with 129 or 143."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from inspect import isawaitable
from types import FrameType
from typing import Any, Protocol

HANGUP, TERMINATE = 129, 143
GRACE = 5
"""Seconds after which the program ends even if its terminal has stopped reading."""


class Leavable(Protocol):
    """An app, as far as leaving goes."""

    def exit(self, result: Any = None, return_code: int = 0) -> None:
        """Close the screen and end the program."""


class ShutdownRequest:
    """The orderly end: ``keep`` first, then the app's exit, once."""

    def __init__(self, app: Leavable, keep: Callable[[], Awaitable[object] | object]) -> None:
        """``keep`` puts what is being typed on disk; plain or async."""
        self._app = app
        self._keep = keep
        self._leaving: asyncio.Task[None] | None = None

    def install(self) -> None:
        """Take over the signals this system has; call it once the loop runs."""
        loop = asyncio.get_running_loop()

        def arrive(number: int, _frame: FrameType | None) -> None:
            status = 128 + number
            # Before anything that waits: the loop may never come to it.
            _set_alarm(status)
            loop.call_soon_threadsafe(self.begin, status)

        # Not the loop's own handlers: those wait for a loop that a stalled terminal may hold up.
        for name in ("SIGHUP", "SIGTERM"):
            if number := getattr(signal, name, None):
                signal.signal(number, arrive)

    def begin(self, status: int) -> None:
        """Leave with this exit status; a second call changes nothing."""
        if self._leaving is None:
            self._leaving = asyncio.get_running_loop().create_task(self._leave(status))

    async def _leave(self, status: int) -> None:
        try:
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
