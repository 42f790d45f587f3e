"""The built-in plan holds what the official text says, item by item."""

from collections import Counter

import pytest

from cqcmd.errors import BrokenPlan
from cqcmd.rules import rows
from cqcmd.rules.plan import Plan, load_plan
from cqcmd.rules.plan_text import within, without_spaces
from cqcmd.rules.proofs.words import quotations
from cqcmd.rules.roles import LATER_TABLES
from tests.support.plan_tables import TEXT, read_tables


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(read_tables(), TEXT, name="cq-2023.json", digest="d" * 64)


def test_the_28_criteria_stand_in_their_four_clauses(plan: Plan) -> None:
    assert Counter(row.grade for row in plan.criteria) == {"I": 6, "II": 6, "III": 7, "IV": 9}
    clauses = {"I": "1.5.1", "II": "1.5.2", "III": "1.5.3", "IV": "1.5.4"}
    assert all(row.clause == clauses[row.grade] for row in plan.criteria)


def test_the_criteria_quote_the_whole_of_1_5(plan: Plan) -> None:
    """Nothing of a clause is left over but the words that join its items."""
    for number in ("1.5.1", "1.5.2", "1.5.3", "1.5.4"):
        rest = without_spaces(plan.clause(number).text)
        for row in plan.criteria:
            if row.clause == number:
                rest = rest.replace(without_spaces(row.text), "", 1)
        joints = (
            "或者",
            "；",
            "，",
            "。",
            "有下列情形之一的",
            "为",
            "特别",
            "重大",
            "较大",
            "一般",
        )
        for joint in (*joints, "特种设备事故", "："):
            rest = rest.replace(joint, "")
        assert rest == "", number


@pytest.mark.parametrize(
    ("code", "conditions"),
    [
        ("I.deaths", [("deaths", 30, None)]),
        ("II.serious_injuries", [("serious_injuries", 50, 100)]),
        ("IV.loss", [("loss_yuan", 10_000, 10_000_000)]),
        ("I.boiler_explosion", [("exploded", None, None), ("capacity_mw", 600, None)]),
        ("II.boiler_outage", [("capacity_mw", 600, None), ("outage_hours", 240, None)]),
        ("II.toxic_leak", [("toxic_leak", None, None), ("relocated", 50_000, 150_000)]),
        ("II.stranding", [("stranded", 100, None), ("stranded_hours", 24, 48)]),
        ("III.stranding", [("stranded", 1, None), ("stranded_hours", 12, None)]),
        ("IV.ropeway_stranding", [("stranded", 1, None), ("stranded_hours", 3.5, 12)]),
        ("IV.ride_stranding", [("stranded", 1, None), ("stranded_hours", 1, 12)]),
        ("IV.elevator_stranding", [("stranded", 1, None), ("stranded_hours", 2, None)]),
    ],
)
def test_a_criterion_has_the_figures_of_the_text(
    plan: Plan, code: str, conditions: list[tuple[str, float | None, float | None]]
) -> None:
    found = [(c.fact, c.at_least, c.below) for c in plan.criterion(code).when]
    assert found == conditions


def test_the_facts_of_the_grading_contract_are_those_graded(plan: Plan) -> None:
    numbers = "deaths serious_injuries loss_yuan relocated stranded stranded_hours outage_hours"
    flags = "exploded toxic_leak overturned structure_broken hoist_dropped"
    graded = {fact.code for fact in plan.facts if fact.graded}
    assert graded == {*numbers.split(), "capacity_mw", *flags.split()}
    assert {f.code for f in plan.facts if f.graded and f.kind == "flag"} == set(flags.split())
    assert plan.fact("stranded").implied == 1
    assert [f.code for f in plan.facts if f.grows] == ["stranded_hours", "outage_hours"]


def test_entered_facts_raise_what_is_possible(plan: Plan) -> None:
    raised = {f.code: f.adds_possible for f in plan.facts if f.adds_possible}
    assert raised == {
        "injuries_unclear": "serious_injuries",
        "missing": "deaths",
        "trapped": "deaths",
        "relocation_planned": "relocated",
    }
    readings = {choice.name: choice.reading for choice in plan.fact("explosion").choices}
    assert readings == {
        "爆炸": "yes",
        "爆燃、炉膛爆炸": "possible",
        "爆管、破裂泄漏": "no",
        "泄漏": "no",
        "未明": "possible",
    }


def test_short_names_fit_a_field(plan: Plan) -> None:
    assert all(0 < len(fact.short) <= 4 for fact in plan.facts)


def test_codes_of_equipment_and_organisations_are_the_agreed_ones(plan: Plan) -> None:
    equipment = "boiler pressure_vessel pressure_piping elevator crane ropeway amusement_ride"
    assert [e.code for e in plan.equipment] == [*equipment.split(), "site_vehicle", "other"]
    orgs = "site unit district_regulator district_government city_regulator city_government"
    assert [o.code for o in plan.orgs] == [
        *orgs.split(),
        "city_emergency_bureau",
        "national_regulator",
    ]


