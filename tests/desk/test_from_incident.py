"""A real incident made into a drill: what arrived when, and nobody to be known by it."""

from pathlib import Path

import pytest

from cqcmd.desk.desk import Desk
from cqcmd.desk.drill.stand_ins import StandIns
from cqcmd.drill.scenario.model import Scenario
from cqcmd.drill.scenario.reading import read_scenario
from cqcmd.errors import BadInput
from tests.desk.calls import TANK, take

REAL = ("长江化工", "李明", "13800000000", "13912345678", "赵队长", "化工路")


@pytest.fixture
def ident(desk: Desk) -> str:
    ident = take(
        desk,
        TANK
        | {
            "unit": "长江化工",
            "place": "化工路3号",
            "summary": "长江化工储罐爆炸，李明报，电话13912345678",
            "caller": "李明",
            "callback": "13800000000",
        },
    )
    for minutes, deaths in ((20, "2"), (40, "3")):
        desk.clock.advance(minutes=minutes)  # type: ignore[attr-defined]
        desk.facts.update(ident, {"deaths": deaths}, source="赵队长", at=desk.clock.now())
    return ident


def made(desk: Desk, ident: str, folder: Path) -> Scenario:
    file = folder / "past.toml"
    desk.drills.write_scenario(ident, file)
    return read_scenario(file, desk.plan)


def test_it_is_a_scenario_without_a_fault_that_arrives_as_the_real_one_did(
    desk: Desk, ident: str, tmp_path: Path
) -> None:
    scenario = made(desk, ident, tmp_path)
    assert [message.facts.get("deaths") for message in scenario.inject] == ["1", "2", "3"]
    times = [message.at for message in scenario.inject if message.at is not None]
    assert [(after - times[0]).seconds // 60 for after in times] == [0, 20, 60]
    assert scenario.case[0].grade == desk.strip(ident).grade.grade
    assert scenario.case[0].clause == desk.strip(ident).grade.clause
    mine = {deadline.rule for deadline in desk.situation(ident).deadlines if deadline.mine}
    assert {expect.duty for expect in scenario.expect} - {None} <= mine
    assert len(scenario.expect) > 3


def test_nobody_is_to_be_known_by_it(desk: Desk, ident: str, tmp_path: Path) -> None:
    desk.drills.write_scenario(ident, tmp_path / "past.toml")
    words = (tmp_path / "past.toml").read_text("utf-8")
    assert not [name for name in REAL if name in words]
    assert "储罐爆炸" in words
    assert "通读" in words, "what was said in free words is for somebody to read again"


def test_one_stand_in_stands_wherever_the_name_did() -> None:
    names = StandIns()
    first = names.person("赵队长")
    assert first.endswith("队长")
    assert names.person("赵队长") == first
    assert names.person("钱主任") not in (first, "钱主任")
    assert names.words("赵队长说 023-63765110") != names.words("赵队长说 023-63765111")
    assert names.words("赵队长").startswith(first)


def test_what_was_struck_was_told_by_nobody(desk: Desk, ident: str, tmp_path: Path) -> None:
    struck = next(entry.entry for entry in reversed(desk.log(ident)) if entry.kind == "facts")
    desk.logbook.strike(ident, struck, "录错了")
    told = [message.facts.get("deaths") for message in made(desk, ident, tmp_path).inject]
    assert told == ["1", "2"]


def test_a_call_that_is_void_makes_none(desk: Desk, ident: str, tmp_path: Path) -> None:
    opened = next(entry.entry for entry in desk.log(ident) if entry.kind == "opened")
    desk.logbook.strike(ident, opened, "误按")
    with pytest.raises(BadInput, match="没有写情景"):
        desk.drills.write_scenario(ident, tmp_path / "past.toml")
    assert not (tmp_path / "past.toml").exists()
