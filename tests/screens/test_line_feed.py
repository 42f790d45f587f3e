"""A line feed is Enter: so arrives what was pressed before the terminal read key by key."""

import pytest
from textual import events

from cqcmd.screens.common.field_form import FieldForm
from cqcmd.terminal.line_feed import as_enter
from cqcmd.widgets.key_grammar import every_binding
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.screens.test_key_grammar import screens
from tests.support.pilots import press


def test_it_becomes_enter_and_keeps_its_moment() -> None:
    key = events.Key("ctrl+j", "\n")
    pressed = key.time
    assert as_enter(key) is key
    assert (key.key, key.character, key.time) == ("enter", "\r", pressed)
    other = events.Key("j", "j")
    as_enter(other)
    assert other.key == "j"


def test_nothing_of_ours_is_bound_to_it() -> None:
    assert screens(), "every screen and widget is imported"
    assert [kind for kind, binding in every_binding() if binding.key == "ctrl+j"] == []


@pytest.mark.parametrize("key", ["enter", "ctrl+j"])
async def test_it_opens_the_line_and_goes_on_in_a_form(post: OpenPost, key: str) -> None:
    async with post() as pilot:
        take(pilot.app, EXPLOSION)
        pilot.front.reload()
        await press(pilot, key)
        assert type(pilot.app.screen).__name__ == "SituationScreen"
        await press(pilot, "u", "down")
        before = pilot.app.focused
        await press(pilot, key)
        assert pilot.app.focused is not before
        assert type(pilot.app.screen).__name__ == "UpdateForm"
        await press(pilot, "escape", ".", *"到场", key)
        assert not isinstance(pilot.app.screen, FieldForm), "in the last field it saves"
