"""A line typed key by key: no beginning fails, no word is lost, the end is the paste."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from cqcmd.clock import parse_iso
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.parsing.sentence.quick_line import QuickLine, read_line
from cqcmd.parsing.sentence.vocabulary import Vocabulary
from cqcmd.parsing.words.scanned_line import Found
from tests.parsing.lost import lost_words
from tests.parsing.scoring import Case, load_cases

CASES = [case for name in ("notices", "minimal") for case in load_cases(name)]


def words_of_the_plan() -> Vocabulary:
    plan = plan_in_force()
    return Vocabulary.of(plan)


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return words_of_the_plan()


def key_by_key(line: str, words: Vocabulary, now: datetime) -> Iterator[QuickLine]:
    """What is read after each key."""
    for end in range(1, len(line) + 1):
        yield read_line(line[:end], words, now)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_key_loses_a_word_and_the_last_is_the_paste(case: Case, words: Vocabulary) -> None:
    line, now = case.given["line"], parse_iso(case.given["now"])
    last = None
    for last in key_by_key(line, words, now):
        assert lost_words(last, words) == "", last
        assert all(found.value for found in last.found)
    # Words of their own: what the keys before left behind would make the two differ.
    assert last == read_line(line, words_of_the_plan(), now)


def test_a_lost_word_is_seen(words: Vocabulary) -> None:
    assert lost_words(QuickLine("龙头铺锅炉爆炸", (), "龙头铺锅炉爆炸"), words) == ""
    assert lost_words(QuickLine("龙头铺锅炉爆炸", (), "锅炉爆炸"), words) == "龙铺"
    named = Found("unit", "龙头", 0, 2)
    assert lost_words(QuickLine("龙头铺锅炉爆炸", (named,), "锅炉爆炸"), words) == "铺"
