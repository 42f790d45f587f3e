"""接报: the call of the guide key by key, the quick line, and text that never gets lost."""

import unicodedata
from itertools import product

import pytest
from textual import events

from cqcmd.clock import local
from cqcmd.desk.command.forms import StepForm
from cqcmd.errors import BadInput, Unwritable
from cqcmd.screens.board.lines import WAITING
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.board.table import BoardTable
from cqcmd.screens.common.ask import AskReason
from cqcmd.screens.common.plan_names import names_of
from cqcmd.screens.intake.form import AcceptLine, IntakeForm
from cqcmd.screens.intake.screen import IntakeScreen
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.widgets.drawing.cells import CellWidget
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.live_panel import LivePanel
from tests.screens.common.test_recovery import offered
from tests.screens.conftest import START, OpenPost
from tests.support.hostile import HOSTILE
from tests.support.pilots import PostPilot, notices, press, terminal_lines

LINE = "1405 渝中区长江化工 储罐爆炸 1死3重伤 李明13800000000"


async def form(pilot: PostPilot) -> IntakeScreen:
    await pilot.press("n")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, IntakeScreen)
    names_of(screen.desk, local(START).date()).preload()
    return screen


async def taken_up(pilot: PostPilot) -> IntakeScreen:
    """Take up the call that waits: Enter on its line of the board."""
    (call,) = [call for call in pilot.app.desk.waiting.all() if call.state == "parked"]
    pilot.app.screen.query_one(BoardTable).go_to_key(WAITING + call.ident)
    await pilot.press("enter")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, IntakeScreen)
    assert screen.ident == call.ident
    return screen


def field(pilot: PostPilot, code: str) -> TextField:
    return pilot.app.screen.query_one(f"#{code}", TextField)


def said(pilot: PostPilot, name: str) -> str:
    return pilot.app.screen.query_one(f"#{name}", CellWidget).words


async def put(pilot: PostPilot, code: str, text: str) -> None:
    """Go to a field and paste into it."""
    field(pilot, code).focus()
    await pilot.pause()
    field(pilot, code).post_message(events.Paste(text))
    await pilot.pause()


class Hands:
    """Counts what is pressed: keys, and for Chinese the letters of its pinyin and one to commit."""

    def __init__(self, pilot: PostPilot) -> None:
        self._pilot = pilot
        self.pressed = 0

    async def keys(self, *keys: str) -> None:
        self.pressed += len(keys)
        await self._pilot.press(*keys)

    async def words(self, **words: str) -> None:
        for pinyin, characters in words.items():
            self.pressed += len(pinyin) + 1
            await self._pilot.press(*characters)


async def test_the_call_takes_at_most_ninety_keys(post: OpenPost) -> None:
    async with post() as pilot:
        hands = Hands(pilot)
        hands.pressed += 1
        await form(pilot)
        await hands.keys("enter", *"1405", "enter")
        await hands.words(liming="李明")
        await hands.keys("enter", *"13800000000", "enter", "y", "z", "enter")
        await hands.words(changjiang="长江", huagong="化工")
        await hands.keys("enter", "enter", "c", "g", "enter")
        await hands.words(chuguan="储罐", baozha="爆炸")
        await hands.keys("enter", "enter", "1", "enter", "3", *["enter"] * 5, "1", "f9")
        await pilot.pause()
        assert isinstance(pilot.app.screen, SituationScreen)
        assert hands.pressed <= 90
        [row] = pilot.app.desk.board().rows
        assert (row.grade.name, row.grade.clause) == ("较大", "1.5.3")
        facts = {fact.code: fact.text for fact in pilot.app.desk.situation(row.ident).facts}
        assert (facts["deaths"], facts["serious_injuries"], facts["explosion"]) == (
            "1",
            "3",
            "爆炸",
        )
        words = {fact.code: fact.text for fact in pilot.app.desk.situation(row.ident).words}
        assert words["district"] == "渝中区"
        assert words["unit"] == "长江化工"
        assert (words["caller"], words["callback"]) == ("李明", "13800000000")
    async with post() as pilot:
        [again] = pilot.app.desk.board().rows
        assert again.received_at == START
        assert again.next is not None
        assert again.next.due is not None


