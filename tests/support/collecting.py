"""The garbage collector at the pace of tests.

Each post begins by collecting, and freezes what its program loaded. A process of tests opens a
thousand posts: each would walk through all before it, and what it froze would stay to the end.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

SELDOM = 200_000
"""New objects after which garbage is looked for: some three posts."""

_usual = gc.get_threshold()
# On import, before the tests are collected: they stay, and were walked through again and again.
gc.set_threshold(SELDOM, *_usual[1:])


@contextmanager
def seldom() -> Iterator[None]:
    """Collect seldom, at no post's beginning, and never through the tests themselves."""
    gc.freeze()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gc, "collect", lambda: 0)
        patch.setattr(gc, "freeze", lambda: None)
        yield
    gc.set_threshold(*_usual)
