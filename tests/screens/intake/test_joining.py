"""The same accident told twice: shown beside the form, added as news only when a key says so."""

import pytest

from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.common.ask import Confirm
from cqcmd.screens.intake.screen import IntakeScreen
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.screens.situation.update import UpdateForm
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.screens.intake.test_intake import field, form, put, said
from tests.support.pilots import PostPilot, notices, press

SECOND = "渝中区长江化工公司 储罐爆炸 4死 王五13900000000"


async def second_call(pilot: PostPilot, line: str = SECOND) -> str:
    ident = take(pilot.app, EXPLOSION)
    pilot.clock.advance(minutes=7)
    await form(pilot)
    await put(pilot, "line", line)
    await press(pilot, "enter")
    return ident


def facts(pilot: PostPilot, ident: str) -> dict[str, str]:
    return {fact.code: fact.text for fact in pilot.app.desk.situation(ident).facts}


def log(pilot: PostPilot, ident: str) -> str:
    return "\n".join(line.words for line in pilot.app.desk.log(ident))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_an_open_incident_is_shown_beside_the_form(
    post: OpenPost, size: tuple[int, int]
) -> None:
    async with post(size) as pilot:
        await second_call(pilot)
        shown = said(pilot, "live").replace("\n", "").replace(" ", "")
        assert "像是同一起：26-0001长江化工14:05接报较大" in shown
        assert "F8" in shown
        assert len(pilot.app.desk.board().rows) == 1
        field(pilot, "unit").fill("时代大厦")
        assert "同一起" not in said(pilot, "live")


async def test_f8_carries_the_call_into_an_update_and_saving_ends_it(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await second_call(pilot)
        await put(pilot, "place", "化工路后门")
        await press(pilot, "f8")
        update = pilot.screen(UpdateForm)
        assert update.ident == ident
        assert update.text("deaths") == "4"
        assert update.text("source") == "王五"
        await press(pilot, "f9")
        assert pilot.app.screen is update, "what the line filled is to be looked at first"
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, SituationScreen)
        assert facts(pilot, ident)["deaths"] == "4"
        assert SECOND in log(pilot, ident)
        assert "化工路后门" in log(pilot, ident)
        assert "13900000000" in log(pilot, ident)
        assert [row.ident for row in pilot.app.desk.board().rows] == [ident]
        await press(pilot, "escape")
        await form(pilot)
        assert field(pilot, "line").value == "", "its form is done with"


async def test_leaving_the_update_brings_the_form_back_as_it_was(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await second_call(pilot)
        before = pilot.screen(IntakeScreen).snapshot()
        await press(pilot, "f8")
        await press(pilot, "escape")
        assert pilot.screen(IntakeScreen).snapshot() == before
        assert facts(pilot, ident)["deaths"] == "1"
        assert "又一来电" not in log(pilot, ident)
        await press(pilot, "f9", "f9")
        assert len(pilot.app.desk.board().rows) == 2, "the officer decides"


async def test_the_form_is_kept_while_the_update_is_open(post: OpenPost) -> None:
    async with post() as pilot:
        await second_call(pilot)
        await press(pilot, "f8")
        (call,) = pilot.app.desk.waiting.all()
        assert pilot.app.desk.waiting.parked(call.ident)["line"] == SECOND


async def test_a_call_without_news_is_noted_when_asked(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await second_call(pilot, "渝中区长江化工 王五13900000000")
        await press(pilot, "f8")
        assert isinstance(pilot.app.screen, Confirm)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, IntakeScreen)
        await press(pilot, "f8", "y")
        assert isinstance(pilot.app.screen, SituationScreen)
        assert "13900000000" in log(pilot, ident)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_an_update_left_unsaved_is_not_written_over(post: OpenPost) -> None:
    async with post() as pilot:
        ident = take(pilot.app, EXPLOSION)
        pilot.app.push_screen(UpdateForm(pilot.app.desk, ident))
        await pilot.pause()
        await press(pilot, "enter", "2", "escape")
        await form(pilot)
        await put(pilot, "line", SECOND)
        await press(pilot, "f8")
        update = pilot.screen(UpdateForm)
        assert update.text("deaths") == "2"
        assert update.text("source") == "王五"
        assert any("死亡照它没有改" in words for words in notices(pilot))


async def test_without_such_an_incident_f8_says_so(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "line", SECOND)
        await press(pilot, "f8")
        assert isinstance(pilot.app.screen, IntakeScreen)
        assert "没有像是同一起的" in said(pilot, "accept")


async def test_a_call_without_a_name_is_told_by_whoever_rang(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await second_call(pilot)
        field(pilot, "caller").fill("")
        field(pilot, "callback").fill("")
        await press(pilot, "f8")
        assert pilot.screen(UpdateForm).text("source") == "来电"
        await press(pilot, "f9")
        await press(pilot, "f9")
        [deaths] = [one for one in pilot.app.desk.situation(ident).facts if one.code == "deaths"]
        assert deaths.source == "来电"
