from datetime import timedelta

import pytest
from textual.widgets import Input

from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.common.ask import AskReason, AskWords, EntrySheet
from cqcmd.screens.log import panel
from cqcmd.screens.log.screen import LogScreen, StationLogScreen
from cqcmd.screens.plan.reader import ClauseScreen
from cqcmd.views import LogLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Table
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.hostile import HOSTILE
from tests.support.pilots import PostPilot, cursor_line, press, terminal_lines


async def opened(pilot: PostPilot, *notes: str) -> str:
    ident = take(pilot.app, EXPLOSION)
    for text in notes:
        pilot.clock.advance(seconds=1)
        pilot.app.desk.logbook.note(ident, text)
    pilot.front.reload()
    await press(pilot, "enter", "f6")
    assert isinstance(pilot.app.screen, LogScreen)
    return ident


def table(pilot: PostPilot) -> Table:
    return pilot.app.screen.query_one("#entries", Table)


def words(pilot: PostPilot) -> list[str]:
    return [line.cells[-1].words for line in table(pilot).lines]


def says(pilot: PostPilot) -> str:
    return str(pilot.app.screen.query_one("#filter").render())


def note(pilot: PostPilot, ident: str, text: str) -> LogLine:
    lines = pilot.app.desk.log(ident)
    return next(line for line in lines if line.kind == "note" and line.words == text)


async def test_every_entry_is_a_line_and_the_newest_is_under_the_cursor(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, "已联系消防")
        log = pilot.app.desk.log(ident)
        assert [line.key for line in table(pilot).lines] == [line.entry for line in log]
        assert words(pilot)[-1] == "已联系消防"
        assert table(pilot).cursor == table(pilot).lines[-1]
        whole = str(pilot.app.screen.query_one("#entry").render())
        assert "发生 2026-07-25 14:05:01" in whole
        assert f"李敏  第 {log[-1].seq} 条" in whole


