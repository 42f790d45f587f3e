"""What the program answers to an input of clause 1.5, and what the text does."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from cqcmd.rules.facts import Amount
from cqcmd.rules.grading import Grader, Verdict
from tests.oracle.clause_1_5 import CLAUSE
from tests.oracle.grade_inputs import Input, Kind, Sweep, idle
from tests.oracle.grade_reading import (
    Values,
    facts_of,
    margins,
    reasons,
    unknown_that_matter,
)

Answer = tuple[Any, ...]
"""Confirmed: grade, its reasons by clause and words, margins. Possible: grade, reasons, 待核."""


class Difference(NamedTuple):
    """An input that the program answers otherwise than the text."""

    kind: Kind
    given: dict[str, Amount]
    text: Answer
    program: Answer


def differences(
    grader: Grader, sweep: Sweep, kind: Kind, inputs: Iterable[Input]
) -> Iterator[Difference]:
    """Yield the inputs of a sweep and kind that are answered otherwise."""
    names, others = facts_of(kind), idle(sweep, kind)
    for given in inputs:
        amounts = {**others, **dict(zip(names, given, strict=True))}
        program, text = by_program(grader, kind, amounts), by_text(kind, given)
        if program != text:
            yield Difference(kind, amounts, text, program)


def by_program(grader: Grader, kind: Kind, amounts: dict[str, Amount]) -> Answer:
    """Return what the program says."""
    found = grader.assess(grader.fact_set(kind, amounts))
    short = [(margin.fact, margin.grade, margin.at, margin.short) for margin in found.margins]
    return *_said(found.confirmed), short, *_said(found.possible), found.blanks


def _said(verdict: Verdict) -> tuple[str | None, list[tuple[str, str]]]:
    return verdict.grade, [(criterion.clause, criterion.text) for criterion in verdict.because]


def by_text(kind: Kind, given: Input) -> Answer:
    """Return what the text says."""
    confirmed = tuple([amount.confirmed for amount in given])
    possible = tuple([amount.possible for amount in given])
    unknown = tuple([value is None for value in confirmed])
    return *_confirmed(kind, confirmed), *_possible(kind, possible, unknown)


@lru_cache(maxsize=2**17)
def _confirmed(kind: Kind, values: Values) -> Answer:
    return *_because(kind, values), margins(kind, values)


@lru_cache(maxsize=2**17)
def _possible(kind: Kind, values: Values, unknown: Values) -> Answer:
    return *_because(kind, values), unknown_that_matter(kind, values, unknown)


def _because(kind: Kind, values: Values) -> tuple[str | None, list[tuple[str, str]]]:
    met = reasons(kind, values)
    grade = met[0].grade if met else None
    return grade, [(CLAUSE[case.grade], case.words) for case in met]
