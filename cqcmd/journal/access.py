"""One caller at a time at the connection, and how long it waits where another post has the file."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Protocol, TypeVar

import apsw

T = TypeVar("T")

BUSY_SECONDS = 5.0
"""How long a writer waits for another one before it gives up."""

SEEN_SECONDS = 60.0
"""How long it waits where somebody sees that it does, and can give up."""

LOOK, LOOK_LATER = 0.001, 0.01
"""Seconds between looks whether the file is free, at first and once it has been waited for."""

AT_FIRST = 1_000
"""Looks after which somebody waits for more than the act of another post."""


class OffScreen(Protocol):
    """Does what may wait for the disk; a screen has it done in a thread."""

    def __call__(self, job: Callable[[], T], /) -> T:
        """Return what ``job`` returns; raise what it raises."""
        ...


def on_the_spot(job: Callable[[], T]) -> T:
    """Do it here and now: nobody looks at a screen meanwhile."""
    return job()


class Access:
    """The right to use the connection.

    Attributes:
        patience: seconds that a writer waits for another post.
        in_use: whether somebody is at it now, maybe waiting for the disk.
    """

    def __init__(self, link: apsw.Connection) -> None:
        self.off_screen: OffScreen = on_the_spot
        self.patience = BUSY_SECONDS
        # Reentrant: who reads with an act open is refused and not left waiting for himself.
        self._lock = RLock()
        self._callers = 0
        self._until = 0.0
        self._given_up = False
        link.set_busy_handler(self._wait_on)

    @property
    def in_use(self) -> bool:
        """Whether somebody is at the connection now, maybe waiting for the disk."""
        return self._callers > 0

    @property
    def given_up(self) -> bool:
        """Whether somebody gave up waiting."""
        return self._given_up

    def wait_at_screen(self, off_screen: OffScreen) -> None:
        """Have what may wait done by ``off_screen``; somebody sees it, and can give up."""
        self.off_screen, self.patience = off_screen, SEEN_SECONDS

    def give_up(self) -> None:
        """Wait no longer for another post; what is being written already is written."""
        self._given_up = True

    def take(self) -> None:
        """Take the connection to write, waiting for other posts."""
        self._lock.acquire()
        self._callers += 1
        self._given_up = False
        self._until = time.monotonic() + self.patience

    def leave(self) -> None:
        """Let others at it."""
        self._callers -= 1
        self._lock.release()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Take the connection to read; for no other post is waited."""
        with self._lock:
            self._callers += 1
            outer, self._until = self._until, 0.0
            try:
                yield
            finally:
                self._until = outer
                self._callers -= 1

    def _wait_on(self, attempts: int) -> bool:
        """Say whether to try once more: another post has the file."""
        if self._given_up or time.monotonic() >= self._until:
            return False
        # As often as whoever came last: of many that wait none is left behind.
        time.sleep(LOOK if attempts < AT_FIRST else LOOK_LATER)
        return True
