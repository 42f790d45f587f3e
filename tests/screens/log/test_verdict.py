"""判定凭据 is two keys from a number on the screen, and from an entry of the log."""

import pytest

from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.log.verdict import VerdictScreen
from cqcmd.screens.plan.reader import ClauseScreen
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.widgets.drawing.prose import Prose
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import PostPilot, press


async def text(pilot: PostPilot) -> str:
    await press(pilot, "?", "?")
    assert isinstance(pilot.app.screen, VerdictScreen)
    return pilot.app.screen.query_one(Prose).said.plain


async def test_a_number_on_the_screen_opens_what_would_be_kept(post: OpenPost) -> None:
    async with post() as pilot:
        take(pilot.app, EXPLOSION)
        pilot.front.reload()
        await press(pilot, "enter")
        said = await text(pilot)
        for words in ("现在的判定", "cq-2023", pilot.app.desk.plan.digest[:12], "较大", "1.5.3"):
            assert words in said
        await press(pilot, "?", "escape", "escape")
        assert isinstance(pilot.app.screen, SituationScreen)


async def test_so_does_an_incident_on_the_board(post: OpenPost) -> None:
    async with post() as pilot:
        take(pilot.app, EXPLOSION)
        pilot.front.reload()
        assert "现在的判定" in await text(pilot)
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_an_entry_of_the_log_opens_what_was_shown_then(post: OpenPost) -> None:
    async with post() as pilot:
        desk = pilot.app.desk
        ident = take(pilot.app, EXPLOSION)
        desk.facts.update(ident, {"deaths": "12"}, source="赵队长", at=desk.clock.now())
        desk.logbook.note(ident, "风向东南")
        pilot.front.reload()
        await press(pilot, "enter", "f6")
        assert "没有判定凭据" in await text(pilot)
        await press(pilot, "escape", "escape", "up")
        said = await text(pilot)
        assert "办理“事实”" in said
        assert "较大" in said
        assert "特别重大" not in said.partition("距上一等级")[0]


async def test_a_plan_opened_by_itself_has_no_record(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "?", "?")
        assert isinstance(pilot.app.screen, ClauseScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_it_can_be_read_to_its_end(post: OpenPost, size: tuple[int, int]) -> None:
    async with post(size=size) as pilot:
        take(pilot.app, EXPLOSION)
        pilot.front.reload()
        await press(pilot, "enter")
        words = await text(pilot)
        page, prose = pilot.app.screen.query_one("#page"), pilot.app.screen.query_one(Prose)
        assert prose.size.height > words.count("\n")
        await press(pilot, "end")
        assert page.scroll_y == max(0, prose.size.height - page.size.height)
        assert page.size.height >= size[1] - 6
