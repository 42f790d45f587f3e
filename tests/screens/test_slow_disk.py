"""A disk or another terminal that keeps an act waiting: the screen lives, nothing typed is lost."""

import asyncio
import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import apsw
import pytest
from textual import events

from cqcmd.errors import Unwritable
from cqcmd.screens.log.note import NoteForm
from cqcmd.screens.situation.screen import SituationScreen
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support import settling
from tests.support.pilots import PostPilot, press, terminal_lines


@pytest.fixture(autouse=True)
def _a_key_does_not_wait_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "disk_at_work", lambda: False)


@contextmanager
def held_elsewhere(pilot: PostPilot) -> Iterator[apsw.Connection]:
    """Another terminal is in the middle of an act."""
    path = pilot.app.opening.data / "journal.db"
    with closing(apsw.Connection(str(path))) as link:
        link.execute("BEGIN IMMEDIATE")
        yield link
        if link.in_transaction:
            link.execute("ROLLBACK")


async def noting(pilot: PostPilot, words: str) -> str:
    ident = take(pilot.app, EXPLOSION)
    pilot.front.reload()
    await press(pilot, "enter", ".", *words)
    return ident


def screen_text(pilot: PostPilot) -> str:
    return "\n".join(terminal_lines(pilot))


@contextmanager
def refused_for_room(_journal: object) -> Iterator[None]:
    """An act for which the disk has no room."""
    raise Unwritable("日志没有写成（磁盘已满），本次操作未记录。")
    yield