async def test_the_quick_line_fills_and_is_looked_over(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "line", LINE)
        assert field(pilot, "deaths").value == "1"
        assert field(pilot, "deaths").mark == "?"
        assert field(pilot, "equipment").value == "压力容器（含气瓶）"
        assert field(pilot, "summary").value == "储罐爆炸"
        assert "较大 1.5.3" in said(pilot, "live")
        await pilot.press("enter")
        await pilot.pause()
        assert field(pilot, "deaths").mark == " "
        assert field(pilot, "occurred_at").has_focus
        assert field(pilot, "occurred_at").value.endswith("14:05")
        assert "接报时间还是事发时间" in said(pilot, "hint")
        await put(pilot, "received_at", "")
        field(pilot, "occurred_at").focus()
        await pilot.press("f5")
        await pilot.pause()
        assert field(pilot, "received_at").value.endswith("14:05")
        await pilot.press("f9")
        await pilot.pause()
        [row] = pilot.app.desk.board().rows
        assert f"{local(row.received_at):%H:%M}" == "14:05"


async def test_nothing_that_the_line_filled_is_saved_unseen(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "line", LINE)
        await pilot.press("f9")
        await pilot.pause()
        assert pilot.app.desk.board().rows == ()
        assert "还没核对：事发时间、" in said(pilot, "accept")
        await pilot.press("f9")
        await pilot.pause()
        assert len(pilot.app.desk.board().rows) == 1


async def test_what_an_officer_typed_is_never_filled_over(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "deaths", "2")
        await put(pilot, "line", "渝中区 储罐爆炸 1死3重伤")
        assert field(pilot, "deaths").value == "2"
        assert field(pilot, "serious_injuries").value == "3"
        await pilot.press("enter")
        await pilot.pause()
        assert field(pilot, "summary").value == "储罐爆炸 1死"


async def test_the_line_may_be_corrected_and_its_fields_follow(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "line", "渝中区 1死")
        await pilot.press("backspace", "backspace")
        assert field(pilot, "deaths").value == ""
        assert field(pilot, "district").value == "渝中区"
        await pilot.press("2", "死")
        assert field(pilot, "deaths").value == "2"


@pytest.mark.parametrize(
    ("key", "code"),
    [("enter", "injuries_unclear"), ("f5", "serious_injuries"), ("f6", "light_injuries")],
)
async def test_an_injury_without_its_degree_moves_where_it_belongs(
    post: OpenPost, key: str, code: str
) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "line", "渝中区长江化工 叉车撞人 2人受伤")
        assert field(pilot, "injuries_unclear").value == "2"
        await pilot.press("enter")
        field(pilot, "injuries_unclear").focus()
        await pilot.pause()
        assert "F5 改作重伤" in said(pilot, "hint")
        assert "F6 改作轻伤" in said(pilot, "hint")
        await pilot.press(key)
        await pilot.pause()
        await pilot.press("f9")
        await pilot.pause()
        [row] = pilot.app.desk.board().rows
        facts = {fact.code: fact.text for fact in pilot.app.desk.situation(row.ident).facts}
        injuries = {name: facts[name] for name in facts if "injuries" in name and facts[name]}
        assert injuries == {code: "2"}


async def test_the_grade_changes_with_the_echo(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "deaths", "3")
        deaths, panel = field(pilot, "deaths"), pilot.app.screen.query_one(LivePanel)
        assert "较大" in panel.words
        deaths.insert("0")  # not awaited: whatever shows now is painted in the frame of the echo
        assert "30" in deaths.words
        assert "特别重大" in panel.words


async def test_facts_follow_the_equipment(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "equipment", "电梯")
        await pilot.press("enter")
        await pilot.pause()
        shown = {widget.id for widget in pilot.app.screen.query_one(IntakeForm).order()}
        assert {"stranded", "stranded_hours", "deaths"} <= shown
        assert not {"overturned", "capacity_mw", "light_injuries", "exploded"} & shown
        await pilot.press("f3")
        await pilot.pause()
        assert field(pilot, "light_injuries").display
        assert not field(pilot, "capacity_mw").display


async def test_a_fact_with_something_in_it_is_never_hidden(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "equipment", "起重机械")
        await put(pilot, "overturned", "1")
        await put(pilot, "equipment", "电梯")
        await pilot.press("enter")
        await pilot.pause()
        assert field(pilot, "overturned").value == "是"
        assert field(pilot, "overturned").display


