"""Figures stand until an entry or time makes them others."""

import os
from pathlib import Path

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.views.office.figures import Figures
from tests.desk.calls import LIFT, TANK, report, take
from tests.desk.conftest import START


def figures(desk: Desk) -> Figures:
    return desk.register.figures.over()


def grades(desk: Desk) -> dict[str, int]:
    return figures(desk).total.grades


def test_an_entry_makes_them_others(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    assert (figures(desk).total.late, figures(desk).median) == (0, None)
    clock.advance(minutes=12)
    report(desk, ident, "district_government", "phone")
    found = figures(desk)
    assert found.median is not None
    assert found.median.total_seconds() == 12 * 60
    assert found.duties[0].in_time == 1


def test_a_due_time_that_passes_makes_them_others(desk: Desk, clock: FixedClock) -> None:
    take(desk, TANK)
    assert figures(desk).total.late == 0
    clock.advance(minutes=31)
    assert figures(desk).total.late == 1
    assert [one.overdue for one in figures(desk).duties[:3]] == [1, 0, 1]


def test_time_alone_that_makes_an_accident_makes_them_others(desk: Desk, clock: FixedClock) -> None:
    take(desk, LIFT)
    before = grades(desk)
    clock.advance(hours=2, minutes=1)
    assert "一般" not in before
    assert grades(desk) == {"一般": 1}


def test_a_call_that_is_void_and_back_again(desk: Desk) -> None:
    ident = take(desk, TANK)
    [line] = [line for line in desk.log(ident) if line.kind == "opened"]
    desk.logbook.strike(ident, line.entry, "重复")
    assert figures(desk).total.cases == 0
    assert figures(desk).left_out == (("已作废", 1),)
    desk.logbook.restore(ident, line.entry, "不重复")
    assert figures(desk).total.cases == 1


def test_a_call_that_is_only_being_typed_is_none(desk: Desk) -> None:
    ident = desk.intake.new_call()
    desk.drafts.keep(f"intake:{ident}", TANK)
    assert figures(desk).total.cases == 0


def test_drills_held_are_told_beside_what_the_law_asks_for(
    desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    assert "还没有做完过演练" in desk.register.figures.drills().words
    for number, over in (("1", "true"), ("2", "false")):
        folder = tmp_path / "data" / "drills" / f"x-{number}"
        (folder / "scenario").mkdir(parents=True)
        (folder / "scenario" / "x.toml").write_text("", "utf-8")
        os.utime(folder / "scenario" / "x.toml", (START.timestamp(), START.timestamp()))
        marker = f'{{"scenario":"x","title":"第{number}次","over":{over}}}'
        (folder / "drill.json").write_text(marker, "utf-8")
    drills = desk.register.figures.drills()
    assert sorted((one.title, one.ended) for one in drills.held) == [
        *(("第1次", True), ("第2次", False))
    ]
    assert "生产安全事故应急条例 8" in drills.words
    clock.advance(days=3 * 365)
    assert "已超过" in desk.register.figures.drills().words