def test_the_duties_of_4_1_1(plan: Plan) -> None:
    found = {
        (d.sender, d.receiver, d.channel): (d.minutes, d.cc)
        for d in plan.duties
        if d.source is None
    }
    bureau = "city_emergency_bureau"
    assert found == {
        ("site", "unit", "any"): (None, None),
        ("unit", "district_regulator", "any"): (60, None),
        ("district_regulator", "district_government", "phone"): (30, None),
        ("district_regulator", "district_government", "written"): (60, None),
        ("district_regulator", "city_regulator", "phone"): (30, None),
        ("district_regulator", "city_regulator", "written"): (60, None),
        ("district_government", "city_government", "phone"): (30, None),
        ("district_government", "city_government", "written"): (60, bureau),
        ("city_regulator", "city_government", "phone"): (30, None),
        ("city_regulator", "city_government", "written"): (60, bureau),
        ("city_regulator", "national_regulator", "any"): (120, None),
    }


def test_the_companion_duty_has_its_own_source(plan: Plan) -> None:
    [duty] = [d for d in plan.duties if d.source]
    assert (duty.sender, duty.receiver, duty.channel) == (
        "district_government",
        "city_government",
        "any",
    )
    assert (duty.minutes, duty.anchor, duty.from_grade) == (60, "occurrence", "III")
    assert duty.source is not None
    assert f"{duty.source.title} {duty.source.article}" == "重庆市突发事件应对条例 28"


def test_responses_warnings_and_their_items(plan: Plan) -> None:
    assert [r.on_possible for r in plan.responses] == [True, True, True, False]
    assert [r.headquarters for r in plan.responses] == ["city", "city", "district", "district"]
    assert [(w.name, w.colour) for w in plan.warnings] == [
        ("一级", "红色"),
        ("二级", "橙色"),
        ("三级", "黄色"),
        ("四级", "蓝色"),
    ]
    kinds = Counter(item.kind for item in plan.warning_items)
    assert kinds == {"content": 6, "channel": 9, "action": 8, "change": 4}


def test_report_contents_take_in_every_element(plan: Plan) -> None:
    counts = Counter(content.report for content in plan.contents)
    assert counts == {"phone": 7, "written": 13, "press": 9, "start_order": 4}
    items = {c.code.rsplit(".", 1)[0] for c in plan.contents if c.report == "written"}
    assert items == {f"written.{n}" for n in range(1, 6)}


def test_eight_groups_named_in_2_1(plan: Plan) -> None:
    assert len(plan.groups) == 8
    assert "、".join(group.name for group in plan.groups) in plan.clause("2.1").text
    assert all(group.inferred and group.leads and group.basis for group in plan.groups)


def test_the_quotations_in_a_basis_stand_in_annex_1(plan: Plan) -> None:
    annex = without_spaces(within(plan.clauses, "附件1"))
    for group in plan.groups:
        quoted = [part.partition("”")[0] for part in group.basis.split("“")[1:]]
        assert quoted, group.code
        assert all(without_spaces(words) in annex for words in quoted), group.code


def test_twenty_member_units_with_every_sentence_of_annex_1(plan: Plan) -> None:
    members = [unit for unit in plan.units if unit.member]
    assert len(members) == 20
    assert "、".join(unit.name for unit in members) in plan.clause("附件1.二").text
    rest = plan.clause("附件1.二").text.split("各成员单位职责如下：")[1]
    for unit in members:
        rest = rest.replace("；".join(unit.duties), "", 1)
    [others] = [unit for unit in plan.units if not unit.member]
    for words in (others.name, *others.duties, "（市特种设备安全监管部门）"):
        rest = rest.replace(words, "", 1)
    names = "".join(f"{unit.name}：。" for unit in members) + "。"
    assert without_spaces(rest) == names


def test_nine_measures_and_the_first_handling(plan: Plan) -> None:
    assert Counter(measure.clause for measure in plan.measures) == {"4.7": 9, "4.4": 1}
    text = without_spaces(plan.clause("4.7").text)
    for measure in plan.measures:
        if measure.clause == "4.7":
            steps = "。".join(step.text for step in measure.steps)
            assert without_spaces(f"{measure.name}。{steps}。") in text


def test_41_areas_at_issue_and_39_after_the_merger(plan: Plan) -> None:
    def standing(day: str) -> list[rows.District]:
        return [
            d for d in plan.districts if (d.since or "") <= day and (not d.until or day < d.until)
        ]

    before = Counter(district.kind for district in standing(plan.meta.issued))
    assert before == {"district": 26, "county": 12, "committee": 3}
    after = standing("2025-11-06")
    assert Counter(d.kind for d in after) == {"district": 25, "county": 12, "committee": 2}
    assert {"江北区", "渝北区"}.isdisjoint(d.name for d in after)
    assert [d.name for d in after if d.since] == ["两江新区"]
    for day in (plan.meta.issued, "2025-11-06"):
        names = [district.name for district in standing(day)]
        assert len(names) == len(set(names))


def test_every_quotation_stands_in_the_clause_it_names(plan: Plan) -> None:
    texts = {number: without_spaces(within(plan.clauses, number)) for number in plan.clauses}
    for table, found in plan.index.items():
        for row in found.values():
            for words in quotations(row):
                assert without_spaces(words) in texts[row.clause], (table, row.code)


def test_rows_of_the_plan_itself_are_all_quoted(plan: Plan) -> None:
    for table, found in plan.index.items():
        bare = [row.code for row in found.values() if not row.text]
        assert not bare or table in ("districts", *LATER_TABLES), (table, bare)


def test_a_missing_text_is_one_fault() -> None:
    with pytest.raises(BrokenPlan) as caught:
        load_plan(read_tables(), "", name="x.json", digest="")
    assert len(caught.value.faults) == 1
