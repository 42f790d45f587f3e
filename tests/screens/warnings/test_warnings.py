from pathlib import Path

from msgspec import structs

from cqcmd.desk.plan.new import new_plan
from cqcmd.desk.warnings.forms import WarningForm
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.common.ask import AskReason, AskWords
from cqcmd.screens.common.field_form import FieldForm
from cqcmd.screens.plan.reader import ClauseScreen
from cqcmd.screens.warnings.form import IssueForm
from cqcmd.screens.warnings.screen import WarningsScreen
from cqcmd.views.office.warnings import WarningView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.table import Table
from tests.screens.conftest import OpenPost
from tests.support.hostile import HOSTILE
from tests.support.pilots import PostPilot, notices, press, terminal_lines

WIND = WarningForm(
    level=3,
    category="索道大风",
    area="长江索道",
    notice="停运",
    measures="加固",
    issuer="区县政府",
)


def only(pilot: PostPilot) -> WarningView:
    (warning,) = pilot.app.desk.warnings.shown()
    return warning


def words(pilot: PostPilot, name: str) -> list[str]:
    lines = pilot.app.screen.query_one(f"#{name}", Table).lines
    return [" ".join(cell.words for cell in line.cells) for line in lines]


def reminders(pilot: PostPilot) -> str:
    return str(pilot.app.screen.query_one("#notices").render())


async def test_a_warning_is_issued_from_the_board(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "w")
        assert isinstance(pilot.app.screen, WarningsScreen)
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, IssueForm)
        await press(pilot, "３", "enter", *"索道大风", "enter", *"长江索道", "enter", *"停运")
        await press(pilot, "enter", *"加固", "enter", "f9")
        assert isinstance(pilot.app.screen, WarningsScreen)
        warning = only(pilot)
        assert (warning.level, warning.category, warning.area) == (3, "索道大风", "长江索道")
        assert (warning.notice, warning.measures, warning.issuer) == ("停运", "加固", "区县政府")
        assert words(pilot, "warnings")[0].startswith(
            "黄色 三级 索道大风（14:05 起，区县政府） 0/8"
        )
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, BoardScreen)
        assert "预警 黄色 三级 索道大风（14:05 起，区县政府）" in reminders(pilot)


async def test_the_issuer_follows_the_level_until_another_is_written(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "w", "down", "f9")
        form = pilot.screen(FieldForm)
        assert form.text("issuer") == "区县政府"
        await press(pilot, "1")
        assert form.text("issuer") == "市政府"
        form.focus_field("issuer")
        await press(pilot, "ctrl+u", *"市局", "up", "up", "up", "up", "up", "4")
        assert (form.text("level"), form.text("issuer")) == ("4", "市局")


async def test_a_warning_without_category_is_refused_and_the_words_stay(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "w", "down", "f9", "2", "down", "down", *"两江四岸", "f9")
        assert pilot.app.desk.warnings.shown() == ()
        assert pilot.screen(FieldForm).text("area") == "两江四岸"
        await press(pilot, "escape", "f9")
        assert pilot.screen(FieldForm).text("area") == "两江四岸"
        assert pilot.screen(FieldForm).text("level") == "2"


async def test_an_action_is_ticked_by_one_key_and_unticked_by_the_same(post: OpenPost) -> None:
    async with post() as pilot:
        pilot.app.desk.warnings.issue(WIND)
        await press(pilot, "w", "enter", "down", "space")
        assert notices(pilot)[-1] == "已记入：分析评估、预测可能性 已办。"
        done = [action.done_by for action in only(pilot).actions]
        assert done == ["", "李敏", "", "", "", "", "", ""]
        assert "14:05 李敏" in words(pilot, "actions")[1]
        await press(pilot, "５", "down", "space", "up")
        await press(pilot, "space")
        assert [
            number for number, action in enumerate(only(pilot).actions, 1) if action.done_at
        ] == [3]
        await press(pilot, "backspace")
        assert [bool(action.done_at) for action in only(pilot).actions[:4]] == [0, 1, 1, 0]
        await press(pilot, "backspace")
        assert "没有可以撤回的" in notices(pilot)[-1]
        assert "2/8" in words(pilot, "warnings")[0]


async def test_down_from_the_last_warning_comes_to_the_first_action(post: OpenPost) -> None:
    async with post() as pilot:
        for _each in range(2):
            pilot.app.desk.warnings.issue(WIND)
        await press(pilot, "w", "down", "down", "space")
        (_first, warning) = pilot.app.desk.warnings.shown()
        assert [bool(action.done_at) for action in warning.actions] == [True] + [False] * 7
        await press(pilot, "up")
        table = pilot.app.screen.query_one("#warnings", Table)
        assert table.has_focus
        assert table.cursor is not None
        assert table.cursor.key == warning.ident, "it comes back to the warning it left"


async def test_each_tick_is_told(post: OpenPost) -> None:
    async def told(*keys: str) -> str:
        pilot.clock.advance(seconds=2)
        await press(pilot, *keys)
        return notices(pilot)[-1]

    async with post() as pilot:
        pilot.app.desk.warnings.issue(WIND)
        first, channel = only(pilot).actions[0].name, only(pilot).channels[-1].name
        assert await told("w", "enter", "space") == f"已记入：{first} 已办。"
        assert await told("space") == f"已取消：{first} 未办。"
        assert await told("space") == f"已记入：{first} 已办。"
        assert await told("end", "space") == f"已记入：发布渠道 {channel}。"
        assert await told("space") == f"已取消：发布渠道 {channel}。"
        assert await told("delete", "enter", "1", "home", "space") == f"已记入：{first} 已撤。"
        assert await told("space") == f"已取消：{first} 还没撤。"
        assert "已经解除" in await told("end", "space")


