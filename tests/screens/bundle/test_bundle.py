"""导出、合并 as the officer meets them, by keys alone: a stick goes there and comes back."""

import os
from pathlib import Path

import pytest
from textual.widgets import Input

from cqcmd.clock import FixedClock
from cqcmd.screens.bundle.passphrase import AskPassphrase
from cqcmd.screens.bundle.preview import MergePreviewScreen
from cqcmd.screens.bundle.screen import BundleScreen
from cqcmd.screens.common.ask import AskWords
from cqcmd.screens.common.menu import Menu
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.widgets.table import Table
from tests.desk.bundle.posts import Post
from tests.desk.calls import TANK
from tests.desk.calls import take as take_call
from tests.screens.conftest import START, OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import PostPilot, cursor_line, press, terminal_lines


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb"


def told(pilot: PostPilot) -> str:
    return "".join("".join(terminal_lines(pilot)).split())


async def opened(pilot: PostPilot) -> Table:
    await pilot.app.run_action("app.bundle")
    await pilot.pause()
    return pilot.screen(BundleScreen).query_one(Table)


async def answered(pilot: PostPilot, words: str) -> None:
    pilot.screen(AskWords).query_one(Input).value = words
    await press(pilot, "enter")


async def settled(pilot: PostPilot, words: str) -> None:
    """Wait until something that goes on beside the screen has been said."""
    for _turn in range(4_000):
        await pilot.pause(0.02)
        if words in told(pilot):
            return
    raise AssertionError(told(pilot))


def other_post(tmp_path: Path) -> Post:
    post = Post(tmp_path / "other", FixedClock(START), "b")
    post.desk.station.set_up("district_regulator", "江北区市场监管局", "渝中区", {}, "王强")
    return post


def deaths(post: Post, ident: str, n: int) -> None:
    texts = {"deaths": str(n)}
    post.desk.facts.update(ident, texts, source="现场", at=post.clock.now())


async def test_a_stick_goes_there_and_comes_back_and_the_difference_is_settled(
    post: OpenPost, tmp_path: Path, stick: Path
) -> None:
    other = other_post(tmp_path)
    async with post() as pilot:
        ident = take(pilot.app, EXPLOSION)
        await opened(pilot)
        await press(pilot, "f8")
        await answered(pilot, f"26-0001 {stick}")
        await answered(pilot, "")
        await settled(pilot, "已导出26-0001")
        other.take_in(next(stick.iterdir()))
        deaths(other, ident, 4)
        pilot.clock.advance(minutes=1)
        pilot.app.desk.facts.update(ident, {"deaths": "2"}, source="医院", at=pilot.clock.now())
        back = other.export(stick)
        await press(pilot, "f9")
        await answered(pilot, str(back))
        await settled(pilot, "江北区市场监管局")
        pilot.screen(MergePreviewScreen)
        assert "不一致：26-0001死亡2人（李敏" in told(pilot)
        await press(pilot, "f9")
        await settled(pilot, "已并入江北区市场监管局")
        table = pilot.screen(BundleScreen).query_one(Table)
        assert "两边不一致1项" in told(pilot)
        await press(pilot, "home")
        assert cursor_line(table).key.startswith("conflict:")
        await press(pilot, "enter")
        pilot.screen(Menu)
        await press(pilot, "2")
        await settled(pilot, "已核定：死亡4人")
        assert "两边没有不一致的" in told(pilot)
        record = pilot.app.desk.situation(ident)
        assert next(fact for fact in record.facts if fact.code == "deaths").words == "4人"
        assert "并入过的1个，回车写回执" in told(pilot)
        await press(pilot, "end", "enter")
        await answered(pilot, str(stick / "回执.cqb"))
        await settled(pilot, "回执已写成")
        other.take_in(stick / "回执.cqb")
        assert "渝中区市场监管局" in other.desk.bundle.sent()[0]
        assert "已收" in other.desk.bundle.sent()[0]
    other.opening.close()


