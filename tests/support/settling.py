"""Waiting until an app has nothing left to do.

Textual's own pilot guesses it from the processor time of 20 milliseconds, twice a key: that took
half the time of all tests, and under load it is wrong.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any
from weakref import WeakSet

import pytest
import textual.app
import textual.pilot
from textual._context import active_app
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from cqcmd.terminal import slow_disk

LOOK_AGAIN = 0.002
AT_MOST = 10.0
"""Seconds after which also a loop that is still at work is left: a busy machine needs some."""


_draw = Screen._compositor_refresh
_press = Pilot.press
_undrawn = WeakSet[App[Any]]()
_typing = WeakSet[App[Any]]()
"""Apps that are in the middle of keys pressed in one go: what they show is drawn after the last."""


def draw(screen: Screen[Any]) -> None:
    """Draw what changed once nothing moves any more, where nobody looks at the line.

    A screen that opens was drawn five times before it stood. What a faster terminal would show in
    between is no test's business, but for those of the line, whose app has a terminal.
    """
    app = screen.app
    if not app.is_headless or screen is not app.screen:
        _draw(screen)
        return
    screen._dirty_widgets.clear()
    _undrawn.add(app)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys; what they did is drawn once for all of them."""
    _typing.add(pilot.app)
    try:
        await pilot.app._press_keys(keys[:-1])
    finally:
        _typing.discard(pilot.app)
    await _press(pilot, *keys[-1:])


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
        elif _paint(app) or _drawn(app):
            quiet = 0
        await asyncio.sleep(wait)
    await asyncio.sleep(max(0, min_sleep - (monotonic() - begun)))


async def handled(pilot: Pilot[Any], _timeout: float = AT_MOST) -> bool:
    """Wait until no widget has a message that it could handle; threads are not waited for.

    Textual's pilot sends a message of its own to each widget of the screen, twice a key: that was
    half of what a key cost in a test. A loop with nothing ready says the same of all of them.
    """
    begun = monotonic()
    loop: Any = asyncio.get_running_loop()
    quiet = 0
    while quiet < 2 and monotonic() - begun < AT_MOST:
        quiet = 0 if loop._ready or _drawn(pilot.app) else quiet + 1
        await asyncio.sleep(0)
    return True


def _drawn(app: App[Any]) -> bool:
    """Draw what waits to be; whether there was anything."""
    if app not in _undrawn or app in _typing or not app.is_running:
        return False
    _undrawn.discard(app)
    try:
        _draw(app.screen)
    except Exception as error:  # noqa: BLE001 - as the app itself does with what a widget raises
        app._handle_exception(error)
    return True


@contextmanager
def patient_pilots() -> Iterator[None]:
    """Let pilots wait as is said here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(textual.app, "wait_for_idle", settled)
        patch.setattr(textual.pilot, "wait_for_idle", settled)
        patch.setattr(Pilot, "_wait_for_screen", handled)
        patch.setattr(Pilot, "press", press)
        patch.setattr(Screen, "_compositor_refresh", draw)
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
