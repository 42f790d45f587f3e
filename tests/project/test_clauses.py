"""docs/clauses.md: each sentence of the plan has a home, and what has none is listed here."""

from functools import cache

import pytest

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.rules import rows
from cqcmd.rules.plan_lookup import rows_of
from cqcmd.rules.plan_text import without_spaces
from tools.clauses.__main__ import HERE, every_sentence, written
from tools.clauses.homes import Home, Homes, key_words, read_homes, screen_words
from tools.clauses.page import without_home
from tools.clauses.sentences import Sentence


@cache
def sentences() -> list[Sentence]:
    return every_sentence()


@pytest.fixture(scope="module")
def homes() -> Homes:
    return read_homes()


def test_the_page_is_what_the_plan_and_the_bindings_make_of_it() -> None:
    assert HERE.read_text(encoding="utf-8") == written(), "run: python -m tools.clauses"


def test_no_line_of_the_page_has_an_empty_cell() -> None:
    table = [line for line in HERE.read_text(encoding="utf-8").splitlines() if line[:2] == "| "]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table]
    assert [row for row in cells if len(row) != 4 or not all(row)] == []
    assert len(cells) > len(sentences())


def test_every_sentence_has_a_home_or_says_why_it_is_only_read(homes: Homes) -> None:
    assert without_home(sentences(), homes) == []


def test_every_clause_of_the_plan_that_says_something_is_on_the_page() -> None:
    said = {one.clause for one in sentences()}
    clauses = plan_in_force().clauses
    silent = {number for number in clauses if number not in said}
    assert all(any(other.startswith(f"{number}.") for other in clauses) for number in silent)
    for number in said & clauses.keys():
        words = "".join(one.words for one in sentences() if one.clause == number)
        assert without_spaces(words) == without_spaces(
            clauses[number].text or clauses[number].heading
        )


def test_whatever_a_row_of_the_plan_quotes_stands_on_the_page() -> None:
    plan = plan_in_force()
    lost = []
    for number in plan.clauses:
        said = without_spaces("".join(one.words for one in sentences() if beneath(one, number)))
        for table, row in rows_of(plan, number):
            lost += [(table, row.code, text) for text in quoted(row) if text not in said]
    assert lost == []


def beneath(sentence: Sentence, number: str) -> bool:
    return f"{sentence.clause}.".startswith(f"{number}.")


def quoted(row: rows.Row) -> list[str]:
    texts = [row.text]
    if isinstance(row, rows.Unit):
        texts += row.duties
    elif isinstance(row, rows.Measure):
        texts += [step.text for step in row.steps]
    return [without_spaces(text) for text in texts if text]


def test_every_rule_is_about_a_sentence_and_says_one_thing(homes: Homes) -> None:
    used = [homes.rule_of(one) for one in sentences()]
    assert [rule for rule in homes.rules if rule not in used] == []
    assert [r for r in homes.rules if bool(r.reads) == bool(r.homes or r.lacks)] == []
    assert {name for rule in homes.rules for name in rule.homes} == homes.homes.keys()


def test_every_home_is_a_screen_with_a_name_and_a_key_that_is_bound(homes: Homes) -> None:
    for name, home in homes.homes.items():
        assert screen_words(home), name
        if home.key:
            assert "`" in key_words(home), name
    unbound = Home("board.screen:BoardScreen", "board.screen:BoardScreen#no-such-key")
    with pytest.raises(LookupError):
        key_words(unbound)


def test_a_sentence_without_a_rule_is_not_passed_over(homes: Homes) -> None:
    assert homes.rule_of(Sentence("10.1", "新的一条。")) is None
    assert homes.rule_of(Sentence("1.55", "不在 1.5 之下。")) is None
