"""What a plan may have forgotten is said, and refused by nobody."""

import pytest

from cqcmd.rules.proofs.hints import LEFT_EMPTY, hints
from cqcmd.rules.proofs.plan_check import load_checked
from tests.support.plan_blunders import add
from tests.support.plan_mutations import Mutation, row
from tests.support.plan_tables import TEXT, read_tables


def said(change: Mutation) -> list[str]:
    """What is said of the built-in plan with a change; of itself nothing is."""
    tables = read_tables()
    before = set(hints(load_checked(tables, TEXT, name="x", digest="")))
    change(tables)
    return [
        words
        for words in hints(load_checked(tables, TEXT, name="x", digest=""))
        if words not in before
    ]


def test_the_built_in_plan_leaves_out_nothing() -> None:
    assert list(hints(load_checked(read_tables(), TEXT, name="x", digest=""))) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            lambda t: add(t, "orgs", "unit", "museum", name="博物馆", short="馆"),
            "表 orgs 的 museum（4.1.1）：没有任何一行用到它",
        ),
        (
            lambda t: add(t, "facts", "light_injuries", "pets", name="宠物", short="宠物"),
            "表 facts 的 pets（4.1.2）：没有任何一行用到它",
        ),
        (
            lambda t: add(t, "facts", "deaths", "ghosts", name="鬼", short="鬼"),
            "表 facts 的 ghosts（1.5）：标了分级（graded），却没有情形用到它",
        ),
        (
            lambda t: t.update(criteria=[c for c in t["criteria"] if c["grade"] != "IV"]),
            "等级 IV 没有任何情形，只能人工定级；response.IV 不会自动提出",
        ),
        (
            lambda t: t.update(contents=[c for c in t["contents"] if c["report"] != "press"]),
            "表 contents 没有 press 的行：这种文稿没有内容",
        ),
        (
            lambda t: t["followups"].remove(row(t, "followups", "final")),
            "表 followups 没有 final 的行：处置结束后不会要求终报",
        ),
    ],
)
def test_what_may_be_forgotten_is_named(change: Mutation, words: str) -> None:
    assert words in said(change)


@pytest.mark.parametrize("table", ["scope", "followups", "headquarters_acts", "warning_items"])
def test_an_empty_table_says_what_a_post_goes_without(table: str) -> None:
    assert f"表 {table} 是空的：{LEFT_EMPTY[table]}" in said(lambda t: t.update({table: []}))
