"""A plan of another city, from call to closing: five grades, three levels, its own codes."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from cqcmd import verdict_check
from cqcmd.cli.main import main
from cqcmd.clock import FixedClock
from cqcmd.desk.command.forms import CommandForm
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.desk.warnings.forms import WarningForm
from cqcmd.errors import BadInput
from tests.desk.calls import at, report, take
from tests.desk.test_response import line, step
from tests.previous import SUBJECTS, said
from tests.support.plan_tables import read_tables, write_plan

CITY = Path(__file__).parents[1] / "fixtures" / "plans" / "city.json"
BLAST = {
    "district": "东旗",
    "unit": "青川气站",
    "equipment": "气瓶",
    "summary": "气瓶爆炸",
    "injured": "19",
    "caller": "李明",
    "callback": "13800000000",
}


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """The desk of a county bureau."""
    opening = Opening(tmp_path / "data", CITY, clock)
    opening.read_journal()
    opening.desk.station.set_up("county_bureau", "东旗特设局", "东旗", {}, "李敏")
    yield opening.desk
    opening.close()


def commands(desk: Desk, ident: str, who: str, headquarters: str) -> None:
    form = CommandForm(headquarters=headquarters, who=who, at=desk.clock.now())
    desk.command.take(ident, form)


def update(desk: Desk, ident: str, **facts: str) -> None:
    desk.facts.update(ident, facts, source="赵队长", at=desk.clock.now())


def test_an_accident_from_call_to_closing(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, BLAST)
    strip = desk.strip(ident)
    assert (strip.grade.name, strip.grade.clause, strip.grade.look) == ("较大", "2.2.3", "grade-3")
    assert (strip.title, strip.response) == ("青川气站 容器 气瓶爆炸 19受伤", "应启三级")
    update(desk, ident, injured="20")
    assert desk.strip(ident).response == "应启二级"
    for code in ("verified", "consulted", "proposed", "approved", "started"):
        step(desk, ident, code, "2" if code in ("proposed", "approved", "started") else None)
    assert desk.strip(ident).response == "已启二级"
    commands(desk, ident, "赵副旗县长", "county")
    assert [one.words for one in desk.situation(ident).steps if one.action == "hand_over"] == [
        "移交片区指挥部"
    ]
    commands(desk, ident, "钱主任", "zone")
    update(desk, ident, deaths="10")
    assert desk.strip(ident).response == "已启二级 应升一级"
    step(desk, ident, "raised", "1")
    assert desk.room.view(ident).flow
    for channel in ("phone", "written"):
        report(desk, ident, "city_bureau", channel)
    for subject in SUBJECTS:
        said(desk, subject)
    step(desk, ident, "ended", "1")
    at(clock, minutes=5)
    desk.decisions.close(ident, "处置结束", "王局", finished=True)
    assert desk.strip(ident).closed


def test_the_chain_has_its_own_limits(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, BLAST)
    at(clock, hours=23)
    mine = [one for one in desk.situation(ident).deadlines if one.mine]
    assert [(one.label, one.state, one.due and one.due - one.start) for one in mine] == [
        ("电话 市特设局", "overdue", timedelta(hours=1)),
        ("书面 市特设局", "running", timedelta(hours=24)),
    ]


def test_a_person_decides_on_a_grade_of_this_plan_alone(desk: Desk) -> None:
    ident = take(desk, BLAST)
    with pytest.raises(BadInput, match="没有这个等级"):
        desk.decisions.override(ident, "I", "王局", "社会影响大")
    desk.decisions.override(ident, "A", "王局", "社会影响大")
    assert desk.strip(ident).grade.name == "特大"
    assert desk.strip(ident).response == "应启一级"
    assert desk.log(ident)[-1].words.startswith("人工定为特大")


def test_time_alone_gives_the_least_grade_and_its_response(desk: Desk, clock: FixedClock) -> None:
    lift = BLAST | {"equipment": "电梯", "injured": "", "stranded": "2"}
    ident = take(desk, lift)
    assert desk.strip(ident).response == ""
    at(clock, minutes=61)
    strip = desk.strip(ident)
    assert (strip.grade.name, strip.grade.look, strip.response) == ("轻微", "grade-4", "应启三级")


def test_levels_to_choose_are_those_of_the_plan(desk: Desk) -> None:
    ident = take(desk, BLAST, injured="20")
    begin = desk.response.defaults(ident, "proposed")
    assert (begin.level, begin.levels) == ("2", ("1", "2", "3"))
    assert "死亡 3 人以上或者受伤 20 人以上" in begin.words
    with pytest.raises(BadInput, match="请选响应级别"):
        step(desk, ident, "proposed", "III")
    step(desk, ident, "started", "1")
    assert line(desk, ident, "started").mark == "未见批准记录"


def test_every_verdict_is_derived_anew(
    desk: Desk, clock: FixedClock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ident = take(desk, BLAST)
    at(clock, minutes=5)
    report(desk, ident, "city_bureau", "phone")
    update(desk, ident, deaths="3-12", injured="60")
    desk.decisions.override(ident, "A", "王局", "社会影响大")
    at(clock, minutes=5)
    update(desk, ident, deaths="4")
    assert verdict_check.main(str(tmp_path / "data" / "journal.db")) == 0
    assert "全部核对无误" in capsys.readouterr().out


def test_the_batch_answers_in_its_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = {
        "grade": {"id": 1, "equipment": "vessel", "injured": [19, 20]},
        "duties": {
            "id": 1,
            "grade": "C",
            "receipts": {"county_bureau": "2026-07-25T14:05:00+08:00"},
            "now": "2026-07-25T14:06:00+08:00",
        },
    }
    found = {}
    for verb, case in asked.items():
        file = tmp_path / f"{verb}.jsonl"
        file.write_text(json.dumps(case) + "\n", encoding="utf-8")
        assert main([verb, str(file), "--plan", str(CITY)]) == 0
        found[verb] = json.loads(capsys.readouterr().out)
    grade, duties = found["grade"], found["duties"]["duties"]
    assert [grade[key] for key in ("grade", "possible_grade", "response", "hq")] == [
        *("C", "C"),
        *("2", "zone"),
    ]
    assert grade["next"]["injured"] == {"grade": "B", "at": 50, "short": 31}
    assert [(one["to"], one["channel"], one["due"][:16]) for one in duties] == [
        ("city_bureau", "phone", "2026-07-25T15:05"),
        ("city_bureau", "written", "2026-07-26T14:05"),
    ]


def test_warnings_have_three_levels(desk: Desk) -> None:
    form = WarningForm(level=3, category="大风", area="", notice="", measures="", issuer="旗县政府")
    desk.warnings.issue(form)
    assert "黄色 三级 大风" in desk.board().warnings[0]
    with pytest.raises(BadInput, match="预警级别须是一级、二级、三级之一"):
        desk.warnings.issue(
            WarningForm(level=4, category="大风", area="", notice="", measures="", issuer="政府")
        )


def test_it_is_not_left_for_a_plan_without_its_grade_and_level(
    desk: Desk, tmp_path: Path, clock: FixedClock
) -> None:
    ident = take(desk, BLAST)
    desk.decisions.override(ident, "A", "王局", "社会影响大")
    step(desk, ident, "started", "1")
    opening = Opening(tmp_path / "data", write_plan(read_tables(), tmp_path), clock)
    opening.read_journal()
    question = opening.desk.of(ident).plans.question(ident)
    opening.close()
    assert "没有这起事件用到的事故等级 特大；" in question
    assert "没有这起事件用到的响应级别 一级" in question
    assert "不能改按现行预案" in question
