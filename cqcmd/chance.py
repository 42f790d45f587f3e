"""The one place that asks for chance: names of entries, of stations, of what is being typed.

Whoever plays a whole post again from a seed puts a source of his own in its place.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

_SYSTEM = random.SystemRandom()
_source: random.Random = _SYSTEM


def bits(count: int) -> int:
    """Return a whole number of so many random bits."""
    return _source.getrandbits(count)


def token(size: int) -> str:
    """Return so many random bytes in hexadecimal."""
    return f"{bits(size * 8):0{size * 2}x}"


def uuid() -> UUID:
    """Return a UUID of version 4."""
    return UUID(int=bits(128), version=4)


@contextmanager
def seeded(source: random.Random) -> Iterator[None]:
    """Ask ``source`` for chance meanwhile."""
    global _source  # noqa: PLW0603 - one source for the whole program
    before, _source = _source, source
    try:
        yield
    finally:
        _source = before
