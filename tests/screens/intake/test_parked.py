"""A form that was set aside goes on as if it never had been."""

import pytest

from cqcmd.desk.intake.forms import FILLED, ID, SETTLED
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.intake.live import LiveIntake
from cqcmd.screens.intake.screen import IntakeScreen
from tests.screens.common.test_recovery import offered
from tests.screens.conftest import OpenPost
from tests.screens.intake.test_intake import field, form, put, said, taken_up
from tests.screens.intake.test_quick_fill import stands
from tests.support.pilots import PostPilot, notices, press

ROPEWAY = "万州区长江索道 索道停运 困20人 停了3小时"
BOILER = "渝中区热电厂 锅炉爆炸 1死"


async def rewrite(pilot: PostPilot, line: str) -> None:
    field(pilot, "line").focus()
    await pilot.pause()
    await press(pilot, "end", "ctrl+u")
    await put(pilot, "line", line)


async def never_parked(pilot: PostPilot) -> tuple[object, str]:
    await form(pilot)
    await put(pilot, "line", ROPEWAY)
    await pilot.press("enter")
    await pilot.pause()
    await rewrite(pilot, BOILER)
    return stands(pilot), said(pilot, "live")


async def test_a_parked_line_rewritten_replaces_all_that_the_old_one_filled(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        wanted = await never_parked(pilot)
        await press(pilot, "f10", "y")
        await form(pilot)
        await put(pilot, "line", ROPEWAY)
        await press(pilot, "enter", "escape")
        await taken_up(pilot)
        await rewrite(pilot, BOILER)
        assert (stands(pilot), said(pilot, "live")) == wanted
        assert field(pilot, "equipment").value == "锅炉"
        assert "索道" not in field(pilot, "summary").value


async def test_what_was_settled_stays_settled_in_a_parked_form(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "line", LINE_WITH_A_QUESTION)
        await press(pilot, "enter")
        assert field(pilot, "explosion").has_focus
        await press(pilot, "enter", "escape")
        await taken_up(pilot)
        assert stands(pilot)[1] == {}
        field(pilot, "line").focus()
        await press(pilot, "end", "，", "急")
        assert "explosion" not in stands(pilot)[1]
        await rewrite(pilot, "渝中区长江化工 储罐爆炸")
        await rewrite(pilot, LINE_WITH_A_QUESTION)
        assert "爆炸" in stands(pilot)[1]["explosion"]


LINE_WITH_A_QUESTION = "渝中区长江化工 储罐疑似爆炸"


async def test_an_old_draft_opens_and_what_the_line_says_is_the_line_s(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "line", ROPEWAY)
        await put(pilot, "caller", "王五")
        await press(pilot, "escape")
        kept = _old_fields(pilot)
        await taken_up(pilot)
        assert field(pilot, "equipment").value == "客运索道"
        assert set(kept).isdisjoint({FILLED, SETTLED})
        await rewrite(pilot, BOILER)
        assert field(pilot, "equipment").value == "锅炉"
        assert "索道" not in field(pilot, "summary").value
        assert field(pilot, "stranded").value == ""
        assert field(pilot, "caller").value == "王五"


def _old_fields(pilot: PostPilot) -> dict[str, str]:
    """Make the form set aside one of before the line's own fields were noted."""
    desk = pilot.app.desk
    (call,) = desk.waiting.all()
    fields = desk.waiting.parked(call.ident)
    assert {FILLED, SETTLED} <= set(fields)
    old = {code: text for code, text in fields.items() if code not in (FILLED, SETTLED)}
    desk.waiting.typing(fields[ID], old)
    desk.waiting.park(fields[ID])
    return old


async def test_a_draft_found_after_a_crash_knows_what_the_line_filled(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await put(pilot, "line", ROPEWAY)
        pilot.screen(LiveIntake).keep_draft()
        before = stands(pilot)
    async with post() as pilot:
        assert await offered(pilot)
        await press(pilot, "enter")
        assert stands(pilot)[:2] == before[:2]
        await rewrite(pilot, BOILER)
        assert field(pilot, "equipment").value == "锅炉"
        assert "索道" not in field(pilot, "summary").value


@pytest.mark.parametrize("key", ["n", "ctrl+n", "f8"])
async def test_a_new_call_never_goes_into_the_form_of_one_that_waits(
    post: OpenPost, key: str
) -> None:
    async with post() as pilot:
        first = await form(pilot)
        await put(pilot, "line", BOILER)
        await press(pilot, "escape", key)
        second = pilot.screen(LiveIntake)
        assert second.ident != first.ident
        assert second.snapshot() == {}
        await put(pilot, "line", ROPEWAY)
        await press(pilot, "escape")
        lines = {call.ident: call.what for call in pilot.app.desk.waiting.all()}
        assert set(lines) == {first.ident, second.ident}
        assert "热电厂" in lines[first.ident]
        assert "索道" in lines[second.ident]


async def test_two_blank_forms_share_no_draft(post: OpenPost) -> None:
    async with post() as pilot:
        first = await form(pilot)
        await press(pilot, "escape")
        second = await form(pilot)
        await press(pilot, "f4")
        third = pilot.screen(LiveIntake)
        assert len({first.ident, second.ident, third.ident}) == 3
        assert pilot.app.desk.waiting.all() == ()


async def test_an_empty_form_is_given_up_without_a_question(post: OpenPost) -> None:
    async with post() as pilot:
        await form(pilot)
        await pilot.press("f10")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BoardScreen)
        assert "这份是空的，没有要丢的；已关闭。" in notices(pilot)
        assert not pilot.app.desk.waiting.all()


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_waiting_call_of_the_same_accident_is_told_and_taken_up(
    post: OpenPost, size: tuple[int, int]
) -> None:
    async with post(size) as pilot:
        first = await form(pilot)
        await put(pilot, "line", "渝中区长江化工 储罐爆炸 1死3重伤")
        await pilot.press("escape")
        await pilot.pause()
        second = await form(pilot)
        await put(pilot, "line", "渝中区人民路 电梯困人")
        assert "同一起" not in said(pilot, "live")
        await pilot.press("end", "ctrl+u")
        await put(pilot, "line", "渝中区长江化工 储罐爆炸 2死")
        shown = said(pilot, "live").replace("\n", "").replace(" ", "")
        assert "像是同一起：14:05接的待受理长江化工储罐爆炸" in shown
        assert "F8取回那一份" in shown
        await pilot.press("f8")
        await pilot.pause()
        screen = pilot.screen(IntakeScreen)
        assert screen.ident == first.ident
        assert field(pilot, "deaths").value == "1"
        assert [call.ident for call in pilot.app.desk.waiting.all() if call.state == "parked"] == [
            second.ident
        ]
        await pilot.press("f9", "f9")
        await pilot.pause()
        [row] = pilot.app.desk.board().rows
        assert row.ident == first.ident
