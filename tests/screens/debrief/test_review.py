"""总结评估 by keys: an ended incident looked back on, lessons written, the report handed in."""

from zipfile import is_zipfile

import pytest
from textual.widgets import TextArea

from cqcmd.screens.common.ask import AskReason
from cqcmd.screens.common.messages import OpenForm
from cqcmd.screens.debrief.forms import LessonForm
from cqcmd.screens.debrief.review import ReviewScreen
from cqcmd.screens.measures.aftermath import AftermathScreen
from cqcmd.screens.papers.screen import PaperScreen
from cqcmd.screens.register.screen import RegisterScreen
from cqcmd.screens.reports.assessment_delivery import AssessmentDeliveryForm
from cqcmd.screens.reports.issued_menu import IssuedScreen
from cqcmd.screens.reports.written_form import WrittenForm
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.table import Table
from tests.desk.calls import report
from tests.desk.test_response import step
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import PostPilot, notices, press, terminal_lines, words_of

SIZES = [(80, 24), (120, 36)]


def ended(pilot: PostPilot) -> str:
    """An explosion reported late, started too low, ended after two hours."""
    desk, clock = pilot.app.desk, pilot.clock
    ident = take(pilot.app, EXPLOSION)
    clock.advance(minutes=42)
    report(desk, ident, "city_regulator", "phone")
    step(desk, ident, "started", "IV", words="人手不足")
    clock.advance(minutes=78)
    step(desk, ident, "ended")
    clock.advance(hours=5)
    pilot.front.reload()
    return ident


async def looked_back(pilot: PostPilot) -> str:
    """From the board into 善后, and on to the review."""
    ident = ended(pilot)
    await press(pilot, "enter", "f7")
    assert isinstance(pilot.app.screen, AftermathScreen)
    await press(pilot, "s")
    assert isinstance(pilot.app.screen, ReviewScreen)
    return ident


def lines(pilot: PostPilot, page: str) -> list[str]:
    table = pilot.app.screen.query_one(f"#{page}", Table)
    return [" ".join(cell.words for cell in line.cells if cell.words) for line in table.lines]


async def typed(pilot: PostPilot, words: str) -> None:
    await pilot.press(*words)
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_every_page_is_reached_by_tab_and_fits(post: OpenPost, size: tuple[int, int]) -> None:
    async with post(size) as pilot:
        await looked_back(pilot)
        pages = list(ReviewScreen.pages)
        for page in (*pages, pages[0]):
            shown = terminal_lines(pilot)
            assert f"[{ReviewScreen.pages[page]}]" in "\n".join(shown)
            assert "评估报告未签发，应送区县政府、市市监局" in "\n".join(shown)
            assert "Esc返回" in shown[-1]
            await press(pilot, "tab")
        await press(pilot, "shift+tab", "shift+tab")
        assert "[评估报告]" in words_of(pilot, "#pages")


async def test_the_picture_is_enlarged_and_moved(post: OpenPost) -> None:
    async with post() as pilot:
        await looked_back(pilot)
        await press(pilot, "plus")
        assert "2倍" in words_of(pilot, "#pages")
        await press(pilot, "right", "minus", "minus")
        assert "已经是全部" in words_of(pilot, "MessageLine")


async def test_reports_decisions_and_measures_stand_with_what_went_wrong(post: OpenPost) -> None:
    async with post() as pilot:
        await looked_back(pilot)
        assert "迟报 电话 市市监局 14:35 14:47 迟 12分 4.1.1" in lines(pilot, "outcomes")
        assert any(line.startswith("低于预案 启动IV级") for line in lines(pilot, "checks"))
        assert any("没有开始的记录" in line for line in lines(pilot, "measures"))
        assert any("得知" in line and "死亡 1人" in line for line in lines(pilot, "learned"))


