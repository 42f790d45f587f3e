"""Precedents beside an incident: which, in what words; they never touch its grade or the record."""

import json
from pathlib import Path
from typing import Any

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.situation.precedents import MOST_SHOWN
from cqcmd.paths import precedents_file
from cqcmd.views.precedents import PrecedentView
from tests.desk.calls import LIFT, TANK, take

READ_FROM = "cqcmd.desk.situation.precedents.precedents_file"
CYLINDER = "违规倒装爆炸"
PIPE = TANK | {"equipment": "压力管道", "explosion": "", "deaths": "0", "serious_injuries": "0"}


def shown(desk: Desk, ident: str, words: str) -> PrecedentView:
    """The one whose title has the words."""
    return next(row for row in desk.precedents(ident).rows if words in row.title)


def said(row: PrecedentView) -> str:
    return "\n".join(row.details)


def read_from(monkeypatch: pytest.MonkeyPatch, path: Path, text: str | None) -> None:
    """Let the file have this text, or not be there."""
    if text is not None:
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(READ_FROM, lambda: path)


def test_the_same_kind_comes_first_and_no_more_than_fit(desk: Desk) -> None:
    rows = desk.precedents(take(desk, LIFT)).rows
    kinds = [row.same_kind for row in rows]
    assert kinds == sorted(kinds, reverse=True)
    assert kinds.count(True) == 4
    assert len(rows) == MOST_SHOWN
    assert desk.precedents(take(desk, LIFT)).kind == "电梯"


def test_people_in_a_lift_are_beside_people_in_a_lift(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, LIFT, deaths="0", stranded_hours="1.5")
    clock.advance(hours=1)
    first = desk.precedents(ident).rows[0]
    assert "阳光天宸" in first.title
    assert first.harm == "死亡0人 滞留2人 滞留时长7小时"


def test_where_the_letter_gives_another_grade_that_is_said_with_the_basis(desk: Desk) -> None:
    row = shown(desk, take(desk, TANK), CYLINDER)
    assert (row.official, row.letter, row.agrees, row.clause) == ("一般", "较大", False, "1.5.3")
    assert "按预案条文为较大（1.5.3），官方定为一般" in said(row)
    assert "生产安全事故口径（国务院令第493号）：两者不同。" in said(row)


def test_where_both_agree_that_is_said_as_well(desk: Desk) -> None:
    row = shown(desk, take(desk, TANK), "水夹套")
    assert row.agrees
    assert "按预案条文为较大（1.5.3），官方也定为较大" in said(row)
    assert "死亡3人 损失212.67万元 爆炸。" in said(row)


def test_an_accident_the_plan_leaves_to_others_is_said_to_be_such(desk: Desk) -> None:
    row = shown(desk, take(desk, TANK, equipment="塔吊", explosion=""), "顶升作业")
    assert (row.letter, row.agrees, row.clause) == ("不适用", False, "1.3")
    assert "属房屋建筑工地用起重机械" in said(row)
    assert "不适用本预案（1.3）；官方定为较大" in said(row)


def test_a_press_report_stays_unverified_and_no_link_is_shown(desk: Desk) -> None:
    rows = desk.precedents(take(desk, PIPE)).rows
    published = [row for row in rows if "据公开报道·待核。" not in said(row)]
    assert [row.title for row in published] == ["施工挖穿燃气管道"]
    assert "据广州市从化区政府网站公布的调查报告。" in said(published[0])
    assert "外力所致" in said(published[0])
    assert "http" not in "".join(map(said, rows))


def test_looking_at_them_writes_nothing_and_moves_no_grade(desk: Desk) -> None:
    ident = take(desk, TANK)
    before = desk.strip(ident), desk.situation(ident), len(desk.log(ident))
    assert desk.precedents(ident).rows
    assert (desk.strip(ident), desk.situation(ident), len(desk.log(ident))) == before


def test_a_grade_a_person_decided_on_does_not_choose_them(desk: Desk) -> None:
    ident = take(desk, TANK)
    before = desk.precedents(ident)
    desk.decisions.override(ident, "I", "张局长", "舆情重大")
    assert desk.precedents(ident) == before


def test_without_equipment_they_are_of_no_kind(desk: Desk) -> None:
    found = desk.precedents(take(desk, TANK, equipment="", explosion=""))
    assert found.kind == ""
    assert not any(row.same_kind for row in found.rows)
    assert len(found.rows) == MOST_SHOWN


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "{",
        "[]",
        '{"precedents": {"1": {}}}',
        '{"precedents": {"1": 1}}',
        '{"precedents": {"x": {}}}',
    ],
)
def test_a_file_that_is_missing_or_broken_is_said_in_a_sentence(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str | None
) -> None:
    read_from(monkeypatch, tmp_path / "precedents.json", text)
    found = desk.precedents(take(desk, TANK))
    assert found.rows == ()
    assert found.fault.startswith("判例资料读不了，这里没有列出；定级和时限不受影响。")
    assert str(tmp_path) not in found.fault


def test_a_file_that_is_no_text_or_a_folder_is_said_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(READ_FROM, lambda: tmp_path)
    assert desk.precedents(take(desk, TANK)).fault
    broken = tmp_path / "precedents.json"
    broken.write_bytes(b"\xff\xfe\x00")
    monkeypatch.setattr(READ_FROM, lambda: broken)
    assert desk.precedents(take(desk, TANK)).fault


def test_one_impossible_value_spoils_the_file_and_nothing_else(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rows: dict[str, dict[str, dict[str, Any]]] = json.loads(precedents_file().read_text("utf-8"))
    rows["precedents"]["3"]["facts"] = {"deaths": -1}
    read_from(monkeypatch, tmp_path / "precedents.json", json.dumps(rows))
    ident = take(desk, TANK)
    assert desk.precedents(ident).fault
    assert desk.strip(ident).grade.name == "较大"


def test_an_accident_below_every_criterion_is_said_to_be_such(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    row = {
        "date": "2020-01-01",
        "place": "某区",
        "equipment": "elevator",
        "what": "困人",
        "facts": {"stranded_hours": 1.5},
        "grade": "IV",
        "basis": "某口径",
    }
    text = json.dumps({"precedents": {"1": row}})
    read_from(monkeypatch, tmp_path / "precedents.json", text)
    found = desk.precedents(take(desk, LIFT)).rows[0]
    assert (found.letter, found.clause, found.agrees) == ("未达", "", False)
    assert "按预案条文未达分级标准，官方定为一般，用的是某口径：两者不同。" in said(found)
    assert found.harm == "滞留时长1.5小时"
