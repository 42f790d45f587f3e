"""A warning lived through by keys: from the consultation to the last measure withdrawn."""

import pytest
from msgspec.structs import replace

from cqcmd.desk.common.preferences import Draft
from cqcmd.errors import BadInput
from cqcmd.screens.common.ask import AskReason, AskWords
from cqcmd.screens.common.field_form import FieldForm
from cqcmd.screens.common.form_registry import form_of
from cqcmd.screens.common.menu import Menu
from cqcmd.screens.intake.screen import IntakeScreen
from cqcmd.screens.log.screen import StationLogScreen
from cqcmd.screens.papers.screen import PaperScreen
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.screens.warnings.consult_form import ConsultForm
from cqcmd.screens.warnings.form import IssueForm
from cqcmd.screens.warnings.screen import WarningsScreen
from cqcmd.screens.warnings.step_form import WarningStepSheet
from cqcmd.views.office.warnings import WarningView
from cqcmd.widgets.drawing.cells import Lines
from tests.desk.warnings.prepared import issued
from tests.screens.conftest import OpenPost
from tests.support.pilots import PostPilot, notices, press, terminal_lines


def only(pilot: PostPilot) -> WarningView:
    (warning,) = pilot.app.desk.warnings.shown()
    return warning


def shown(pilot: PostPilot) -> str:
    return "\n".join(terminal_lines(pilot))


async def consult(pilot: PostPilot) -> None:
    """The board, the warnings, F9, and what the consultation found."""
    await press(pilot, "w", "f9")
    pilot.screen(ConsultForm)
    await press(pilot, *"索道大风", "enter", *"缆车滞留100人12小时", "enter")


async def test_a_warning_lives_from_consultation_to_lifting_by_keys(post: OpenPost) -> None:
    async with post() as pilot:
        await consult(pilot)
        await press(pilot, "enter", *"长江索道", "enter", *"气象局", "enter", *"建议发布", "f9")
        assert (only(pilot).stage, only(pilot).level) == ("preparing", 3)
        await press(pilot, "f9")
        assert pilot.screen(WarningStepSheet).text("who") == "渝中区市场监管局"
        await press(pilot, "f9")
        await press(pilot, "f9")
        assert pilot.screen(WarningStepSheet).text("who") == "渝中区政府"
        await press(pilot, "f9")
        await press(pilot, "f9")
        form = pilot.screen(IssueForm)
        assert (form.text("category"), form.text("area")) == ("索道大风", "长江索道")
        assert form.text("issuer") == "渝中区政府", "who approved it"
        form.focus_field("notice")
        await press(pilot, *"可能停运", "enter", *"停止载客", "f9")
        assert (only(pilot).stage, only(pilot).next_step) == ("in_force", "sent")
        for who in ("发布中心", "市政府值班室", "市政府"):
            await press(pilot, "f9", *who, "f9")
        assert only(pilot).next_step == ""
        await press(pilot, "f9")
        assert "该记的都记了" in notices(pilot)[-1]
        await press(pilot, "enter", "space", "down", "space")
        await press(pilot, "up", "up", "delete", "enter", "1")
        assert (only(pilot).stage, only(pilot).to_withdraw) == ("lifted", 2)
        await press(pilot, "enter", "space", "down", "space")
        assert only(pilot).to_withdraw == 0
        await press(pilot, "escape")
        assert "预警" not in str(pilot.app.screen.query_one("#notices").render())


async def test_the_level_follows_what_may_happen_until_another_is_chosen(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "w", "f9")
        form = pilot.screen(ConsultForm)
        assert form.text("level") == "4"
        await press(pilot, "enter", *"压力容器可能爆炸")
        assert form.text("level") == "3"
        assert (
            "可能达到较大：三级，黄色（3.2.1）" in pilot.app.screen.query_one("#live", Lines).words
        )
        await press(pilot, "enter", "2")
        form.focus_field("harm")
        await press(pilot, *"死10人")
        assert form.text("level") == "2"
        await press(pilot, "ctrl+u", *"电梯困人3小时")
        assert form.text("level") == "2", "what somebody chose stays"


async def test_an_unapproved_warning_is_not_issued_by_any_key(post: OpenPost) -> None:
    async with post() as pilot:
        await consult(pilot)
        await press(pilot, "enter", "enter", "enter", *"建议发布", "f9", "f8")
        assert "还没有发布，不用调整" in notices(pilot)[-1]
        assert isinstance(pilot.app.screen, WarningsScreen)
        await press(pilot, "f9", "escape", "enter")
        assert isinstance(pilot.app.screen, WarningStepSheet), "the step that is missing, no issue"


async def test_what_is_missing_is_said_beside_its_field(post: OpenPost) -> None:
    async with post() as pilot:
        await press(pilot, "w", "f9", "f9")
        form = pilot.screen(FieldForm)
        assert form.rows_by_name["category"].has_focus_within
        assert "请填事件类别" in shown(pilot)


async def test_a_warning_is_not_lifted_twice(post: OpenPost) -> None:
    async with post() as pilot:
        ident = issued(pilot.app.desk)
        pilot.app.desk.warnings.lift(ident, "区政府", "风停了")
        await press(pilot, "w", "delete")
        assert "不能再解除一次" in notices(pilot)[-1]
        await press(pilot, "f8")
        assert "已经解除，不能调整" in notices(pilot)[-1]
        assert isinstance(pilot.app.screen, WarningsScreen)


