"""A post on the plan of another city: five grades, three levels, and all injured in one number."""

from pathlib import Path

from cqcmd.screens.warnings.form import IssueForm
from tests.screens.conftest import OpenPost
from tests.screens.plan.test_other_plans import _through_the_rooms
from tests.support.pilots import PostPilot, press, terminal_lines

CITY = Path(__file__).parents[2] / "fixtures" / "plans" / "city.json"
BLAST = {
    "district": "东旗",
    "unit": "青川气站",
    "equipment": "气瓶",
    "summary": "气瓶爆炸",
    "injured": "20",
}


async def _taken(pilot: PostPilot) -> str:
    """Serve the county bureau and take a call."""
    desk = pilot.app.desk
    desk.station.set_up("county_bureau", "东旗特设局", "东旗", {}, "李敏")
    await press(pilot, "escape")
    ident = desk.intake.new_call()
    desk.intake.take_call(ident, BLAST, desk.clock.now())
    pilot.front.reload()
    return ident


async def test_every_room_stands(post: OpenPost) -> None:
    async with post((80, 24), fresh=True, plan=CITY) as pilot:
        await _taken(pilot)
        await press(pilot, "enter")
        seen = [name async for name in _through_the_rooms(pilot)]
        assert len(set(seen)) > 10


async def test_the_strip_says_grade_and_response_by_their_names(post: OpenPost) -> None:
    async with post((80, 24), fresh=True, plan=CITY) as pilot:
        await _taken(pilot)
        await press(pilot, "enter")
        shown = "\n".join(terminal_lines(pilot))
        assert "较大 2.2.3" in shown
        assert "应启二级" in shown
        assert "20受伤" in shown


async def test_levels_and_grades_are_chosen_by_their_names(post: OpenPost) -> None:
    async with post((120, 36), fresh=True, plan=CITY) as pilot:
        ident = await _taken(pilot)
        desk = pilot.app.desk
        pilot.app.push_screen(IssueForm(desk))
        await pilot.pause(0.1)
        shown = "\n".join(terminal_lines(pilot))
        assert "三级 黄色" in shown
        assert "键 1-3" in shown
        await press(pilot, "4", "1")
        shown = "\n".join(terminal_lines(pilot))
        assert "一级 红色" in shown
        assert "市政府" in shown
        assert desk.response.defaults(ident, "started").levels == ("1", "2", "3")
