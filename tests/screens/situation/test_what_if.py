"""假设推演: one line, what would follow, 假设 on every line of it, and nothing kept."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from textual import events

from cqcmd.app.drill_app import DrillPost
from cqcmd.clock import stamp
from cqcmd.desk import drill_opening
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.screens.situation.what_if import WhatIfScreen
from cqcmd.screens.situation.what_if_line import WhatIfLine
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.table import Table
from tests.drill.everything import worked
from tests.local_store.kept_files import kept_files
from tests.screens.conftest import START, OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import AppPilot, PostPilot, notices, press, terminal_lines, words_of

CRANE = EXPLOSION | {"equipment": "塔吊", "explosion": "", "missing": "0", "serious_injuries": "0"}
ROPEWAY = {"unit": "长江索道", "equipment": "索道", "stranded": "120", "stranded_hours": "0:00"}
BOILER = {"unit": "华能电厂", "equipment": "锅炉", "capacity_mw": "600"}


@asynccontextmanager
async def supposing(
    post: OpenPost, texts: dict[str, str], size: tuple[int, int] = (80, 24)
) -> AsyncIterator[PostPilot]:
    """A call is taken, and the line of 假设推演 waits to be typed in."""
    async with post(size) as pilot:
        take(pilot.app, texts)
        pilot.front.reload()
        await press(pilot, "enter")
        await press(pilot, "t")
        pilot.screen(WhatIfScreen)
        yield pilot


async def put(pilot: PostPilot, text: str) -> None:
    """Write the line anew by one paste."""
    await pilot.press("end", "ctrl+u")
    pilot.focused(TextField).post_message(events.Paste(text))
    await pilot.pause()


def results(pilot: PostPilot) -> list[tuple[str, str, str]]:
    """What each result is about, its words, its clause."""
    lines = pilot.app.screen.query_one("#results", Table).lines
    return [(about.words, words.words, clause.words) for _if, about, words, clause in
            (line.cells for line in lines)]  # fmt: skip


def about(pilot: PostPilot, name: str) -> list[str]:
    return [words for what, words, _clause in results(pilot) if what == name]


# What it says


async def test_typing_shows_what_would_follow(post: OpenPost) -> None:
    async with supposing(post, CRANE) as pilot:
        await put(pilot, "再死2人")
        assert about(pilot, "事实") == ["从现在起 死亡1人变3人"]
        assert ("等级", "一般 变 较大：造成 3 人以上 10 人以下死亡", "1.5.3") in results(pilot)
        assert about(pilot, "响应") == ["应启III级：区县市监会商后建议，报区县政府批准"]
        assert "续报 区县政府 07-26 14:05前 死亡1人变3人" in about(pilot, "新应报")
        assert "再7人死亡升重大" in about(pilot, "还差")


async def test_a_moment_to_come_raises_the_grade(post: OpenPost) -> None:
    async with supposing(post, ROPEWAY) as pilot:
        await put(pilot, "明早8点仍滞留")
        assert about(pilot, "时刻") == ["到 07-26 08:00（再过 17:55），在此之前别的都不变"]
        [grade] = about(pilot, "等级")
        assert grade.startswith("待判 变 较大：")
        assert about(pilot, "新应报")[0] == "电话 区县政府 18:05 前"
        assert about(pilot, "请核对") == about(pilot, "没算进去") == []


async def test_what_runs_now_would_be_overdue_then(post: OpenPost) -> None:
    async with supposing(post, CRANE) as pilot:
        await put(pilot, "3小时后")
        assert len(about(pilot, "逾期")) == 4
        assert about(pilot, "逾期")[0] == "电话 区县政府 14:35 前：一直不报，届时已超时"


async def test_nothing_typed_is_the_present(post: OpenPost) -> None:
    async with supposing(post, CRANE) as pilot:
        assert about(pilot, "等级") == ["仍为 一般：造成 3 人以下死亡"]
        assert about(pilot, "新应报") == ["没有"]
        assert about(pilot, "照旧")


async def test_before_anything_is_typed_it_says_what_one_may_type(post: OpenPost) -> None:
    async with supposing(post, EXPLOSION) as pilot:
        assert "例：再死2人；明早8点仍滞留" in "".join(terminal_lines(pilot))
        await press(pilot, "down")
        assert "例：再死2人" not in "".join(terminal_lines(pilot))
        await put(pilot, "再死2人")
        assert "例：" not in "".join(terminal_lines(pilot))


async def test_what_cannot_be_read_is_named_and_changes_nothing(post: OpenPost) -> None:
    async with supposing(post, CRANE) as pilot:
        before = results(pilot)
        await put(pilot, "天塌下来 赵六说的")
        named = about(pilot, "没算进去")
        assert [words.partition("：")[0] for words in named] == ["“天塌下来”", "“赵六说的”"]
        assert results(pilot)[len(named) :] == before
        await put(pilot, "[@click=app.exit]天[/] \x1b[2J\u202e")
        assert not {"\x1b", "\u202e"} & set("".join(terminal_lines(pilot)))
        assert results(pilot)[len(about(pilot, "没算进去")) :] == before


async def test_doubts_of_the_reader_are_asked(post: OpenPost) -> None:
    async with supposing(post, CRANE) as pilot:
        await put(pilot, "又死了人，8点")
        asked = about(pilot, "请核对")
        assert asked[0] == "“8点”按 20:00 看，对吗？"
        assert asked[1].startswith("“死了”没说几人")
        await put(pilot, "明早8点仍滞留")
        assert "没有人滞留" in about(pilot, "请核对")[0]


# That it leaves no trace


async def test_nothing_is_kept_of_it(post: OpenPost, tmp_path: Path) -> None:
    async with supposing(post, CRANE) as pilot:
        before, log = kept_files(tmp_path), pilot.app.desk.log(None)
        await put(pilot, "再死30人，明早8点仍滞留")
        await press(pilot, "enter", "down", "pagedown", "f9", "f8")
        pilot.screen(WhatIfScreen).keep_draft()
        await press(pilot, "escape")
        pilot.screen(SituationScreen)
        await press(pilot, "t")
        assert pilot.focused(TextField).value == "", "the next time begins with a blank line"
        assert kept_files(tmp_path) == before
        assert pilot.app.desk.log(None) == log
        assert not notices(pilot)


async def test_every_line_of_the_result_says_that_it_is_supposed(post: OpenPost) -> None:
    for call in (CRANE, ROPEWAY):
        async with supposing(post, call) as pilot:
            for typed in ("", "再死3人，2小时后又死10人 李四说的", "胡说", "明早8点仍滞留，又死?"):
                await put(pilot, typed)
                lines = terminal_lines(pilot)
                first, last = 3, next(n for n, line in enumerate(lines) if "什么都不写" in line)
                said = [line.strip() for line in lines[first:last] if line.strip()]
                assert len(said) > 4
                assert {line[:2] for line in said} == {"假设"}


async def test_in_a_drill_it_says_so(tmp_path: Path) -> None:
    folder = drill_opening.start_drill(tmp_path / "drilled", "lift-trapping", None)
    opening, session = drill_opening.opened_drill(folder)
    app = DrillPost(opening, session)
    async with app.run_test(size=(80, 24)):
        pilot = AppPilot(app)
        while not app.desk.ready:
            await pilot.pause(0.01)
        app.push_screen(WhatIfScreen(app.desk, worked(app.desk)))
        await pilot.pause()
        top = terminal_lines(pilot)[0]
    opening.close()
    session.leave()
    assert "演练" in top


# The screen


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_line_results_and_keys_stand_on_the_screen(
    post: OpenPost, size: tuple[int, int]
) -> None:
    async with supposing(post, CRANE, size) as pilot:
        await put(pilot, "再死2人")
        lines = terminal_lines(pilot)
        assert lines[0].startswith(" 假设推演")
        assert lines[3].split() == ["假设", "再死2人"]
        assert any("Esc返回" in line or "Esc 返回" in line for line in lines[-3:])
        assert all("…" not in line for line in lines)
        assert "应启III级：区县市监会商后建议，报区县政府批准" in "".join(lines)


async def test_typed_letter_by_letter_in_chinese_and_by_wrong_keys(post: OpenPost) -> None:
    async with supposing(post, CRANE) as pilot:
        await press(pilot, *"再死２人?", "f12", "ctrl+t", "delete", "u", "/")
        assert pilot.focused(TextField).value == "再死２人?u/"
        assert about(pilot, "事实") == ["从现在起 死亡1人变3人"]


async def test_the_arrow_keys_go_through_the_results(post: OpenPost) -> None:
    async with supposing(post, CRANE) as pilot:
        await put(pilot, "再死2人")
        await press(pilot, "down", "down")
        assert words_of(pilot, "#detail").startswith("假设 响应  应启III级")
        await press(pilot, "pagedown")
        assert "还差" in words_of(pilot, "#detail")
        await press(pilot, "up", "pageup")
        assert words_of(pilot, "#detail").startswith("假设 事实")


async def test_the_result_follows_the_record_and_the_clock(post: OpenPost) -> None:
    async with supposing(post, CRANE) as pilot:
        await put(pilot, "再死2人，2小时后")
        desk, [ident] = pilot.app.desk, [row.ident for row in pilot.app.desk.board().rows]
        desk.facts.update(ident, {"deaths": "5"}, source="现场", at=desk.clock.now())
        pilot.front.reload()
        assert about(pilot, "事实") == ["从现在起 死亡5人变7人"]
        pilot.clock.advance(minutes=1)
        pilot.app.tick()
        assert stamp(START + timedelta(hours=2, minutes=1), START) in about(pilot, "时刻")[0]


async def test_the_rooms_are_a_key_away(post: OpenPost) -> None:
    async with supposing(post, CRANE) as pilot:
        await press(pilot, "f3")
        assert type(pilot.app.screen).__name__ == "ReportsScreen"


async def test_the_key_stands_in_the_keys_line(post: OpenPost) -> None:
    async with supposing(post, CRANE) as pilot:
        assert "Ctrl+P命令" in terminal_lines(pilot)[-1], "a slash is typed here"
        await press(pilot, "escape")
        assert "t推演" in terminal_lines(pilot)[-1]


# The line

READ = [
    (CRANE, "如果再死2人", [(0, {"deaths": "3"})], ()),
    (CRANE, "万一又死两三个呢", [(0, {"deaths": "3-4"})], ()),
    (CRANE, "再死2人，3小时后又死1人", [(0, {"deaths": "3"}), (3, {"deaths": "4"})], ()),
    (CRANE, "再死2人，3小时后", [(0, {"deaths": "3"})], ()),
    (CRANE, "塔吊整体倾覆", [(0, {"overturned": "是"})], ()),
    (CRANE, "10分钟前又死2人", [(0, {"deaths": "3"})], ("10分钟前",)),
    (CRANE, "王五13800000000说死了3个", [(0, {"deaths": "3"})], ("王五 13800000000",)),
    (CRANE, "渝北区死了3个", [(0, {"deaths": "3"})], ("渝北区",)),
    (EXPLOSION, "氨气泄漏", [(0, {"toxic_leak": "是"})], ()),
    (EXPLOSION, "储罐爆炸", [], ("爆炸",)),
    (EXPLOSION | {"explosion": ""}, "储罐爆炸", [(0, {"explosion": "爆炸"})], ()),
    (ROPEWAY, "再困30人", [(0, {"stranded": "150"})], ()),
    (ROPEWAY, "12小时后救出100人", [(12, {"stranded": "20"})], ()),
    (ROPEWAY, "困了3小时", [(0, {"stranded_hours": "3"})], ()),
    (ROPEWAY, "12小时后还没救出来", [], ()),
    (BOILER, "停炉3小时", [(0, {"outage_hours": "3"})], ()),
    (BOILER, "锅炉已停炉10天", [(0, {"outage_hours": "240"})], ()),
    (CRANE, "  ", [], ()),
]  # fmt: skip


async def test_a_line_supposes_what_it_says(post: OpenPost) -> None:
    async with post() as pilot:
        for call, typed, facts, unread in READ:
            read = WhatIfLine(pilot.app.desk, take(pilot.app, call)).read(typed)
            since = [((at - START) / timedelta(hours=1), dict(texts)) for at, texts in read.facts]
            assert (since, read.unread) == (facts, unread), typed
