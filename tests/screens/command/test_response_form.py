"""The form of a step of the response: where the cursor stands as it opens."""

import pytest
from msgspec.structs import replace

from cqcmd.screens.command.response_form import ResponseForm
from cqcmd.screens.command.screen import CommandScreen
from tests.screens.command.rooms import about_the_tank
from tests.screens.conftest import OpenPost
from tests.support.pilots import press


@pytest.mark.parametrize(("known", "field"), [("", "who"), ("陈静", "words")])
async def test_who_verified_is_asked_for_first_unless_he_is_known(
    post: OpenPost, monkeypatch: pytest.MonkeyPatch, known: str, field: str
) -> None:
    async with post() as pilot:
        desk, ident = await about_the_tank(pilot, CommandScreen)
        begin = replace(desk.response.defaults(ident, "verified"), who=known)
        monkeypatch.setattr(type(desk.response), "defaults", lambda *_: begin)
        await press(pilot, "enter")
        form = pilot.screen(ResponseForm)
        assert form.rows_by_name[field].has_focus_within
