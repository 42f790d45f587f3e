"""Annex 1 by keys: the units, one unit's sentences, a supplier, the headquarters set up."""

from cqcmd.desk.desk import Desk
from cqcmd.screens.command.group import GroupScreen
from cqcmd.screens.command.screen import CommandScreen
from cqcmd.screens.command.unit import UnitScreen
from cqcmd.screens.command.unit_forms import RecordUnitDutyForm, SupplierForm
from cqcmd.screens.command.units import UnitsScreen
from cqcmd.screens.papers.screen import PaperScreen
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.table import Table
from tests.screens.command.rooms import about_the_tank
from tests.screens.conftest import OpenPost
from tests.support.pilots import PostPilot, notices, press, terminal_strips


def shown(pilot: PostPilot) -> str:
    return "\n".join(strip.text.rstrip() for strip in terminal_strips(pilot))


def states(desk: Desk, ident: str, unit: str = "police") -> list[str]:
    return [sentence.state for sentence in desk.units.shown.one(ident, unit).sentences]


async def test_the_line_of_the_room_leads_to_units_and_to_one_unit(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        desk, ident = await about_the_tank(pilot, CommandScreen)
        room = pilot.screen(CommandScreen)
        room.go("units:")
        await pilot.pause()
        assert isinstance(pilot.app.screen, UnitsScreen)
        assert "供电、供水、供气等单位" in desk.units.shown.every(ident)[-1].name
        await pilot.press("down", "down", "down", "enter")
        assert isinstance(pilot.app.screen, UnitScreen)
        assert "职责：区县公安局" in shown(pilot)
        assert "负责事故现场警戒" in shown(pilot)


async def test_the_first_step_asks_who_and_later_ones_take_the_name(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        desk, ident = await about_the_tank(pilot, UnitScreen, "police")
        await press(pilot, "space")
        assert isinstance(pilot.app.screen, RecordUnitDutyForm)
        await press(pilot, *"王强", "f9")
        assert isinstance(pilot.app.screen, UnitScreen)
        assert states(desk, ident)[0] == "notified"
        await press(pilot, "space", "down", "enter", "3")
        assert states(desk, ident)[:3] == ["accepted", "done", ""]
        reached = desk.units.shown.one(ident, "police").sentences[1].reached
        assert [(step.name, step.who) for step in reached] == [("已完成", "王强")]
        assert "已完成 14:05" in shown(pilot)
        await press(pilot, "enter", "4")
        assert states(desk, ident)[1] == ""
        await press(pilot, "up", "space")
        await press(pilot, "space")
        assert states(desk, ident)[0] == "done"
        assert "没有下一步" in notices(pilot)[-1]


async def test_a_second_press_is_refused_and_backspace_takes_the_last_back(
    post: OpenPost,
) -> None:
    async with post((80, 24)) as pilot:
        desk, ident = await about_the_tank(pilot, UnitScreen, "police")
        await press(pilot, "space", *"王强", "f9", "enter", "1")
        entries = [line for line in desk.log(ident) if line.kind == "unit_duty"]
        assert len(entries) == 1
        await press(pilot, "backspace")
        assert states(desk, ident)[0] == ""
        await press(pilot, "enter", "4")
        assert isinstance(pilot.app.screen, RecordUnitDutyForm), "nothing to withdraw"


async def test_one_call_tells_a_unit_all_its_sentences(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        desk, ident = await about_the_tank(pilot, UnitsScreen)
        await press(pilot, "down", "down", "down", "f9")
        assert "1-7" in shown(pilot)
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, RecordUnitDutyForm), "nobody was named"
        await press(pilot, *"王强", "down", "3", "f9")
        assert states(desk, ident) == ["notified"] * 7
        [entry] = [line for line in desk.log(ident) if line.kind == "unit_duty"]
        assert entry.words == "区县公安局 第1-7项职责已通知 （王强 电话）"
        assert "已通知7 共7项" in shown(pilot)
        await press(pilot, "f9", "up", "up", "2", "down", *("backspace",) * 3, *"9", "f9")
        assert states(desk, ident) == ["notified"] * 7
        assert "没有第9项" in shown(pilot)
        await press(pilot, "backspace", "1", "space", "3", "f9")
        assert states(desk, ident).count("accepted") == 2


async def test_a_supplier_is_added_by_name_and_marked(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        desk, ident = await about_the_tank(pilot, UnitsScreen)
        await press(pilot, "f8")
        assert isinstance(pilot.app.screen, SupplierForm)
        pilot.app.screen.query_one("#name", TextField).insert("[bold]渝中供水")
        await pilot.press("up", "2", "f9", "end")
        assert "[bold]渝中供水（供水）（本单位补充）" in shown(pilot)
        await press(pilot, "enter", "space", *"赵平", "f9")
        code = desk.units.shown.every(ident)[-1].code
        assert states(desk, ident, code) == ["notified"]
        screen = pilot.app.screen
        assert isinstance(screen, UnitScreen)
        named = next(line for line in desk.log(ident) if line.kind == "supplier")
        desk.logbook.strike(ident, named.entry, "写错")
        screen.reload()
        await pilot.pause()
        await pilot.pause()
        assert isinstance(pilot.app.screen, UnitsScreen), "what was struck is not shown further"


async def test_the_list_of_duties_is_a_paper(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        _desk, _ident = await about_the_tank(pilot, UnitsScreen)
        await pilot.press("e")
        assert isinstance(pilot.app.screen, PaperScreen)
        assert "指挥部和单位职责清单" in shown(pilot)


async def test_headquarters_are_set_up_by_a_form_that_shows_what_stands(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        desk, ident = await about_the_tank(pilot, CommandScreen)
        room = pilot.screen(CommandScreen)
        room.go("set_up:district")
        await pilot.pause()
        await pilot.press("f9")
        assert "必填" in shown(pilot)
        await pilot.press(*"三楼", "down", "down", *"王强", "space", *"公安局", "f9")
        seat = desk.command.seat(ident, "district")
        assert (seat.place, seat.members) == ("三楼", ("王强（公安局）",))
        room.go("set_up:district")
        await pilot.pause()
        assert "三楼" in shown(pilot)
        assert "14:05" in shown(pilot)
        await pilot.press("f9")
        assert [line.kind for line in desk.log(ident)].count("hq_set_up") == 1
        await pilot.press("escape")
        room.go("group:district.members")
        await pilot.pause()
        assert "王强" in shown(pilot)


async def test_enter_on_a_unit_of_a_group_opens_its_duties(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        _desk, _ident = await about_the_tank(pilot, GroupScreen, "order")
        await pilot.press("down", "enter")
        assert isinstance(pilot.app.screen, UnitScreen)
        await pilot.press("escape")
        assert pilot.app.screen.query_one("#units", Table).has_focus
