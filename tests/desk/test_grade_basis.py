"""Whatever gives the grade stands in the written report (4.1.2), in its element and as a reason."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.desk.reports.grade_basis import facts_beside, grade_words
from cqcmd.incident import events
from cqcmd.incident.grades import GradeReader
from cqcmd.incident.picture import draw
from cqcmd.rules.facts import Amount
from cqcmd.rules.rows import Fact
from tests.desk.calls import TANK, take
from tests.desk.test_follow_ups import update
from tests.incident.entries import START, incident

CASUALTIES = "已经造成或者可能造成的伤亡和涉险人数"
CALLS = {
    "relocation": (
        TANK | {"explosion": "", "toxic_leak": "是", "relocated": "12000"},
        {CASUALTIES: "转移12000人", "现场情况": "有毒介质泄漏"},
        (
            "1.5.3“压力容器、压力管道有毒介质泄漏，造成 1 万人以上 5 万人以下转移的”"
            "（有毒泄漏、转移12000人）"
        ),
    ),
    "explosion": (
        TANK | {"explosion": "爆炸"},
        {"现场情况": "爆炸情形：爆炸"},
        "1.5.3“锅炉、压力容器、压力管道爆炸的”（爆炸）",
    ),
    "overturn": (
        {"equipment": "塔吊", "deaths": "1", "overturned": "是"},
        {"现场情况": "起重机械整体倾覆"},
        "1.5.3“起重机械整体倾覆的”（整体倾覆）",
    ),
    "outage": (
        {"equipment": "锅炉", "capacity_mw": "660", "outage_hours": "250"},
        {"特种设备种类": "容量660兆瓦", "现场情况": "停运时长"},
        (
            "1.5.2“600 兆瓦以上锅炉因安全故障中断运行 240 小时以上的”"
            "（容量660兆瓦、停运时长满240小时）"
        ),
    ),
}


def elements(desk: Desk, ident: str) -> dict[str, str]:
    return {one.name: one.words for one in desk.written.composer.elements(ident, "initial")}


@pytest.mark.parametrize(("call", "places", "reason"), CALLS.values(), ids=CALLS)
def test_each_fact_stands_in_its_element_and_as_the_reason(
    desk: Desk, call: dict[str, str], places: dict[str, str], reason: str
) -> None:
    said = elements(desk, take(desk, call))
    for name, words in places.items():
        assert words in said[name]
    assert reason in said["初判的事故等级"]


def test_stranding_is_told_with_the_moment_it_began_and_the_bound_it_passed(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, {"equipment": "索道", "stranded": "20", "deaths": "1"})
    clock.advance(hours=13)
    said = elements(desk, ident)
    assert "滞留20人，滞留时长自2026年7月25日14时05分起算" in said[CASUALTIES]
    assert said["初判的事故等级"] == (
        "初判为较大事故，依据1.5.3“客运索道、大型游乐设施高空滞留人员 12 小时以上的”"
        "（滞留20人、滞留时长满12小时）"
    )
    clock.advance(minutes=7)
    assert elements(desk, ident) == said, "no word changes with time alone while the grade stays"


def test_what_is_only_possible_says_so_with_its_own_reason(desk: Desk) -> None:
    said = elements(desk, take(desk, TANK, toxic_leak="可能", relocation_planned="60000"))
    assert said["初判的事故等级"].endswith(
        "，可能为重大事故，依据1.5.2“压力容器、压力管道有毒介质泄漏，"
        "造成 5 万人以上 15 万人以下转移的”（有毒泄漏、转移60000人）"
    )
    assert "可能有毒介质泄漏" in said["现场情况"]
    assert "拟转移60000人" in said[CASUALTIES]


def test_a_grade_somebody_decided_on_names_him_and_the_plans_own(desk: Desk) -> None:
    ident = take(desk, TANK)
    desk.decisions.override(ident, "II", "王局", "影响大")
    assert elements(desk, ident)["初判的事故等级"] == (
        "定为重大事故（王局决定：影响大），"
        "按条文初判为较大事故，依据1.5.3“锅炉、压力容器、压力管道爆炸的”（爆炸）"
    )


def test_the_public_is_told_the_grade_alone(desk: Desk) -> None:
    ident = take(desk, TANK)
    assert desk.press.facts(ident)["press.4"] == "压力容器事故，初步判定为较大事故"


def test_what_is_known_later_is_news_to_the_paper(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, {"equipment": "塔吊", "deaths": "1"})
    told = desk.written.composer.words(ident, "initial")
    clock.advance(minutes=1)
    update(desk, ident, {"overturned": "是"}, at=clock.now() - timedelta(seconds=1))
    assert "起重机械整体倾覆" in desk.written.composer.news(ident, "initial", told)


PLAN = plan_in_force()
READER = GradeReader(PLAN)
GRADED = [fact for fact in PLAN.facts if fact.graded]


def amounts(fact: Fact) -> st.SearchStrategy[Amount]:
    """Values on, just below and far from every bound of a fact, sure or possible."""
    bounds = {
        int(condition.at_least or 1)
        for row in PLAN.criteria
        for condition in row.when
        if condition.fact == fact.code
    }
    values = sorted({0, *bounds, *(max(0, bound - 1) for bound in bounds)})
    top = {0, 1} if fact.kind == "flag" else values
    pairs = st.tuples(st.sampled_from(sorted(top)), st.sampled_from(sorted(top)))
    return pairs.map(lambda pair: Amount(min(pair), max(pair)))


INCIDENTS = st.fixed_dictionaries({}, optional={fact.code: amounts(fact) for fact in GRADED})


@given(st.sampled_from([row.code for row in PLAN.equipment]), INCIDENTS)
@settings(deadline=None, max_examples=300)
def test_nothing_that_gives_the_grade_is_missing(kind: str, told: dict[str, Amount]) -> None:
    event = events.FactsSet(choices={"equipment": kind}, amounts=told, learned_at=START)
    picture = draw(READER, incident(event), "district_regulator", START + timedelta(minutes=1))
    words = grade_words(READER, picture)
    assessed = picture.assessment
    more = assessed.possible if assessed.possible.grade != assessed.confirmed.grade else None
    for verdict in filter(None, (assessed.confirmed, more)):
        for row in verdict.because:
            assert f"{row.clause}“{row.text}”" in words
            for condition in row.when:
                assert PLAN.fact(condition.fact).short in words


def test_every_fact_has_its_place_in_the_written_report() -> None:
    rows = [row for row in PLAN.contents if row.report == "written"]
    told = [name for row in rows for name in row.fields]
    told += [fact.code for row in rows for fact in facts_beside(PLAN, row)]
    decided = {fact.sets for fact in PLAN.facts if fact.sets}
    assert {fact.code for fact in PLAN.facts} - decided <= set(told)
    assert len(told) == len(set(told)), "each has one place"
