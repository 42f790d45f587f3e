"""The call by script: every sentence whole on the screen, none marked that was not, the number."""

from cqcmd.screens.common.field_form import FieldForm
from cqcmd.screens.papers.qr import QrScreen
from cqcmd.screens.reports.phone_call import PhoneCall
from cqcmd.screens.reports.routes import report_screen
from cqcmd.text import cells
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.phone_script import PhoneScript
from tests.desk.test_follow_ups import update
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.screens.papers.test_paper import read
from tests.screens.reports.test_reports import press
from tests.support.pilots import PostPilot, serving

PLACE = "化龙桥街道化工路一百二十八号长江化工渝中分公司厂区东侧三号储罐旁"
LONG = (
    "检修作业时储罐底部管道焊缝开裂导致有毒气体大量泄漏随后遇明火发生爆炸，相邻两个储罐受损，"
    "厂区围墙倒塌，下风向约三百米有居民楼，消防已到场，道路封闭，正在组织转移附近居民"
)


async def call(pilot: PostPilot, mark: str = "", **more: str) -> PhoneScript:
    app = pilot.app
    app.desk.written.composer._mark = mark
    take(app, EXPLOSION | {"summary": LONG, "place": PLACE} | more)
    pilot.front.reload()
    await press(pilot, "enter", "f9")
    assert isinstance(app.screen, PhoneCall)
    return app.screen.query_one(PhoneScript)


def on_screen(spoken: PhoneScript) -> str:
    """The words that stand in the script's window, without the marks."""
    shown = [spoken.render_line(y).crop(6).text for y in range(spoken.size.height)]
    return "".join(line.strip() for line in shown)


async def test_a_long_sentence_stands_whole_in_as_many_lines_as_it_needs(post: OpenPost) -> None:
    for size in ((80, 24), (120, 36), (60, 16)):
        async with post(size) as pilot:
            spoken = await call(pilot)
            assert all(cells(row.cells[-1].words) <= spoken.size.width - 6 for row in spoken.lines)
            await press(pilot, "home")
            for sentence in spoken.said:
                assert sentence.words in on_screen(spoken), (size, sentence.code)
                await press(pilot, "down")


async def test_the_summary_s_rest_is_shown_and_told_as_unread(post: OpenPost) -> None:
    async with post() as pilot:
        spoken = await call(pilot)
        [rest] = [sentence for sentence in spoken.said if sentence.optional]
        assert rest.words.startswith("概要其余：")
        assert rest.words in on_screen(spoken)
        assert "余下的在最后一句" in pilot.app.screen.query_one("#live", Lines).words
        await press(pilot, "enter")
        assert spoken.unread_sentences == ("事故发生的时间", "联系电话", "概要其余")
        await press(pilot, "up", "end", "right")
        assert "概要其余" not in spoken.unread_sentences


async def test_nothing_is_read_that_was_not_on_the_screen(post: OpenPost) -> None:
    async with post((60, 16)) as pilot:
        spoken = await call(pilot)
        await press(pilot, "enter")
        assert spoken.has_focus, "there is more below"
        assert "单位" in spoken.unread_sentences or "报告人姓名" in spoken.unread_sentences
        for _page in range(6):
            await press(pilot, "enter")
        assert not spoken.has_focus
        assert spoken.unread_sentences == ("事故发生的时间", "联系电话", "概要其余")


async def test_a_sentence_higher_than_its_window_is_read_line_by_line(post: OpenPost) -> None:
    async with post((60, 16)) as pilot:
        spoken = await call(pilot, summary="爆" * 200)
        await press(pilot, *["down"] * [sentence.code for sentence in spoken.said].index("phone.5"))
        assert spoken.current is not None
        assert spoken.current.code == "phone.5"
        await press(pilot, "right")
        assert "事故概要" in spoken.unread_sentences
        while "人。" not in on_screen(spoken):
            await press(pilot, "down")
        assert spoken.current.code == "phone.5"
        await press(pilot, "right")
        assert "事故概要" not in spoken.unread_sentences


