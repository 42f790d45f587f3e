"""A world of posts: real desks over simulated disks and clocks, all chance from one source."""

import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import cqcmd.desk.opening
import cqcmd.journal.access
import cqcmd.local_store.session_lock
from cqcmd import chance
from cqcmd.desk.plan.file import plan_in_force
from tests.simulation.centre.knowing import insisting_on_knowing
from tests.simulation.centre.place import Centre
from tests.simulation.invariants import Invariants
from tests.simulation.machine import Machine, Time
from tests.simulation.post import OTHER_PLAN, Post
from tests.simulation.sticks.writing import through_the_disk
from tests.simulation.system_calls import SystemCalls
from tests.simulation.vfs import in_place
from tests.simulation.witness import Witness
from tests.support.plan_files import plan_like_built_in, quarter_of_an_hour

plan_once = cache(plan_in_force)
"""Read once: no simulation changes the plan's file."""


@cache
def other_plan() -> dict[str, bytes]:
    """The files of the plan that one of several posts has of its own, made once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / OTHER_PLAN
        plan_like_built_in(path, quarter_of_an_hour)
        return {one.name: one.read_bytes() for one in Path(folder).iterdir()}


class World:
    """Posts, each with disk, clocks and terminals; one time passes for all."""

    def __init__(self, root: Path, posts: int) -> None:
        self.time = Time()
        self.witness = Witness()
        self.posts = [Post(number, root, self.time) for number in range(posts)]
        for post in self.posts:
            post.everybody = self.posts
        accounts = self.witness.accounts
        self.invariants = [
            Invariants(post, accounts[post.folder.name], accounts) for post in self.posts
        ]

    def machine_of(self, path: str) -> Machine | None:
        """Whose disk a path is on."""
        for post in self.posts:
            if post.machine.disk.holds(path):
                return post.machine
        return None


@contextmanager
def world(posts: int = 1, *, centre: bool = False) -> Iterator[World]:
    """Make a world in memory; paths in it are relative, so that the next one is the same.

    ``centre``: its posts share one.
    """
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(dir=_memory()))
        root = Path(folder).resolve()
        stack.enter_context(_inside(root))
        for name, content in other_plan().items():
            (root / name).write_bytes(content)
        made = World(root, posts)
        calls = SystemCalls(made.machine_of)
        for owner, name, stands_in in _instead(made):
            stack.enter_context(patch.object(owner, name, stands_in))
        stack.enter_context(chance.seeded(random.Random(1)))
        stack.enter_context(in_place(made.machine_of, random.Random(2), made.time.sleep))
        stack.enter_context(made.witness.watching())
        stack.enter_context(through_the_disk())
        stack.enter_context(calls.in_place())
        if centre:
            stack.enter_context(Centre(made.posts, made.time).in_place())
            stack.enter_context(insisting_on_knowing())
        yield made
        for post in made.posts:
            for terminal in post.terminals.values():
                terminal.bury()


def _instead(made: World) -> Iterator[tuple[Any, str, Any]]:
    yield cqcmd.journal.access, "time", made.time
    yield cqcmd.local_store.session_lock, "sleep", made.time.sleep
    yield cqcmd.desk.opening, "plan_in_force", plan_once


def _memory() -> str | None:
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
