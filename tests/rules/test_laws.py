"""The law around the plan: what bears on which clause, and nothing unread told as read."""

import msgspec
import pytest

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.paths import laws_file
from cqcmd.rules.laws import STATES, Law, bearing_on, laws_around, point_words
from cqcmd.rules.plan import Plan, load_plan
from tests.support.plan_elsewhere import tables_elsewhere, text_elsewhere

EVERY = msgspec.json.decode(laws_file().read_bytes(), type=tuple[Law, ...])
LAWS = tuple(laws_around(EVERY, plan_in_force()))

ARTICLES = {
    "突发事件应对法": {"17", "61", "62", "64", "66", "72", "94"},
    "生产安全事故应急条例": {"8", "22", "24", "26"},
    "突发事件应对条例": {"28", "30", "34"},
    "预警信息发布办法": {"7"},
}
UNREAD = ("预案管理办法", "国家总体预案", "危险化学品安全法", "TSG 08-2026", "GB/T 46792-2025")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_in_force()


def law(short: str) -> Law:
    return next(one for one in LAWS if one.short == short)


@pytest.mark.parametrize("short", ARTICLES)
def test_the_articles_that_concern_a_command_post_are_there(short: str) -> None:
    assert {row.article for row in law(short).articles} >= ARTICLES[short]


def test_each_clause_an_article_bears_on_stands_in_the_plan(plan: Plan) -> None:
    named = {clause for one in LAWS for row in one.articles for clause in row.clauses}
    named |= {clause for one in LAWS for clause in one.clauses}
    assert named <= set(plan.clauses)


@pytest.mark.parametrize("short", UNREAD)
def test_what_was_not_read_says_so_and_has_no_points(short: str) -> None:
    assert STATES[law(short).state] == "待核"
    assert not law(short).articles


def test_a_regulation_under_revision_says_both_wherever_it_is_shown() -> None:
    [(act, article)] = bearing_on([law("突发事件应对条例")], "3.2.2")
    words = point_words(act, article)
    assert words == "突发事件应对条例 30：三级、四级预警报市政府备案（要点，修订中·待核）"


def test_titles_are_told_apart() -> None:
    titles = [one.title for one in LAWS]
    assert len(titles) == len(set(titles))
    assert not any(a != b and f"{a} ".startswith(f"{b} ") for a in titles for b in titles)


def test_only_wording_that_the_plan_has_is_called_quoted(plan: Plan) -> None:
    rows = [row for table in plan.index.values() for row in table.values()]
    sources = {one.name: one.text for row in rows if (one := getattr(row, "source", None))}
    quoted = {f"{one.title} {row.article}" for one in LAWS for row in one.articles if row.quoted}
    laws = {name for name in sources if any(name.startswith(f"{one.title} ") for one in LAWS)}
    assert quoted == {name for name in laws if "原文未收入" not in sources[name]}
    assert len(quoted) == 2


def test_a_citys_own_law_holds_under_its_plan_alone() -> None:
    elsewhere = load_plan(tables_elsewhere(), text_elsewhere(), name="x", digest="")
    found = tuple(laws_around(EVERY, elsewhere))
    gone = {one.title for one in EVERY} - {one.title for one in found}
    assert gone == {one.title for one in EVERY if "重庆" in one.title}
    assert len(gone) == 3
    assert len(found) > 5


def test_an_article_bears_on_the_clauses_of_the_plan_it_is_read_beside() -> None:
    elsewhere = load_plan(tables_elsewhere(), text_elsewhere(), name="x", digest="")
    found = tuple(laws_around(EVERY, elsewhere))
    named = {clause for one in found for row in one.articles for clause in row.clauses}
    assert named <= set(elsewhere.clauses)
    assert {"14.1.1", "13.2.2"} <= named
    assert not any("预案第" in one.remark for one in found), "a chapter of another plan"
    assert any("预案第8章" in one.remark for one in LAWS)
