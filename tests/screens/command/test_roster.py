"""Groups and the call-out list by keys: nobody is called or taken out by a slip."""

from cqcmd.desk.command.forms import PersonForm
from cqcmd.screens.command.call_list import CallOutScreen
from cqcmd.screens.command.group import GroupScreen
from cqcmd.widgets.table import Table
from tests.desk.calls import TANK, take
from tests.screens.conftest import OpenPost


async def test_a_key_held_down_is_one_call(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        desk = pilot.app.desk
        ident = take(desk, TANK)
        for name in ("王大队", "孙班长"):
            desk.roster.assign(ident, "rescue", PersonForm(name=name))
        pilot.app.push_screen(CallOutScreen(desk, ident))
        await pilot.pause()
        await pilot.press("space", "space")
        states = [person.state for person in desk.roster.shown.call_list(ident)]
        assert sorted(states) == ["", "notified"]
        pilot.clock.advance(seconds=5)
        await pilot.press("space")
        assert {person.state for person in desk.roster.shown.call_list(ident)} == {"notified"}


async def test_keys_on_a_unit_touch_no_person(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        desk = pilot.app.desk
        ident = take(desk, TANK)
        desk.roster.assign(ident, "rescue", PersonForm(name="王大队"))
        pilot.app.push_screen(GroupScreen(desk, ident, "rescue"))
        await pilot.pause()
        await pilot.press("down", "delete", "4")
        assert pilot.app.screen.query_one("#units", Table).has_focus
        [person] = desk.roster.shown.people(ident, "rescue")
        assert person.state == ""
        await pilot.press("up", "4")
        [person] = desk.roster.shown.people(ident, "rescue")
        assert person.state == "on_scene"
