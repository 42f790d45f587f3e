"""A long job in a thread of its own, which nobody waits for when the program ends."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


async def apart(job: Callable[[], T]) -> T:
    """Return what ``job`` returns, while the screen goes on; raise what it raises.

    A stick that hangs may hold the thread for ever: the program ends all the same.
    """
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[T] = loop.create_future()

    def run() -> None:
        try:
            value = job()
        except BaseException as error:  # noqa: BLE001 - for whoever awaits it
            _hand_over(loop, ended, lambda error=error: ended.set_exception(error))  # type: ignore[misc]
        else:
            _hand_over(loop, ended, lambda: ended.set_result(value))

    Thread(target=run, name="apart", daemon=True).start()
    return await ended


def _hand_over(
    loop: asyncio.AbstractEventLoop, ended: "asyncio.Future[T]", tell: Callable[[], None]
) -> None:
    with suppress(RuntimeError):  # the loop is closed: nobody is there to be told
        loop.call_soon_threadsafe(lambda: None if ended.done() else tell())
