import pytest

from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.station.settings import StationForm
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.table import Table
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.hostile import DECEITS, ESCAPES, bundled
from tests.support.pilots import PostPilot, notices, press, serving, terminal_lines, words_of


def value(pilot: PostPilot, name: str) -> str:
    return field(pilot, name).value


def field(pilot: PostPilot, name: str) -> TextField:
    return pilot.app.screen.query_one(f"#{name}", TextField)


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
                phone.caption
                for phone in form.query(TextField)
                if phone.code.startswith("phone-") and phone.is_on_screen
            ]
            assert shown == names
            hidden = form.query_one("#row-district").has_class("-hidden")
            level = pilot.app.desk.plan.org(line.key).level
            assert hidden is (level not in ("site", "unit", "district"))


async def test_a_name_of_its_own_is_not_overwritten(post: OpenPost) -> None:
    async with post(fresh=True) as pilot:
        form = await asked(pilot)
        field(pilot, "name").fill("渝中应急值守点")
        form.query_one("#district").focus()
        await press(pilot, *"渝北")
        assert value(pilot, "name") == "渝中应急值守点"


async def test_without_an_officer_nothing_is_saved_and_the_cursor_goes_there(
    post: OpenPost,
) -> None:
    async with post(fresh=True) as pilot:
        form = await asked(pilot)
        await press(pilot, "enter", *"渝中区", "f9")
        await pilot.pause(0.1)
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
        assert value(pilot, "district") == "涪陵区"


async def test_numbers_are_changed_later_and_the_watch_is_not(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "f10")
        assert (value(pilot, "phone-district_government"), value(pilot, "officer")) == (
            "63765110",
            "李敏",
        )
        field(pilot, "phone-district_government").fill("63760000")
        await press(pilot, "f9")
        assert serving(pilot).numbers["district_government"] == "63760000"
        watches = [line for line in pilot.app.desk.log(None) if line.kind == "watch"]
        assert len(watches) == 1


async def test_hostile_names_are_kept_harmless(post: OpenPost) -> None:
    async with post() as pilot:
        for words in bundled(ESCAPES + DECEITS):
            await press(pilot, "f10")
            field(pilot, "name").fill(words[:200])
            field(pilot, "officer").fill("李" + words[:200])
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
        await pilot.pause(0.1)
        assert form is pilot.app.screen
        assert field(pilot, "district").has_focus
        assert value(pilot, "officer") == "李敏"
        assert pilot.app.desk.station.serving() is None


async def test_the_district_is_found_by_its_initials_in_the_field_itself(post: OpenPost) -> None:
    async with post(fresh=True) as pilot:
        await asked(pilot)
        await press(pilot, "enter", *"yz")
        await pilot.pause(0.1)
        await press(pilot, "enter")
        assert value(pilot, "district") == "渝中区"
        assert value(pilot, "name") == "渝中区市场监管局"


async def test_each_choice_says_which_reports_it_owes_by_when_and_what_rings(
    post: OpenPost,
) -> None:
    async with post(fresh=True) as pilot:
        form = await asked(pilot)
        said = words_of(pilot, "#owed").replace("\n", "")
        assert "查证核实（4.1.1）" in said
        assert "报区县政府：30 分钟内电话、1 小时内书面（4.1.1）" in said
        assert "电话10、5 分钟" in said
        seen = {said}
        for org in pilot.app.desk.plan.orgs:
            form.query_one(Table).go_to_key(org.code)
            await pilot.pause()
            said = words_of(pilot, "#owed").replace("\n", "")
            seen.add(said)
            for rule in pilot.app.desk.plan.duties:
                if rule.sender == org.code:
                    assert f"报{pilot.app.desk.plan.org(rule.receiver).name}" in said
        assert len(seen) == len(pilot.app.desk.plan.orgs)


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("phone-district_government", "张三", "不像电话号码"),
        ("phone-city_regulator", "zzz", "不是电话号码"),
        ("own", "zzz", "不是电话号码"),
        ("officer", "13800000000", "不像姓名"),
    ],
)
async def test_a_name_for_a_number_and_a_number_for_a_name_are_refused_in_their_field(
    post: OpenPost, name: str, typed: str, said: str
) -> None:
    async with post(fresh=True) as pilot:
        form = await asked(pilot)
        await press(pilot, "enter", *"渝中区")
        field(pilot, "officer").fill("李敏")
        field(pilot, name).fill(typed)
        await press(pilot, "f9")
        await pilot.pause(0.1)
        assert pilot.app.screen is form
        assert field(pilot, name).has_focus
        assert pilot.app.desk.station.serving() is None
        assert said in notices(pilot)[-1]


async def test_a_set_up_not_accepted_is_there_again_after_the_program_was_left(
    post: OpenPost,
) -> None:
    async with post(fresh=True) as pilot:
        await asked(pilot)
        await press(pilot, "end", "up", "up", "up")
        field(pilot, "own").fill("63765110")
        pilot.app.keep_drafts()
        kept = {name: value(pilot, name) for name in ("name", "own", "officer")}
        assert "63765110" in "".join(kept.values())
    async with post(fresh=True) as pilot:
        form = await asked(pilot)
        assert {name: value(pilot, name) for name in kept} == kept
        line = form.query_one(Table).cursor
        assert line is not None
        assert line.key == "city_regulator"


async def test_examples_stand_in_empty_fields_and_are_no_content(post: OpenPost) -> None:
    async with post(fresh=True) as pilot:
        form = await asked(pilot)
        empty = [one for one in form.query(TextField) if not one.value and one.is_on_screen]
        assert len(empty) > 3
        for one in empty:
            assert one.example in one.words
            assert one.text == ""
        await press(pilot, "f9")
        assert pilot.app.desk.station.serving() is None


async def test_all_of_it_stands_on_the_smallest_terminal(post: OpenPost) -> None:
    async with post(fresh=True) as pilot:
        form = await asked(pilot)
        shown = "\n".join(terminal_lines(pilot))
        assert "*值班员" in shown
        assert "* 必填" in shown
        starts = {one.before for one in form.query(TextField) if one.is_on_screen}
        assert len(starts) == 1