async def test_esc_keeps_the_form_and_enter_on_the_board_brings_it_back(post: OpenPost) -> None:
    async with post() as pilot:
        first = await form(pilot)
        await put(pilot, "unit", "长江化工")
        await put(pilot, "deaths", "3-")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BoardScreen)
        pilot.clock.advance(minutes=3)
        assert "回车取回" in notices(pilot)[-1]
        again = await taken_up(pilot)
        assert again is not first
        assert field(pilot, "unit").value == "长江化工"
        assert field(pilot, "deaths").value == "3-"
        assert field(pilot, "received_at").value == "14:05:00"
        assert "尚未受理的接报" in said(pilot, "accept")


@pytest.mark.parametrize("key", ["f4", "ctrl+n"])
async def test_two_calls_at_once(post: OpenPost, key: str) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "unit", "长江化工")
        await pilot.press(key)
        await pilot.pause()
        assert field(pilot, "unit").value == ""
        await put(pilot, "unit", "时代大厦")
        await pilot.press("f9", "escape")
        await pilot.pause()
        await taken_up(pilot)
        assert field(pilot, "unit").value == "长江化工"
        await pilot.press("f9")
        await pilot.pause()
        assert len(pilot.app.desk.board().rows) == 2
        await pilot.press("n")
        await pilot.pause()
        assert field(pilot, "unit").value == ""


async def test_an_empty_form_leaves_nothing_behind(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "unit", "长")
        await pilot.press("backspace", "escape")
        await pilot.pause()
        await form(pilot)
        assert said(pilot, "accept").strip() == "受理：回车或 F9"
        await pilot.press("f9")
        await pilot.pause()
        assert pilot.app.desk.board().rows == ()


async def test_saving_twice_records_once(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "unit", "长江化工")
        await pilot.press("f9", "f9")
        await pilot.pause()
        assert len(pilot.app.desk.board().rows) == 1


async def test_before_the_journal_is_open_the_call_waits_and_is_saved_right_after(
    post: OpenPost, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "unit", "长江化工")
        with monkeypatch.context() as shut:
            shut.setattr(pilot.app.desk._open_record, "_journal", None)
            await pilot.press("f9")
            await pilot.pause()
            assert "日志正在打开" in said(pilot, "accept")
            assert field(pilot, "unit").value == "长江化工"
        await pilot.pause(0.2)
        assert len(pilot.app.desk.board().rows) == 1


async def test_a_call_of_an_hour_ago_asks_why(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "received_at", "13:00")
        await put(pilot, "unit", "长江化工")
        await pilot.press("f9")
        await pilot.pause()
        assert isinstance(pilot.app.screen, AskReason)
        await pilot.press("escape")
        await pilot.pause()
        assert field(pilot, "unit").value == "长江化工"
        await pilot.press("f9")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        [row] = pilot.app.desk.board().rows
        assert f"{local(row.received_at):%H:%M}" == "13:00"


IMPOSSIBLE = [
    ("received_at", "今天 15:00"),
    ("received_at", "25:00"),
    ("deaths", "5-3"),
    ("deaths", "-1"),
    ("deaths", "3-"),
    ("loss_yuan", "9" * 40),
    ("occurred_at", "后天"),
    ("equipment", "飞机"),
]


async def test_what_cannot_be_true_is_said_and_nothing_is_lost(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "unit", "长江化工")
        for code, text in IMPOSSIBLE:
            before = field(pilot, code).value
            await put(pilot, code, text)
            await pilot.press("f9")
            await pilot.pause()
            assert pilot.app.desk.board().rows == (), (code, text)
            assert field(pilot, code).has_focus, (code, text)
            assert field(pilot, code).value == text
            assert said(pilot, "hint").strip().endswith("。"), (code, text)
            field(pilot, "unit").focus()
            await pilot.pause()
            assert field(pilot, code).mark == "!", (code, text)
            field(pilot, code).fill(before)


async def test_full_width_digits_and_question_marks(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "unit", "长江化工")
        await put(pilot, "deaths", "１－３")
        await put(pilot, "missing", "？２")
        await pilot.press("f9")
        await pilot.pause()
        [row] = pilot.app.desk.board().rows
        facts = {fact.code: fact.text for fact in pilot.app.desk.situation(row.ident).facts}
        assert (facts["deaths"], facts["missing"]) == ("1-3", "?2")


async def test_an_unknown_district_is_kept_as_it_is(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "district", "火星区")
        assert "没有找到，按原文记下" in said(pilot, "hint")
        await pilot.press("f9")
        await pilot.pause()
        [row] = pilot.app.desk.board().rows
        words = {fact.code: fact.text for fact in pilot.app.desk.situation(row.ident).words}
        assert words["district"] == "火星区"


