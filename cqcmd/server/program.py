"""The program: loaded whole, once; and whether another one lies on the disk by now."""

import gc
import importlib
import os
import pkgutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from cqcmd.paths import stylesheet
from cqcmd.patterns import compile_all

NEVER_HERE = ("__main__", "terminal.windows")

LOADS = (".py", ".json", ".tcss")
"""Endings of what is read once and kept."""

_PACKAGE = Path(__file__).parents[1]


def load_everything() -> None:
    """Import all of it, and put it aside: no collection of a session walks through it."""
    left_out = NEVER_HERE if find_spec("psycopg") else (*NEVER_HERE, *_of_a_centre())
    for module in pkgutil.walk_packages([str(_PACKAGE)], "cqcmd."):
        if not module.name.endswith(left_out):
            importlib.import_module(module.name)
    compile_all()
    gc.collect()
    gc.freeze()


def _of_a_centre() -> Iterator[str]:
    """Yield what connects to a centre: a host that has none has no psycopg installed."""
    for module in pkgutil.iter_modules([str(_PACKAGE / "centre")], ".centre."):
        yield module.name


def files() -> list[str]:
    """Return what is loaded of the program, and the folder of the libraries."""
    found = [path for path in _PACKAGE.rglob("*") if path.suffix in LOADS]
    # An installation changes it, whatever it installs.
    libraries = Path(importlib.import_module("textual").__file__ or "").parents[1]
    return [str(path) for path in (*found, stylesheet(), libraries)]


class OnDisk:
    """Files as they were when they were loaded, and as they are."""

    def __init__(self, paths: list[str]) -> None:
        """Look at them; whatever is loaded is to be loaded after that."""
        self._paths = paths
        self.loaded = self.now()

    def now(self) -> list[tuple[int, int]]:
        """Return time and size of each as they are; a millisecond for a thousand files."""
        return [_state(path) for path in self._paths]


def _state(path: str) -> tuple[int, int]:
    try:
        state = os.stat(path)
    except OSError:
        return -1, -1
    return state.st_mtime_ns, state.st_size
