import pytest

from cqcmd.desk.contacts.forms import ContactForm
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.contacts.screen import ContactsScreen
from cqcmd.screens.log.screen import LogScreen, StationLogScreen
from cqcmd.screens.palette.looks import LooksMenu
from cqcmd.screens.palette.screen import Palette
from cqcmd.screens.plan.manual import ManualScreen
from cqcmd.screens.plan.reader import ClauseScreen
from cqcmd.screens.register.figures import FiguresScreen
from cqcmd.screens.register.screen import RegisterScreen
from cqcmd.screens.reports.record_form import ReportScreen
from cqcmd.screens.situation.decide import DecisionMenu
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.screens.situation.update import UpdateForm
from cqcmd.screens.station.shift_handover import HandoverScreen
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.table import Table
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import PostPilot, notices, press


async def palette(pilot: PostPilot, key: str = "/") -> None:
    await press(pilot, key)
    assert isinstance(pilot.app.screen, Palette)
    for worker in [worker for worker in pilot.app.workers if worker.name == "_learn_pinyin"]:
        await worker.wait()
    await pilot.pause()


def names(pilot: PostPilot) -> list[str]:
    lines = pilot.app.screen.query_one(Table).lines
    return [line.cells[0].words for line in lines if not line.is_heading]


def titles(pilot: PostPilot) -> list[str]:
    lines = pilot.app.screen.query_one(Table).lines
    return [line.cells[0].words[3:] for line in lines if line.is_heading]


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
    from cqcmd.screens.palette.commands import KEYLESS

    async with post() as pilot:
        for command in KEYLESS:
            name = command.action.removeprefix("app.").partition("(")[0]
            assert callable(getattr(pilot.app, f"action_{name}"))


async def test_verbs_come_first_and_nothing_that_only_moves_the_cursor(post: OpenPost) -> None:
    async with post() as pilot:
        take(pilot.app, EXPLOSION)
        pilot.front.reload()
        await palette(pilot)
        assert titles(pilot)[1:] == ["这里能做的", "哪里都能做的"]
        assert not {"下一行", "上一行", "第一行", "最后一行", "上一页", "下一页"} & set(
            names(pilot)
        )
        assert "命令" not in names(pilot)


