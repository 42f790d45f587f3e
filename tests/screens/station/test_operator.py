"""操作人 on the screens: asked once a watch, shown on top, settled for good by a login."""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from cqcmd.app.command_post import CommandPost
from cqcmd.clock import FixedClock
from cqcmd.desk.common.operator import NOBODY, Operator
from cqcmd.desk.opening import Opening
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.common.ask import AskWords
from cqcmd.screens.common.room_keys import ROOM_KEYS
from cqcmd.screens.intake.screen import IntakeScreen
from cqcmd.screens.log.note import NoteForm
from cqcmd.screens.log.screen import LogScreen
from cqcmd.screens.palette.commands import commands_of
from cqcmd.screens.situation.decision import DecisionForm
from cqcmd.screens.station.operator import OperatorMenu
from cqcmd.widgets.table import Table
from tests.screens.conftest import START
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import PostPilot, notices, press, standing, terminal_lines

At = Callable[..., AbstractAsyncContextManager[PostPilot]]


@pytest.fixture
def at(tmp_path: Path, set_up: Path) -> At:
    """A terminal of one record: whoever the login says sits there, or nobody has said."""

    @asynccontextmanager
    async def terminal(
        operator: Operator = NOBODY,
        size: tuple[int, int] = (80, 24),
        *,
        forgotten: bool = True,
        calling: bool = False,
    ) -> AsyncIterator[PostPilot]:
        data = tmp_path / "data"
        if not data.exists():
            shutil.copytree(set_up, data)
        if forgotten:
            (data / "settings.json").unlink(missing_ok=True)
        opening = Opening(data, None, FixedClock(START), operator=operator)
        app = CommandPost(opening, calling=calling)
        async with standing(app, opening, size) as pilot:
            yield pilot

    return terminal


def top(pilot: PostPilot) -> str:
    """The top line."""
    return terminal_lines(pilot)[0]


async def test_one_key_where_it_is_the_officer_and_not_asked_again(at: At) -> None:
    async with at() as pilot:
        assert isinstance(pilot.app.screen, OperatorMenu)
        assert any("李敏（值班员）" in line for line in terminal_lines(pilot))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, BoardScreen)
        assert pilot.app.desk.operators.here.name == "李敏"
        assert "操作" not in top(pilot)
        assert "操作人是李敏" in notices(pilot)[-1]
    async with at(forgotten=False) as pilot:
        assert isinstance(pilot.app.screen, BoardScreen)
        assert pilot.app.desk.operators.here.name == "李敏"


async def test_another_person_is_typed_and_stands_on_top_of_every_room(at: At) -> None:
    async with at() as pilot:
        await press(pilot, "2")
        assert isinstance(pilot.app.screen, AskWords)
        await press(pilot, *"123", "enter")
        assert isinstance(pilot.app.screen, AskWords), "no name: it stays, and says why"
        await press(pilot, "ctrl+u", *"王强", "enter")
        assert isinstance(pilot.app.screen, BoardScreen)
        assert "值班 李敏  操作 王强" in top(pilot)
        ident = take(pilot.app, EXPLOSION)
        pilot.front.reload()
        await press(pilot, "enter")
        for key, *_room in ROOM_KEYS:
            await press(pilot, key)
            assert "王强" in top(pilot), f"{key}: {top(pilot)}"
            assert "李敏" in top(pilot), f"{key}: {top(pilot)}"
        assert {line.writer for line in pilot.app.desk.log(ident)} == {"王强"}


async def test_the_log_says_who_wrote_and_who_was_on_duty(at: At) -> None:
    async with at(Operator("王强", None, given=True), (100, 30)) as pilot:
        take(pilot.app, EXPLOSION)
        pilot.front.reload()
        await press(pilot, "enter", "f6")
        assert isinstance(pilot.app.screen, LogScreen)
        assert any("王强（值班 李敏）" in line for line in terminal_lines(pilot))
        rows = pilot.app.screen.query_one(Table).lines
        assert {row.cells[2].words for row in rows} == {"王强"}


