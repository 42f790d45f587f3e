"""Doing something a little later, on the screen's own thread."""

from asyncio import TimerHandle, get_running_loop
from collections.abc import Callable
from typing import Any

from textual.message_pump import MessagePump


def later(pump: MessagePump, delay: float, callback: Callable[[], Any]) -> TimerHandle:
    """Have ``callback`` called among the messages of ``pump`` once so many seconds have passed.

    It is called however late that is; a pump that is closed by then calls nothing. Textual's own
    timer never goes off if its time has passed when it first looks, as on a machine that is busy
    or was asleep.
    """
    return get_running_loop().call_later(delay, pump.call_next, callback)
