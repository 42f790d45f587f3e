from textual.widgets import Input

from cqcmd.desk.measures.forms import TaskForm
from cqcmd.desk.opening import Opening
from cqcmd.screens.common.ask import AskReason, Confirm
from cqcmd.screens.measures.screen import MeasuresScreen
from cqcmd.screens.measures.sheet import MeasureSheet
from cqcmd.screens.measures.task_form import RemarkForm
from cqcmd.screens.papers.screen import PaperScreen
from cqcmd.screens.reports.press_form import PressForm
from cqcmd.screens.reports.release import ReleaseScreen
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.views.command import TaskView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.table import Table
from tests.screens.common.test_hostile import faults
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.hostile import HOSTILE
from tests.support.pilots import (
    PostPilot,
    cursor_line,
    hands_off,
    notices,
    terminal_lines,
    words_of,
)


async def press(pilot: PostPilot, *keys: str) -> None:
    """Each key a second after the one before, so that none is taken for a bounce."""
    for key in keys:
        pilot.clock.advance(seconds=1)
        hands_off(pilot)
        await pilot.press(key)
        await pilot.pause()


async def opened(pilot: PostPilot) -> str:
    ident = take(pilot.app, EXPLOSION)
    pilot.front.reload()
    await press(pilot, "enter", "f5")
    assert isinstance(pilot.app.screen, MeasuresScreen)
    return ident


def task(pilot: PostPilot, ident: str, code: str) -> TaskView:
    return next(measure for measure in pilot.app.desk.tasks.measures(ident) if measure.code == code)


def words(pilot: PostPilot) -> str:
    return pilot.app.screen.query_one(Prose).said.plain


async def test_one_key_begins_and_finishes_and_another_takes_it_back(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot)
        progress = pilot.app.screen.query_one("#progress", Lines)
        assert progress.words.lstrip().startswith("已完成 0  进行中 0  未开始 10  不适用 0")
        await press(pilot, "down", "ideographic_space")
        assert task(pilot, ident, "evacuation").state == "begun"
        assert "进行中 1" in progress.words
        assert "已记入：人员疏散 进行中" in notices(pilot)
        await press(pilot, "space")
        assert task(pilot, ident, "evacuation").state == "finished"
        await press(pilot, "space")
        assert any("要重新打开请按 Del" in notice for notice in notices(pilot))
        pilot.app.desk.tasks.advance(ident, "traffic", "open")
        await press(pilot, "backspace")
        assert task(pilot, ident, "traffic").state == "open"


async def test_a_key_that_bounces_or_is_held_does_not_finish(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot)
        await press(pilot, "down")
        await pilot.press("space", "space", "space")
        await pilot.pause()
        assert task(pilot, ident, "evacuation").state == "begun"
        assert any("刚记过，没有再记" in notice for notice in notices(pilot))