async def test_a_merged_district_is_found_by_its_old_name(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        for typed in ("yubei", "渝北", "jbq", "两江"):
            field(pilot, "district").fill("")
            await put(pilot, "district", typed)
            assert field(pilot, "district").value == typed
            await pilot.press("enter")
            await pilot.pause()
            assert field(pilot, "district").value == "两江新区", typed


@pytest.mark.parametrize(
    ("day", "typed", "name"),
    [
        ("2025-11-05", "江北", "江北区"),
        ("2025-11-06", "jbq", "江北区"),
        ("2026-01-24", "渝北", "渝北区"),
        ("2026-01-25", "渝北", "两江新区"),
    ],
)
async def test_districts_are_those_of_the_day_of_the_accident(
    post: OpenPost, day: str, typed: str, name: str
) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "occurred_at", f"{day} 14:05")
        await put(pilot, "district", typed)
        await pilot.press("enter")
        await pilot.pause()
        assert field(pilot, "district").value == name
        await put(pilot, "summary", "电梯坠落")
        await pilot.press("f9")
        await pilot.pause()
        [row] = pilot.app.desk.board().rows
        words = {fact.code: fact.text for fact in pilot.app.desk.situation(row.ident).words}
        assert words["district"] == name


async def test_a_day_typed_after_the_district_asks_which_it_was(post: OpenPost) -> None:
    async with post() as pilot:
        screen = await form(pilot)
        await put(pilot, "district", "江北")
        await pilot.press("enter")
        await pilot.pause()
        assert field(pilot, "district").value == "两江新区"
        await put(pilot, "occurred_at", "2026-01-24 14:05")
        assert field(pilot, "district").mark == "?"
        field(pilot, "district").focus()
        await pilot.pause()
        assert "2026-01-24 由江北区、渝北区、两江新区履职，请核对区县。" in said(pilot, "hint")
        assert screen.ident


async def test_a_line_with_an_earlier_day_fills_the_district_of_that_day(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "line", "2026-01-24 14:05 江北区时代大厦电梯坠落")
        assert field(pilot, "district").value == "江北区"
        assert "履职" not in said(pilot, "hint")


async def test_hostile_words_harm_nothing(post: OpenPost) -> None:
    codes = ("line", "received_at", "district", "equipment", "summary", "deaths")
    async with post() as pilot:
        await form(pilot)
        for code, words in product(codes, HOSTILE):
            field(pilot, code).focus()
            field(pilot, code).fill(words)
            await pilot.pause()
            shown = "".join(terminal_lines(pilot))
            assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs")]
            assert "\u202e" not in shown


async def test_hostile_words_can_be_saved(post: OpenPost) -> None:
    codes = ("unit", "place", "summary", "caller", "district")
    async with post() as pilot:
        for start in range(0, len(HOSTILE), len(codes)):
            await pilot.press("n")
            await pilot.pause()
            for code, words in zip(codes, HOSTILE[start:], strict=False):
                field(pilot, code).fill(words)
            await pilot.press("f9")
            await pilot.pause()
            assert isinstance(pilot.app.screen, SituationScreen)
            pilot.app.pop_screen()


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_everything_is_in_sight(post: OpenPost, size: tuple[int, int]) -> None:
    async with post(size) as pilot:
        screen = await form(pilot)
        await put(pilot, "line", LINE)
        view = screen.query_one(IntakeForm)
        for widget in view.order():
            assert view.region.contains_region(widget.region), widget.id
        assert screen.query_one(AcceptLine).region.height == 1
        panel = screen.query_one(LivePanel).region
        if size[0] == 80:
            assert panel.height == 4
            assert panel.y > view.region.y
        else:
            assert panel.x >= view.region.right


