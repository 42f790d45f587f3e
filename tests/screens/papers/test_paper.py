"""A paper on the screen and the ways out of it: files, a stick, codes, the clipboard, print."""

import base64
import re
from pathlib import Path
from typing import Any

import pytest
import zxingcpp

from cqcmd.documents.paper import Paper
from cqcmd.screens.common.ask import AskWords
from cqcmd.screens.papers.qr import QrScreen
from cqcmd.screens.papers.screen import PaperScreen
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.drawing.qr_code import Code
from tests.documents.reports import written
from tests.screens.common.test_hostile import faults
from tests.screens.conftest import OpenPost
from tests.support.hostile import HOSTILE
from tests.support.pilots import PostPilot, hands_off, terminal_lines

SCALE = 4


async def press(pilot: PostPilot, *keys: str) -> None:
    for key in keys:
        hands_off(pilot)
        await pilot.press(key)
        await pilot.pause()


async def shown(pilot: PostPilot, **changes: Any) -> Paper:
    paper = pilot.app.desk.papers.report(written(**changes))
    pilot.app.push_screen(PaperScreen(pilot.app.desk, paper))
    await pilot.pause()
    return paper


def said(pilot: PostPilot) -> str:
    """What the line under the text says, folded lines in one; beneath the code, the message."""
    if isinstance(pilot.app.screen, QrScreen):
        return pilot.screen(QrScreen).message_line.words
    return pilot.app.screen.query_one("#place", Lines).words.replace("\n", "")


def read(pilot: PostPilot) -> str:
    """What a telephone reads from the screen."""
    code = pilot.app.screen.query_one(Code)
    rows = []
    for y in range(code.size.height):
        cells = [(c, segment.style) for segment in code.render_line(y) for c in segment.text]
        for dark in ("▀█", "▄█"):
            rows.append([0 if c in dark else 255 for c, _style in cells])
    data = b"".join(
        bytes(segment for segment in row for _n in range(SCALE)) * SCALE for row in rows
    )
    picture = memoryview(data).cast("B", shape=[len(rows) * SCALE, len(rows[0]) * SCALE])
    [found] = zxingcpp.read_barcodes(picture)
    return found.text


async def test_f9_saves_text_and_word_once_and_names_both(post: OpenPost) -> None:
    async with post() as pilot:
        await shown(pilot)
        assert "还没有存成文件" in said(pilot)
        await press(pilot, "f9", "f9")
        folder = pilot.app.desk.papers.folder
        assert sorted(path.suffix for path in folder.iterdir()) == [".docx", ".txt"]
        assert "已存 .txt、.docx：" in said(pilot)
        await press(pilot, "f3")
        assert "模板已写到" in said(pilot)
        await press(pilot, "f3")
        assert "已有模板" in said(pilot)


async def test_f8_writes_to_a_stick_and_remembers_it(post: OpenPost, tmp_path: Path) -> None:
    async with post() as pilot:
        stick = tmp_path / "usb"
        stick.mkdir()
        await shown(pilot)
        await press(pilot, "f8")
        assert isinstance(pilot.app.screen, AskWords)
        await press(pilot, *str(stick), "enter")
        assert len(list(stick.iterdir())) == 2
        assert "已存 .txt、.docx：" in said(pilot)
        for path in stick.iterdir():
            path.unlink()
        stick.rmdir()
        await press(pilot, "f8", "enter")
        assert "没有“" in said(pilot)
        assert not stick.exists()
        await press(pilot, "f8", "escape")
        assert isinstance(pilot.app.screen, PaperScreen)


async def test_codes_over_the_whole_screen_give_the_text_again(post: OpenPost) -> None:
    async with post() as pilot:
        paper = await shown(pilot, mark="演练", body="储罐爆炸，死亡1人。")
        await press(pilot, "f7")
        assert isinstance(pilot.app.screen, QrScreen)
        found = re.search(r"共 (\d+) 个", said(pilot))
        assert found is not None
        assert "〔演练〕" in said(pilot)
        parts = []
        for number in range(1, int(found[1]) + 1):
            heading, _break, words = read(pilot).partition("\n")
            assert heading == f"演练 {number}/{found[1]}"
            parts.append(words)
            await press(pilot, "pagedown")
        assert "".join(parts) == paper.message
        await press(pilot, "pageup", "left")
        assert f"第 {int(found[1]) - 2} 个" in said(pilot)
        assert f"二维码 {int(found[1]) - 2}/{found[1]}" in terminal_lines(pilot)[0]
        await pilot.resize_terminal(160, 50)
        await pilot.pause()
        assert read(pilot).startswith("演练\n〔演练〕")
        assert "只有这一个" in said(pilot)
        await press(pilot, "f9")
        assert list(pilot.app.desk.papers.folder.glob("演练-*-QR1.png"))
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, PaperScreen)


async def test_what_does_not_fit_is_offered_as_pictures(post: OpenPost) -> None:
    async with post() as pilot:
        await shown(pilot, body="长" * 3_000)
        await press(pilot, "q")
        assert "存成图片" in said(pilot)
        await press(pilot, "f9", "escape")
        pilot.app.add_class("-ascii")
        await press(pilot, "q")
        assert "窗口太小" in said(pilot)
        assert len(list(pilot.app.desk.papers.folder.glob("*.png"))) > 1


async def test_the_terminal_is_asked_to_copy_and_the_rest_is_said_honestly(
    post: OpenPost, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with post() as pilot:
        paper = await shown(pilot)
        sent: list[str] = []
        monkeypatch.setattr(pilot.app._driver, "write", sent.append)
        await press(pilot, "f6")
        monkeypatch.undo()
        copied = base64.b64encode(paper.text.encode()).decode()
        assert any(copied in text for text in sent)
        assert "有的终端不支持" in said(pilot)
        monkeypatch.setenv("PATH", "/nowhere")
        await press(pilot, "f5")
        assert "没有打印命令" in said(pilot)
        await press(pilot, "f4")
        assert "没有安装 LibreOffice" in said(pilot)


async def test_a_paper_without_word_has_no_pdf_and_no_template(post: OpenPost) -> None:
    async with post() as pilot:
        pilot.app.push_screen(PaperScreen(pilot.app.desk, Paper("通稿", "正文\n", "a.txt")))
        await pilot.pause()
        await press(pilot, "f4", "f3")
        assert "还没有存成文件" in said(pilot)
        await press(pilot, "f9")
        assert [path.name for path in pilot.app.desk.papers.folder.iterdir()] == ["a.txt"]


async def test_hostile_words_reach_no_line(post: OpenPost) -> None:
    words = " ".join(text[:60] for text in HOSTILE)
    async with post() as pilot:
        await shown(pilot, title=words, body=words, sender=words[:200], mark="演练")
        for key in ("f9", "f7", "f9", "escape", "f6"):
            await press(pilot, key)
            assert faults(pilot) == []
