"""应急保障 by keys: asked for, allotted, under way, in place, back; slips; money."""

import pytest

from cqcmd.desk.resources.forms import AllotForm as Allotted
from cqcmd.desk.resources.forms import NeedForm as Asked
from cqcmd.desk.resources.forms import ResourceForm as Kept
from cqcmd.desk.resources.forms import SpendForm as Spent
from cqcmd.screens.command.screen import CommandScreen
from cqcmd.screens.papers.screen import PaperScreen
from cqcmd.screens.resources.allot_form import AllotForm
from cqcmd.screens.resources.move_form import MoveForm
from cqcmd.screens.resources.need_form import NeedForm
from cqcmd.screens.resources.screen import ResourcesScreen
from cqcmd.screens.resources.spend_form import SpendForm
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.views.office.resources import SupplyView
from cqcmd.widgets.table import Table
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.hostile import HOSTILE
from tests.support.pilots import PostPilot, notices, press, terminal_lines


async def at_supply(pilot: PostPilot) -> str:
    """An incident, and from the board to its resources by keys."""
    ident = take(pilot.app, EXPLOSION)
    pilot.front.reload()
    await press(pilot, "enter", "3", "z")
    pilot.screen(ResourcesScreen)
    return ident


def view(pilot: PostPilot, ident: str) -> SupplyView:
    return pilot.app.desk.supply.view(ident)


def said(pilot: PostPilot) -> str:
    return "\n".join(terminal_lines(pilot))


async def test_from_asked_to_in_place_and_back_by_keys(post: OpenPost) -> None:
    async with post() as pilot:
        pilot.app.desk.store.keep(Kept(category="equipment", name="排水泵", count=8))
        ident = await at_supply(pilot)
        await press(pilot, "f9", "3", "enter", *"排水泵", "enter", *"十", "enter", "enter")
        pilot.screen(NeedForm)
        await press(pilot, *"区应急局", "f9")
        assert "还缺 1 项：排水泵 10台" in said(pilot)
        await press(pilot, "f8", *"psb", "right", "enter", "ctrl+u", *"6", "enter", "2", "f9")
        (lot,) = view(pilot, ident).lots
        assert (lot.name, lot.count, lot.requisitioned) == ("排水泵", 6, True)
        assert pilot.app.desk.store.shown()[0].free == 2
        await press(pilot, "space")
        assert "已上路" in notices(pilot)[-1]
        pilot.clock.advance(minutes=1)
        await press(pilot, "space")
        assert "还缺 1 项：排水泵 4台" in said(pilot)
        pilot.clock.advance(minutes=1)
        await press(pilot, "space")
        assert "已经到位；归还、用完" in notices(pilot)[-1]
        await press(pilot, "enter")
        form = pilot.screen(MoveForm)
        assert (form.text("state"), form.text("count")) == ("returned", "6")
        await press(pilot, "4", "enter", "ctrl+u", *"2", "f9")
        assert view(pilot, ident).lots[0].standing == "到位4 用完2"
        await press(pilot, "delete", "1")
        assert view(pilot, ident).lots[0].standing == "已归还4 用完2"
        assert pilot.app.desk.store.shown()[0].free == 6
        await press(pilot, "backspace")
        assert view(pilot, ident).lots[0].standing == "到位4 用完2"


async def test_what_is_lacking_stands_in_the_room_of_command(post: OpenPost) -> None:
    async with post((120, 50)) as pilot:
        ident = await at_supply(pilot)
        pilot.app.desk.supply.ask(ident, Asked(category="vehicle", name="救护车", count=3))
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, CommandScreen)
        line = next(line for line in terminal_lines(pilot) if "缺1项" in line)
        assert "救护车 3辆" in line
        pilot.app.screen.query_one("#steps", Table).go_to_key("resources:")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ResourcesScreen)


async def test_the_same_vehicle_is_said_and_goes_through_with_a_reason(post: OpenPost) -> None:
    async with post() as pilot:
        desk, first = pilot.app.desk, take(pilot.app, EXPLOSION)
        crane = Asked(category="vehicle", name="吊车", count=1)
        desk.store.keep(Kept(category="vehicle", name="渝A12345"))
        desk.supply.allot(first, desk.supply.ask(first, crane), Allotted(name="渝A12345", count=1))
        ident = take(pilot.app, EXPLOSION)
        desk.supply.ask(ident, crane)
        pilot.app.push_screen(SituationScreen(desk, ident))
        await press(pilot, "z", "f8", *"渝A12345", "f9")
        form = pilot.screen(AllotForm)
        assert form.rows_by_name["words"].has_focus_within
        assert "渝A12345已调给 26-0001（已调拨）" in said(pilot)
        assert view(pilot, ident).lots == ()
        await press(pilot, *"两处轮用", "f9")
        assert view(pilot, ident).lots[0].elsewhere == "26-0001"