async def test_on_a_list_it_offers_what_is_done_about_the_one_under_the_cursor(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        ident = take(pilot.app, EXPLOSION)
        pilot.front.reload()
        await palette(pilot)
        assert titles(pilot)[0].startswith("对这一起：26-0001 长江化工")
        await press(pilot, *"情况更新", "enter")
        assert isinstance(pilot.app.screen, UpdateForm)
        assert pilot.app.screen.ident == ident


async def test_what_the_decisions_hold_is_found_by_its_name(post: OpenPost) -> None:
    async with post() as pilot:
        take(pilot.app, EXPLOSION)
        pilot.front.reload()
        for key in ("down", "enter"):  # on the board, then in the incident
            await press(pilot, key)
            await palette(pilot)
            await press(pilot, *"办结")
            assert names(pilot)[0] == "处置"
            await press(pilot, "enter")
            assert isinstance(pilot.app.screen, DecisionMenu)
            await press(pilot, "escape")


async def test_in_a_room_its_title_says_what_is_under_the_cursor(post: OpenPost) -> None:
    async with post() as pilot:
        take(pilot.app, EXPLOSION)
        pilot.front.reload()
        await press(pilot, "enter", "f3")
        await palette(pilot)
        assert titles(pilot)[0].startswith("这里能做的，光标在“现场 报 单位")


@pytest.mark.parametrize("typed", ["26-0001", "长江化工", "cjhg", "李明"])
async def test_an_incident_is_found_and_opened(post: OpenPost, typed: str) -> None:
    async with post() as pilot:
        ident = take(pilot.app, EXPLOSION)
        await palette(pilot)
        await press(pilot, *typed)
        assert "事件" in titles(pilot)
        assert names(pilot)[0].startswith("26-0001 长江化工")
        await press(pilot, "enter")
        assert pilot.screen(SituationScreen).ident == ident


async def test_where_many_incidents_fit_the_rest_is_a_line_away(post: OpenPost) -> None:
    async with post() as pilot:
        for _each in range(7):
            take(pilot.app, EXPLOSION)
        await palette(pilot)
        await press(pilot, *"长江化工")
        assert names(pilot)[5] == "在事故台账里看全部 7 起"
        await press(pilot, *["down"] * 5, "enter")
        assert len(pilot.screen(RegisterScreen).query_one("#found", Table).lines) == 7


@pytest.mark.parametrize(("typed", "first"), [("1.5.3", "1.5.3"), ("善后", "5")])
async def test_a_clause_is_found_by_number_and_words(
    post: OpenPost, typed: str, first: str
) -> None:
    async with post() as pilot:
        await palette(pilot)
        await press(pilot, *typed)
        place = titles(pilot).index("条款")
        assert names(pilot)[place:]
        found = [name for name in names(pilot) if name.startswith(first)]
        assert found, names(pilot)
        await press(pilot, *["down"] * names(pilot).index(found[0]), "enter")
        assert pilot.screen(ClauseScreen).clause_here().startswith(first)


async def test_a_person_is_found_and_shown_whole(post: OpenPost) -> None:
    async with post() as pilot:
        form = ContactForm(name="赵铁柱", post="队长", org="消防支队", phones="13911112222")
        pilot.app.desk.contacts.keep(form)
        await palette(pilot)
        await press(pilot, *"ztz")
        assert "人员" in titles(pilot)
        await press(pilot, *["down"] * names(pilot).index("赵铁柱 队长 消防支队"), "enter")
        shown = pilot.screen(ContactsScreen).query_one("#person", Prose).said.plain
        assert "13911112222" in shown


WORDS = [
    "主题",
    "搜索",
    "查找",
    "统计",
    "截图",
    "打印",
    "导出",
    "退出",
    "帮助",
    "手册",
    "设置",
    "备份",
    "字体",
    "夜间",
    "白天",
    "声音",
    "撤销",
    "删除",
    "颜色",
    "配色",
    "深色",
    "静音",
    "放大",
    "保存",
    "语言",
    "网络",
    "密码",
    "版本",
    "电话簿",
    "日志",
    "预案",
    "换班",
    "旧案",
    "截屏",
    "更正",
    "修改",
    "本值班点",
    "zhuti",
    "tongji",
    "ziti",
]


async def test_every_word_people_try_leads_somewhere(post: OpenPost) -> None:
    nowhere = []
    async with post() as pilot:
        await palette(pilot)
        for word in WORDS:
            await press(pilot, "ctrl+u", *word)
            assert pilot.app.screen.query_one(TextField).value == word
            if not names(pilot):
                nowhere.append(word)
            elif titles(pilot)[0] == "没有这个命令":
                first = names(pilot)[0]
                await press(pilot, "enter")
                if not any(notice.startswith(first) for notice in notices(pilot)):
                    nowhere.append(word)
                await palette(pilot)
    assert nowhere == []


@pytest.mark.parametrize(
    ("word", "screen"),
    [
        ("历史", RegisterScreen),
        ("统计", FiguresScreen),
        ("手册", ManualScreen),
        ("主题", LooksMenu),
    ],
)
async def test_other_words_do_the_same(post: OpenPost, word: str, screen: type) -> None:
    async with post() as pilot:
        await palette(pilot)
        await press(pilot, *word, "enter")
        assert isinstance(pilot.app.screen, screen)


async def test_a_look_is_shown_at_once_and_escape_brings_the_former_back(post: OpenPost) -> None:
    async with post() as pilot:
        await palette(pilot)
        await press(pilot, *"配色", "enter")
        assert isinstance(pilot.app.screen, LooksMenu)
        await press(pilot, "down")
        assert pilot.app.theme == "day"
        await press(pilot, "down")
        assert pilot.app.theme == "mono"
        await press(pilot, "escape")
        assert pilot.app.theme == "night"
        assert pilot.app.desk.settings.get("theme") != "mono"


async def test_a_look_chosen_stays(post: OpenPost) -> None:
    async with post() as pilot:
        await palette(pilot)
        await press(pilot, *"主题", "enter", "down", "enter")
        assert pilot.app.theme == pilot.app.desk.settings.get("theme") == "day"


async def test_the_screen_is_saved_as_a_picture_that_asks_no_network(post: OpenPost) -> None:
    async with post() as pilot:
        take(pilot.app, EXPLOSION)
        pilot.front.reload()
        await palette(pilot)
        await press(pilot, *"截图", "enter")
        [path] = pilot.app.desk.papers.folder.glob("*.svg")
        svg = path.read_text(encoding="utf-8")
        assert "长江化工" in svg.replace("&#160;", "")
        assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
        assert any(str(path) in notice for notice in notices(pilot))


async def test_words_of_foreign_hands_are_no_markup(post: OpenPost) -> None:
    async with post() as pilot:
        take(pilot.app, EXPLOSION | {"unit": "[red]厂[/red]'\"\\"})
        await palette(pilot)
        await press(pilot, *"[red]厂")
        assert names(pilot)[0].startswith("26-0001 [red]厂[/red]'\"\\")


async def test_the_station_is_set_up_from_the_palette(post: OpenPost) -> None:
    async with post() as pilot:
        await palette(pilot)
        await press(pilot, *"本站设置")
        assert names(pilot) == ["本站设置"]
