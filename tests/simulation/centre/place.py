"""Puts the stand-ins in the place of psycopg, threads and time, for as long as a world lasts."""

import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import cqcmd.centre.link
import cqcmd.centre.watch
from tests.simulation.centre.connection import Connection
from tests.simulation.centre.fibres import Fibre, Waits
from tests.simulation.centre.server import Server
from tests.simulation.machine import Machine, Time
from tests.simulation.post import Post

APART = 0.0, 2.5, -4.0, 7.0
"""Seconds by which the clocks of its posts are ahead: machines on one network are set by it."""

CHANCE = 3
"""The seed of what the server decides."""


class Centre:
    """The centre of a world, as its posts reach it."""

    def __init__(self, posts: list[Post], time: Time) -> None:
        self.server = Server(time, random.Random(CHANCE))
        self._machines: dict[str, Machine] = {}
        for post, apart in zip(posts, APART, strict=False):
            post.machine.apart, post.plan = apart, None
            name = post.folder.name
            post.server, post.address = self.server, f"postgresql://{name}@centre/cqcmd"
            self._machines[name] = post.machine

    def connect(self, address: str, **_reached: Any) -> Connection:
        name = _whose(address)
        return Connection(self.server, self._machines[name], name)

    def thread(self, *, target: Any, name: str, daemon: bool) -> Fibre:
        """Make what looks after the centre beside a session; it ends with the session's process."""
        del name, daemon
        fibre = Fibre(target)
        self._machines[_whose(target.__self__.centre.address)].process.beside.append(fibre)
        return fibre

    @contextmanager
    def in_place(self) -> Iterator[None]:
        time = self.server.time
        with ExitStack() as stack:
            for owner, name, stands_in in (
                (cqcmd.centre.link.Link, "connect", self.connect),
                (cqcmd.centre.link, "monotonic", time.monotonic),
                (cqcmd.centre.watch, "monotonic", time.monotonic),
                (cqcmd.centre.watch, "Thread", self.thread),
                (cqcmd.centre.watch, "select", Waits),
            ):
                stack.enter_context(patch.object(owner, name, stands_in))
            yield


def _whose(address: str) -> str:
    return str(urlsplit(address).username)
