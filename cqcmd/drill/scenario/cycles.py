"""Messages that wait for one another."""

from collections.abc import Iterable, Iterator

from cqcmd.drill.scenario.model import Inject


def cycles(injects: Iterable[Inject]) -> Iterator[tuple[str, ...]]:
    """Each ring of messages that wait for each other, from its first one back to it."""
    waits = {each.id: _awaited(each) for each in injects}
    told: set[str] = set()
    for first in waits:
        ring = _ring(first, waits)
        if ring and not told.intersection(ring):
            told.update(ring)
            yield (*ring, first)


def _awaited(inject: Inject) -> tuple[str, ...]:
    conditions = (inject.after, inject.unless)
    return tuple(each.inject for each in conditions if each is not None and each.inject)


def _ring(first: str, waits: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The way from a message back to itself; empty where there is none."""
    ways: list[tuple[str, ...]] = [(first,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for name in waits.get(way[-1], ()):
            if name == first:
                return way
            if name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return ()