async def test_a_lesson_is_written_changed_and_dropped_with_a_reason(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await looked_back(pilot)
        await press(pilot, "f8")
        assert isinstance(pilot.app.screen, LessonForm)
        await typed(pilot, "警戒区过小")
        await press(pilot, "enter", "enter")
        await typed(pilot, "李敏")
        await press(pilot, "enter")
        await typed(pilot, "2026-12-31")
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert pilot.app.desk.log(ident)[-1].words == "警戒区过小；责任人 李敏；2026-12-31 前"
        await press(pilot, *["tab"] * 6, "end")
        assert lines(pilot, "lessons")[-1] == "警戒区过小 李敏 2026-12-31"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, LessonForm)
        await press(pilot, "escape", "delete")
        assert isinstance(pilot.app.screen, AskReason)
        await press(pilot, "3")
        assert lines(pilot, "lessons")[-1] == "警戒区过小 已删去"
        assert "已经改进" in pilot.app.desk.log(ident)[-1].words
        await press(pilot, "end", "enter")
        assert "先按 Del 恢复" in words_of(pilot, "MessageLine")
        await press(pilot, "delete")
        assert lines(pilot, "lessons")[-1] == "警戒区过小 李敏 2026-12-31"


async def test_a_wrong_date_of_a_lesson_is_said_at_its_field(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await looked_back(pilot)
        before = len(pilot.app.desk.log(ident))
        await press(pilot, "f8")
        await typed(pilot, "警戒区过小")
        await press(pilot, "enter", "enter", "enter")
        await typed(pilot, "明天")
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, LessonForm)
        assert "年、月、日都要写" in "\n".join(terminal_lines(pilot))
        assert len(pilot.app.desk.log(ident)) == before


async def test_the_report_is_written_signed_and_handed_in_by_keys(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await looked_back(pilot)
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, WrittenForm)
        assert pilot.app.screen.name_of_form == "书面报告：评估报告"
        await press(pilot, "f10")
        assert isinstance(pilot.app.screen, WrittenForm), "there is one kind of it"
        assert "缺：" in "\n".join(terminal_lines(pilot))
        await typed(pilot, "王局长")
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, IssuedScreen)
        await press(pilot, "r")
        assert isinstance(pilot.app.screen, AssessmentDeliveryForm)
        await typed(pilot, "周建国")
        await press(pilot, "f9")
        assert any("评估报告送达区县政府" in words for words in notices(pilot))
        await press(pilot, "r")
        await typed(pilot, "陈平")
        await press(pilot, "f9", "escape")
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert "评估报告已签发 1 版" in words_of(pilot, "#said")
        [line] = lines(pilot, "versions")
        assert line.startswith("第1版 关于长江化工容器事故应急评估的报告")
        assert "区县政府 21:05 周建国；市市监局 21:05 陈平" in line
        assert not [debt for debt in pilot.app.desk.debts.of(ident) if debt.kind == "assessment"]


async def test_a_death_on_the_ninth_day_is_told_beside_what_was_signed(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await looked_back(pilot)
        await press(pilot, "f9")
        await typed(pilot, "王局长")
        await press(pilot, "f9", "escape")
        pilot.clock.advance(hours=9 * 24)
        desk = pilot.app.desk
        desk.facts.update(ident, {"deaths": "2"}, source="医院", at=pilot.clock.now())
        pilot.front.reload()
        await press(pilot, "shift+tab")
        shown = "\n".join(terminal_lines(pilot))
        assert "最后一版签发后有变化" in shown
        assert "死亡1人" in words_of(pilot, "#detail")
        assert "死亡2人" in words_of(pilot, "#detail")
        await press(pilot, "f9")
        assert "（第2版）" in "\n".join(terminal_lines(pilot))
        await typed(pilot, "王局长")
        await press(pilot, "f9", "escape")
        assert [line.partition(" ")[0] for line in lines(pilot, "versions")] == ["第1版", "第2版"]
        assert "签发后有变化" not in "\n".join(terminal_lines(pilot))


async def test_how_long_it_is_owed_goes_on_by_the_minute(post: OpenPost) -> None:
    async with post() as pilot:
        await looked_back(pilot)
        assert "终止后 5时00分" in words_of(pilot, "#said")
        pilot.clock.advance(minutes=3)
        pilot.front.tick(pilot.clock.now())
        assert "终止后 5时03分" in words_of(pilot, "#said")


async def test_a_draft_of_it_is_taken_up_again(post: OpenPost) -> None:
    async with post() as pilot:
        await looked_back(pilot)
        await press(pilot, "f9")
        await typed(pilot, "王局长")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReviewScreen)
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, WrittenForm)
        assert "王局长" in "\n".join(terminal_lines(pilot))