async def test_whole_names_are_shown_where_there_is_room(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        await opened(pilot)
        assert table(pilot).columns[2].width == 16
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert table(pilot).columns[2].width == 8


def footer(pilot: PostPilot) -> str:
    return terminal_lines(pilot)[-1]


async def test_the_footer_says_where_esc_leads(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        await opened(pilot)
        assert "Esc值班台" in footer(pilot)
        await press(pilot, "l")
        await pilot.pause()
        assert "Esc取消筛选" in footer(pilot)
        await press(pilot, "escape")
        await pilot.pause()
        assert "Esc值班台" in footer(pilot)


async def test_the_masthead_names_the_room(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot)
        strip = pilot.app.screen.query_one(Masthead).render_line(0)
        assert "日志" in strip.text


async def test_an_entry_is_struck_with_a_reason_and_stays(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, "误记一条", "另一条")
        await press(pilot, "up", "delete")
        assert isinstance(pilot.app.screen, AskReason)
        await press(pilot, "２")
        assert note(pilot, ident, "误记一条").struck == "录错了，另记正确的（李敏）"
        assert not note(pilot, ident, "另一条").struck
        assert "〔作废〕误记一条" in words(pilot), "the cursor stays on it"
        assert cursor_line(table(pilot)).key == note(pilot, ident, "误记一条").entry
        await press(pilot, "delete", "enter")
        assert not note(pilot, ident, "另一条").struck
        assert note(pilot, ident, "误记一条").struck
        await press(pilot, "escape", "v", "v")
        assert "误记一条" not in words(pilot)
        assert "另有作废 1 条" in says(pilot)


async def test_one_struck_by_mistake_is_restored_where_it_stands(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, "误记一条", "另一条")
        await press(pilot, "up", "delete", "1", "delete")
        assert isinstance(pilot.app.screen, LogScreen), "a slip is held up once"
        await press(pilot, "delete")
        assert isinstance(pilot.app.screen, AskWords)
        await press(pilot, "enter")
        assert not note(pilot, ident, "误记一条").struck


async def test_a_reason_in_words_is_not_lost_while_the_cursor_is_on_the_usual_ones(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        ident = await opened(pilot, "误记一条")
        await press(pilot, "delete", *"登记错了", "enter")
        assert note(pilot, ident, "误记一条").struck == "登记错了（李敏）"


async def test_what_striking_means_stands_over_the_reasons(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        ident = await opened(pilot)
        await press(pilot, "home", "delete")
        shown = "".join(line.strip("│ ") for line in terminal_lines(pilot))
        assert "整起接报作废，编号保留" in shown
        assert "4 项时限不再计" in shown
        assert "1 误按" in shown
        assert "其他原因" in shown
        await press(pilot, "escape", "down", "down", "delete")
        shown = "".join(line.strip("│ ") for line in terminal_lines(pilot))
        assert "等级将由较大变为待判" in shown.replace("（可能重大）", "")
        await press(pilot, "1", "ctrl+e", "home", "down", "down", "delete")
        assert isinstance(pilot.app.screen, AskWords)
        shown = "".join(line.strip("│ ") for line in terminal_lines(pilot))
        assert "等级将由待判变为较大" in shown
        assert pilot.app.desk.strip(ident).grade.name == "待判"


async def test_struck_entries_are_shown_on_request_and_restored(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, "误记一条")
        await press(pilot, "delete", "1", "ctrl+e")
        assert "〔作废〕误记一条" in words(pilot)
        table(pilot).go_to_key(note(pilot, ident, "误记一条").entry)
        assert cursor_line(table(pilot)).state == "struck"
        await press(pilot, "delete")
        assert isinstance(pilot.app.screen, AskWords)
        await press(pilot, *"核实无误", "enter")
        assert note(pilot, ident, "误记一条").struck == ""
        assert pilot.app.desk.log(ident)[-1].words.endswith("（核实无误）")
        assert "误记一条" in words(pilot)
        await press(pilot, "v")
        assert "误记一条" in words(pilot)


async def test_own_words_may_be_the_reason(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, "误记一条")
        await press(pilot, "delete", "end", "down", *"名字写错", "enter")
        assert note(pilot, ident, "误记一条").struck == "名字写错（李敏）"


async def test_backing_out_strikes_nothing(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, "一条")
        await press(pilot, "delete", "escape")
        assert not any(line.struck for line in pilot.app.desk.log(ident))
        assert isinstance(pilot.app.screen, LogScreen)


async def test_what_strikes_cannot_itself_be_struck(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, "一条")
        await press(pilot, "delete", "1", "end")
        before = len(pilot.app.desk.log(ident))
        assert cursor_line(table(pilot)).key == pilot.app.desk.log(ident)[-1].entry
        await press(pilot, "delete")
        assert isinstance(pilot.app.screen, LogScreen)
        assert len(pilot.app.desk.log(ident)) == before


async def test_one_key_goes_through_the_kinds(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, "一条")
        seen = []
        for _kind in range(8):
            await press(pilot, "l")
            shown = {line.cells[1].words for line in table(pilot).lines}
            seen.append((says(pilot).split()[0], shown))
        kinds = dict(seen)
        assert list(kinds) == ["报告", "情况", "记事承诺", "决定", "系统", "有损的", "附件", "全部"]
        assert kinds["记事承诺"] == {"记事"}
        assert {"接报", "事实"} <= kinds["情况"]
        assert kinds["决定"] == set()
        assert len(words(pilot)) == len(pilot.app.desk.log(ident))


async def test_a_search_narrows_and_esc_takes_it_away_before_leaving(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, "电话１１９已出动", "区府来电")
        await press(pilot, "f", *"119 出动", "enter")
        assert words(pilot) == ["电话１１９已出动"]
        await press(pilot, "escape")
        assert len(words(pilot)) == len(pilot.app.desk.log(ident))
        assert isinstance(pilot.app.screen, LogScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_letters_typed_into_the_search_are_no_commands(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot, "一条")
        await press(pilot, "ctrl+f", "u", "r", "1", "5", ".", "?", "n", "l", "v")
        assert isinstance(pilot.app.screen, LogScreen)
        assert pilot.app.screen.query_one("#search", Input).value == "ur15.?nlv"


async def test_the_whole_entry_opens_and_closes(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot, "很长的一条" * 100)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, EntrySheet)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, LogScreen)


async def test_the_plan_opens_at_the_clause_behind_the_entry(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, "一条")
        facts = next(line for line in pilot.app.desk.log(ident) if line.kind == "facts")
        for entry, clause in (
            (pilot.app.desk.log(ident)[-1], "4.9"),
            (facts, "1.5"),
            (pilot.app.desk.log(ident)[0], "4.1.1"),
        ):
            table(pilot).go_to_key(entry.entry)
            await press(pilot, "？")
            assert isinstance(pilot.app.screen, ClauseScreen)
            assert pilot.front.clause_here() == clause
            await press(pilot, "escape")


async def test_the_cursor_follows_new_entries_only_from_the_end(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, "一", "二")
        await press(pilot, "up")
        pilot.app.desk.logbook.note(ident, "三")
        pilot.front.reload()
        assert cursor_line(table(pilot)).cells[-1].words == "一"
        await press(pilot, "end")
        pilot.app.desk.logbook.note(ident, "四")
        pilot.front.reload()
        assert cursor_line(table(pilot)).cells[-1].words == "四"


async def test_the_station_has_a_log_of_its_own(post: OpenPost) -> None:
    async with post() as pilot:
        pilot.app.desk.station.take_over("王磊")
        await press(pilot, "/", *"bzrz", "enter")
        assert isinstance(pilot.app.screen, StationLogScreen)
        assert words(pilot)[-1] == "李敏 交班，王磊 接班"
        await press(pilot, "question_mark")
        assert pilot.front.clause_here() == "4.9"
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_hostile_notes_are_shown_harmless(post: OpenPost) -> None:
    async with post() as pilot:
        said = [text for text in HOSTILE if text.strip()]
        ident = await opened(pilot, *said)
        notes = [line for line in pilot.app.desk.log(ident) if line.kind == "note"]
        assert len(notes) == len(said)
        assert notes[-1].occurred_at - notes[0].occurred_at == timedelta(seconds=len(said) - 1)
        for _entry in said:
            await press(pilot, "up")
        await press(pilot, "delete", "1")
        assert sum(bool(line.struck) for line in pilot.app.desk.log(ident)) == 1
        assert isinstance(pilot.app.screen, LogScreen)


async def test_of_a_long_log_the_last_entries_are_listed_and_the_rest_on_the_way_up(
    post: OpenPost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panel, "AT_ONCE", 5)
    async with post() as pilot:
        ident = await opened(pilot, *(f"第{number}次回电" for number in range(8)))
        log = pilot.app.desk.log(ident)
        assert words(pilot)[0] == f"更早的 {len(log) - 5} 条：往上翻到第一条，再列出来"
        assert [line.key for line in table(pilot).lines[1:]] == [line.entry for line in log[-5:]]
        await press(pilot, "home")
        assert [line.key for line in table(pilot).lines] == [line.entry for line in log]
        assert table(pilot).cursor == table(pilot).lines[-5], "the cursor stays on its entry"


async def test_a_search_goes_through_entries_that_are_not_listed(
    post: OpenPost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panel, "AT_ONCE", 3)
    async with post() as pilot:
        ident = await opened(pilot, "吊机已到", *(f"第{number}次回电" for number in range(8)))
        await press(pilot, "f", *"吊机")
        assert words(pilot) == ["吊机已到"]
        await press(pilot, "escape")
        pilot.app.desk.logbook.note(ident, "吊机又来一台")
        pilot.front.reload()
        await press(pilot, "f", *"吊机")
        assert words(pilot) == ["吊机已到", "吊机又来一台"]


async def test_a_long_log_is_searched_when_its_texts_are_made(
    post: OpenPost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panel, "AT_A_TIME", 2)
    monkeypatch.setattr(panel, "BETWEEN", 60.0)
    async with post() as pilot:
        await opened(pilot, *(f"第{number}条" for number in range(6)))
        before = words(pilot)
        await press(pilot, "f", "第")
        assert says(pilot) == "正在找…"
        assert words(pilot) == before, "what is listed stays until the search is through"
        monkeypatch.setattr(panel, "BETWEEN", 0.001)
        await press(pilot, "3")
        while says(pilot) == "正在找…":
            await pilot.pause(0.01)
        assert words(pilot) == ["第3条"]
