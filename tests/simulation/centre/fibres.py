"""In place of threads: what looks after the centre goes on when it is told to, one at a time."""

import select
from collections.abc import Callable
from socket import socket
from typing import Any

from greenlet import getcurrent, greenlet

from tests.simulation.faults import Ended

ROUNDS = 50
"""After so many rounds whatever is to end has ended."""


class Fibre:
    """Stands in for a thread; it runs up to where it would wait."""

    def __init__(self, target: Callable[[], object]) -> None:
        self._run = greenlet(target)

    def start(self) -> None:
        self.go_on()

    def go_on(self) -> None:
        """Let it run on to where it waits next; what it raises is raised here."""
        if not self._run.dead:
            self._run.parent = getcurrent()
            self._run.switch()

    def join(self, timeout: float) -> None:
        del timeout
        for _round in range(ROUNDS):
            self.go_on()

    def is_alive(self) -> bool:
        return not self._run.dead

    def end(self) -> None:
        """End it where it stands: its process is no more."""
        if not self._run.dead:
            self._run.parent = getcurrent()
            self._run.throw(Ended)


class Waits:
    """Stands in for the module `select`: whoever waits lets the others go on."""

    @staticmethod
    def select(read: list[Any], _write: Any, _odd: Any, _seconds: float) -> tuple[Any, Any, Any]:
        parent = getcurrent().parent
        assert parent is not None, "nobody is there to go on meanwhile"
        parent.switch()
        return select.select([one for one in read if isinstance(one, socket)], [], [], 0)