async def test_the_steps_stand_below_in_the_plans_words_and_a_click_writes_nothing(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        ident = await opened(pilot)
        await press(pilot, "down", "down", "down")
        assert "2 根据需要及时、安全地将重症伤病人员转运到有条件的医疗机构" in words(pilot)
        assert pilot.front.clause_here() == "4.7"
        before = len(pilot.app.desk.log(ident))
        await pilot.click("#tasks", offset=(4, 3), times=2)
        await pilot.pause()
        assert isinstance(pilot.app.screen, MeasureSheet)
        await pilot.click("#steps", offset=(4, 2), times=2)
        await pilot.pause()
        assert len(pilot.app.desk.log(ident)) == before


async def test_what_does_not_apply_wants_a_reason_and_opens_again(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot)
        pilot.app.screen.query_one("#tasks", Table).go_to_key("pollution")
        await press(pilot, "delete")
        assert isinstance(pilot.app.screen, AskReason)
        await press(pilot, "escape")
        assert task(pilot, ident, "pollution").state == "open"
        await press(pilot, "delete", "1")
        assert task(pilot, ident, "pollution").reason == "现场没有这种情况"
        assert "不适用：现场没有这种情况" in words(pilot)
        await press(pilot, "delete")
        assert isinstance(pilot.app.screen, Confirm)
        await press(pilot, "y")
        assert task(pilot, ident, "pollution").state == "open"


async def test_another_operators_act_shows_and_the_second_is_told(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot)
        await press(pilot, "down")
        other = Opening(pilot.app.opening.data, None, pilot.app.desk.clock)
        other.read_journal()
        other.desk.tasks.advance(ident, "evacuation", "open")
        other.close()
        await press(pilot, "space")
        assert any("“人员疏散”已由李敏记为进行中" in notice for notice in notices(pilot))
        assert "进行中" in words(pilot)
        assert task(pilot, ident, "evacuation").state == "begun"


async def test_the_sheet_ticks_steps_and_moves_the_measure(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot)
        pilot.app.screen.query_one("#tasks", Table).go_to_key("medical")
        await press(pilot, "enter", "space", "b")
        assert isinstance(pilot.app.screen, MeasureSheet)
        found = task(pilot, ident, "medical")
        assert (found.state, found.progress) == ("begun", "1/3")
        await press(pilot, "down", "delete", "1", "f10")
        found = task(pilot, ident, "medical")
        assert (found.state, found.progress, found.mark) == ("finished", "2/3", "尚有步骤未勾")
        assert "注意：尚有步骤未勾" in words(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, MeasuresScreen)
        line = cursor_line(pilot.app.screen.query_one("#tasks", Table))
        assert line.key == "medical"
        assert line.cells[1].words == "已完成!"


async def test_what_is_told_afterwards_asks_why_so_late_and_keeps_what_was_typed(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        ident = await opened(pilot)
        pilot.clock.advance(hours=1)
        await press(pilot, "down", "enter", "f8", *"已派车")
        await press(pilot, "escape", "f8")
        form = pilot.app.screen
        assert isinstance(form, RemarkForm)
        assert form.text("words") == "已派车"
        await press(pilot, "down", "down", "down", *"14:10", "f9")
        assert isinstance(pilot.app.screen, AskReason)
        await press(pilot, "1")
        found = task(pilot, ident, "evacuation")
        assert (found.state, found.mark) == ("finished", "未见开始记录")
        assert "已派车" in words(pilot)
        assert "未见开始记录" in words(pilot)


async def test_a_room_key_leaves_form_and_sheet_behind(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot)
        await press(pilot, "enter", "f8", "字", "f2")
        await pilot.pause()
        assert isinstance(pilot.app.screen, SituationScreen)
        assert not any(isinstance(screen, MeasureSheet) for screen in pilot.app.screen_stack)
        await press(pilot, "4", "enter", "1")
        assert isinstance(pilot.app.screen, SituationScreen)
        assert len(pilot.app.screen_stack) == 3


def shown(pilot: PostPilot) -> str:
    """Everything on the screen, without its line ends."""
    return "".join("".join(terminal_lines(pilot)).split())


async def test_the_checklist_is_shown_and_saved(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot)
        await press(pilot, "ctrl+e")
        screen = pilot.app.screen
        assert isinstance(screen, PaperScreen)
        assert "应急措施清单" in words(pilot)
        await press(pilot, "f9", "f9")
        found = list(pilot.app.desk.papers.folder.iterdir())
        assert sorted(path.suffix for path in found) == [".docx", ".txt"]
        assert found[0].stem in words_of(pilot, "#place").replace("\n", "").replace(" ", "")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, MeasuresScreen)


async def test_the_press_release_is_filled_in_and_issued(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot)
        await press(pilot, "x")
        form = pilot.app.screen
        assert isinstance(form, PressForm)
        assert form.text("press-5").startswith("1人死亡、3人重伤、2人失踪")
        await press(pilot, "down", "down", "down", *"正在调查")
        assert "事故原因：正在调查。" in shown(pilot)
        await press(pilot, "escape", "x", "f9")
        await written_out(pilot)
        assert "事故原因：正在调查。" in words(pilot)
        found = {path.suffix: path for path in pilot.app.desk.papers.folder.iterdir()}
        text, word = found[".txt"], found[".docx"]
        assert "事故原因：正在调查。" in text.read_text("utf-8-sig")
        assert word.stem == text.stem
        assert "已存.txt、.docx：" in shown(pilot)
        assert text.name in pilot.app.desk.log(ident)[-1].words


async def written_out(pilot: PostPilot) -> None:
    """Wait until the text and Word lie on disk and the release is shown."""
    while not isinstance(pilot.app.screen, ReleaseScreen):
        await pilot.pause(0.05)
    await pilot.pause(0.1)


async def test_who_authorised_a_release_and_through_what_it_went_out_is_recorded(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        ident = await opened(pilot)
        await press(pilot, "x", "f8")
        assert "还没有写过通稿" in notices(pilot)[-1]
        await press(pilot, "f9")
        await written_out(pilot)
        await press(pilot, "r", "f9")
        assert "请填授权人" in shown(pilot)
        await press(pilot, *"王区长", *["down"] * 3, *"区政府网站,微博", "f9")
        assert "经授权发布（王区长）：区政府网站、微博" in pilot.app.desk.log(ident)[-1].words
        await press(pilot, "escape", "x")
        assert "区政府网站、微博（王区长授权）" in shown(pilot)
        await press(pilot, "f8", *"王区长", *["down"] * 3, *"微博", "f9")
        assert "微博在14:05已记过发布" in shown(pilot)


async def test_a_mark_of_our_own_in_a_release_is_said_at_its_field(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot)
        await press(pilot, "x", *["down"] * 3, *"待核", "f9")
        assert isinstance(pilot.app.screen, PressForm)
        assert "“原因”里有内部用语“待核”" in shown(pilot)
        assert pilot.focused(TextField).code == "press-3"


async def test_hostile_remarks_are_shown_without_harm(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot)
        hostile = " ".join(text[:40] for text in HOSTILE)
        form = TaskForm(words=hostile, owner=hostile)
        pilot.app.desk.tasks.amend(ident, "evacuation", form, "open")
        pilot.app.desk.tasks.not_needed(ident, "medical", hostile)
        pilot.front.reload()
        for key in ("down", "enter", "f8", "escape", "escape", "e", "escape", "end"):
            await press(pilot, key)
            assert faults(pilot) == [], key
        assert not isinstance(pilot.app.focused, Input)