async def test_it_is_issued_anew_at_another_level_and_its_actions_stay(post: OpenPost) -> None:
    async with post() as pilot:
        ident = pilot.app.desk.warnings.issue(WIND)
        await press(pilot, "w", "enter", "space", "f8")
        form = pilot.screen(FieldForm)
        assert (form.text("level"), form.text("category")) == ("3", "索道大风")
        await press(pilot, "2", "f9")
        warning = only(pilot)
        assert (warning.ident, warning.level, warning.issuer) == (ident, 2, "市政府")
        assert warning.actions[0].done_by == "李敏"


async def test_it_is_lifted_with_who_and_why(post: OpenPost) -> None:
    async with post() as pilot:
        pilot.app.desk.warnings.issue(WIND)
        await press(pilot, "w", "delete")
        assert isinstance(pilot.app.screen, AskWords)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, AskReason)
        await press(pilot, "1")
        assert only(pilot).lifted == "14:05 区县政府解除：危险已经解除"
        assert "〔已解除〕" in words(pilot, "warnings")[0]
        await press(pilot, "enter", "space")
        assert all(action.done_at is None for action in only(pilot).actions)
        await press(pilot, "escape")
        assert "预警" not in reminders(pilot)


async def test_backing_out_of_lifting_changes_nothing(post: OpenPost) -> None:
    async with post() as pilot:
        pilot.app.desk.warnings.issue(WIND)
        await press(pilot, "w", "delete", "enter", "escape")
        await press(pilot, "delete", "escape")
        assert only(pilot).lifted == ""
        assert isinstance(pilot.app.screen, WarningsScreen)


async def test_the_plan_opens_at_the_clause_of_the_line(post: OpenPost) -> None:
    async with post() as pilot:
        pilot.app.desk.warnings.issue(WIND)
        await press(pilot, "w", "enter", "?")
        assert isinstance(pilot.app.screen, ClauseScreen)
        assert pilot.front.clause_here() == "3.2.3"
        await press(pilot, "escape", "up", "?")
        assert pilot.front.clause_here() == "3.2.2"


async def test_the_gravest_of_several_stands_on_the_board(post: OpenPost) -> None:
    async with post() as pilot:
        for level in (4, 1):
            pilot.app.desk.warnings.issue(structs.replace(WIND, level=level))
        pilot.front.reload()
        assert "预警 红色 一级 索道大风（14:05 起，区县政府），另有 1 条" in reminders(pilot)


async def test_warnings_are_found_in_the_palette(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "/", *"yj")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, WarningsScreen)


async def test_hostile_words_are_harmless(post: OpenPost) -> None:
    async with post() as pilot:
        desk = pilot.app.desk
        said = [text for text in HOSTILE if text.strip()]
        for text in said:
            desk.warnings.issue(
                WarningForm(
                    level=4, category=text, area=text, notice=text, measures=text, issuer=text
                )
            )
        await press(pilot, "w", "down", "end", "up", "delete")
        await press(pilot, "escape", "f8", "escape", "escape")
        assert isinstance(pilot.app.screen, BoardScreen)
        assert len(desk.warnings.shown()) == len(said)
        assert all("\x1b" not in warning.words for warning in desk.warnings.shown())


async def test_what_was_issued_before_stands_beneath_and_its_actions_say_so(post: OpenPost) -> None:
    async with post() as pilot:
        desk = pilot.app.desk
        ident = desk.warnings.issue(WIND)
        desk.warnings.act(ident, only(pilot).actions[0].code)
        desk.warnings.issue(structs.replace(WIND, level=2, issuer="市政府"), ident)
        await press(pilot, "w")
        said = pilot.app.screen.query_one("#said", Lines)
        assert "先前 黄色 三级 索道大风" in said.words
        assert said.size.height == 4
        assert "黄色时" in words(pilot, "actions")[0]


async def test_the_form_tells_what_the_law_adds_at_that_level(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "w", "down", "f9")
        said = pilot.app.screen.query_one("#live", Lines)
        for level, filed in (("4", True), ("3", True), ("2", False), ("1", False)):
            await press(pilot, level)
            assert "突发事件应对法 64" in said.words
            assert "预警信息只经预警信息发布机构对外发布" in said.words
            assert ("突发事件应对条例 30：三级、四级预警报市政府备案" in said.words) is filed
        await press(pilot, "4")
        shown = "\n".join(terminal_lines(pilot))
        assert "还缺：事件类别" in shown, "the plan's own lines are not pushed off the screen"


async def test_what_a_plan_leaves_out_leaves_no_empty_line(post: OpenPost, tmp_path: Path) -> None:
    async with post(plan=new_plan("sample", tmp_path / "sample")[0]) as pilot:
        await press(pilot, "w", "down", "enter")
        pilot.screen(IssueForm)
        lines = [line.strip() for line in terminal_lines(pilot)]
        assert any("提出级别建议" in line for line in lines)
        assert not any(line == "另据：" or line.startswith("（") for line in lines)
