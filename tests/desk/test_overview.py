"""An incident at a glance, and what its panels say."""

from datetime import timedelta
from itertools import pairwise

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.safety.forms import TeamForm
from cqcmd.text import cells
from cqcmd.widgets.incident_picture import picture_parts, picture_rows
from cqcmd.widgets.overview_lines import log_text, measures_text, owed_text, people_text
from cqcmd.widgets.panel import PanelText
from tests.desk.calls import LIFT, TANK, report, take


def said(text: PanelText) -> list[str]:
    return [text.title, *(f"{line.head} {line.words}".strip() for line in text.lines)]


def test_what_was_reported_is_no_longer_owed(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    clock.advance(minutes=6)
    report(desk, ident, "district_government", "phone")
    owed = said(owed_text(desk.overview(ident), clock.now()))
    assert owed[0] == "待报 3"
    assert owed[1].startswith("剩 0:24 电话 市市监局")
    assert not any("电话 区县政府" in line for line in owed)


def test_nothing_owed_says_why(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, LIFT, stranded_hours="0.5", deaths="0", serious_injuries="0")
    assert "起为一般" in drawn(desk, ident, 42)


def test_teams_inside_stand_before_the_groups_that_were_set_up(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, TANK)
    assert said(people_text(desk.overview(ident), clock.now()))[0].startswith("队伍 0，工作组 0/")
    desk.safety.enter(ident, TeamForm(name="抢险一队", at=clock.now()))
    group = desk.plan.groups[1].code
    desk.roster.stand(ident, group)
    people = said(people_text(desk.overview(ident), clock.now() + timedelta(minutes=1)))
    assert people[0].startswith("队伍 1，工作组 1/")
    assert people[1].startswith("抢险一队 在内 人数不明")
    assert people[2].startswith(desk.plan.groups[1].name)


def test_a_measure_that_runs_stands_first_and_counts(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    first, second = desk.plan.measures[2], desk.plan.measures[3]
    desk.tasks.begin(ident, first.code)
    desk.tasks.not_needed(ident, second.code, "不涉及")
    shown = said(measures_text(desk.overview(ident)))
    assert shown[0].startswith("措施 1/")
    assert "进行 1" in shown[0]
    assert shown[1].startswith(f"进行中 {first.name}")
    assert shown[-1] == f"不适用 {second.name}"
    assert all(sum(row.name in line for line in shown) == 1 for row in desk.plan.measures)


def test_the_log_begins_with_what_is_newest_and_leaves_out_what_was_struck(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, TANK)
    clock.advance(minutes=1)
    desk.logbook.note(ident, "消防到场")
    clock.advance(minutes=1)
    desk.logbook.note(ident, "看错了")
    desk.logbook.strike(ident, desk.log(ident)[-1].entry, "误记")
    overview = desk.overview(ident)
    assert overview.log[0].words == "消防到场"
    assert overview.entries == len(overview.log)
    assert said(log_text(overview, clock.now()))[1].endswith("记事 消防到场")


PARTS = ("伤亡 2", "待报 4", "接下来 ", "队伍 1", "措施 0/", "日志 ", "其他情况 ")


def busy(desk: Desk, clock: FixedClock) -> str:
    """An incident with something to say in every part."""
    ident = take(desk, TANK, place="滨江路1号")
    desk.safety.enter(ident, TeamForm(name="抢险一队", at=clock.now()))
    desk.tasks.begin(ident, desk.plan.measures[2].code)
    for n in range(20):
        desk.logbook.note(ident, f"现场回电{n}")
    return ident


def test_the_picture_has_every_part_in_its_width(desk: Desk, clock: FixedClock) -> None:
    ident = busy(desk, clock)
    for width in (30, 42, 70):
        words = drawn(desk, ident, width)
        assert {cells(line) for line in words.split("\n")} == {width}
        assert [part for part in PARTS if part not in words] == []


def test_a_long_part_leaves_room_for_those_behind_it(desk: Desk, clock: FixedClock) -> None:
    ident = busy(desk, clock)
    for height in (40, 45, 60):
        words = drawn(desk, ident, 42, height)
        assert words.count("\n") < height
        assert [part for part in PARTS if part not in words] == [], height
        assert "滨江路1号" in words


def test_with_little_room_every_line_that_stands_is_whole(desk: Desk, clock: FixedClock) -> None:
    ident = busy(desk, clock)
    whole = drawn(desk, ident, 42).split("\n")
    for height in range(8, 40):
        lines = drawn(desk, ident, 42, height).split("\n")
        assert len(lines) <= height
        assert all(line in whole or line.startswith("另有 ") for line in lines)
        ends = [line for line, after in pairwise([*lines, ""]) if not after.strip()]
        assert not any(line.startswith(PARTS) for line in ends), "a title alone says nothing"


def test_it_names_no_key_of_the_rooms_and_says_nothing_of_nothing(desk: Desk) -> None:
    words = drawn(desk, take(desk, TANK), 42)
    assert not any(said in words for said in ("3 指挥", "按 3", "队伍", "工作组", "措施 0/"))
    assert not any(said in words for said in ("单位     ", "概要     ")), "the title says it"


def drawn(desk: Desk, ident: str, width: int, height: int = 200) -> str:
    view = desk.overview(ident)
    rows = picture_rows(view, picture_parts(view, desk.clock.now()), width, height)
    return "\n".join("".join(cell for cell, _state in row) for row in rows)
