"""Keys that come at machine speed act one after another, each where the one before has led."""

import pytest
from textual import events

from cqcmd.screens.common.messages import ShowIncident
from cqcmd.screens.safety.team_form import EnterForm
from cqcmd.screens.station.settings import StationForm
from cqcmd.widgets.fields.pick_field import PickField
from cqcmd.widgets.fields.text_field import TextField
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import PostPilot, press

CONTROL = {"enter": "\r", "tab": "\t", "space": " "}


async def all_at_once(pilot: PostPilot, *keys: str) -> None:
    """Put the keys before the app as a terminal does that delivers them in one piece."""
    for key in keys:
        character = key if len(key) == 1 else CONTROL.get(key)
        pilot.app.post_message(events.Key(key, character))
    for _ in range(6):
        await pilot.pause()


async def test_enter_leads_on_before_the_next_letter_in_the_form_of_the_station(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        await press(pilot, "f10", "enter")
        form = pilot.screen(StationForm)
        for field in form.query(TextField):
            field.fill("")
        assert pilot.focused(TextField).code == "district"
        await all_at_once(pilot, *"yz", "enter", *"ab", "enter", *"12", "enter", *"34")
        values = [field.value for field in form.query(TextField) if field.display and field.value]
        assert values == ["渝中区", "渝中区市场监管局ab", "12", "34"]


@pytest.mark.parametrize("on", ["enter", "down", "tab"])
async def test_a_key_that_leads_on_does_so_before_the_next_letter(post: OpenPost, on: str) -> None:
    async with post() as pilot:
        pilot.app.post_message(ShowIncident(take(pilot.app, EXPLOSION)))
        await pilot.pause()
        await press(pilot, "p", "f9")
        form = pilot.screen(EnterForm)
        await all_at_once(pilot, "a", on, "b", on, "c")
        values = [field.value for field in form.query(TextField)]
        assert values[:3] == ["a", "b", "c"]


async def test_what_f9_saves_is_left_before_the_next_key(post: OpenPost) -> None:
    async with post() as pilot:
        ident = take(pilot.app, EXPLOSION)
        pilot.app.post_message(ShowIncident(ident))
        await pilot.pause()
        await all_at_once(pilot, "p", "f9", *"ab", "f9", "a", *"cd")
        assert [team.name for team in pilot.app.desk.safety.teams(ident)] == ["ab"]
        form = pilot.screen(EnterForm)
        assert form.text("name") == "cd"


async def test_the_palette_takes_the_letters_behind_its_key_and_does_what_enter_chose(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        await all_at_once(pilot, "ctrl+p", *"本站设置", "enter", "enter", "y")
        assert pilot.screen(StationForm)
        assert pilot.focused(TextField).value.endswith("y")


async def test_letters_in_one_burst_are_one_change_of_their_field(
    post: OpenPost, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes: list[str] = []
    async with post() as pilot:
        await press(pilot, "n")
        field = pilot.focused(TextField)
        shown = TextField.watch_value

        def watched(field: TextField) -> None:
            changes.append(field.value)
            shown(field)

        monkeypatch.setattr(TextField, "watch_value", watched)
        await all_at_once(pilot, *("储罐 爆炸" * 40))
        assert field.value == "储罐 爆炸" * 40
        assert len([value for value in changes if value.startswith("储")]) < 10, changes


async def test_a_burst_is_parted_by_every_key_that_is_no_letter(post: OpenPost) -> None:
    async with post() as pilot:
        pilot.app.post_message(ShowIncident(take(pilot.app, EXPLOSION)))
        await pilot.pause()
        await press(pilot, "p", "f9")
        form = pilot.screen(EnterForm)
        keys = (*"abcd", "backspace", "x", "left", "y", "enter", *"ef", "up", "z", "home", *"12")
        await all_at_once(pilot, *keys)
        values = [field.value for field in form.query(TextField)]
        assert values[:2] == ["12abcyxz", "ef"]


async def test_two_spaces_of_a_burst_are_two_keys(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "n")
        field = pilot.front.query(PickField).first()
        field.focus()
        await pilot.pause()
        await all_at_once(pilot, "a", "backspace", "space", "space", "space")
        assert field.value == " ", "of several spaces a field of names takes one"