async def test_ctrl_l_leads_to_a_field_but_says_what_only_people_judge(post: OpenPost) -> None:
    async with post() as pilot:
        await looked_back(pilot)
        await press(pilot, "f9")
        body = pilot.app.screen.query_one("#body", TextArea)
        told, _sign, judged = body.text.rpartition("结论和建议")
        body.load_text(told.replace("待核", "已查明") + "结论和建议" + judged)
        await press(pilot, "ctrl+l")
        assert "结论和建议要由人写" in words_of(pilot, "MessageLine")


async def test_digits_and_f_keys_lead_to_the_rooms(post: OpenPost) -> None:
    async with post() as pilot:
        await looked_back(pilot)
        await press(pilot, "f2")
        assert isinstance(pilot.app.screen, SituationScreen)


async def test_the_register_leads_to_the_review(post: OpenPost) -> None:
    async with post() as pilot:
        ended(pilot)
        await press(pilot, "f")
        assert isinstance(pilot.app.screen, RegisterScreen)
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, ReviewScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, RegisterScreen)


async def test_the_board_says_that_the_assessment_is_not_handed_in(post: OpenPost) -> None:
    async with post() as pilot:
        ident = ended(pilot)
        desk = pilot.app.desk
        for receiver in ("district_government", "city_regulator"):
            for channel in ("phone", "written"):
                report(desk, ident, receiver, channel)
            report(desk, ident, receiver, "written", stage="final")
        pilot.front.reload()
        await pilot.pause()
        assert "评估未交" in "\n".join(terminal_lines(pilot))
        for code in ("assessment", "assessment_report"):
            desk.tasks.not_needed(ident, code, "并入市级评估")
        pilot.front.reload()
        await pilot.pause()
        assert "评估未交" not in "\n".join(terminal_lines(pilot))


async def test_a_line_of_what_is_open_leads_there(post: OpenPost) -> None:
    async with post() as pilot:
        ended(pilot)
        await press(pilot, "enter", "f7")
        table = pilot.app.screen.query_one("#open", Table)
        table.focus()
        at = next(n for n, line in enumerate(table.lines) if line.key.startswith("assessment:"))
        await press(pilot, "home", *["down"] * at, "enter")
        assert isinstance(pilot.app.screen, ReviewScreen)


async def end_response(pilot: PostPilot) -> str:
    """The response ended by keys, as in 指挥."""
    ident = take(pilot.app, EXPLOSION)
    step(pilot.app.desk, ident, "started", "III")
    pilot.front.reload()
    await press(pilot, "enter")
    pilot.front.post_message(OpenForm("command/response", ident, "ended"))
    await pilot.pause()
    await typed(pilot, "王副区长")
    await press(pilot, "down", "down")
    pilot.app.screen.query_one("#words", TextField).fill("险情排除")
    await press(pilot, "f9")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    return ident


async def test_ending_the_response_leaves_the_report_as_a_draft_in_word(post: OpenPost) -> None:
    """Work done by the time the act is told, and so within any five seconds."""
    async with post() as pilot:
        ident = await end_response(pilot)
        assert pilot.app.desk.tasks.ended_at(ident) is not None
        said = next(words for words in notices(pilot) if "评估报告草稿已存" in words)
        assert said == "已记入：终止。评估报告草稿已存成 Word，善后按 s 看。"
        [draft] = pilot.app.desk.papers.folder.glob("*应急评估*.docx")
        assert is_zipfile(draft)


async def test_a_disk_that_takes_no_draft_keeps_nobody_from_ending_the_response(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        folder = pilot.app.desk.papers.folder
        folder.parent.mkdir(exist_ok=True)
        folder.write_text("a file where the folder should be")
        ident = await end_response(pilot)
        assert pilot.app.desk.tasks.ended_at(ident) is not None
        assert any(words.startswith("已记入：终止。") for words in notices(pilot))
        assert not any("评估报告草稿已存" in words for words in notices(pilot))


async def test_all_of_it_is_a_paper(post: OpenPost) -> None:
    async with post() as pilot:
        await looked_back(pilot)
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, PaperScreen)
        assert "事件复盘材料" in "\n".join(terminal_lines(pilot))
        await press(pilot, "f9")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert len(list(pilot.app.desk.papers.folder.glob("*复盘材料*"))) == 2