async def test_rows_are_moved_through_and_enter_goes_on(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        for code in ("received_at", "district", "place", "summary", "occurred_at", "deaths"):
            await pilot.press("down")
            await pilot.pause()
            assert field(pilot, code).has_focus
        for code in ("serious_injuries", "injuries_unclear", "missing"):
            await pilot.press("enter")
            await pilot.pause()
            assert field(pilot, code).has_focus
        await pilot.press("down")
        await pilot.pause()
        assert pilot.app.screen.query_one(AcceptLine).has_focus
        await pilot.press("up")
        await pilot.pause()
        assert field(pilot, "loss_yuan").has_focus


async def test_a_full_disk_is_said_once_and_the_form_goes_on(
    post: OpenPost, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[object] = []

    def full(form: str, fields: object) -> None:
        tried.append(fields)
        raise Unwritable("磁盘已满。")

    async with post() as pilot:
        await form(pilot)
        monkeypatch.setattr(pilot.app.desk.drafts, "keep", full)
        for text in ("长江", "化工"):
            await put(pilot, "unit", text)
            while not any(text in str(fields) for fields in tried):
                await pilot.pause(0.01)
        await pilot.pause()
        assert notices(pilot) == ["磁盘已满。"]
        assert field(pilot, "unit").value == "长江化工"


async def test_a_form_nobody_wants_is_dropped_after_one_question(post: OpenPost) -> None:
    async with post() as pilot:
        await pilot.press("n", *"打错了")
        await pilot.press("f10", "escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, IntakeScreen), "the safe answer keeps it"
        await pilot.press("f10", "y")
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        assert pilot.app.screen.snapshot() == {}


async def test_a_call_taken_in_the_room_of_another_incident_is_left_for_the_board(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        for unit in ("甲厂", "乙厂"):
            await form(pilot)
            await put(pilot, "unit", unit)
            await pilot.press("f9")
            await pilot.pause()
            assert isinstance(pilot.app.screen, SituationScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_what_stands_below_on_a_wide_panel_does_not_jump_while_one_types(
    post: OpenPost,
) -> None:
    async with post((120, 36)) as pilot:
        await form(pilot)
        panel, places = pilot.app.screen.query_one(LivePanel), set()
        for deaths in ("3", "30", "1", "?5"):
            await put(pilot, "deaths", deaths)
            rows = panel.words.split("\n")
            places.add((rows.index(" 受理后开始计时"), rows.index(" 电话报告还缺")))
        assert len(places) == 1


async def test_an_acceptance_taken_back_leaves_the_form_waiting_and_a_call_that_asks_nothing(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        first = await form(pilot)
        await put(pilot, "line", LINE)
        await press(pilot, "enter", "f9", "f9")
        ident, desk = pilot.screen(SituationScreen).ident, pilot.app.desk
        assert desk.waiting.all() == ()
        await press(pilot, "backspace")
        (call,) = desk.waiting.all()
        assert (call.state, call.ident != first.ident) == ("parked", True)
        assert "待受理" in notices(pilot)[-1]
        assert desk.situation(ident).steps == ()
        step = StepForm(step="verified", who="赵敏", words="查过", at=pilot.clock.now())
        with pytest.raises(BadInput, match="接报已作废"):
            desk.response.record(ident, step)
        await press(pilot, "escape")
        await taken_up(pilot)
        assert field(pilot, "line").value == LINE
        assert field(pilot, "caller").value == "李明"
        await press(pilot, "f9", "f9")
        again = pilot.screen(SituationScreen).ident
        assert again not in (ident, first.ident)
        assert desk.waiting.all() == ()
        assert [row.ident for row in desk.board().rows if not row.closed] == [again]


async def test_a_form_given_back_is_on_the_disk_and_only_its_own_act_brings_it_back(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "unit", "长江化工")
        await press(pilot, "f9")
        ident, desk = pilot.screen(SituationScreen).ident, pilot.app.desk
        desk.logbook.note(ident, "记一条")
        await press(pilot, "backspace")
        assert desk.waiting.all() == ()
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "unit", "时代大厦")
        await press(pilot, "f9", "backspace")
    async with post() as pilot:
        assert await offered(pilot)
        await press(pilot, "enter")
        assert field(pilot, "unit").value == "时代大厦"


async def test_typing_over_a_guess_replaces_it_and_an_arrow_edits_it(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "line", "渝中区长江索道停运 物业张姐打来")
        assert (field(pilot, "unit").mark, field(pilot, "unit").value) == ("?", "长江索道")
        await put(pilot, "unit", "重庆客运索道公司")
        assert (field(pilot, "unit").value, field(pilot, "unit").mark) == ("重庆客运索道公司", " ")
        field(pilot, "caller").focus()
        await pilot.pause()
        await pilot.press(*"李明")
        assert field(pilot, "caller").value == "李明"
        field(pilot, "summary").focus()
        await pilot.pause()
        await pilot.press("end", *"了")
        assert field(pilot, "summary").value == "索道停运了"
        await put(pilot, "unit", "二站")
        assert field(pilot, "unit").value == "重庆客运索道公司二站"