async def test_an_adjustment_asks_whose_it_is(post: OpenPost) -> None:
    async with post() as pilot:
        issued(pilot.app.desk)
        await press(pilot, "w", "f8")
        assert isinstance(pilot.app.screen, Menu)
        await press(pilot, "1")
        pilot.screen(ConsultForm)
        await press(pilot, "escape", "f8", "2")
        form = pilot.screen(IssueForm)
        assert (form.text("higher"), form.text("issuer")) == ("yes", "市政府")
        await press(pilot, "2", "f9")
        assert "上级政府调整" in only(pilot).words


async def test_an_action_gets_an_owner_by_enter(post: OpenPost) -> None:
    async with post() as pilot:
        issued(pilot.app.desk)
        await press(pilot, "w", "enter", "enter")
        assert isinstance(pilot.app.screen, AskWords)
        await press(pilot, *"安全科", "enter")
        assert only(pilot).actions[0].owner == "安全科"
        assert "责任 安全科" in shown(pilot)


async def test_a_channel_waits_for_the_release_body(post: OpenPost) -> None:
    async with post() as pilot:
        issued(pilot.app.desk)
        await press(pilot, "w", "enter", "end", "space")
        assert "先送预警发布机构" in notices(pilot)[-1]
        assert not any(tick.done for tick in only(pilot).channels)


async def test_it_becomes_an_incident_by_a_call_that_is_looked_over(post: OpenPost) -> None:
    async with post() as pilot:
        issued(pilot.app.desk)
        await press(pilot, "w", "f6", "1")
        assert isinstance(pilot.app.screen, IntakeScreen)
        assert "索道大风" in shown(pilot)
        await press(pilot, "f9", "f9")
        assert isinstance(pilot.app.screen, SituationScreen)
        assert only(pilot).became == "26-0001"
        assert "由预警转来" in pilot.app.desk.log(pilot.app.screen.about)[-1].words


async def test_it_becomes_an_incident_that_is_in_hand(post: OpenPost) -> None:
    async with post() as pilot:
        desk, call = pilot.app.desk, pilot.app.desk.intake.new_call()
        desk.intake.take_call(call, {"summary": "缆车停了"}, desk.clock.now())
        issued(desk)
        await press(pilot, "w", "f6", "2")
        assert only(pilot).became == "26-0001"
        assert isinstance(pilot.app.screen, SituationScreen)
        assert "由预警转来" in desk.log(call)[-1].words


async def test_an_issue_is_taken_back_by_backspace_and_made_void_in_the_log(post: OpenPost) -> None:
    async with post() as pilot:
        ident = issued(pilot.app.desk)
        await press(pilot, "w", "backspace")
        assert only(pilot).stage == "preparing"
        pilot.app.desk.warnings.lift(ident, "区政府", "风停了")
        await press(pilot, "f4")
        assert isinstance(pilot.app.screen, StationLogScreen)
        await press(pilot, "delete")
        assert isinstance(pilot.app.screen, AskReason)
        await press(pilot, "2")
        assert only(pilot).stage == "preparing"


async def test_the_notice_is_read_before_it_is_saved(post: OpenPost) -> None:
    async with post() as pilot:
        issued(pilot.app.desk)
        await press(pilot, "w", "f7")
        pilot.screen(PaperScreen)
        assert "关于发布索道大风黄色预警的通知" in shown(pilot)


async def test_both_sizes_show_the_course_and_the_actions(post: OpenPost) -> None:
    for size in ((80, 24), (120, 36)):
        async with post(size) as pilot:
            if not pilot.app.desk.warnings.shown():
                issued(pilot.app.desk)
            await press(pilot, "w")
            words = shown(pilot)
            assert "会商>建议>批准>发布>[行动]>解除>撤措施" in words
            assert "预警行动（3.2.3）" in words
            assert "Esc" in words.splitlines()[-1]


async def test_a_step_that_was_left_is_gone_on_with(post: OpenPost) -> None:
    async with post() as pilot:
        desk = pilot.app.desk
        ident = issued(desk)
        await press(pilot, "w", "f9", *"发布中心", "escape")
        await press(pilot, "f9")
        assert pilot.screen(WarningStepSheet).text("who") == "发布中心"
        name, at = f"warnstep:{ident}:sent", desk.clock.now()
        kept = Draft(form=name, fields={"who": "中心"}, saved_at=at, session="")
        form = form_of(desk, kept)
        assert isinstance(form, WarningStepSheet)
        assert form.draft_name == kept.form
        with pytest.raises(BadInput, match="没有这条预警"):
            form_of(desk, replace(kept, form="warnstep:x:sent"))


async def test_what_is_to_be_done_has_its_heading_once_there_is_something(post: OpenPost) -> None:
    async with post() as pilot:
        await consult(pilot)
        await press(pilot, "enter", *"长江索道", "enter", *"气象局", "enter", *"建议发布", "f9")
        assert only(pilot).stage == "preparing"
        assert "预警行动（" not in shown(pilot)
        issued(pilot.app.desk)
        pilot.front.reload()
        await press(pilot, "home")
        assert "预警行动（" in shown(pilot)
