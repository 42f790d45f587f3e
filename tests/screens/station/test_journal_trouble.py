"""A journal that cannot be opened ends no terminal: the copies are shown, one key restores one."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import pytest

from cqcmd.app.command_post import CommandPost
from cqcmd.clock import FixedClock
from cqcmd.desk.opening import Opening
from cqcmd.errors import Unwritable
from cqcmd.journal import store
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.intake.screen import IntakeScreen
from cqcmd.screens.station.journal_trouble import JournalTroubleScreen
from cqcmd.widgets.table import Table
from tests.screens.conftest import START, _set_up
from tests.support.pilots import AppPilot, PostPilot, notices, press, terminal_lines

RUBBISH = b"rubbish " * 4_000


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A station with two copies in the folder set for them, one of them older, and one broken."""
    place = tmp_path / "data"
    _set_up(place)
    for hours in (0, 2):
        opening = Opening(place, None, FixedClock(START + timedelta(hours=hours)))
        opening.read_journal()
        opening.desk.backups.back_up(tmp_path / "copies")
        opening.desk.settings.set("backup_directory", str(tmp_path / "copies"))
        opening.close()
    (tmp_path / "copies" / "cqcmd-20260725-230000.db").write_bytes(RUBBISH)
    return place


@asynccontextmanager
async def opened(data: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[PostPilot]:
    opening = Opening(data, None, FixedClock(START + timedelta(hours=3)))
    app = CommandPost(opening)
    async with app.run_test(size=size):
        yield AppPilot(app)
    opening.close()


@contextmanager
def without_room() -> Iterator[pytest.MonkeyPatch]:
    """No journal can be opened for want of room, until this is undone."""

    def full(_path: Path) -> NoReturn:
        raise Unwritable("日志打不开（磁盘已满）；请检查磁盘和权限。")

    with pytest.MonkeyPatch.context() as disk:
        disk.setattr(store, "connect", full)
        yield disk


async def copies_shown(pilot: PostPilot) -> JournalTroubleScreen:
    """The sheet, once the copies have been found."""
    for _turn in range(1_000):
        screen = pilot.app.screen
        found = isinstance(screen, JournalTroubleScreen) and screen.query(Table)
        if found and found.first().cursor is not None:
            await pilot.pause()
            return pilot.screen(JournalTroubleScreen)
        await pilot.pause(0.01)
    raise AssertionError("the copies are not shown")


async def drawn(pilot: PostPilot, words: str) -> str:
    """What the terminal shows, once these words stand on it."""
    for _turn in range(1_000):
        if words in (lines := "\n".join(terminal_lines(pilot))):
            return lines
        await pilot.pause(0.01)
    raise AssertionError(lines)


async def ready(pilot: PostPilot) -> None:
    for _turn in range(2_000):
        if pilot.app.desk.ready:
            return
        await pilot.pause(0.01)
    raise AssertionError("the journal is not open")


async def test_a_journal_that_the_disk_keeps_shut_is_not_replaced_by_one_key(data: Path) -> None:
    whole = (data / "journal.db").read_bytes()
    with without_room() as disk:
        async with opened(data) as pilot:
            await copies_shown(pilot)
            assert "先腾出空间" in await drawn(pilot, "日志不一定坏了")
            await press(pilot, "f9")
            assert "还是要恢复，再按 F9" in await drawn(pilot, "先按 r")
            assert (data / "journal.db").read_bytes() == whole
            disk.undo()
            await press(pilot, "r")
            await ready(pilot)
            assert pilot.app.desk.log(None)[-1].kind != "restored"


async def test_who_insists_gets_the_copy(data: Path) -> None:
    with without_room() as disk:
        async with opened(data) as pilot:
            await copies_shown(pilot)
            disk.undo()
            await press(pilot, "f9", "f9")
            await ready(pilot)
            assert pilot.app.desk.log(None)[-1].kind == "restored"


async def test_the_board_behind_says_no_more_than_is_known(data: Path) -> None:
    (data / "journal.db").write_bytes(RUBBISH)
    async with opened(data, (120, 50)) as pilot:
        await copies_shown(pilot)
        assert "有哪些事件还不知道" in await drawn(pilot, "F9 用这一份恢复")
        await press(pilot, "f9")
        await ready(pilot)
        assert "有哪些事件还不知道" not in await drawn(pilot, "没有事件")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_broken_journal_is_restored_from_the_fullest_copy_by_one_key(
    data: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    (data / "journal.db").write_bytes(RUBBISH)
    async with opened(data, size) as pilot:
        await copies_shown(pilot)
        lines = await drawn(pilot, "F9 用这一份恢复")
        assert "已损坏" in re.sub(r"[\s│]", "", lines)
        assert re.search(r"看得见的备份 [3-9] 份", lines)
        assert (data / "journal.db").read_bytes() == RUBBISH
        assert not list(data.glob("*坏*"))
        await press(pilot, "f9")
        await ready(pilot)
        assert isinstance(pilot.app.screen, BoardScreen)
        assert any("已用" in words and "恢复" in words for words in notices(pilot))
        assert pilot.app.desk.watch.station == "渝中区市场监管局"
        last = pilot.app.desk.log(None)[-1]
        assert last.kind == "restored"
        assert "cqcmd-20260725-160500.db" in last.words
    [aside] = data.glob("journal.db.坏-*")
    assert (aside / "journal.db").read_bytes() == RUBBISH


async def test_a_copy_that_is_broken_is_shown_as_such_and_not_taken(data: Path) -> None:
    (data / "journal.db").write_bytes(RUBBISH)
    async with opened(data) as pilot:
        screen = await copies_shown(pilot)
        await press(pilot, "end")
        line = screen.query_one(Table).cursor
        assert line is not None
        assert [cell.words for cell in line.cells][1] == "坏"
        await press(pilot, "f9")
        assert pilot.app.screen is screen
        assert (data / "journal.db").read_bytes() == RUBBISH


@pytest.mark.parametrize("key", ["escape", "ctrl+q"])
async def test_leaving_touches_nothing_and_says_why(data: Path, key: str) -> None:
    (data / "journal.db").write_bytes(RUBBISH)
    async with opened(data) as pilot:
        await copies_shown(pilot)
        await press(pilot, "enter")
        await press(pilot, key)
        assert pilot.app.return_code == 2
    assert (data / "journal.db").read_bytes() == RUBBISH
    assert not list(data.glob("*坏*"))


async def test_a_journal_put_right_from_outside_is_opened_by_another_try(data: Path) -> None:
    whole = (data / "journal.db").read_bytes()
    (data / "journal.db").write_bytes(RUBBISH)
    async with opened(data) as pilot:
        await copies_shown(pilot)
        await press(pilot, "r")
        await copies_shown(pilot)
        (data / "journal.db").write_bytes(whole)
        await press(pilot, "r")
        await ready(pilot)
        assert pilot.app.desk.log(None)[-1].kind != "restored"


async def test_a_call_is_written_into_a_form_meanwhile_and_kept(data: Path) -> None:
    (data / "journal.db").write_bytes(RUBBISH)
    async with opened(data) as pilot:
        await copies_shown(pilot)
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, IntakeScreen)
        await press(pilot, *"dianti")
        await press(pilot, "escape")
        await copies_shown(pilot)
        await press(pilot, "f9")
        await ready(pilot)
        assert pilot.app.desk.waiting.count == 1
