"""Groups and the call-out list by keys: nobody is called or taken out by a slip."""

from cqcmd.desk.command.forms import PersonForm
from cqcmd.desk.contacts.forms import ContactForm
from cqcmd.screens.command.call_list import CallOutScreen
from cqcmd.screens.command.group import GroupScreen
from cqcmd.screens.command.screen import CommandScreen
from cqcmd.screens.command.unit import UnitScreen
from cqcmd.screens.command.units import UnitsScreen
from cqcmd.screens.log.screen import LogScreen
from cqcmd.screens.reports.screen import ReportsScreen
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.widgets.table import Table
from tests.desk.calls import TANK, take
from tests.screens.conftest import OpenPost
from tests.support.pilots import notices, press, terminal_lines


async def test_a_key_held_down_is_one_call(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        desk = pilot.app.desk
        ident = take(desk, TANK)
        for name in ("王大队", "孙班长"):
            desk.roster.assign(ident, "rescue", PersonForm(name=name))
        pilot.app.push_screen(CallOutScreen(desk, ident))
        await pilot.pause()
        await press(pilot, "space", "space")
        states = [person.state for person in desk.roster.shown.call_list(ident)]
        assert sorted(states) == ["", "notified"]
        await press(pilot, "space")
        assert {person.state for person in desk.roster.shown.call_list(ident)} == {"notified"}


async def test_keys_on_a_unit_touch_no_person(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        desk = pilot.app.desk
        ident = take(desk, TANK)
        desk.roster.assign(ident, "rescue", PersonForm(name="王大队"))
        pilot.app.push_screen(GroupScreen(desk, ident, "rescue"))
        await pilot.pause()
        await pilot.press("down", "delete", "space")
        assert pilot.app.screen.query_one("#units", Table).has_focus
        [person] = desk.roster.shown.people(ident, "rescue")
        assert person.state == ""
        await pilot.press("up", "enter", "4")
        await pilot.pause()
        [person] = desk.roster.shown.people(ident, "rescue")
        assert person.state == "on_scene"


async def test_space_goes_on_and_enter_names_any_state_a_post_or_the_way_out(
    post: OpenPost,
) -> None:
    async with post((80, 24)) as pilot:
        desk = pilot.app.desk
        ident = take(desk, TANK)
        desk.roster.assign(ident, "rescue", PersonForm(name="王大队", post="队长"))
        pilot.app.push_screen(GroupScreen(desk, ident, "rescue"))
        await pilot.pause()
        for state in ("notified", "accepted", "on_way", "on_scene", "released", "released"):
            await press(pilot, "space")
            assert desk.roster.shown.people(ident, "rescue")[0].state == state
        assert "王大队已撤离，没有下一步" in notices(pilot)[-1]
        await press(pilot, "enter", "６")
        assert desk.roster.shown.people(ident, "rescue")[0].state == "called"
        await press(pilot, "enter", "7", "end", *"二组", "enter")
        assert desk.roster.shown.people(ident, "rescue")[0].post == "队长二组"
        await press(pilot, "delete", "escape")
        assert desk.roster.shown.people(ident, "rescue")
        await press(pilot, "delete", "2")
        assert desk.roster.shown.people(ident, "rescue") == ()
        assert "离开 抢险救援组 调到别的工作组" in desk.log(ident)[-1].words


async def test_digits_lead_to_rooms_from_a_group_and_from_the_list_of_calls(
    post: OpenPost,
) -> None:
    async with post((80, 24)) as pilot:
        desk = pilot.app.desk
        ident = take(desk, TANK)
        desk.roster.assign(ident, "rescue", PersonForm(name="王大队"))
        room = CommandScreen(desk, ident)
        pilot.app.push_screen(room)
        for screen, digit, there in (
            (GroupScreen(desk, ident, "rescue"), "1", SituationScreen),
            (CallOutScreen(desk, ident), "５", LogScreen),
            (UnitsScreen(desk, ident), "3", CommandScreen),
            (UnitScreen(desk, ident, "police"), "2", ReportsScreen),
        ):
            acts = desk.logbook.acts
            pilot.app.push_screen(screen)
            await pilot.pause()
            await press(pilot, digit)
            assert isinstance(pilot.app.screen, there)
            assert desk.logbook.acts == acts


async def test_who_is_not_reached_has_a_colleague_proposed(post: OpenPost) -> None:
    async with post() as pilot:
        desk = pilot.app.desk
        ident = take(desk, TANK)
        for name, post_ in (("王强", "局长"), ("李四", "副局长")):
            form = ContactForm(name=name, post=post_, org="公安局", phones="13800000001")
            desk.contacts.keep(form)
        desk.roster.assign(ident, "rescue", PersonForm(name="王强", unit="公安局"))
        pilot.app.push_screen(CallOutScreen(desk, ident))
        await pilot.pause()
        assert not any("改找" in line for line in terminal_lines(pilot))
        await press(pilot, "f8")
        shown = terminal_lines(pilot)
        assert any("没打通，可改找（回车）：李四 副局长 13800000001" in line for line in shown)
        await press(pilot, "enter", "7")
        people = {person.name: person for person in desk.roster.shown.call_list(ident)}
        assert (people["李四"].post, people["李四"].phones) == ("副局长", ("13800000001",))
        assert people["李四"].place == people["王强"].place
