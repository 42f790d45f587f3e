"""A plan that lacks what an open incident uses: each code is named."""

from cqcmd.rules.plan import load_plan
from cqcmd.rules.plan_rows import TABLES
from cqcmd.rules.plan_takes_back import NAMES, takes_back
from tests.support.plan_tables import TEXT, read_tables

PLAN = load_plan(read_tables(), TEXT, name="新预案.json", digest="")


def test_nothing_is_said_of_codes_that_are_there() -> None:
    used = {table: set(PLAN.index[table]) for table in NAMES}
    assert list(takes_back(PLAN, used, PLAN)) == []


def test_what_is_gone_is_named_with_the_plan_that_lacks_it() -> None:
    used = {"orgs": {"unit", "mayor"}, "facts": {"deaths"}, "equipment": {"submarine", "airship"}}
    assert list(takes_back(PLAN, used, PLAN)) == [
        "预案 cq-2023 没有这起事件用到的单位 mayor",
        "预案 cq-2023 没有这起事件用到的设备 airship、submarine",
    ]


def test_a_step_is_known_by_its_measure() -> None:
    steps = {step.code for measure in PLAN.measures for step in measure.steps}
    assert list(takes_back(PLAN, {"measures": steps}, PLAN)) == []
    assert list(takes_back(PLAN, {"measures": {"dance.1"}}, PLAN)) == [
        "预案 cq-2023 没有这起事件用到的措施 dance.1"
    ]


def test_every_table_is_one_of_the_plan() -> None:
    assert set(NAMES) <= set(TABLES)


def test_a_grade_and_a_level_of_another_plan_are_named() -> None:
    used = {"grades": {"I", "A"}, "responses": {"I", "2"}}
    assert list(takes_back(PLAN, used, PLAN)) == [
        "预案 cq-2023 没有这起事件用到的事故等级 A",
        "预案 cq-2023 没有这起事件用到的响应级别 2",
    ]
