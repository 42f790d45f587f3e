from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.common.palette import Palette
from cqcmd.screens.log.screen import LogScreen, StationLogScreen
from cqcmd.screens.plan.reader import ClauseScreen
from cqcmd.screens.reports.record_form import ReportScreen
from cqcmd.screens.station.shift_handover import HandoverScreen
from cqcmd.widgets.table import Table
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import PostPilot, press


async def palette(pilot: PostPilot, key: str = "/") -> None:
    await press(pilot, key)
    assert isinstance(pilot.app.screen, Palette)
    for worker in [worker for worker in pilot.app.workers if worker.name == "_learn_pinyin"]:
        await worker.wait()
    await pilot.pause()


def names(pilot: PostPilot) -> list[str]:
    return [line.cells[0].words for line in pilot.app.screen.query_one(Table).lines]


async def test_a_command_is_found_by_name_pinyin_and_initials(post: OpenPost) -> None:
    async with post() as pilot:
        for typed in ("预案全文", "yuanquanwen", "yaqw", "ＹＡＱＷ"):
            await palette(pilot)
            await press(pilot, *typed)
            assert names(pilot)[0] == "预案全文", typed
            await press(pilot, "enter")
            assert isinstance(pilot.app.screen, ClauseScreen), typed
            await press(pilot, "escape")


async def test_it_opens_under_an_input_method_too(post: OpenPost) -> None:
    async with post() as pilot:
        for key in ("/", "、", "／", "ctrl+p"):
            await palette(pilot, key)
            await press(pilot, "escape")
            assert isinstance(pilot.app.screen, BoardScreen), key


async def test_it_offers_the_keys_of_the_screen_in_front(post: OpenPost) -> None:
    async with post() as pilot:
        await palette(pilot)
        board = names(pilot)
        assert {"接报", "交接班", "预警", "备份日志", "退出"} <= set(board)
        assert "记录报告" not in board
        assert len(board) == len(set(board))
        await press(pilot, "escape")
        take(pilot.app, EXPLOSION)
        pilot.front.reload()
        await press(pilot, "enter")
        await palette(pilot)
        assert {"记录报告", "情况更新", "日志", "记事", "处置"} <= set(names(pilot))


async def test_what_is_chosen_is_done_on_the_screen_that_was_in_front(post: OpenPost) -> None:
    async with post() as pilot:
        ident = take(pilot.app, EXPLOSION)
        pilot.front.reload()
        await press(pilot, "enter")
        await palette(pilot)
        await press(pilot, *"记录报告", "enter")
        assert isinstance(pilot.app.screen, ReportScreen)
        assert pilot.app.screen.ident == ident
        await press(pilot, "escape")
        await palette(pilot)
        await press(pilot, *"日志")
        place = names(pilot).index("日志")
        await press(pilot, *["down"] * place, "enter")
        assert isinstance(pilot.app.screen, LogScreen)


async def test_a_command_without_a_key_runs(post: OpenPost) -> None:
    async with post() as pilot:
        await palette(pilot)
        await press(pilot, *"本站日志", "enter")
        assert isinstance(pilot.app.screen, StationLogScreen)
        await press(pilot, "escape")
        await palette(pilot)
        await press(pilot, *"jjb", "enter")
        assert isinstance(pilot.app.screen, HandoverScreen)


async def test_nothing_that_fits_runs_nothing(post: OpenPost) -> None:
    async with post() as pilot:
        await palette(pilot)
        await press(pilot, *"没有这个", "enter")
        assert isinstance(pilot.app.screen, Palette)
        assert names(pilot) == []
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_every_command_without_a_key_has_an_action(post: OpenPost) -> None:
    from cqcmd.screens.common.commands import KEYLESS

    async with post() as pilot:
        for command in KEYLESS:
            name = command.action.removeprefix("app.").partition("(")[0]
            assert callable(getattr(pilot.app, f"action_{name}"))


async def test_a_key_of_a_table_is_pressed_from_the_palette_too(post: OpenPost) -> None:
    async with post() as pilot:
        for _each in range(2):
            take(pilot.app, EXPLOSION)
        pilot.front.reload()
        table = pilot.app.screen.query_one(Table)
        before = table.cursor
        await palette(pilot)
        await press(pilot, *"下一行", "enter")
        assert table.cursor != before


async def test_the_station_is_set_up_from_the_palette(post: OpenPost) -> None:
    async with post() as pilot:
        await palette(pilot)
        await press(pilot, *"本站设置")
        assert names(pilot) == ["本站设置"]
