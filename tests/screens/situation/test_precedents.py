"""判例参考 on the real screens: by a key from 态势, beside the grade, and never in its way."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from cqcmd.desk import drill_opening
from cqcmd.screens.plan.reader import ClauseScreen
from cqcmd.screens.reports.screen import ReportsScreen
from cqcmd.screens.situation.precedents import PrecedentsScreen
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.widgets.incident_strip import IncidentStrip
from cqcmd.widgets.table import Table
from tests.screens.conftest import OpenPost
from tests.screens.drill.posts import playing
from tests.screens.incidents import ELEVATOR, EXPLOSION, take
from tests.support.pilots import PostPilot, cursor_line, press, terminal_lines, words_of

READ_FROM = "cqcmd.desk.situation.precedents.precedents_file"


async def opened(pilot: PostPilot, texts: dict[str, str]) -> str:
    ident = take(pilot.app, texts)
    pilot.front.reload()
    await press(pilot, "enter")
    await press(pilot, "g")
    assert isinstance(pilot.app.screen, PrecedentsScreen)
    return ident


def table(pilot: Pilot[str]) -> Table:
    return pilot.app.screen.query_one("#precedents", Table)


def rows(pilot: Pilot[str]) -> list[str]:
    return [" ".join(cell.words for cell in line.cells) for line in table(pilot).lines]


async def test_the_verdict_and_the_nearest_stand_on_one_screen(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot, EXPLOSION)
        assert "较大 1.5.3" in pilot.app.screen.query_one(IncidentStrip).words
        assert rows(pilot)[0] == "── 同类设备：压力容器（含气瓶）"
        assert cursor_line(table(pilot)).key.endswith("违规倒装爆炸"), "not on the heading"
        assert "2022-01-08 液化石油气钢瓶" in rows(pilot)[1]
        assert rows(pilot)[1].endswith("一般 较大 不同")
        detail = words_of(pilot, "#detail")
        assert "按预案条文为较大（1.5.3），官方定为一般" in detail
        assert "据公开报道·待核。" in detail


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_all_of_it_fits(post: OpenPost, size: tuple[int, int]) -> None:
    async with post(size) as pilot:
        await opened(pilot, EXPLOSION)
        shown = "\n".join(terminal_lines(pilot))
        assert "仅供参考，不是法条，也不改变等级" in shown
        scrolled = table(pilot).max_scroll_y
        assert scrolled <= (size == (80, 24)), "at 80 by 24 the list scrolls by a line at most"
        for _line in table(pilot).lines:
            detail = words_of(pilot, "#detail").splitlines()
            assert len(detail) <= pilot.app.screen.query_one("#detail").size.height
            await press(pilot, "down")


async def test_the_line_where_the_grade_is_explained_leads_there_and_escape_back(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        take(pilot.app, EXPLOSION)
        pilot.front.reload()
        await press(pilot, "enter")
        facts = pilot.app.screen.query_one("#facts", Table)
        facts.focus()
        facts.go_to_key("precedents:")
        await press(pilot, "7")
        assert isinstance(pilot.app.screen, SituationScreen), "no fact is edited there"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PrecedentsScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, SituationScreen)
        await press(pilot, "ctrl+g")
        assert isinstance(pilot.app.screen, PrecedentsScreen)


async def test_a_question_mark_or_enter_opens_the_clause_of_the_letter(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot, EXPLOSION)
        for key in ("question_mark", "enter"):
            await press(pilot, key)
            screen = pilot.app.screen
            assert isinstance(screen, ClauseScreen)
            assert screen.clause_here() == "1.5.3"
            await press(pilot, "escape")


async def test_a_key_that_means_nothing_here_does_nothing(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, EXPLOSION)
        before = pilot.app.desk.log(ident)
        await press(pilot, "delete", "space", "9", "g")
        assert isinstance(pilot.app.screen, PrecedentsScreen)
        assert pilot.app.desk.log(ident) == before
        await press(pilot, "f3")
        assert isinstance(pilot.app.screen, ReportsScreen)


async def test_where_no_precedent_is_of_its_kind_that_is_said(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot, ELEVATOR | {"equipment": "客运索道"})
        assert rows(pilot)[0] == "── 没有客运索道的判例，以下是其他设备"
    async with post() as pilot:
        ident = take(pilot.app, {"summary": "冒烟", "district": "渝中区"})
        pilot.app.push_screen(PrecedentsScreen(pilot.app.desk, ident))
        await pilot.pause()
        assert rows(pilot)[0] == "── 设备待核，以下是各类设备"


async def test_other_facts_have_other_neighbours(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, EXPLOSION)
        pilot.app.desk.facts.update(
            ident, {"deaths": "31"}, source="王工", at=pilot.app.desk.clock.now()
        )
        pilot.front.reload()
        assert "富洋烧烤店" in rows(pilot)[1]


async def test_a_broken_file_is_a_sentence_and_the_screen_stands(
    post: OpenPost, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(READ_FROM, lambda: tmp_path / "nothing.json")
    async with post() as pilot:
        await opened(pilot, EXPLOSION)
        assert rows(pilot) == []
        assert "判例资料读不了，这里没有列出" in words_of(pilot, "#detail")
        await press(pilot, "down", "enter", "question_mark", "escape", "escape")
        assert isinstance(pilot.app.screen, SituationScreen)


async def test_a_drill_shows_them_too(tmp_path: Path) -> None:
    folder = drill_opening.start_drill(tmp_path / "data", "lift-trapping", None)
    async with playing(folder) as pilot:
        desk = pilot.app.desk
        ident = desk.intake.new_call()
        desk.intake.take_call(ident, ELEVATOR, desk.clock.now())
        pilot.app.push_screen(PrecedentsScreen(desk, ident))
        await pilot.pause()
        assert "演练" in terminal_lines(pilot)[0]
        assert any("阳光天宸" in row for row in rows(pilot))
