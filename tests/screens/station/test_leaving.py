"""Leaving: one list of what stays behind, and staying as the answer under the cursor."""

from threading import Event

import pytest

from cqcmd.errors import Unwritable
from cqcmd.local_store import json_document
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.intake.screen import IntakeScreen
from cqcmd.screens.log.note import NoteForm
from cqcmd.screens.station.leaving import LeavingScreen
from cqcmd.widgets.table import Table
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.screens.intake.test_intake import form, put
from tests.support.pilots import PostPilot, notices, press, terminal_lines


def listed(pilot: PostPilot) -> list[str]:
    table = pilot.screen(LeavingScreen).query_one("#stays", Table)
    return [line.cells[0].words for line in table.lines]


async def test_an_unaccepted_form_is_asked_about_and_esc_stays(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "unit", "时代大厦")
        await press(pilot, "ctrl+q")
        assert listed(pilot) == ["正在录的接报还没有受理：时代大厦（14:05 接报）"]
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, IntakeScreen)
        await press(pilot, "ctrl+q", "enter")
        assert isinstance(pilot.app.screen, IntakeScreen), "Enter stays"
        await press(pilot, "ctrl+q", "y")
        assert not pilot.app.is_running or pilot.app._exit


async def test_a_form_set_aside_is_named_from_the_board(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "unit", "时代大厦")
        await press(pilot, "escape", "ctrl+q")
        assert listed(pilot) == ["放着的接报还没有受理：时代大厦（14:05 接报）"]
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_a_long_list_is_read_by_pages(post: OpenPost) -> None:
    async with post() as pilot:
        for _call in range(6):
            take(pilot.app, EXPLOSION)
        await press(pilot, "ctrl+q")
        assert len(listed(pilot)) == 24
        table = pilot.screen(LeavingScreen).query_one("#stays", Table)
        page = table.size.height
        assert page < 24
        assert f"下面还有 {24 - page} 件" in "\n".join(terminal_lines(pilot))
        await press(pilot, "pagedown")
        assert table.scroll_y == 24 - page
        assert "下面还有" not in "\n".join(terminal_lines(pilot))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_an_empty_post_is_left_at_once(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "ctrl+q")
        assert not isinstance(pilot.app.screen, LeavingScreen)


def refused(_path: object, _data: bytes) -> None:
    """Write nothing, as a disk that is full."""
    raise Unwritable("磁盘已满。")


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A disk that takes nothing until this is undone."""
    monkeypatch.setattr(json_document, "write_whole", refused)
    return monkeypatch


async def left_unkept(pilot: PostPilot) -> None:
    """Type a note on a disk that takes nothing, and leave its form by Esc."""
    take(pilot.app, EXPLOSION)
    pilot.front.reload()
    await press(pilot, "enter", ".", *"消防到场", "escape")
    await pilot.app.workers.wait_for_complete()


async def test_what_the_disk_did_not_take_is_named_on_leaving(
    post: OpenPost, full: pytest.MonkeyPatch
) -> None:
    async with post() as pilot:
        await left_unkept(pilot)
        await press(pilot, ".", *"了", "escape", "ctrl+q")
        lost = [words for words in listed(pilot) if "没有了" in words]
        assert lost == ["存不上，离开就没有了，请抄下来：记事 26-0001 消防到场了"]


async def test_a_form_in_front_that_cannot_be_kept_keeps_nobody(
    post: OpenPost, full: pytest.MonkeyPatch
) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "unit", "时代大厦")
        await press(pilot, "ctrl+q")
        assert listed(pilot)[0] == "存不上，离开就没有了，请抄下来：接报 时代大厦"
        await press(pilot, "y")
        assert not pilot.app.is_running or pilot.app._exit


async def test_what_a_disk_refused_is_kept_on_leaving_once_there_is_room(
    post: OpenPost, full: pytest.MonkeyPatch
) -> None:
    async with post() as pilot:
        await left_unkept(pilot)
        drafts = pilot.app.desk.drafts
        assert [draft.form.partition(":")[0] for draft in drafts.unkept] == ["note"]
        full.undo()
        await press(pilot, "ctrl+q")
        assert drafts.unkept == ()
        assert not any("没有了" in words for words in listed(pilot))
        [kept] = (pilot.app.opening.data / "drafts").glob("*.json")
        assert "消防到场" in kept.read_text("utf-8")


async def test_a_disk_that_refuses_once_the_form_is_gone_is_told_all_the_same(
    post: OpenPost, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, gone = Event(), Event()

    def refused_late(_path: object, _data: bytes) -> None:
        asked.set()
        gone.wait(10)
        raise Unwritable("磁盘已满。")

    async with post() as pilot:
        take(pilot.app, EXPLOSION)
        pilot.front.reload()
        monkeypatch.setattr(json_document, "write_whole", refused_late)
        await press(pilot, "enter", ".", *"消防到场", "escape")
        assert asked.wait(10)
        await pilot.pause()
        assert not isinstance(pilot.app.screen, NoteForm)
        gone.set()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "没有存上" in notices(pilot)[-1]
