"""A copy on its way is seen on every screen, holds up nothing, and can be given up."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

import pytest

from cqcmd.desk.station import copy_round
from cqcmd.errors import Unwritable
from cqcmd.journal.copies.course import Course
from cqcmd.screens.intake.screen import IntakeScreen
from cqcmd.screens.palette.commands import commands_of
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.screens.station.test_maintenance import backed_up, command
from tests.support.pilots import PostPilot, notices, press, terminal_lines


class SlowStick:
    """Takes half of the copy, then nothing until it is let go."""

    def __init__(self) -> None:
        self.half, self.go_on = Event(), Event()

    def deliver(self, _files: object, _folder: object, course: Course) -> None:
        course.note("正在写到备份目录", 1, 2)
        self.half.set()
        while not self.go_on.wait(0.01):
            course.note("正在写到备份目录", 1, 2)
        raise OSError(5, "")


@pytest.fixture
def stick(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowStick]:
    slow = SlowStick()
    monkeypatch.setattr(copy_round, "deliver", slow.deliver)
    yield slow
    slow.go_on.set()


@asynccontextmanager
async def under_way(
    post: OpenPost, stick: SlowStick, folder: Path, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[PostPilot]:
    async with post(size) as pilot:
        take(pilot.app, EXPLOSION)
        await command(pilot, "备份日志")
        await press(pilot, "ctrl+u", *str(folder), "enter")
        while not stick.half.is_set():
            await pilot.pause(0.01)
        pilot.app.tick()
        await pilot.pause()
        yield pilot


async def ended(pilot: PostPilot) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def message_row(pilot: PostPilot) -> str:
    return next(row for row in reversed(terminal_lines(pilot)[:-1]) if row.strip())


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_progress_stands_on_the_message_line_with_the_key_that_ends_it(
    post: OpenPost, stick: SlowStick, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with under_way(post, stick, tmp_path / "copies", size) as pilot:
        assert "正在写到备份目录 50%  Ctrl+Z 取消" in message_row(pilot)
        await press(pilot, "n")
        pilot.screen(IntakeScreen)
        pilot.app.tick()
        await pilot.pause()
        assert "50%  Ctrl+Z 取消" in message_row(pilot)
        await press(pilot, *"boiler")
        assert pilot.app.desk.backups.progress


async def test_what_is_said_stands_before_the_progress(
    post: OpenPost, stick: SlowStick, tmp_path: Path
) -> None:
    async with under_way(post, stick, tmp_path / "copies") as pilot:
        pilot.app.tell("已记入：人员疏散。")
        await pilot.pause()
        row = message_row(pilot)
        assert row.index("已记入：人员疏散。") < row.index("50%  Ctrl+Z 取消")


@pytest.mark.parametrize("way", ["key", "palette", "in a field"])
async def test_it_is_given_up_by_a_key_or_a_command(
    post: OpenPost, stick: SlowStick, tmp_path: Path, way: str
) -> None:
    async with under_way(post, stick, tmp_path / "copies") as pilot:
        if way == "palette":
            await command(pilot, "取消备份")
        else:
            await press(pilot, *(("n",) if way == "in a field" else ()), "ctrl+z")
        await ended(pilot)
        assert notices(pilot)[-1] == "备份已取消，没有留下半份。"
        assert list((tmp_path / "copies").iterdir()) == []
        assert "Ctrl+Z" not in message_row(pilot)


async def test_there_is_nothing_to_give_up_where_nothing_is_copied(post: OpenPost) -> None:
    async with post() as pilot:
        assert "取消备份、复制" not in [one.name for one in commands_of(pilot.app.screen)]
        await press(pilot, "ctrl+z")
        assert notices(pilot) == []


async def test_a_second_one_is_refused_in_words(
    post: OpenPost, stick: SlowStick, tmp_path: Path
) -> None:
    async with under_way(post, stick, tmp_path / "copies") as pilot:
        await command(pilot, "备份日志")
        assert "正在备份" in message_row(pilot)


async def test_a_stick_that_is_pulled_ends_no_program(
    post: OpenPost, stick: SlowStick, tmp_path: Path
) -> None:
    async with under_way(post, stick, tmp_path / "copies") as pilot:
        stick.go_on.set()
        await ended(pilot)
        assert "备份没有完成" in notices(pilot)[-1]
        assert "磁盘读写出错" in notices(pilot)[-1]
        assert pilot.app.is_running
        take(pilot.app, EXPLOSION)


async def test_leaving_asks_while_a_copy_is_on_its_way(
    post: OpenPost, stick: SlowStick, tmp_path: Path
) -> None:
    async with under_way(post, stick, tmp_path / "copies") as pilot:
        await press(pilot, "ctrl+q")
        assert any("备份正在做，离开就不做了" in row for row in terminal_lines(pilot))
        assert any("还没有备份到别的盘" in row for row in terminal_lines(pilot))


@pytest.mark.parametrize("typed", ["~nobody-of-that-name/x", "/proc/1/x/y", "/dev/null"])
async def test_a_folder_that_cannot_be_is_a_sentence(post: OpenPost, typed: str) -> None:
    async with post() as pilot:
        await backed_up(pilot, Path(typed))
        assert notices(pilot)[-1].endswith("。")
        assert "已备份" not in notices(pilot)[-1]


async def test_copies_that_are_due_are_made_unasked_and_a_fault_is_told_once(
    post: OpenPost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with post() as pilot:
        own = tmp_path / "data" / "备份"
        pilot.clock.advance(minutes=6)
        pilot.app.tick()
        await ended(pilot)
        assert len(list(own.glob("*.db"))) == 1
        assert not any("备份" in words for words in notices(pilot))
        take(pilot.app, EXPLOSION)

        def refuses(*_: object) -> None:
            raise Unwritable("磁盘已满。")

        monkeypatch.setattr(copy_round, "prove", refuses)
        for _time in range(3):
            pilot.clock.advance(hours=2)
            pilot.app.tick()
            await ended(pilot)
        said = [words for words in notices(pilot) if "自动备份" in words]
        assert said == ["自动备份没有完成：磁盘已满。"]


async def test_the_board_and_the_hand_over_tell_how_old_the_last_one_elsewhere_is(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        assert any("还没有备份到别的盘：/ 输入 备份" in row for row in terminal_lines(pilot))
        await press(pilot, "f9")
        assert any("还没有备份到别的盘" in row for row in terminal_lines(pilot))
