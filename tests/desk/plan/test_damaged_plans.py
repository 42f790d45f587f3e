"""Plan files damaged by chance: refused by their rows in words, or a post works on them."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.errors import BadInput, BrokenPlan
from tests.support.plan_damage import damage
from tests.support.plan_tables import Tables, read_tables, write_plan
from tests.support.plan_walk import walk

NAMED = re.compile(r"表 \w+|情形 \S+|预案正文|没有 \w+ 这种表")
"""What a fault says of its place: table and row, a criterion, the text."""

PATIENT = settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

some_chance = some.randoms(use_true_random=False)


@settings(PATIENT, max_examples=12)
@given(chance=some_chance, blows=some.integers(1, 2))
def test_a_damaged_plan_is_refused_by_its_rows_or_carries_a_post(
    tmp_path_factory: pytest.TempPathFactory, chance: random.Random, blows: int
) -> None:
    strike(tmp_path_factory.mktemp("plan"), chance, blows)


@pytest.mark.long
@settings(PATIENT, max_examples=300)
@given(chance=some_chance, blows=some.integers(1, 3))
def test_so_is_every_one_of_many(
    tmp_path_factory: pytest.TempPathFactory, chance: random.Random, blows: int
) -> None:
    strike(tmp_path_factory.mktemp("plan"), chance, blows)


def strike(folder: Path, chance: random.Random, blows: int) -> None:
    """Damage a plan; where it passes the check, run a post on it."""
    file = write_plan(struck(chance, blows), folder)
    if passes(file):
        walk(file, folder / "data")


def struck(chance: random.Random, blows: int) -> Tables:
    tables = read_tables()
    for _blow in range(blows):
        if any(tables.values()):
            damage(tables, chance)
    return tables


def passes(file: Path) -> bool:
    try:
        plan_in_force(file)
    except BrokenPlan as fault:
        refused(fault.faults)
        return False
    except BadInput:  # what no file of JSON can hold: the line is named elsewhere
        return False
    return True


def refused(faults: tuple[str, ...]) -> None:
    assert faults
    for words in faults:
        assert NAMED.search(words)
        assert words.isprintable()
