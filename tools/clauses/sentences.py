"""The sentences of the plan and of the gazette's second document."""

import re
from collections.abc import Iterator

from msgspec import Struct

from cqcmd.rules.beside.services import Services
from cqcmd.rules.plan import Plan

ENDS = re.compile(r"(?<=[。；;])|\n")
"""Where a sentence ends: annex 1 and 4.7 order something after each semicolon."""

SERVICES = "公报第二件"
"""Stands for the clause of a service: the list of the gazette's second document has none."""


class Sentence(Struct, frozen=True):
    """What is said in one breath."""

    clause: str
    words: str


def sentences_of(plan: Plan, services: Services) -> list[Sentence]:
    """Return every sentence, in the order of the plan, then the services."""
    found = [sentence for number in plan.clauses for sentence in _of_clause(plan, number)]
    return found + [Sentence(SERVICES, f"{one.stage}　{one.words}") for one in services.services]


def _of_clause(plan: Plan, number: str) -> Iterator[Sentence]:
    clause = plan.clauses[number]
    parts = (part.strip() for part in ENDS.split(clause.text))
    yield from (Sentence(number, part) for part in parts if part)
    if not clause.text and not _has_parts(plan, number):
        yield Sentence(number, clause.heading)  # a picture in the gazette


def _has_parts(plan: Plan, number: str) -> bool:
    return any(other.startswith(f"{number}.") for other in plan.clauses)
