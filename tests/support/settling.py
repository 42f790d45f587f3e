"""Waiting until an app has nothing left to do.

Textual's own pilot guesses it from the processor time of 20 milliseconds, twice a key: that took
half the time of all tests, and under load it is wrong.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

import pytest
import textual.app
import textual.pilot
from textual._context import active_app
from textual.app import App
from textual.pilot import Pilot

from cqcmd.terminal import slow_disk

LOOK_AGAIN = 0.002
AT_MOST = 10.0
"""Seconds after which also a loop that is still at work is left: a busy machine needs some."""


async def settled(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait until the loop has nothing ready, no thread is at work and every change is painted."""
    begun = monotonic()
    loop: Any = asyncio.get_running_loop()
    app = active_app.get()
    quiet = 0
    while quiet < 2 and monotonic() - begun < (AT_MOST if loop._ready else max_sleep):
        quiet += 1
        wait = 0.0
        if loop._ready:
            quiet = 0
        elif _threads_at_work(loop) or app._resize_timer or app._batch_count:
            quiet, wait = 0, LOOK_AGAIN
        elif _paint(app):
            quiet = 0
        await asyncio.sleep(wait)
    await asyncio.sleep(max(0, min_sleep - (monotonic() - begun)))


async def handled(_pilot: object, _timeout: float = AT_MOST) -> bool:
    """Wait until no widget has a message that it could handle; threads are not waited for.

    Textual's pilot sends a message of its own to each widget of the screen, twice a key: that was
    half of what a key cost in a test. A loop with nothing ready says the same of all of them.
    """
    begun = monotonic()
    loop: Any = asyncio.get_running_loop()
    quiet = 0
    while quiet < 2 and monotonic() - begun < AT_MOST:
        quiet = 0 if loop._ready else quiet + 1
        await asyncio.sleep(0)
    return True


@contextmanager
def patient_pilots() -> Iterator[None]:
    """Let pilots wait as is said here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(textual.app, "wait_for_idle", settled)
        patch.setattr(textual.pilot, "wait_for_idle", settled)
        patch.setattr(Pilot, "_wait_for_screen", handled)
        yield


def _threads_at_work(loop: Any) -> bool:
    return _at_work(loop._default_executor) or disk_at_work()


def disk_at_work() -> bool:
    """Whether an act still waits for the disk: a busy machine is easily taken for a slow one."""
    return bool(slow_disk._threads.cache_info().currsize) and _at_work(slow_disk._threads())


def _at_work(pool: Any) -> bool:
    if pool is None:
        return False
    return bool(pool._work_queue.qsize() or pool._idle_semaphore._value < len(pool._threads))


def _paint(app: App[object]) -> bool:
    """Paint now what a timer would paint within a frame; whether there was anything."""
    due = [screen for screen in app.screen_stack if screen._update_timer._active.is_set()]
    for screen in due:
        screen._on_timer_update()
    return bool(due)