async def test_another_value_is_typed_where_none_of_them_is_right(
    post: OpenPost, tmp_path: Path, stick: Path
) -> None:
    other = other_post(tmp_path)
    async with post() as pilot:
        ident = take(pilot.app, EXPLOSION)
        pilot.app.desk.bundle.exporting(stick).run()()
        other.take_in(next(stick.iterdir()))
        deaths(other, ident, 4)
        pilot.app.desk.facts.update(ident, {"deaths": "2"}, source="医院", at=pilot.clock.now())
        bundle = pilot.app.desk.bundle
        bundle.taking_in(bundle.preview(bundle.read(other.export(stick)))).run()()
        await opened(pilot)
        await press(pilot, "enter", "3")
        assert not isinstance(pilot.app.screen, BundleScreen | SituationScreen | Menu)
    other.opening.close()


async def test_of_a_stick_with_several_one_is_chosen_the_latest_first(
    post: OpenPost, tmp_path: Path, stick: Path
) -> None:
    other = other_post(tmp_path)
    take_call(other.desk, TANK)
    old = other.export(stick).rename(stick / "旧.cqb")
    new = other.export(stick).rename(stick / "新.cqb")
    os.utime(old, (1, 1))
    async with post() as pilot:
        await opened(pilot)
        await press(pilot, "f9")
        await answered(pilot, str(stick))
        await settled(pilot, "哪一个包")
        pilot.screen(Menu)
        assert "1新.cqb" in told(pilot)
        assert "2旧.cqb" in told(pilot)
        await press(pilot, "2")
        await settled(pilot, "江北区市场监管局")
        pilot.screen(MergePreviewScreen)
        await press(pilot, "escape", "f9")
        new.unlink()
        await press(pilot, "enter")
        await settled(pilot, "并入以前")
        pilot.screen(MergePreviewScreen)
        old.unlink()
        await press(pilot, "escape", "f9", "enter")
        await settled(pilot, "里没有合并包")
    other.opening.close()


async def test_what_is_no_bundle_is_said_and_nothing_changes(post: OpenPost, stick: Path) -> None:
    async with post() as pilot:
        (stick / "x.cqb").write_bytes(b"hello")
        await opened(pilot)
        await press(pilot, "f9")
        await answered(pilot, str(stick / "x.cqb"))
        await settled(pilot, "没有并入")
        pilot.screen(BundleScreen)
        await press(pilot, "f8")
        await answered(pilot, f"26-0009 {stick}")
        assert "没有编号26-0009" in told(pilot)


@pytest.mark.parametrize("typed", ["x%", "26-0001 x", "~nobody-of-that-name/x"])
async def test_a_place_that_nobody_would_see_is_refused(post: OpenPost, typed: str) -> None:
    async with post() as pilot:
        take(pilot.app, EXPLOSION)
        await opened(pilot)
        await press(pilot, "f8")
        await answered(pilot, typed)
        assert any("请写完整路径" in line for line in terminal_lines(pilot))


async def test_what_was_said_apart_is_settled_where_it_is_asked_for(
    post: OpenPost, tmp_path: Path, stick: Path
) -> None:
    other = other_post(tmp_path)
    async with post() as pilot:
        ident = take(pilot.app, EXPLOSION)
        desk = pilot.app.desk
        desk.bundle.exporting(stick).run()()
        other.take_in(next(stick.iterdir()))
        other.clock.advance(minutes=1)
        for one, unit, grade in ((desk, "甲厂", "II"), (other.desk, "乙厂", "III")):
            one.facts.update(ident, {"unit": unit}, source="来电", at=one.clock.now())
            one.decisions.override(ident, grade, "王局", "现场所见")
        pilot.clock.advance(minutes=1)
        desk.bundle.taking_in(desk.bundle.preview(desk.bundle.read(other.export(stick)))).run()()
        pilot.front.reload()
        await press(pilot, "enter")
        screen = pilot.screen(SituationScreen)
        facts = screen.query_one("#facts", Table)
        assert "乙厂（另处 甲厂）" in [cell.words for line in facts.lines for cell in line.cells]
        steps = screen.query_one("#steps", Table)
        for code, answers in (("unit", 3), ("override", 2)):
            steps.go_to_key(f"settle:{code}")
            await press(pilot, "enter")
            assert len(pilot.screen(Menu).query_one(Table).lines) == answers
            await press(pilot, "2")
            pilot.screen(SituationScreen)
        assert desk.bundle.conflicts() == ()
        assert "人工定级重大" in told(pilot)
    other.opening.close()


