"""事故台账 on the screen: typed, narrowed, opened, left and come back to."""

import pytest

from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.register.filters import FilterMenu
from cqcmd.screens.register.screen import RegisterScreen
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.widgets import incident_picture
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.table import Table
from tests.screens.conftest import START, OpenPost
from tests.screens.incidents import ELEVATOR, EXPLOSION, take
from tests.support.pilots import PostPilot, press, terminal_lines


async def opened(pilot: PostPilot, key: str = "f") -> list[str]:
    """Two incidents taken, the register opened; their ids."""
    idents = [take(pilot.app, call) for call in (EXPLOSION, ELEVATOR)]
    await press(pilot, key)
    pilot.screen(RegisterScreen)
    for worker in [worker for worker in pilot.app.workers if worker.name == "_learn_pinyin"]:
        await worker.wait()
    await pilot.pause()
    return idents


def numbers(pilot: PostPilot) -> list[str]:
    return [line.cells[1].words for line in pilot.front.query_one("#found", Table).lines]


def said(pilot: PostPilot, selector: str) -> str:
    return pilot.front.query_one(selector, Prose).said.plain


@pytest.mark.parametrize("key", ["f", "ctrl+f"])
async def test_the_board_opens_it_and_escape_leads_back(post: OpenPost, key: str) -> None:
    async with post() as pilot:
        await opened(pilot, key)
        assert numbers(pilot) == ["26-0002", "26-0001"]
        assert said(pilot, "#counts").startswith("共 2 起 · 较大 1")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, BoardScreen)


@pytest.mark.parametrize(
    "typed", ["长江化工", "changjiang", "cjhg", "李明", "较大", "爆炸 2026", "2026 爆炸"]
)
async def test_each_letter_narrows_the_list(post: OpenPost, typed: str) -> None:
    async with post() as pilot:
        await opened(pilot)
        await press(pilot, *("space" if key == " " else key for key in typed))
        assert numbers(pilot) == ["26-0001"]


async def test_who_leaves_before_the_sounds_are_learned_breaks_nothing(post: OpenPost) -> None:
    async with post() as pilot:
        for key in ("f", "/"):
            await pilot.press(key, "escape")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_letters_and_digits_that_are_keys_elsewhere_are_typed(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot)
        await press(pilot, *"n1?/f")
        assert pilot.front.query_one(TextField).value == "n1?/f"
        assert numbers(pilot) == []
        assert "没有这样的事件" in "\n".join(terminal_lines(pilot))


async def test_enter_opens_and_coming_back_finds_all_as_it_was(post: OpenPost) -> None:
    async with post() as pilot:
        idents = await opened(pilot)
        await press(pilot, "down", "enter")
        assert pilot.screen(SituationScreen).ident == idents[0]
        await press(pilot, "escape")
        assert pilot.front.query_one("#found", Table).cursor.key == idents[0]  # type: ignore[union-attr]


async def test_what_was_sought_is_remembered(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot)
        await press(pilot, *"电梯", "escape", "f")
        assert pilot.front.query_one(TextField).value == "电梯"
        assert numbers(pilot) == ["26-0002"]


async def test_filters_in_force_stand_in_words(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot)
        await press(pilot, *"电梯")
        await press(pilot, "space", *"本年")
        assert said(pilot, "#filters") == "筛选：设备 电梯 · 接报 2026年"


async def test_who_seeks_a_drill_is_told_where_drills_are(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot)
        await press(pilot, *"演练")
        assert numbers(pilot) == []
        assert "F11" in said(pilot, "#filters")


async def test_a_filter_is_chosen_and_taken_off_by_one_key(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot)
        await press(pilot, "f8")
        menu = pilot.app.screen
        assert isinstance(menu, FilterMenu)
        table = menu.query_one(Table)
        table.go_to_key("较大")
        await press(pilot, "enter")
        assert pilot.front.query_one(TextField).value == "较大"
        assert numbers(pilot) == ["26-0001"]
        await press(pilot, "f8", "home", "enter")
        assert pilot.front.query_one(TextField).value == ""
        assert len(numbers(pilot)) == 2


async def test_what_others_write_appears(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot)
        take(pilot.app, ELEVATOR | {"unit": "观音桥商场"})
        pilot.front.reload()
        await pilot.pause()
        assert numbers(pilot)[0] == "26-0003"


async def test_at_80_columns_one_incident_stands_whole_below(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "down")
        assert "长江化工 容器 储罐爆炸 1死3重伤" in said(pilot, "#detail")
        assert "1.5.3" in said(pilot, "#detail")


async def test_at_120_columns_its_picture_stands_beside(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        idents = await opened(pilot)
        pilot.app.desk.logbook.note(idents[0], "消防已到场")
        pilot.front.reload()
        await press(pilot, "down")
        await pilot.pause(incident_picture.REST + 0.15)
        words = pilot.front.query_one(incident_picture.IncidentPicture).words
        for part in ("来电人   李明", "死亡 1人（李明 14:05）", "消防已到场", "应启III级"):
            assert part in words, part
        assert not pilot.front.query_one("#detail").display
        lines = terminal_lines(pilot)
        assert any("26-0001" in line and "来电人" not in line for line in lines)
        assert any("长江化工 容器 储罐爆炸" in line for line in lines), "the list is not cut"


async def test_an_old_incident_is_found_years_later(post: OpenPost) -> None:
    async with post() as pilot:
        take(pilot.app, EXPLOSION)
        pilot.clock.advance(days=800)
        await press(pilot, "f", *"2026")
        assert numbers(pilot) == ["26-0001"]
        assert pilot.front.query_one("#found", Table).lines[0].cells[0].words == "2026-07-25"
        assert START.year == 2026
