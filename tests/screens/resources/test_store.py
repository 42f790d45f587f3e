"""应急资源 by keys: kept, counted anew, stale, taken out and back."""

from cqcmd.desk.resources.forms import AllotForm, NeedForm
from cqcmd.desk.resources.forms import ResourceForm as Kept
from cqcmd.screens.common.ask import AskWords
from cqcmd.screens.resources.resource_form import ResourceCheckForm, ResourceForm
from cqcmd.screens.resources.store import StoreScreen
from cqcmd.views.office.resources import StockView
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.hostile import HOSTILE
from tests.support.pilots import PostPilot, notices, press, terminal_lines


def only(pilot: PostPilot) -> StockView:
    (found,) = pilot.app.desk.store.shown()
    return found


async def kept(pilot: PostPilot) -> None:
    """From the board into the list, and eight pumps."""
    await press(pilot, "r", "f9", "3", "enter", *"排水泵", "enter", "ctrl+u", *"８", "f9")


async def test_a_resource_is_kept_changed_counted_and_taken_out_by_keys(post: OpenPost) -> None:
    async with post() as pilot:
        await kept(pilot)
        assert isinstance(pilot.app.screen, StoreScreen)
        one = only(pilot)
        assert (one.category, one.name, one.count, one.unit) == ("equipment", "排水泵", 8, "台")
        await press(pilot, "enter")
        pilot.screen(ResourceForm).focus_field("place")
        await press(pilot, *"城南库", "f9")
        assert (only(pilot).place, only(pilot).count) == ("城南库", 8)
        await press(pilot, "f8")
        form = pilot.screen(ResourceCheckForm)
        assert (form.text("count"), form.text("who")) == ("8", "李敏")
        await press(pilot, "ctrl+u", *"七", "enter", "2", "f9")
        assert (only(pilot).count, only(pilot).condition_name) == (7, "修整")
        await press(pilot, "delete", "1")
        assert only(pilot).removed.endswith("移出：报废")
        await press(pilot, "f8")
        assert "已经移出" in notices(pilot)[-1]
        await press(pilot, "backspace")
        assert only(pilot).removed == ""


async def test_what_nobody_looked_at_says_so_by_a_setting_of_ours(post: OpenPost) -> None:
    async with post() as pilot:
        await kept(pilot)
        pilot.clock.advance(days=91)
        pilot.front.reload()
        await pilot.pause()
        lines = terminal_lines(pilot)
        assert any("91天没核对" in line for line in lines)
        assert "天数是本站的设置，不是预案的" in "".join(line.strip() for line in lines)
        await press(pilot, "f7")
        assert isinstance(pilot.app.screen, AskWords)
        await press(pilot, "ctrl+u", *"零", "enter")
        assert isinstance(pilot.app.screen, AskWords), "refused, it stays with what was typed"
        await press(pilot, "ctrl+u", *"120", "enter")
        assert pilot.app.desk.store.stale_days == 120
        assert not only(pilot).stale


async def test_a_count_below_zero_or_not_whole_is_a_sentence_beside_its_field(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        await kept(pilot)
        await press(pilot, "f8")
        form = pilot.screen(ResourceCheckForm)
        for typed in ("-3", "2.5", "很多", ""):
            form.focus_field("count")
            await press(pilot, "ctrl+u", *typed, "f9")
            assert pilot.app.screen is form, typed
            assert form.rows_by_name["count"].has_focus_within
            assert form.text("count") == typed
        assert only(pilot).count == 8


async def test_a_wide_screen_shows_whom_to_call(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        pilot.app.desk.store.keep(
            Kept(category="vehicle", name="渝A1", contact="赵平", phone="13800000000", words="50吨")
        )
        await press(pilot, "/", *"应急资源", "enter")
        assert any("赵平" in line and "13800000000" in line for line in terminal_lines(pilot)[1:6])
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not any("赵平" in line for line in terminal_lines(pilot)[1:6])


async def test_what_is_out_stands_where_it_is_and_stays(post: OpenPost) -> None:
    async with post() as pilot:
        await kept(pilot)
        desk, ident = pilot.app.desk, take(pilot.app, EXPLOSION)
        need = desk.supply.ask(ident, NeedForm(category="equipment", name="排水泵", count=3))
        desk.supply.allot(ident, need, AllotForm(name="排水泵", count=3))
        pilot.front.reload()
        await pilot.pause()
        lines = terminal_lines(pilot)
        assert any("5/8台" in line for line in lines)
        assert any("调出：26-0001 已调拨3" in line for line in lines)
        await press(pilot, "delete", "1")
        assert "没有移出" in notices(pilot)[-1]
        assert only(pilot).removed == ""


async def test_keys_on_an_empty_list_say_why_nothing_happens(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "r", "f8")
        assert "先选中一项" in notices(pilot)[-1]
        await press(pilot, "delete")
        assert "先选中一项" in notices(pilot)[-1]
        assert isinstance(pilot.app.screen, StoreScreen)


async def test_hostile_words_are_harmless(post: OpenPost) -> None:
    async with post() as pilot:
        for text in filter(str.strip, HOSTILE):
            pilot.app.desk.store.keep(
                Kept(category="supply", name=text, owner=text, place=text, words=text)
            )
        await press(pilot, "r", "end", "enter", "escape", "f8", "escape", "delete", "escape")
        assert isinstance(pilot.app.screen, StoreScreen)
        assert all("\x1b" not in line for line in terminal_lines(pilot))


async def test_a_resource_is_found_by_words_and_by_how_it_is_said(post: OpenPost) -> None:
    async with post() as pilot:
        store = pilot.app.desk.store
        store.keep(Kept(category="equipment", name="排水泵", place="城南库"))
        store.keep(Kept(category="equipment", name="发电机", place="城北库", words="50千瓦"))
        await press(pilot, "r")
        for typed, found in (
            ("psb", {"排水泵"}),
            ("fadian", {"发电机"}),
            ("城北", {"发电机"}),
            ("装备 50千瓦", {"发电机"}),
            ("", {"排水泵", "发电机"}),
            ("没有的", set[str]()),
        ):
            await press(pilot, "f", "ctrl+u", *typed, "enter")
            lines = "\n".join(terminal_lines(pilot)[2:12])
            assert {name for name in ("排水泵", "发电机") if name in lines} == found, typed
        assert "没有找到" in "\n".join(terminal_lines(pilot))


async def test_words_typed_where_one_only_chooses_are_said_to_be_lost(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "r", "f9")
        form = pilot.screen(ResourceForm)
        await press(pilot, "城")
        assert "这一栏不打字" in form.message_line.words
        await press(pilot, "4")
        assert form.text("category") == "supply"
        assert "这一栏不打字" not in form.message_line.words
