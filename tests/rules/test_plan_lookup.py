"""The plan's text splits into its clauses without loss, and each can be shown with its rows."""

import pytest

from cqcmd.errors import BadInput
from cqcmd.rules.plan import Plan, load_plan
from cqcmd.rules.plan_lookup import heading, rows_of, show
from cqcmd.rules.plan_sentences import sentences_of
from cqcmd.rules.plan_text import split_clauses, without_spaces
from cqcmd.rules.roles import LATER_TABLES
from cqcmd.rules.rows import Clause
from tests.support.plan_tables import TEXT, read_tables


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(read_tables(), TEXT, name="cq-2023.json", digest="")


def test_clauses_come_in_order_and_lose_nothing() -> None:
    clauses = split_clauses(TEXT)
    numbers = list(clauses)
    assert numbers[0] == "1"
    assert numbers[-4:] == ["附件1", "附件1.一", "附件1.二", "附件2"]
    assert numbers.index("4.9") < numbers.index("4.10") < numbers.index("5")
    body = without_spaces(TEXT.partition("-->")[2])
    for clause in clauses.values():
        for part in (clause.heading, *clause.text.split("\n")):
            assert without_spaces(part) in body
            body = body.replace(without_spaces(part), "", 1)
    assert not any("\u4e00" <= c <= "\u9fff" for c in _without_marks(body, numbers))


def _without_marks(body: str, numbers: list[str]) -> str:
    """What is left of the text once title, headings' numbers and list marks are gone."""
    body = body.replace("重庆市特种设备事故应急预案(2023年修订版)", "", 1)
    for number in reversed(numbers):
        body = body.replace("#" + number.rpartition(".")[2] + "、", "", 1)
        body = body.replace(without_spaces(number), "", 1)
    return body


def test_show_gives_the_clause_and_its_rows(plan: Plan) -> None:
    shown = show(plan, " 1．5．4 ")
    assert "电梯轿厢滞留人员 2 小时以上的" in shown
    assert "情形：一般 电梯轿厢滞留人员2小时以上 [criteria IV.elevator_stranding]" in shown
    assert "III.deaths" not in shown
    companion = show(plan, "1.2")
    assert "重庆市突发事件应对条例 28" in companion


def test_show_lists_clauses_with_their_number_of_rows(plan: Plan) -> None:
    lines = show(plan, None).splitlines()
    assert len(lines) == len(plan.clauses)
    rows_shown = sum(int(word) for line in lines for word in line.split()[1:2] if word.isdigit())
    rulings = [found for table, found in plan.index.items() if table not in LATER_TABLES]
    assert rows_shown == sum(map(len, rulings))


def test_rows_are_told_in_words(plan: Plan) -> None:
    lines = list(sentences_of(plan, list(rows_of(plan, "1.2"))))
    assert lines == [
        "报告义务：区县政府 报 市政府 事发后1小时内（另据：重庆市突发事件应对条例 28）",
        "指挥部职责：确定跨区县的牵头区县（另据：重庆市突发事件应对条例 34）",
    ]
    assert list(sentences_of(plan, list(rows_of(plan, "4.1.1"))))[:2] == [
        "单位：" + "、".join(org.name for org in plan.orgs),
        "报告义务：事故现场有关人员 报 事故发生单位 立即",
    ]
    told_so = [
        line for number in plan.clauses for line in sentences_of(plan, list(rows_of(plan, number)))
    ]
    assert "预警：一级（红色） 可能发生特别重大事故为一级" in told_so
    kinds = {line.partition("：")[0] for line in told_so}
    assert {"电话报告内容", "书面报告内容", "发布渠道", "处置措施"} <= kinds


def test_a_clause_that_names_no_grade_is_listed_by_how_it_opens() -> None:
    assert heading(Clause(number="1", heading="", text="各级指挥部应当\n其他")) == "各级指挥部应当"
    assert heading(Clause(number="1", heading="总则", text="有下列情形")) == "总则"
    graded = Clause(number="1", heading="", text="有下列情形之一的，为特大特种设备事故：死亡")
    assert heading(graded) == "特大事故"


def test_show_names_near_clauses_for_an_unknown_one(plan: Plan) -> None:
    with pytest.raises(BadInput, match=r"1\.5\.4"):
        show(plan, "1.5.9")
    with pytest.raises(BadInput, match="列出全部条款") as caught:
        show(plan, "\x1b]zz")
    assert str(caught.value).isprintable()
