"""Waiting for a slow disk while the screen goes on.

What an officer does is written in plain calls: a key's action asks the desk, the desk locks the
journal, writes, and comes back with words. Where the disk makes one of those steps wait, the
handler is left standing in the middle of its call (in a greenlet) and the step goes on in a
thread; the loop turns meanwhile, clocks count down, and the handler comes back to life when the
step is through. Nothing between the key and the journal knows of it.

A disk that answers at once is never noticed: a step is waited for on the spot for as long as
nobody can see it.
"""

import asyncio
import types
from collections.abc import Awaitable, Callable, Coroutine, Generator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from functools import cache, partial
from typing import Any, TypeVar

from greenlet import getcurrent, greenlet
from textual.dom import DOMNode
from textual.worker import Worker, WorkType
from textual.worker_manager import WorkerManager

from cqcmd.errors import Refusal

T = TypeVar("T")

AT_ONCE = 0.05
"""Seconds for which a step is waited for on the spot: three frames."""


class _Turn(greenlet):
    """A handler at work."""


def off_screen(job: Callable[[], T]) -> T:
    """Do ``job``, which may wait for the disk, without holding up the screen.

    Outside a handler it is simply done. Raises what ``job`` raises.
    """
    turn = getcurrent()
    if not isinstance(turn, _Turn):
        return job()
    step = _threads().submit(job)
    if not wait((step,), AT_ONCE).done:
        _hand_out(step)
    return step.result()


def settle() -> None:
    """Wait until the disk has done whatever was handed to it."""
    _threads().shutdown()
    _threads.cache_clear()


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(thread_name_prefix="disk")


class Handler:
    """A coroutine that may be left standing in the middle of any plain call it makes.

    Attributes:
        value: what it returned, once it ended.
    """

    def __init__(self, coroutine: Coroutine[Any, Any, object]) -> None:
        self._turn = _Turn(partial(_drive, coroutine))
        self._turn.gr_context = getcurrent().gr_context
        self._step: Future[Any] | None = None
        self.value: Any = None

    @types.coroutine
    def until_slow(self) -> Generator[Any, Any, bool]:
        """Go on to the end, or to the next step that waits for the disk; whether it ended."""
        given = self._go_on(self._turn.switch)
        while not self._turn.dead and not isinstance(given, Future):
            try:
                sent = yield given
            except BaseException as error:  # noqa: BLE001 - for the handler to deal with
                given = self._go_on(partial(self._turn.throw, error))
            else:
                given = self._go_on(partial(self._turn.switch, sent))
        if self._turn.dead:
            self._step, self.value = None, given
        else:
            self._step = given
        return bool(self._turn.dead)

    async def rest(self) -> None:
        """Go on to the end, each slow step waited for as it comes."""
        ended = False
        while not ended:
            if self._step is not None:
                await _end_of(self._step)
            ended = await self.until_slow()

    def _go_on(self, switch: Callable[[], Any]) -> Any:
        # Whoever goes on with it is who it comes back to: the rest is another task's.
        self._turn.parent = getcurrent()
        return switch()


async def _end_of(step: Future[Any]) -> None:
    """Wait until a step is through; what it raises is raised where the handler stands."""
    loop, through = asyncio.get_running_loop(), asyncio.Event()
    step.add_done_callback(lambda _step: loop.call_soon_threadsafe(through.set))
    try:
        await through.wait()
    except asyncio.CancelledError:
        # What is being written is written: the handler goes on to the next thing it awaits.
        await through.wait()
        task = asyncio.current_task()
        assert task is not None
        task.cancel()


def _drive(coroutine: Coroutine[Any, Any, object]) -> object:
    """Run the coroutine in this greenlet, handing out what it waits for."""
    resume: Callable[[], Any] = partial(coroutine.send, None)
    while True:
        try:
            awaited = resume()
        except StopIteration as end:
            return end.value
        try:
            sent = _hand_out(awaited)
        except BaseException as error:  # noqa: BLE001 - for the coroutine to deal with
            resume = partial(coroutine.throw, error)
        else:
            resume = partial(coroutine.send, sent)


def _hand_out(awaited: Any) -> Any:
    above = getcurrent().parent
    assert above is not None
    return above.switch(awaited)


async def unless_slow(
    coroutine: Coroutine[Any, Any, object], fault: Callable[[Exception], object]
) -> None:
    """Run a handler; where the disk is slow its rest goes on by itself, and this returns.

    ``fault`` is told what the rest raises, and what the disk or the record refuses: whoever runs
    the handlers of a screen would otherwise end with it.
    """
    handler = Handler(coroutine)
    try:
        ended = await handler.until_slow()
    except (Refusal, OSError) as error:
        fault(error)
        return
    if not ended:
        task = asyncio.create_task(_told(handler, fault))
        _left.add(task)
        task.add_done_callback(_left.discard)


async def _told(handler: Handler, fault: Callable[[Exception], object]) -> None:
    try:
        await handler.rest()
    except Exception as error:  # noqa: BLE001 - what awaited the handler is gone
        fault(error)


_left: set[asyncio.Task[None]] = set()
"""Rests that go on; the loop alone would let them be collected."""


class PatientWorkers(WorkerManager):
    """Workers that are left standing while the disk is slow, and nothing else with them.

    One in a thread still reaches the app when the screen that asked for it is gone.
    """

    def _new_worker(
        self, work: WorkType[Any], node: DOMNode, *, thread: bool = False, **more: Any
    ) -> Worker[Any]:
        named = getattr(work, "__name__", "") or repr(work)
        more["description"] = more.get("description") or named
        # A thread is told which app it works for, as a task is: the screen that asked may be gone
        # from the app by the time the disk answers.
        context: Any = copy_context()
        told = partial(context.run if thread else _patiently, work)
        return super()._new_worker(told, node, thread=thread, **more)


async def _patiently(work: Any) -> Any:
    handler = Handler(_awaited(work() if callable(work) else work))
    await handler.rest()
    return handler.value


async def _awaited(work: Awaitable[Any]) -> Any:
    return await work
