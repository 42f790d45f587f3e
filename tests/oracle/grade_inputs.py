"""Every input of clause 1.5 that can be told apart: of each fact one value between two bounds.

A fact is unknown, or one of its cells is confirmed and the same or a higher one possible. A cell
is what lies between two numbers that the cases name: four of them make five cells, fifteen pairs,
sixteen states. A flag holds or does not: two cells, four states.

    deaths, serious injuries, loss                               16 x 16 x 16 = 4,096
    boiler          exploded, outage, capacity                     4 x 4 x 4 =   64
    vessel, piping  exploded, toxic leak, relocated      twice   4 x 4 x 16  =  512
    elevator        stranded (from 1), hours (from 2)                 4 x 4  =   16
    crane           overturned, structure broken, hoist dropped    4 x 4 x 4 =   64
    ropeway, ride   stranded (1, 100), hours (four)      twice        7 x 16 =  224
    site vehicle, other                                  once each           =    2
    altogether                                               4,096 x 882 = 3,612,672

They are gone through twice, each cell by its least value and by its greatest: a bound itself, and
one below the next. Where nothing is confirmed the forms also take what is possible (``?5``), which
`cqcmd grade` does not: a number of five cells then has four states more. That is the third sweep.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations_with_replacement, product
from math import prod
from typing import Any, Literal, NamedTuple

from cqcmd.rules.facts import BLANK, Amount
from tests.oracle.clause_1_5 import EQUIPMENT, FLAGS, IN_ORDER, PEOPLE_AND_YUAN
from tests.oracle.grade_reading import bounds, facts_of

Kind = str | None
Input = tuple[Amount, ...]
"""What is known of each fact, in the order of `facts_of`."""

Sweep = Literal["on_the_bound", "one_below", "only_possible"]
SWEEPS: tuple[Sweep, ...] = ("on_the_bound", "one_below", "only_possible")

MOST = 10**15
LITTLE = Decimal("1e-20")
STRIDE = 2_232_757
"""Near the golden section of the inputs' number and without a divisor of it: see `sample`."""


class Cell(NamedTuple):
    """Values that no case tells apart."""

    least: Any
    most: Any


class Batch(NamedTuple):
    """The inputs of one sweep and one kind of equipment that begin with one state of the deaths."""

    sweep: Sweep
    kind: Kind
    deaths: int

    def inputs(self) -> Iterator[Input]:
        """Return them in order."""
        first, *others = states_of(self.sweep, self.kind)
        return _of_sweep(self.sweep, product((first[self.deaths],), *others))


def cells(kind: Kind, name: str) -> tuple[Cell, ...]:
    """Return the cells of a fact, ascending."""
    if name in FLAGS:
        return Cell(0, 0), Cell(1, 1)
    step = 1 if name in PEOPLE_AND_YUAN else LITTLE
    ends = [_as_told(at) for at in bounds(kind, name)]
    return tuple(map(Cell, (0, *ends), (*(end - step for end in ends), MOST)))


def _as_told(at: Any) -> Any:
    return at if isinstance(at, int) else Decimal(at.numerator) / at.denominator


def states(sweep: Sweep, kind: Kind, name: str) -> tuple[Amount, ...]:
    """Return what can be known of a fact."""
    pairs = combinations_with_replacement(cells(kind, name), 2)
    if sweep == "one_below":
        return BLANK, *(Amount(low.most, max(low.most, high.least)) for low, high in pairs)
    told = (BLANK, *(Amount(low.least, high.most) for low, high in pairs))
    if sweep == "on_the_bound" or name in FLAGS:
        return told
    return *told, *(Amount(None, cell.least) for cell in cells(kind, name)[1:])


def states_of(sweep: Sweep, kind: Kind) -> list[tuple[Amount, ...]]:
    """Return the states of each fact of a kind, the deaths' first."""
    return [states(sweep, kind, name) for name in facts_of(kind)]


def inputs(sweep: Sweep, kind: Kind) -> Iterator[Input]:
    """Return every input of a sweep with one kind of equipment, or with none."""
    return _of_sweep(sweep, product(*states_of(sweep, kind)))


def _of_sweep(sweep: Sweep, every: Iterator[Input]) -> Iterator[Input]:
    return filter(_only_possible, every) if sweep == "only_possible" else every


def _only_possible(given: Input) -> bool:
    return any(amount.confirmed is None and amount.possible is not None for amount in given)


def count(kind: Kind) -> int:
    """Return how many inputs of a kind differ in what is confirmed, possible or unknown."""
    return prod(map(len, states_of("on_the_bound", kind)))


ALL = sum(map(count, EQUIPMENT))
SAMPLE = -(-ALL // 50)


def batches() -> list[Batch]:
    """Return all the work in parts, those of one sweep and kind side by side."""
    return [
        Batch(sweep, kind, deaths)
        for sweep in SWEEPS
        for kind in (*EQUIPMENT, None)
        for deaths in range(len(states_of(sweep, kind)[0]))
    ]


def sample(sweep: Sweep, kind: str) -> Iterator[Input]:
    """Return the kind's part of a fixed fiftieth of all inputs, shared by the first two sweeps.

    Inputs are numbered through all kinds; those that a walk in strides comes to first are taken,
    in its order: what differs somewhere is met early.
    """
    start = sum(map(count, EQUIPMENT[: EQUIPMENT.index(kind)]))
    share = range(SAMPLE // 2) if sweep == "on_the_bound" else range(SAMPLE // 2, SAMPLE)
    every, many, back = states_of(sweep, kind), count(kind), pow(STRIDE, -1, ALL)
    for step in share:
        number = step * back % ALL - start
        if 0 <= number < many:
            yield _numbered(every, number)


def _numbered(every: list[tuple[Amount, ...]], number: int) -> Input:
    """Return the input of that number, in the order of `inputs`."""
    given = []
    for states in reversed(every):
        number, at = divmod(number, len(states))
        given.append(states[at])
    return tuple(reversed(given))


def idle(sweep: Sweep, kind: Kind) -> dict[str, Amount]:
    """Return what is told of facts no case of the kind names: nothing, or the most there is."""
    if sweep != "one_below":
        return {}
    most = {name: cells(kind, name)[-1].most for name in IN_ORDER if name not in facts_of(kind)}
    return {name: Amount(value, value) for name, value in most.items()}
