"""One run of pytest in a forked child, with a fault in one module; and how such runs end."""

import os
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType
from typing import Any, Literal

import hypothesis
import pytest
from msgspec import Struct

from tools.mutants.mutant import Mutant

Outcome = Literal["killed", "survived", "timeout"]

OPTIONS = ("-q", "-x", "--tb=no", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not long")


class Trial(Struct, frozen=True):
    """A mutant, the tests that reach it, and how many seconds they may take.

    The tests come in rounds: a later one is collected only if nobody noticed before.
    """

    mutant: Mutant
    rounds: tuple[tuple[str, ...], ...]
    limit: float

    @property
    def size(self) -> int:
        """How many tests there are."""
        return sum(map(len, self.rounds))


class Running(Struct):
    """A trial under way."""

    trial: Trial
    process: BaseProcess
    deadline: float


def run(trials: Sequence[Trial], workers: int) -> Iterator[tuple[Trial, Outcome]]:
    """How each trial ends, in the order of their ends."""
    waiting, running = list(reversed(trials)), list[Running]()
    with TemporaryDirectory() as scratch:
        while waiting or running:
            while waiting and len(running) < workers:
                running.append(_started(waiting.pop(), Path(scratch)))
            wait([process.process.sentinel for process in running], timeout=0.5)
            ended = [process for process in running if _over(process)]
            running = [process for process in running if process not in ended]
            yield from ((running.trial, _outcome(running)) for running in ended)


def in_child(target: Callable[..., Any], *arguments: Any) -> BaseProcess:
    """Work as a forked child: it has all that this process imported, and what it breaks is its."""
    process = get_context("fork").Process(target=target, args=arguments)
    process.start()
    return process


def tested(files: Collection[str], scratch: Path, *plugins: object) -> int:
    """Pytest's exit status over some files, with nothing shown and nothing kept."""
    hypothesis.settings.register_profile(
        "mutants",
        derandomize=True,
        database=None,
        deadline=None,
        phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
    )
    hypothesis.settings.load_profile("mutants")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    return int(pytest.main([*OPTIONS, f"--basetemp={scratch}", *files], plugins=plugins))


class Chosen:
    """The plugin that keeps the tests named, in the order named."""

    def __init__(self, tests: Sequence[str]) -> None:
        self.places = {test: place for place, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Drop and sort."""
        kept = [item for item in items if item.nodeid in self.places]
        items[:] = sorted(kept, key=lambda item: self.places[item.nodeid])


class Faulty(SourceFileLoader):
    """Imports one module from a text that is not its file's."""

    def __init__(self, name: str, path: Path, source: str) -> None:
        super().__init__(name, str(path))
        self.source = source

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        """Return this loader, for its own module."""
        if fullname != self.name:
            return None
        return spec_from_file_location(fullname, self.path, loader=self)

    def get_code(self, fullname: str) -> CodeType:
        """Return the code of the text."""
        return compile(self.source, self.path, "exec")


def _started(trial: Trial, scratch: Path) -> Running:
    process = in_child(_try, trial, scratch)
    return Running(trial, process, time.monotonic() + trial.limit)


def _try(trial: Trial, scratch: Path) -> None:
    """Exit with 1 if a test noticed; also where the faulty module cannot even be imported."""
    os.setsid()  # what a test started is ended with it
    module = ".".join(trial.mutant.path.with_suffix("").parts)
    sys.meta_path.insert(0, Faulty(module, trial.mutant.path, trial.mutant.source))
    for number, tests in enumerate(trial.rounds):
        files = dict.fromkeys(test.split("::")[0] for test in tests)
        if tested(files, scratch / f"{os.getpid()}-{number}", Chosen(tests)):
            os._exit(1)
    os._exit(0)


def _over(running: Running) -> bool:
    return not running.process.is_alive() or time.monotonic() > running.deadline


def _outcome(running: Running) -> Outcome:
    process = running.process
    if process.is_alive():
        with suppress(ProcessLookupError):
            os.killpg(process.pid or 0, 9)
        process.join()
        return "timeout"
    process.join()
    return "killed" if process.exitcode else "survived"
