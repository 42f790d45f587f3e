"""Base and candidate taken in turns, so that what else the machine does falls on both."""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from statistics import median

from msgspec import Struct

Sample = Callable[[], float]
"""Does the work once and returns what it cost."""


class Pair(Struct, frozen=True):
    """The costs of base and candidate, round by round."""

    base: list[float]
    candidate: list[float]

    @property
    def ratio(self) -> float:
        """The median of the rounds' ratios."""
        return median(c / b for b, c in zip(self.base, self.candidate, strict=True))

    def figures(self, scale: float, unit: str) -> str:
        """Both medians in a unit that is ``scale`` to the second."""
        base, candidate = median(self.base) * scale, median(self.candidate) * scale
        return f"{candidate:.3g} against {base:.3g} {unit}"


def in_turns(base: Sample, candidate: Sample, rounds: int, warm: int = 1) -> Pair:
    """``rounds`` of both, the one that goes first changing each time; warm-up is thrown away."""
    found: tuple[list[float], list[float]] = ([], [])
    both: Sequence[tuple[Sample, list[float]]] = ((base, found[0]), (candidate, found[1]))
    for number in range(-warm, rounds):
        for sample, costs in both if number % 2 else both[::-1]:
            cost = sample()
            if number >= 0:
                costs.append(cost)
    return Pair(*found)


def seconds(work: Callable[[], object]) -> float:
    """The time that the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def cpu_seconds(work: Callable[[], object]) -> float:
    """The processor time that the work takes, in this process and in the kernel for it."""
    start = time.process_time()
    work()
    return time.process_time() - start


@contextmanager
def no_collection() -> Iterator[None]:
    """Garbage collection off, as the program has it until its first screen stands."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
