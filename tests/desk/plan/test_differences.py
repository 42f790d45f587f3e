"""Two plans side by side: what a clause says otherwise, and which rows are others."""

from pathlib import Path

import pytest

from cqcmd.desk.plan.differences import differences
from cqcmd.desk.plan.file import load_file, plan_in_force
from cqcmd.rules.plan import Plan
from cqcmd.views.office.upkeep import Difference
from tests.support.plan_files import plan_like_built_in, quarter_of_an_hour

PLANS = Path(__file__).parents[2] / "fixtures" / "plans"


@pytest.fixture(scope="module")
def built_in() -> Plan:
    return plan_in_force()


def reworded(tmp_path: Path, old: str, new: str) -> Plan:
    """Load the built-in plan with other words in its text, on which no row rests."""
    file = plan_like_built_in(tmp_path / "new.json", lambda tables: None)
    text = tmp_path / "cq-2023.md"
    said = text.read_text(encoding="utf-8")
    assert old in said
    text.write_text(said.replace(old, new), encoding="utf-8")
    return load_file(file)


def one(found: tuple[Difference, ...]) -> Difference:
    assert len(found) == 1
    return found[0]


def test_a_plan_does_not_differ_from_itself(built_in: Plan) -> None:
    assert differences(built_in, built_in) == ()


def test_a_word_said_otherwise_is_marked_within_its_sentence(
    built_in: Plan, tmp_path: Path
) -> None:
    found = one(differences(built_in, reworded(tmp_path, "所必需的资金等", "所必需的资金和物资等")))
    assert (found.number, found.heading, found.what) == ("6.4", "资金保障", "changed")
    assert "所必需的资金〔新：和物资〕等列入预算" in found.text
    assert found.text.startswith("　资金保障\n～全市各级")


def test_a_sentence_added_or_dropped_is_told_whole(built_in: Plan, tmp_path: Path) -> None:
    more = reworded(tmp_path, "资金等列入预算，", "资金等列入预算，")
    assert differences(built_in, more) == ()
    added = "保障应急处置工作需要。\n\n年度结余结转下年使用。"
    more = reworded(tmp_path, "保障应急处置工作需要。", added)
    assert "\n＋年度结余结转下年使用。" in one(differences(built_in, more)).text
    assert "\n－年度结余结转下年使用。" in one(differences(more, built_in)).text


def test_blanks_and_line_ends_are_no_difference(built_in: Plan, tmp_path: Path) -> None:
    assert differences(built_in, reworded(tmp_path, "30 人以上死亡", "30人以上死亡")) == ()


def test_a_clause_that_is_new_or_gone_says_so(built_in: Plan, tmp_path: Path) -> None:
    new = "保障应急处置工作需要。\n\n### 6.5 气象保障\n\n市气象局提供现场气象信息。\n"
    more = reworded(tmp_path, "保障应急处置工作需要。", new)
    added, dropped = one(differences(built_in, more)), one(differences(more, built_in))
    assert (added.number, added.heading, added.what) == ("6.5", "气象保障", "added")
    assert added.text == "＋气象保障\n＋市气象局提供现场气象信息。"
    assert (dropped.what, dropped.text) == ("removed", "－气象保障\n－市气象局提供现场气象信息。")


def test_a_row_with_another_figure_is_named_with_both(built_in: Plan, tmp_path: Path) -> None:
    file = plan_like_built_in(tmp_path / "yz.json", quarter_of_an_hour)
    found = one(differences(built_in, load_file(file)))
    assert found.number == "4.1.1"
    assert "～报告义务：区县市监 报 区县政府 电话 15分钟内" in found.text
    assert "　　minutes　原：30　新：15" in found.text


def test_no_difference_is_without_a_word_whatever_the_plans(built_in: Plan) -> None:
    for name in ("district", "county", "city"):
        other = load_file(PLANS / f"{name}.json")
        for former, present in ((built_in, other), (other, built_in)):
            found = differences(former, present)
            assert found
            assert all(one.text.strip() for one in found)
            numbers = [one.number for one in found]
            assert len(numbers) == len(set(numbers))


def test_taken_together_the_marks_give_either_text_back(built_in: Plan) -> None:
    """Nothing of a clause is lost between the marks: each side can be read off again."""
    other = load_file(PLANS / "district.json")
    for one in differences(built_in, other):
        said = one.text.partition("据此条的条目：")[0]
        for plan, own, others in ((built_in, "原", "新"), (other, "新", "原")):
            clause = plan.clauses.get(one.number)
            if clause and said.strip():
                assert side(said, own, others) == bare(clause.heading + clause.text)


def side(said: str, own: str, others: str) -> str:
    import re

    gone = {"原": "＋", "新": "－"}[own]
    lines = [line for line in said.splitlines() if line and line[0] != gone]
    words = re.sub(f"〔{others}：[^〕]*〕", "", "".join(line[1:] for line in lines))
    return bare(re.sub(f"〔{own}：([^〕]*)〕", r"\1", words))


def bare(words: str) -> str:
    return "".join(words.split())