async def until(pilot: PostPilot, what: Callable[[], bool], seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        await pilot.pause(0.02)


async def test_an_act_waits_for_another_terminal_while_the_screen_goes_on(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await noting(pilot, "消防到场")
        desk = pilot.app.desk
        with held_elsewhere(pilot) as link:
            await pilot.press("f9")
            await until(pilot, lambda: desk.disk.writing)
            pilot.clock.advance(seconds=3)
            pilot.app.tick()
            await pilot.pause()
            assert "14:05:03" in screen_text(pilot), "clocks go on"
            assert "正在记入，等磁盘或别的终端" in screen_text(pilot)
            assert isinstance(pilot.app.screen, NoteForm)
            link.execute("ROLLBACK")
            await until(pilot, lambda: not desk.disk.writing)
        await until(pilot, lambda: isinstance(pilot.app.screen, SituationScreen))
        assert desk.log(ident)[-1].words == "消防到场"


async def test_esc_gives_up_waiting_and_the_form_keeps_its_text(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await noting(pilot, "消防到场")
        desk = pilot.app.desk
        before = len(desk.log(ident))
        with held_elsewhere(pilot):
            await pilot.press("f9")
            await until(pilot, lambda: desk.disk.writing)
            await pilot.press("escape")
            await until(pilot, lambda: not desk.disk.writing)
            await pilot.pause()
            assert "没有再等，没有记录；填的内容都在" in screen_text(pilot)
        assert isinstance(pilot.app.screen, NoteForm)
        assert "消防到场" in screen_text(pilot)
        assert len(desk.log(ident)) == before


async def test_keys_typed_while_an_act_waits_come_after_it(post: OpenPost) -> None:
    async with post() as pilot:
        await noting(pilot, "消防到场")
        desk = pilot.app.desk
        with held_elsewhere(pilot) as link:
            await pilot.press("f9")
            await until(pilot, lambda: desk.disk.writing)
            for key in (".", "撤", "离"):
                await pilot.press(key)
            link.execute("ROLLBACK")
        await until(pilot, lambda: isinstance(pilot.app.screen, NoteForm) and not desk.disk.writing)
        await until(pilot, lambda: "撤离" in screen_text(pilot))
        assert "消防到场" not in screen_text(pilot).split("撤离")[0][-40:]


async def test_an_own_commit_that_takes_long_keeps_the_clock_going(
    post: OpenPost, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with post() as pilot:
        ident = await noting(pilot, "消防到场")
        desk = pilot.app.desk
        access = desk._open_record.journal.access
        plain = access.off_screen

        def slow(job: Callable[[], object]) -> object:
            def slowly() -> object:
                time.sleep(0.4)
                return job()

            return plain(slowly)

        monkeypatch.setattr(access, "off_screen", slow)
        await pilot.press("f9")
        ticks = 0
        while desk.disk.writing or isinstance(pilot.app.screen, NoteForm):
            await asyncio.sleep(0.01)
            ticks += 1
        assert ticks > 20, "the loop turned meanwhile"
        assert desk.log(ident)[-1].words == "消防到场"


async def test_what_cannot_be_read_is_told_and_ends_by_itself(
    post: OpenPost, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with post() as pilot:
        take(pilot.app, EXPLOSION)
        journal = pilot.app.desk._open_record.journal

        def refused() -> bool:
            raise OSError(5, "Input/output error")

        with monkeypatch.context() as broken:
            broken.setattr(journal, "changed", refused)
            pilot.clock.advance(seconds=2)
            pilot.app.tick()
            await pilot.pause()
            assert "14:05起日志读不出" in screen_text(pilot)
            assert pilot.app.is_running
        pilot.clock.advance(seconds=1)
        pilot.app.tick()
        await pilot.pause()
        assert "日志读不出" not in screen_text(pilot)


async def test_a_disk_without_room_stays_told_until_there_is_some(
    post: OpenPost, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with post() as pilot:
        await noting(pilot, "消防到场")
        plain = os.write

        def full(number: int, data: bytes) -> int:
            if data:  # an empty file finds room on a full disk
                raise OSError(28, "No space left on device")
            return plain(number, data)

        journal = pilot.app.desk._open_record.journal
        with monkeypatch.context() as broken:
            broken.setattr(os, "write", full)
            broken.setattr(type(journal), "act", refused_for_room)
            await press(pilot, "f9")
            await until(pilot, lambda: "起日志写不进" in screen_text(pilot))
            for _second in range(3):
                pilot.clock.advance(seconds=6)
                pilot.app.tick()
                await pilot.pause()
                assert "起日志写不进" in screen_text(pilot)
            await press(pilot, "了")
            await until(pilot, lambda: bool(pilot.app.desk.drafts.unkept))
            pilot.app.tick()
            await until(pilot, lambda: "正在填的存不上" in screen_text(pilot))
        pilot.clock.advance(seconds=6)
        pilot.app.tick()
        await until(pilot, lambda: "起日志写不进" not in screen_text(pilot))
        assert not pilot.app.desk.drafts.unkept, "what was typed is kept as soon as there is room"


async def test_a_refusal_in_a_handler_ends_neither_the_screen_nor_the_program(
    post: OpenPost, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with post() as pilot:
        ident = await noting(pilot, "")
        await press(pilot, "escape")
        front = pilot.front

        def refused() -> None:
            raise OSError(5, "Input/output error")

        monkeypatch.setattr(front, "reload", refused)
        front.call_later(front.reload)
        pilot.app.call_later(refused)
        await pilot.pause()
        assert "磁盘读写出错" in screen_text(pilot)
        await press(pilot, ".", *"还在", "f9")
        monkeypatch.undo()
        assert pilot.app.desk.log(ident)[-1].words == "还在"


async def test_a_worker_that_the_disk_refuses_ends_nothing(post: OpenPost) -> None:
    async with post() as pilot:
        for thread in (True, False):

            def refused() -> None:
                raise OSError(28, "No space left on device")

            async def refused_too() -> None:
                refused()

            pilot.app.run_worker(refused if thread else refused_too(), thread=thread)
            await until(pilot, lambda: "磁盘已满" in screen_text(pilot))
            pilot.app.tell("")
        assert pilot.app.is_running


@pytest.fixture
def slow_fsync(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file takes half a second to be on the disk."""
    plain = os.fsync

    def slowly(number: int) -> None:
        time.sleep(0.5)
        plain(number)

    monkeypatch.setattr(os, "fsync", slowly)


@pytest.mark.usefixtures("slow_fsync")
@pytest.mark.parametrize("key", ["escape", "f12"])
async def test_a_draft_or_a_setting_that_takes_long_keeps_the_clock_going(
    post: OpenPost, key: str
) -> None:
    async with post() as pilot:
        if key == "escape":
            await noting(pilot, "消防到场")
        longest, last = 0.0, time.monotonic()
        pilot.app.post_message(events.Key(key, None))
        while time.monotonic() < last + 2 and longest < 0.4:
            before = time.monotonic()
            await asyncio.sleep(0.01)
            longest = max(longest, time.monotonic() - before)
        assert longest < 0.4, "the loop stood still"