# A passphrase


async def typed(pilot: PostPilot, words: str) -> None:
    """Type at the question in front, each key by itself."""
    pilot.screen(AskWords).query_one(Input).value = ""
    await press(pilot, *("space" if key == " " else key for key in words), "enter")


SECRET = " yuzhong 2026 "


async def test_a_bundle_is_locked_and_opened_by_a_passphrase_that_nobody_sees(
    post: OpenPost, tmp_path: Path, stick: Path
) -> None:
    other = other_post(tmp_path)
    async with post() as pilot:
        take(pilot.app, EXPLOSION)
        await opened(pilot)
        await press(pilot, "f8")
        await answered(pilot, str(stick))
        await typed(pilot, "1234567")
        assert "口令至少8个字符" in told(pilot), "what was typed stays, and is dots"
        assert "1234567" not in told(pilot)
        await typed(pilot, SECRET)
        await typed(pilot, SECRET.strip())
        assert "和第一遍不一样" in told(pilot)
        await typed(pilot, SECRET)
        await settled(pilot, "已导出全部事件")
        bundle = next(stick.iterdir())
        assert other.desk.bundle.locked(bundle)
        other.take_in(bundle, SECRET)
        assert list(other.board()) == ["26-0001"]
        back = other.export(stick, passphrase=SECRET)
        await press(pilot, "f9")
        await answered(pilot, str(back))
        await settled(pilot, "加了口令")
        await typed(pilot, "wrong wrong")
        await press(pilot, "n")
        assert pilot.screen(AskPassphrase).query_one(Input).value == "n", "and no call is taken"
        await settled(pilot, "口令不对")
        await typed(pilot, SECRET)
        await settled(pilot, "这里已有")
        pilot.screen(MergePreviewScreen)
        await press(pilot, "f9")
        await settled(pilot, "已并入江北区市场监管局")
        assert "yuzhong" not in told(pilot)
    kept = [path for path in (tmp_path).rglob("*") if path.is_file()]
    assert not [path for path in kept if SECRET.strip().encode() in path.read_bytes()]
    other.opening.close()


async def test_backing_out_of_the_passphrase_leads_back_to_the_place(
    post: OpenPost, stick: Path
) -> None:
    async with post() as pilot:
        take(pilot.app, EXPLOSION)
        await opened(pilot)
        await press(pilot, "f8")
        await answered(pilot, str(stick))
        await typed(pilot, SECRET)
        await press(pilot, "x", "escape")
        assert pilot.screen(AskWords).query_one(Input).value == str(stick)
        await press(pilot, "escape")
        pilot.screen(BundleScreen)
        assert not list(stick.iterdir())


async def test_with_nothing_to_settle_no_key_is_offered(post: OpenPost, stick: Path) -> None:
    async with post() as pilot:
        await opened(pilot)
        assert "两边没有不一致的" in told(pilot)
        assert "回车核定" not in told(pilot)
        assert "还没有导出过" in told(pilot)
        pilot.app.desk.bundle.exporting(stick).run()()
        pilot.screen(BundleScreen).reload()
        assert "导出过的1个" in told(pilot)
        await press(pilot, "home", "enter")
        assert "没有要核定的" in told(pilot)
