"""附件 on the screen: a path typed, copied beside it, seen in the log, opened and proved."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from cqcmd.desk.attachments import desk as attachments_module
from cqcmd.journal.attachments.taking_in import take_in
from cqcmd.journal.copies.course import Course
from cqcmd.screens.attachments.form import AttachFilesForm
from cqcmd.screens.attachments.screen import AttachmentScreen
from cqcmd.screens.log.screen import LogScreen
from cqcmd.screens.papers.screen import PaperScreen
from cqcmd.screens.station.leaving import LeavingScreen
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import PostPilot, all_done, notices, press, terminal_lines

SIZES = [(80, 24), (120, 36)]


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    (folder / "现场 照片.jpg").write_bytes(b"\xff\xd8\xff" + b"photo" * 1000)
    (folder / "笔录.txt").write_text("问：几点发现的？\n答：两点。", "utf-8")
    return folder


async def in_log(pilot: PostPilot) -> str:
    ident = take(pilot.app, EXPLOSION)
    pilot.front.reload()
    await press(pilot, "enter", "f6")
    assert isinstance(pilot.app.screen, LogScreen)
    return ident


async def attached(pilot: PostPilot, *typed: str) -> None:
    """Press ``t``, type into the fields one after the other, and save."""
    await press(pilot, "t")
    assert isinstance(pilot.app.screen, AttachFilesForm)
    for words in typed:
        await press(pilot, *words, "down")
    await press(pilot, "f9")
    await all_done(pilot)


async def until(pilot: PostPilot, holds: Callable[[], bool]) -> None:
    """Wait until something is so; a disk under load takes its time."""
    for _turn in range(500):
        if holds():
            return
        await pilot.pause(0.02)
    raise AssertionError("it never came to be so")


def shown(pilot: PostPilot) -> str:
    return "\n".join(terminal_lines(pilot))


@pytest.mark.parametrize("size", SIZES)
async def test_a_file_is_attached_and_the_log_shows_it(
    post: OpenPost, usb: Path, size: tuple[int, int]
) -> None:
    async with post(size) as pilot:
        ident = await in_log(pilot)
        await attached(pilot, str(usb / "现场 照片.jpg"), "罐体东侧裂口", "物业 吴芳")
        assert isinstance(pilot.app.screen, LogScreen)
        assert notices(pilot)[-1].startswith("已附上：现场 照片.jpg，4.9 KB，记入日志。")
        line = pilot.app.desk.log(ident)[-1]
        assert line.words.endswith("：罐体东侧裂口（物业 吴芳）")
        assert "现场 照片.jpg" in shown(pilot)
        assert "退格撤回" in shown(pilot)
        await press(pilot, "backspace")
        await until(pilot, lambda: pilot.app.desk.log(ident)[-1].kind == "struck")


@pytest.mark.parametrize("size", SIZES)
async def test_enter_opens_it_and_says_whether_it_is_as_it_was(
    post: OpenPost, usb: Path, size: tuple[int, int]
) -> None:
    async with post(size) as pilot:
        ident = await in_log(pilot)
        await attached(pilot, str(usb / "现场 照片.jpg"), "罐体东侧裂口")
        await press(pilot, "enter")
        await all_done(pilot)
        assert isinstance(pilot.app.screen, AttachmentScreen)
        for words in ("罐体东侧裂口", "核对过：和记入时一样", "4.9 KB", "附件"):
            assert words in shown(pilot)
        place = Path(pilot.app.desk.attachments.every(ident)[0].path)
        place.chmod(0o600)
        place.write_bytes(place.read_bytes().replace(b"photo", b"PHOTO"))
        await press(pilot, "escape", "enter")
        await all_done(pilot)
        assert "被改过" in shown(pilot)


async def test_a_text_is_read_on_the_screen_and_the_rest_is_told_where_it_lies(
    post: OpenPost, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.2")
    async with post() as pilot:
        ident = await in_log(pilot)
        await attached(pilot, str(usb / "笔录.txt"))
        await press(pilot, "enter", "f9")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PaperScreen)
        assert "答：两点。" in shown(pilot)
        await press(pilot, "escape", "escape")
        await attached(pilot, str(usb / "现场 照片.jpg"))
        await press(pilot, "enter", "f9")
        await all_done(pilot)
        assert "没有打开：这是远程登录的终端" in notices(pilot)[-1]
        name = Path(pilot.app.desk.attachments.every(ident)[-1].path).name
        assert f"附件/{name}" in shown(pilot).replace("\n", "").replace(" ", "")


async def test_what_is_none_is_said_at_the_field_and_what_was_typed_stays(
    post: OpenPost, usb: Path
) -> None:
    async with post() as pilot:
        ident = await in_log(pilot)
        entries = len(pilot.app.desk.log(ident))
        await press(pilot, "t", "f9")
        assert "请填文件的路径" in shown(pilot)
        await press(pilot, *str(usb), "f9")
        assert isinstance(pilot.app.screen, AttachFilesForm)
        assert "是一个目录" in shown(pilot)
        await press(pilot, "escape", "t")
        form = pilot.screen(AttachFilesForm)
        assert form.text("paths") == str(usb)
        assert len(pilot.app.desk.log(ident)) == entries


class SlowDisk:
    """Takes half of a file, then nothing until it is let go."""

    def __init__(self) -> None:
        self.half, self.go_on = Event(), Event()

    def take_in(self, sources: object, folder: object, course: Course) -> object:
        course.note("正在复制附件", 1, 2)
        self.half.set()
        while not self.go_on.wait(0.01):
            course.note("正在复制附件", 1, 2)
        return take_in(sources, folder, course)  # type: ignore[arg-type]


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowDisk]:
    disk = SlowDisk()
    monkeypatch.setattr(attachments_module, "take_in", disk.take_in)
    yield disk
    disk.go_on.set()


async def begun(pilot: PostPilot, slow: SlowDisk, usb: Path) -> str:
    ident = await in_log(pilot)
    await press(pilot, "t", *str(usb / "现场 照片.jpg"), "down", *"裂口", "f9")
    while not slow.half.is_set():
        await asyncio.sleep(0.01)
    pilot.app.tick()
    await pilot.pause()
    return ident


@pytest.mark.parametrize("size", SIZES)
async def test_meanwhile_work_goes_on_and_the_line_says_how_far_it_is(
    post: OpenPost, usb: Path, slow: SlowDisk, size: tuple[int, int]
) -> None:
    async with post(size) as pilot:
        ident = await begun(pilot, slow, usb)
        assert "正在复制附件 50%  Ctrl+Z 取消" in shown(pilot)
        await press(pilot, "full_stop", *"到场", "f9")
        await until(pilot, lambda: pilot.app.desk.log(ident)[-1].words == "到场")
        await until(pilot, lambda: isinstance(pilot.app.screen, LogScreen))
        await press(pilot, "t", *str(usb / "笔录.txt"), "f9")
        assert "等它做完" in shown(pilot)
        await press(pilot, "escape")
        slow.go_on.set()
        await all_done(pilot)
        assert pilot.app.desk.log(ident)[-1].words.endswith("：裂口")
        assert not pilot.app.desk.works.progress


async def test_it_is_given_up_by_a_key_and_what_was_typed_is_offered_again(
    post: OpenPost, usb: Path, slow: SlowDisk
) -> None:
    async with post() as pilot:
        ident = await begun(pilot, slow, usb)
        entries = len(pilot.app.desk.log(ident))
        await press(pilot, "ctrl+z")
        await all_done(pilot)
        assert notices(pilot)[-1].startswith("附件已取消，没有附")
        assert len(pilot.app.desk.log(ident)) == entries
        await press(pilot, "t")
        assert "裂口" in shown(pilot)


async def test_a_disk_that_refuses_is_told_and_what_was_typed_is_offered_again(
    post: OpenPost, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise OSError(28, "")

    monkeypatch.setattr(attachments_module, "take_in", fail)
    async with post() as pilot:
        await in_log(pilot)
        await attached(pilot, str(usb / "现场 照片.jpg"), "裂口")
        assert notices(pilot)[-1].startswith("没有做完（磁盘已满）")
        await press(pilot, "t")
        assert "裂口" in shown(pilot)


async def test_leaving_tells_of_what_would_be_cut_short(
    post: OpenPost, usb: Path, slow: SlowDisk
) -> None:
    async with post() as pilot:
        await begun(pilot, slow, usb)
        await press(pilot, "ctrl+q")
        assert isinstance(pilot.app.screen, LeavingScreen)
        assert "附件正在复制" in shown(pilot)
        slow.go_on.set()
        await press(pilot, "escape")
        await until(pilot, lambda: not pilot.app.desk.works.progress)


async def test_looked_back_on_the_file_of_then_is_opened(post: OpenPost, usb: Path) -> None:
    async with post() as pilot:
        await in_log(pilot)
        await attached(pilot, str(usb / "笔录.txt"))
        await press(pilot, "h", "enter")
        await press(pilot, "enter")
        await all_done(pilot)
        assert isinstance(pilot.app.screen, AttachmentScreen)
        assert "回看" in shown(pilot)
        assert "核对过" in shown(pilot)
