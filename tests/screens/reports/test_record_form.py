from datetime import timedelta

from cqcmd.desk.opening import Opening
from cqcmd.desk.reports.forms import ReportForm
from cqcmd.screens.common.field_form import FieldForm
from cqcmd.screens.reports.record_form import ReportScreen
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.views import Deadline
from cqcmd.widgets.fields.choice import Choice
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import PostPilot, notices

PHONE = "district_regulator.district_government.phone"


async def reporting(pilot: PostPilot, *keys: str) -> str:
    ident = take(pilot.app, EXPLOSION)
    pilot.clock.advance(minutes=10)
    pilot.front.reload()
    await pilot.press("enter")
    await pilot.pause()
    await pilot.press(*keys)
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReportScreen)
    return ident


def duty(pilot: PostPilot, ident: str, rule: str = PHONE) -> Deadline:
    return next(
        deadline for deadline in pilot.app.desk.situation(ident).deadlines if deadline.rule == rule
    )


async def test_the_usual_report_takes_two_keys_and_a_name(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await reporting(pilot, "r")
        await pilot.press(*"张三", "f9")
        await pilot.pause()
        met = duty(pilot, ident)
        assert met.state == "met"
        assert "张三" in met.proof
        assert "63765110" in met.proof
        assert isinstance(pilot.app.screen, SituationScreen)


async def test_read_back_time_and_remark_are_recorded(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await reporting(pilot, "r")
        await pilot.press(*"张三", "enter", "y", "enter", "enter", *"5分钟前", "enter")
        await pilot.press(*"要求续报", "enter")
        await pilot.pause()
        met = duty(pilot, ident)
        assert met.proof.startswith("14:10 张三 63765110 已复诵")
        assert "要求续报" in pilot.app.desk.log(ident)[-1].words


async def test_without_a_name_nothing_is_recorded_and_it_is_said(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await reporting(pilot, "r")
        await pilot.press("f9")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ReportScreen)
        assert duty(pilot, ident).state == "running"
        assert "接报人" in notices(pilot)[-1]


async def test_the_number_follows_the_duty_until_another_is_written(post: OpenPost) -> None:
    async with post() as pilot:
        await reporting(pilot, "r", "up", "right")
        assert pilot.screen(FieldForm).text("number") == "12365"
        pilot.screen(FieldForm).focus_field("number")
        await pilot.press("end", "9")
        pilot.screen(FieldForm).focus_field("duty")
        await pilot.press("left")
        assert pilot.screen(FieldForm).text("number") == "123659"


async def test_who_was_first_is_told_at_once_and_ours_is_kept(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await reporting(pilot, "r")
        other = Opening(pilot.app.opening.data, None, pilot.app.desk.clock)
        other.read_journal()
        form = ReportForm(
            sender="district_regulator",
            receiver="district_government",
            channel="phone",
            person="刘主任",
            number="63765110",
            at=pilot.app.desk.clock.now() - timedelta(minutes=2),
        )
        other.desk.reports.record(ident, form)
        other.close()
        await pilot.press(*"张三", "f9")
        await pilot.pause()
        met = duty(pilot, ident)
        assert "刘主任" in met.proof
        assert met.again == 1
        said = " ".join(notices(pilot))
        assert "李敏 已记过这份报告：14:13 对方 刘主任 接" in said


async def test_anothers_report_starts_the_next_clock(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await reporting(pilot, "r", "up")
        pilot.app.screen.query_one("#duty", Choice).fill("site.unit.any")
        await pilot.press("down", *"周厂长", "f9")
        await pilot.pause()
        owed = duty(pilot, ident, "unit.district_regulator.any")
        assert (owed.mine, owed.state) == (False, "unknown")
        assert owed.due == pilot.app.desk.clock.now() + timedelta(minutes=60)


async def test_escape_keeps_a_name_for_its_own_duty_alone(post: OpenPost) -> None:
    async with post() as pilot:
        await reporting(pilot, "r")
        await pilot.press("escape", "f9", "enter", *"张三", "escape", "down", "enter")
        await pilot.pause()
        assert pilot.screen(FieldForm).text("person") == ""
        await pilot.press("escape", "up", "enter")
        await pilot.pause()
        assert pilot.screen(FieldForm).text("person") == "张三"


async def test_an_organisation_that_learned_of_it_has_its_clock(post: OpenPost) -> None:
    async with post() as pilot:
        ident = take(pilot.app, EXPLOSION)
        pilot.front.reload()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("d", "enter")
        await pilot.pause()
        pilot.app.screen.query_one("#org", Choice).fill("city_regulator")
        await pilot.press("f9")
        await pilot.pause()
        known = duty(pilot, ident, "city_regulator.city_government.phone")
        assert known.state == "unknown"
        assert known.due == pilot.app.desk.clock.now() + timedelta(minutes=30)


async def test_only_the_field_with_the_cursor_looks_so(post: OpenPost) -> None:
    async with post() as pilot:
        await reporting(pilot, "r", "enter")
        looks = {
            field.code: {state for row in field._rows for _cell, state in row}
            for field in pilot.app.screen.query(Choice)
        }
        assert "focus" in looks["read_back"]
        assert "focus" not in looks["duty"]