async def test_in_a_drill_the_last_sentence_is_on_the_screen_too(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        spoken = await call(pilot, "演练", summary="储罐爆炸", place="化工路")
        assert on_screen(spoken).endswith("联系电话待核。演练。")
        assert any(not row.cells[-1].words for row in spoken.lines), "there is room between them"
        await press(pilot, "enter")
        assert spoken.unread_sentences == ("事故发生的时间", "联系电话")


async def test_each_drill_sentence_has_a_mark_of_its_own(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        spoken = await call(pilot, "演练", summary="储罐爆炸")
        await press(pilot, "home", "right")
        marked = [row.key for row in spoken.lines if row.cells[0].words == "已读"]
        assert marked == ["mark"]
        await press(pilot, "end", "right", "home", "left", "enter")
        marked = [row.key for row in spoken.lines if row.cells[0].words == "已读"]
        assert "mark.end" in marked
        assert "mark" not in marked, "what was left out stays so"


async def test_nobody_s_name_is_not_in_the_list_of_what_was_not_read(post: OpenPost) -> None:
    async with post() as pilot:
        await call(pilot, "演练", summary="储罐爆炸")
        form = pilot.screen(PhoneCall)
        form.focus_field("person")
        await press(pilot, *"王处", "f9")
        words = pilot.app.desk.log(form.ident)[-1].words
        assert "未读：事故发生的时间、地点、单位" in words
        assert "、、" not in words


async def test_another_number_is_dialled_as_soon_as_it_is_typed(post: OpenPost) -> None:
    async with post() as pilot:
        await call(pilot)
        dial = pilot.app.screen.query_one("#dial", Lines)
        assert "拨 63765110 " in dial.words
        pilot.screen(FieldForm).focus_field("number")
        await press(pilot, *["backspace"] * 8, *"02367000000")
        assert "拨 02367000000 " in dial.words
        await press(pilot, "ctrl+t")
        assert isinstance(pilot.app.screen, QrScreen)
        assert read(pilot).endswith("02367000000")
        await press(pilot, "escape", *["backspace"] * 11)
        assert "拨 63765110 " in dial.words


async def test_a_follow_up_says_what_has_changed_and_marks_it(post: OpenPost) -> None:
    async with post() as pilot:
        ident = take(pilot.app, EXPLOSION)
        pilot.front.reload()
        await press(pilot, "enter", "f9", "enter", *"王处", "f9")
        desk = pilot.app.desk
        pilot.clock.advance(hours=1)
        update(desk, ident, {"deaths": "3"})
        rule = next(
            deadline.rule
            for deadline in desk.situation(ident).deadlines
            if deadline.label == "续报 区县政府"
        )
        pilot.app.push_screen(report_screen(desk, ident, rule))
        await pilot.pause()
        spoken = pilot.app.screen.query_one(PhoneScript)
        assert "续报：死亡由1人变为3人。" in on_screen(spoken)
        await press(pilot, "f8")
        assert isinstance(pilot.app.screen, PhoneCall), "it follows from the facts"
        assert "变化情况" in spoken.unread_sentences
        await press(pilot, "enter")
        assert "变化情况" not in spoken.unread_sentences


async def test_the_station_s_own_number_is_filled_in_during_the_call(post: OpenPost) -> None:
    async with post() as pilot:
        spoken = await call(pilot)
        codes = [sentence.code for sentence in spoken.said]
        await press(pilot, *["down"] * codes.index("phone.7"), "f8", *"023-67001234", "enter")
        assert "023 6700 1234" in " ".join(sentence.words for sentence in spoken.said)
        numbers = serving(pilot).numbers
        assert numbers["district_regulator"] == "023-67001234"
        assert numbers["district_government"], "the others stay"


async def test_a_name_typed_over_the_script_goes_where_it_belongs(post: OpenPost) -> None:
    async with post() as pilot:
        spoken = await call(pilot)
        await press(pilot, "王", "处")
        screen = pilot.app.screen
        assert isinstance(screen, PhoneCall)
        assert screen.text("person") == "王处"
        assert not spoken.has_focus
        assert spoken.unread_sentences, "what was not marked as read is not"
        await press(pilot, "up", "enter")
        assert screen.text("person") == "王处"