async def test_more_than_the_stock_has_is_refused_and_what_was_typed_stays(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        desk = pilot.app.desk
        desk.store.keep(Kept(category="supply", name="防毒面具", count=5))
        ident = await at_supply(pilot)
        desk.supply.ask(ident, Asked(category="supply", name="防毒面具", count=9))
        pilot.front.reload()
        await press(pilot, "f8", *"防毒", "right", "f9")
        form = pilot.screen(AllotForm)
        assert "可调的只有 5件" in said(pilot)
        assert (form.text("name"), form.text("count")) == ("防毒面具", "9")
        assert desk.store.shown()[0].free == 5


async def test_help_from_beyond_the_city_says_who_coordinates_it(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await at_supply(pilot)
        await press(pilot, "f9")
        form = pilot.screen(NeedForm)
        form.focus_field("beyond")
        await press(pilot, "2")
        assert "市外支援由市指挥部协调（4.7）" in said(pilot)
        form.focus_field("category")
        await press(pilot, "6")
        assert "市通信管理局负责保障现场应急救援指挥部与各成员单位的通信联系" in said(pilot)
        await press(pilot, "enter", *"卫星电话", "enter", *"2", "f9")
        (need,) = view(pilot, ident).needs
        assert (need.beyond, need.clause) == ("市外支援，由市指挥部协调（4.7）", "6.3")
        assert "〔市外〕" in said(pilot)


async def test_slips_are_shown_as_papers(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await at_supply(pilot)
        desk = pilot.app.desk
        need = desk.supply.ask(ident, Asked(category="equipment", name="泵", count=2))
        form = Allotted(name="潜水泵", count=2, owner="长江泵业", requisitioned=True)
        desk.supply.allot(ident, need, form)
        pilot.front.reload()
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, PaperScreen)
        assert "应急保障清单" in said(pilot)
        await press(pilot, "escape", "down")
        for answer, title in (("1", "应急征用通知单"), ("2", "应急征用归还单")):
            await press(pilot, "e", answer)
            assert isinstance(pilot.app.screen, PaperScreen)
            assert title in said(pilot)
            await press(pilot, "escape")
        await press(pilot, "e", "escape")
        assert isinstance(pilot.app.screen, ResourcesScreen)


async def test_money_is_written_corrected_and_made_void(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await at_supply(pilot)
        await press(pilot, "x", *"一点五元", "f9")
        form = pilot.screen(SpendForm)
        assert form.rows_by_name["purpose"].has_focus_within
        form.focus_field("cents")
        await press(pilot, "ctrl+u", *"1.2万", "enter", *"吊车租赁", "f9")
        assert view(pilot, ident).sum_words == "12,000.00 元"
        assert "经费 12,000.00 元" in said(pilot)
        pilot.app.screen.query_one("#money", Table).focus()
        await press(pilot, "enter", "ctrl+u", *"1万", "f9")
        assert view(pilot, ident).sum_words == "10,000.00 元"
        pilot.app.screen.query_one("#money", Table).focus()
        await press(pilot, "delete", "1")
        assert view(pilot, ident).spendings == ()
        assert not pilot.app.screen.query_one("#money", Table).display


async def test_a_need_is_over_with_a_reason_and_asked_for_again(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await at_supply(pilot)
        pilot.app.desk.supply.ask(ident, Asked(category="team", name="特勤站", count=2))
        pilot.front.reload()
        await press(pilot, "delete", "escape")
        assert view(pilot, ident).needs[0].over == ""
        await press(pilot, "delete", "2")
        assert view(pilot, ident).needs[0].over.endswith("已另有来源")
        await press(pilot, "f8")
        assert "记了不再需要" in notices(pilot)[-1]
        await press(pilot, "delete")
        assert "已经记了不再需要" in notices(pilot)[-1]
        await press(pilot, "enter", "f9")
        assert view(pilot, ident).needs[0].over == ""


@pytest.mark.parametrize("key", ["f8", "space", "delete"])
async def test_keys_with_nothing_under_the_cursor_write_nothing(post: OpenPost, key: str) -> None:
    async with post() as pilot:
        ident = await at_supply(pilot)
        await press(pilot, key)
        assert isinstance(pilot.app.screen, ResourcesScreen)
        assert view(pilot, ident).needs == ()


async def test_digits_and_f_keys_leave_for_a_room(post: OpenPost) -> None:
    async with post() as pilot:
        await at_supply(pilot)
        await press(pilot, "1")
        assert isinstance(pilot.app.screen, SituationScreen)


async def test_a_wide_screen_shows_what_is_free_beside(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        desk = pilot.app.desk
        desk.store.keep(Kept(category="vehicle", name="渝A12345", contact="赵平", place="城南"))
        desk.store.keep(Kept(category="team", name="特勤站"))
        ident = await at_supply(pilot)
        desk.supply.ask(ident, Asked(category="vehicle", name="吊车", count=1))
        pilot.front.reload()
        await pilot.pause()
        assert "渝A12345 1辆 城南 赵平" in said(pilot)
        assert "特勤站" not in said(pilot)


async def test_hostile_words_are_harmless(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await at_supply(pilot)
        supply = pilot.app.desk.supply
        for text in filter(str.strip, HOSTILE):
            need = supply.ask(
                ident,
                Asked(category="supply", name=text, count=1, unit=text, asked_of=text, words=text),
            )
            form = Allotted(name=text, count=1, owner=text, words=text, requisitioned=True)
            supply.allot(ident, need, form)
            supply.money.spend(ident, Spent(cents=1, purpose=text, payee=text))
        pilot.front.reload()
        await press(pilot, "down", "enter", "escape", "f8", "escape", "e", "1", "escape", "end")
        assert isinstance(pilot.app.screen, ResourcesScreen)
        assert all("\x1b" not in line for line in terminal_lines(pilot))


async def test_from_what_to_do_and_from_what_is_open_a_key_leads_there(post: OpenPost) -> None:
    async with post((120, 50)) as pilot:
        ident = await at_supply(pilot)
        desk = pilot.app.desk
        need = desk.supply.ask(ident, Asked(category="equipment", name="泵", count=2))
        desk.supply.allot(ident, need, Allotted(name="潜水泵", count=1))
        await press(pilot, "1")
        pilot.app.screen.query_one("#steps", Table).go_to_key("resources:")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ResourcesScreen)
        await press(pilot, "6")
        table = pilot.app.screen.query_one("#open", Table)
        line = next(line for line in table.lines if line.key.startswith("property:"))
        table.focus()
        table.go_to_key(line.key)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ResourcesScreen)
