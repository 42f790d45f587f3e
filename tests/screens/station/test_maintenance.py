from pathlib import Path

import pytest
from textual.widgets import Input

from cqcmd.desk.station.backups import Backups
from cqcmd.errors import Unwritable
from cqcmd.screens.common.ask import AskWords
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import PostPilot, notices, press


async def command(pilot: PostPilot, name: str) -> None:
    await press(pilot, "/", *name, "enter")


async def backed_up(pilot: PostPilot, directory: Path) -> None:
    await command(pilot, "备份日志")
    assert isinstance(pilot.app.screen, AskWords)
    await press(pilot, "ctrl+u", *str(directory), "enter")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def entries(pilot: PostPilot) -> list[str]:
    return [line.kind for line in pilot.app.desk.log(None)]


async def test_a_backup_is_told_once_it_was_restored_and_verified(
    post: OpenPost, tmp_path: Path
) -> None:
    async with post() as pilot:
        take(pilot.app, EXPLOSION)
        await backed_up(pilot, tmp_path / "copies")
        (copy,) = (tmp_path / "copies").glob("*.db")
        assert any(words.startswith("已备份") and copy.name in words for words in notices(pilot))
        assert entries(pilot)[-1] == "backup"
        assert pilot.app.desk.board().backup_at == pilot.app.desk.clock.now()
        # The folders of a test lie on one disk.
        assert "同一块盘" in notices(pilot)[-1]
        notice = str(pilot.app.screen.query_one("#notices").render())
        assert notice.endswith("还没有备份到别的盘：/ 输入 备份")
        await command(pilot, "备份日志")
        assert pilot.app.screen.query_one(Input).value == str(tmp_path / "copies")


async def test_a_copy_that_cannot_be_proved_is_no_backup(
    post: OpenPost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cqcmd.journal.copies import backup

    def spoiled(part: Path, now: object, *, drill: bool) -> object:
        raise Unwritable(f"副本 {part.name} 读不回来。")

    monkeypatch.setattr(backup, "_restore", spoiled)
    async with post() as pilot:
        await backed_up(pilot, tmp_path / "copies")
        assert not any("已备份" in words for words in notices(pilot))
        assert any("备份没有完成" in words for words in notices(pilot))
        assert "backup" not in entries(pilot)
        assert list((tmp_path / "copies").iterdir()) == []


async def test_a_place_that_cannot_be_written_is_told(post: OpenPost, tmp_path: Path) -> None:
    occupied = tmp_path / "occupied"
    occupied.write_text("")
    async with post() as pilot:
        await backed_up(pilot, occupied)
        assert any("备份没有完成" in words for words in notices(pilot))
        assert "backup" not in entries(pilot)
        assert pilot.app.desk.settings.get("backup_directory") == ""


async def test_backing_out_copies_nothing(post: OpenPost, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(Backups, "make", lambda _self, to: asked.append(to))
    async with post() as pilot:
        await command(pilot, "备份日志")
        await press(pilot, "escape")
        assert asked == []


async def test_the_chain_is_followed_on_request(post: OpenPost) -> None:
    async with post() as pilot:
        await command(pilot, "验证日志")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert any(words.startswith("日志完整") for words in notices(pilot))


async def test_styles_are_remembered(post: OpenPost) -> None:
    async with post() as pilot:
        before = pilot.app.theme
        await command(pilot, "白天配色")
        day = pilot.app.theme
        assert day != before
        await command(pilot, "ASCII")
        assert pilot.app.has_class("-ascii")
    async with post() as pilot:
        assert pilot.app.theme == day
        assert pilot.app.has_class("-ascii")
        await command(pilot, "ASCII")
        await command(pilot, "黑白配色")
    async with post() as pilot:
        assert pilot.app.theme not in (day, before)
        assert not pilot.app.has_class("-ascii")


async def test_the_mouse_is_turned_off_and_stays_off(
    post: OpenPost, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with post() as pilot:
        await press(pilot, "f12")
        assert pilot.app.desk.settings.get("mouse") is False
    async with post() as pilot:
        asked: list[bool] = []
        assert pilot.app.desk.settings.get("mouse") is False
        monkeypatch.setattr(pilot.app, "use_mouse", asked.append)
        await press(pilot, "f12")
        assert asked == [True]
        assert pilot.app.desk.settings.get("mouse") is True