@pytest.mark.parametrize("key", ["n", "ctrl+n", "f8"])
async def test_a_call_comes_before_the_question(at: At, key: str) -> None:
    async with at() as pilot:
        await press(pilot, key)
        assert isinstance(pilot.app.screen, IntakeScreen)
        assert pilot.app.desk.operators.here == NOBODY


async def test_nobody_is_asked_over_a_call_and_esc_puts_it_off(at: At) -> None:
    async with at(calling=True) as pilot:
        assert isinstance(pilot.app.screen, IntakeScreen)
    async with at() as pilot:
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, BoardScreen)
        ident = take(pilot.app, EXPLOSION)
        assert {(line.actor, line.operator) for line in pilot.app.desk.log(ident)} == {("李敏", "")}
    async with at(forgotten=False) as pilot:
        assert isinstance(pilot.app.screen, OperatorMenu)


async def test_the_command_changes_who_sits_here_and_offers_who_sat_here_last(at: At) -> None:
    async with at() as pilot:
        await press(pilot, "enter", "slash", *"hczr", "enter")
        assert isinstance(pilot.app.screen, OperatorMenu)
        await press(pilot, "2", *"王强", "enter")
        assert pilot.app.desk.operators.here.name == "王强"
        await press(pilot, "slash", *"hczr", "enter")
        assert any("2 王强（上次在这台终端）" in line for line in terminal_lines(pilot))
        await press(pilot, "1")
        assert pilot.app.desk.operators.here.name == "李敏"
        assert "操作 " not in top(pilot)


def names(pilot: PostPilot) -> set[str]:
    return {command.name for command in commands_of(pilot.app.screen)}


async def test_what_a_login_settled_has_no_command_and_no_action(at: At) -> None:
    both = {"观察模式", "换操作人"}
    async with at() as pilot:
        await press(pilot, "enter")
        assert both <= names(pilot)
    async with at(Operator("王强", None, given=True)) as pilot:
        assert both & names(pilot) == {"观察模式"}
    async with at(Operator("王强", "观察", given=True)) as pilot:
        assert both & names(pilot) == set()
        for action in ("observe", "operator", "app.observe", "app.operator"):
            await pilot.app.run_action(action)
            await pilot.pause()
        assert isinstance(pilot.app.screen, BoardScreen)
        assert pilot.app.desk.observing
        assert "观察" in top(pilot)
        assert "王强" in top(pilot)


async def test_an_observer_is_told_and_keeps_what_he_typed(at: At) -> None:
    async with at(Operator("陈静", "值班", given=True)) as pilot:
        ident = take(pilot.app, EXPLOSION)
    async with at(Operator("王强", "观察", given=True)) as pilot:
        count = len(pilot.app.desk.log(ident))
        form = NoteForm(pilot.app.desk, ident)
        pilot.app.push_screen(form)
        await press(pilot, *"看到了", "f9")
        assert pilot.app.screen is form
        assert "角色是“观察”" in form.message_line.words
        assert any("看到了" in line for line in terminal_lines(pilot))
        assert len(pilot.app.desk.log(ident)) == count


async def test_the_watch_is_told_who_writes_a_closing_and_keeps_what_was_typed(at: At) -> None:
    async with at(Operator("王强", "值班", given=True)) as pilot:
        ident = take(pilot.app, EXPLOSION)
        form = DecisionForm(pilot.app.desk, ident, "override")
        pilot.app.push_screen(form)
        await pilot.pause()
        for field in form.in_order():
            field.fill({"who": "王局", "why": "伤情不明"}.get(field.code, ""))
        before = form.typed()
        assert {"王局", "伤情不明"} <= set(before.values())
        await press(pilot, "f9")
        assert pilot.app.screen is form
        assert "由“指挥”记" in form.message_line.words
        assert form.typed() == before
        assert all(line.kind != "override" for line in pilot.app.desk.log(ident))


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_the_top_line_has_room_for_both(at: At, width: int) -> None:
    async with at(Operator("欧阳建国", "值班", given=True), (width, 24)) as pilot:
        assert "李敏" in top(pilot)
        assert "欧阳建国" in top(pilot)
