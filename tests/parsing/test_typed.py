"""A line typed key by key: no beginning fails, no word is lost, the end is the paste."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from cqcmd.clock import parse_iso
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.parsing.sentence.quick_line import QuickLine, read_line
from cqcmd.parsing.sentence.scanned_line import Found
from cqcmd.parsing.sentence.vocabulary import Vocabulary
from tests.parsing.scoring import Case, load_cases

CASES = [case for name in ("notices", "minimal") for case in load_cases(name)]


def words_of_the_plan() -> Vocabulary:
    plan = plan_in_force()
    return Vocabulary(plan.districts, plan.equipment, plan.facts)


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return words_of_the_plan()


def key_by_key(line: str, words: Vocabulary, now: datetime) -> Iterator[QuickLine]:
    """What is read after each key."""
    for end in range(1, len(line) + 1):
        yield read_line(line[:end], words, now)


def lost(line: QuickLine) -> str:
    """Letters, digits and characters that stand in no find and, in their order, not in the rest."""
    claimed = {place for found in line.found for place in range(found.start, found.end)}
    left = iter(line.what)
    unclaimed = (c for place, c in enumerate(line.text) if c.isalnum() and place not in claimed)
    return "".join(c for c in unclaimed if c not in left)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_key_loses_a_word_and_the_last_is_the_paste(case: Case, words: Vocabulary) -> None:
    line, now = case.given["line"], parse_iso(case.given["now"])
    last = None
    for last in key_by_key(line, words, now):
        assert lost(last) == "", last
        assert all(found.value for found in last.found)
    # Words of their own: what the keys before left behind would make the two differ.
    assert last == read_line(line, words_of_the_plan(), now)


def test_a_lost_word_is_seen() -> None:
    assert lost(QuickLine("锅炉爆炸", (), "锅炉爆炸")) == ""
    assert lost(QuickLine("锅炉爆炸3人", (), "锅炉爆炸")) == "3人"
    assert lost(QuickLine("锅炉爆炸", (Found("equipment", "boiler", 0, 2),), "爆")) == "炸"
