"""值班表 by keys: put down, repeated, emptied, taken from a file; tonight's gap on the board."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from cqcmd.desk.rota.forms import RotaForm
from cqcmd.errors import BadInput
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.common.ask import AskReason, AskWords, Confirm
from cqcmd.screens.rota.form import RotaDayForm
from cqcmd.screens.rota.importing import RotaImport
from cqcmd.screens.rota.screen import RotaScreen
from cqcmd.screens.station.shift_handover import HandoverScreen
from tests.screens.conftest import OpenPost
from tests.support.hostile import HOSTILE
from tests.support.pilots import PostPilot, notices, press, terminal_lines

TODAY = date(2026, 7, 25)


def names(pilot: PostPilot, day: date = TODAY) -> list[str]:
    return [one.name for one in pilot.app.desk.rota.day(day).people.values()]


async def test_tonight_is_put_down_and_the_board_says_so(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        await press(pilot, "d")
        pilot.screen(RotaScreen)
        await press(pilot, "f9")
        pilot.screen(RotaDayForm)
        await press(pilot, *"李敏", "enter", *"王强", "enter", *"张伟", "f9")
        pilot.screen(RotaScreen)
        assert names(pilot) == ["李敏", "王强", "张伟"]
        await press(pilot, "escape")
        pilot.screen(BoardScreen)
        assert any("值班员 李敏  带班 王强" in line for line in terminal_lines(pilot))


async def test_a_gap_tonight_stands_on_the_board_and_in_the_hand_over(post: OpenPost) -> None:
    async with post() as pilot:
        pilot.app.desk.rota.keep(TODAY, RotaForm(officer="李敏"))
        pilot.front.reload()
        await pilot.pause()
        assert any("今晚（7月25日）没有排带班：按 d 补上" in line for line in terminal_lines(pilot))
        await press(pilot, "f9")
        pilot.screen(HandoverScreen)
        assert any("今晚（7月25日）没有排带班。" in line for line in terminal_lines(pilot))


async def test_at_the_hand_over_the_board_goes_on_to_the_next_duty(post: OpenPost) -> None:
    async with post() as pilot:
        pilot.app.desk.rota.keep(TODAY, RotaForm(officer="李敏", leader="王强"))
        pilot.front.reload()
        await pilot.pause()
        assert not any("按 d 补上" in line for line in terminal_lines(pilot))
        pilot.clock.advance(hours=19)
        pilot.app.tick()
        await pilot.pause()
        assert any("值班表只排到7月25日，今晚没有人" in line for line in terminal_lines(pilot))


async def test_several_days_and_the_week_before(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "d", "enter", *"李敏", "enter", *"王强")
        form = pilot.screen(RotaDayForm)
        form.focus_field("days")
        await press(pilot, *"2天", "f9")
        assert names(pilot, date(2026, 7, 26)) == ["李敏", "王强"]
        await press(pilot, "right", "f8")
        pilot.screen(Confirm)
        await press(pilot, "y")
        assert names(pilot, date(2026, 8, 1)) == ["李敏", "王强"]
        await press(pilot, "f8")
        assert "没有可照排的" in notices(pilot)[-1]
        await press(pilot, "backspace")


async def test_a_day_is_emptied_with_a_reason_and_taken_back(post: OpenPost) -> None:
    async with post() as pilot:
        pilot.app.desk.rota.keep(TODAY, RotaForm(officer="李敏", leader="王强"))
        await press(pilot, "d", "delete")
        pilot.screen(AskReason)
        await press(pilot, "2")
        assert names(pilot) == []
        await press(pilot, "backspace")
        assert names(pilot) == ["李敏", "王强"]


async def test_the_hour_of_the_hand_over_is_the_offices_own(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "d", "f6")
        pilot.screen(AskWords)
        await press(pilot, "ctrl+u", *"9点", "enter")
        assert "几点几分" in notices(pilot)[-1]
        await press(pilot, "ctrl+u", *"09:00", "enter")
        assert any("每天 09:00 换班" in line for line in terminal_lines(pilot))


async def test_a_file_is_shown_before_it_is_taken_in(post: OpenPost, tmp_path: Path) -> None:
    path = tmp_path / "值班 表.csv"
    path.write_text("日期,带班,值班员\n7月25日,王强,李敏\n7月27日,王强,赵六\n昨天,甲,乙", "utf-8")
    async with post() as pilot:
        await press(pilot, "d", "f5", *str(path), "enter")
        while not isinstance(pilot.app.screen, RotaImport):
            await pilot.pause(0.01)
        shown = "\n".join(terminal_lines(pilot))
        assert "新排 2 天" in shown
        assert "“昨天”认不出是哪一天" in shown
        assert names(pilot) == []
        await press(pilot, "f9")
        pilot.screen(RotaScreen)
        assert names(pilot) == ["李敏", "王强"]


@pytest.mark.parametrize("days", ["0", "1.5", "40", "很多"])
async def test_a_strange_number_of_days_is_said_beside_its_field(post: OpenPost, days: str) -> None:
    async with post() as pilot:
        await press(pilot, "d", "f9", *"李敏")
        form = pilot.screen(RotaDayForm)
        form.focus_field("days")
        await press(pilot, *days, "f9")
        assert pilot.screen(RotaDayForm).rows_by_name["days"].has_focus_within
        assert names(pilot) == []


async def test_hostile_names_are_harmless(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        for n, text in enumerate(filter(str.strip, HOSTILE)):
            with suppress(BadInput):  # figures and signs are no name
                pilot.app.desk.rota.keep(date(2026, 7, 20 + n % 7), RotaForm(officer=text))
        await press(pilot, "d", "home", "down", "down", "f9", "escape", "escape")
        assert all("\x1b" not in line for line in terminal_lines(pilot))
