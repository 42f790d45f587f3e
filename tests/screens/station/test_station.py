from textual.widgets import Input

from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.station.settings import StationForm
from cqcmd.widgets.table import Table
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.hostile import DECEITS, ESCAPES, bundled
from tests.support.pilots import PostPilot, press, serving


def value(pilot: PostPilot, name: str) -> str:
    return pilot.app.screen.query_one(f"#{name}", Input).value


async def asked(pilot: PostPilot) -> StationForm:
    await pilot.pause(0.1)
    assert isinstance(pilot.app.screen, StationForm)
    return pilot.app.screen


async def test_a_fresh_post_asks_once_and_keeps_the_answer(post: OpenPost) -> None:
    async with post(fresh=True) as pilot:
        await asked(pilot)
        await press(pilot, "enter", *"渝中区", "enter", "enter", *"63765110", "enter")
        await press(pilot, *"12365", "enter", *"67001234", "enter", *"李敏", "enter")
        served = serving(pilot)
        assert served.org == "district_regulator"
        assert served.district == "渝中区"
        assert served.name == "渝中区市场监管局"
        assert served.numbers == {
            "district_government": "63765110",
            "city_regulator": "12365",
            "district_regulator": "67001234",
        }
        assert pilot.app.desk.officer == "李敏"
        assert isinstance(pilot.app.screen, BoardScreen)
        ident = take(pilot.app, EXPLOSION)
        numbers = [
            deadline.number
            for deadline in pilot.app.desk.situation(ident).deadlines
            if deadline.mine
        ]
        assert "63765110" in numbers
    async with post(fresh=True) as pilot:
        await pilot.pause(0.1)
        assert isinstance(pilot.app.screen, BoardScreen)
        assert serving(pilot).name == "渝中区市场监管局"
        assert pilot.app.desk.officer == "李敏"


async def test_another_organisation_asks_for_other_numbers(post: OpenPost) -> None:
    async with post(fresh=True) as pilot:
        form = await asked(pilot)
        await press(pilot, "home")
        here = form.query_one(Table)
        for line in here.lines:
            here.go_to_key(line.key)
            await pilot.pause()
            names = [name for _code, name in pilot.app.desk.station.receivers(line.key)]
            shown = [
                str(form.query_one(f"#label-{phone}").render()).removesuffix(" 电话")
                for phone in ("phone-0", "phone-1")
                if not form.query_one(f"#row-{phone}").has_class("-hidden")
            ]
            assert shown == names
            hidden = form.query_one("#row-district").has_class("-hidden")
            level = pilot.app.desk.plan.org(line.key).level
            assert hidden is (level not in ("site", "unit", "district"))


async def test_a_name_of_its_own_is_not_overwritten(post: OpenPost) -> None:
    async with post(fresh=True) as pilot:
        form = await asked(pilot)
        form.query_one("#name", Input).value = "渝中应急值守点"
        form.query_one("#district").focus()
        await press(pilot, *"渝北")
        assert value(pilot, "name") == "渝中应急值守点"


async def test_without_an_officer_nothing_is_saved_and_the_cursor_goes_there(
    post: OpenPost,
) -> None:
    async with post(fresh=True) as pilot:
        form = await asked(pilot)
        await press(pilot, "enter", *"渝中区", "f9")
        assert pilot.app.desk.station.serving() is None
        assert pilot.app.screen is form
        assert form.query_one("#officer").has_focus


async def test_what_was_typed_stands_there_after_esc(post: OpenPost) -> None:
    async with post(fresh=True) as pilot:
        await asked(pilot)
        await press(pilot, "enter", *"涪陵", "escape")
        assert pilot.app.desk.station.serving() is None
        await press(pilot, "f10")
        assert isinstance(pilot.app.screen, StationForm)
        assert value(pilot, "district") == "涪陵"


async def test_numbers_are_changed_later_and_the_watch_is_not(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "f10")
        assert (value(pilot, "phone-0"), value(pilot, "officer")) == ("63765110", "李敏")
        pilot.app.screen.query_one("#phone-0", Input).value = "63760000"
        await press(pilot, "f9")
        assert serving(pilot).numbers["district_government"] == "63760000"
        watches = [line for line in pilot.app.desk.log(None) if line.kind == "watch"]
        assert len(watches) == 1


async def test_hostile_names_are_kept_harmless(post: OpenPost) -> None:
    async with post() as pilot:
        for words in bundled(ESCAPES + DECEITS):
            await press(pilot, "f10")
            pilot.app.screen.query_one("#name", Input).value = words[:200]
            pilot.app.screen.query_one("#officer", Input).value = words[:200] or "李敏"
            await press(pilot, "f9")
            if isinstance(pilot.app.screen, StationForm):
                await press(pilot, "escape")
            assert isinstance(pilot.app.screen, BoardScreen)
            assert "\x1b" not in serving(pilot).name
            assert "\u202e" not in pilot.app.desk.officer


async def test_an_unknown_district_is_refused_and_the_cursor_stands_there(post: OpenPost) -> None:
    async with post(fresh=True) as pilot:
        form = await asked(pilot)
        await press(
            pilot, "enter", *"渝州区", "end", "enter", "enter", "enter", "enter", "enter", *"李敏"
        )
        await press(pilot, "enter")
        assert form is pilot.app.screen
        assert form.query_one("#district", Input).has_focus
        assert value(pilot, "officer") == "李敏"
        assert pilot.app.desk.station.serving() is None
