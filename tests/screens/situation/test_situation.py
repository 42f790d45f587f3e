from datetime import timedelta

from textual.widget import Widget

from cqcmd.desk.opening import Opening
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.common.fact_edit import FactEdit
from cqcmd.screens.log.screen import LogScreen
from cqcmd.screens.plan.reader import ClauseScreen
from cqcmd.screens.reports.phone_call import PhoneCall
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.screens.situation.update import UpdateForm
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.incident_strip import IncidentStrip, NextDue
from cqcmd.widgets.table import Table
from tests.desk.calls import report
from tests.screens.conftest import OpenPost
from tests.screens.incidents import ELEVATOR, EXPLOSION, take
from tests.support.pilots import PostPilot, cursor_line, terminal_lines, words_of


async def opened(pilot: PostPilot, texts: dict[str, str], **later: float) -> str:
    ident = take(pilot.app, texts)
    pilot.clock.advance(**later)
    await pilot.pause()
    pilot.front.reload()
    await pilot.press("enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, SituationScreen)
    return ident


def words(pilot: PostPilot, name: str) -> list[str]:
    lines = pilot.app.screen.query_one(f"#{name}", Table).lines
    return [" ".join(cell.words for cell in line.cells) for line in lines]


def fact(pilot: PostPilot, ident: str, code: str) -> str:
    view = pilot.app.desk.situation(ident)
    return next(fact_view.words for fact_view in view.facts + view.words if fact_view.code == code)


async def test_the_duties_owed_stand_first_each_with_its_clause_and_key(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot, EXPLOSION, minutes=16)
        assert words(pilot, "steps")[0] == (
            "剩 0:14 电话 区县政府 63765110 14:35 前 F9 区县市监 4.1.1"
        )
        assert pilot.front.clause_here() == "4.1.1"


async def test_each_second_moves_the_countdowns_and_the_strip(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot, EXPLOSION, minutes=16)
        pilot.clock.advance(seconds=7)
        pilot.front.tick(pilot.app.desk.clock.now())
        assert words(pilot, "steps")[0].startswith("剩 0:13 电话 区县政府")
        strip = pilot.app.screen.query_one(IncidentStrip)
        assert strip.query_one(NextDue).words == "00:13:53 电话 区县政府"
        assert "较大 1.5.3" in strip.words


async def test_how_long_they_have_been_shut_in_grows_with_every_minute(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot, {**ELEVATOR, "stranded_hours": "40分"}, minutes=4)
        assert growing(pilot) == "滞留时长 0时44分（自 13:25 起）"
        for minutes in ("0时45分", "0时46分"):
            pilot.clock.advance(minutes=1)
            pilot.front.tick(pilot.app.desk.clock.now())
            assert growing(pilot) == f"滞留时长 {minutes}（自 13:25 起）"


def growing(pilot: PostPilot) -> str:
    return next(line for line in words(pilot, "facts") if line.startswith("滞留时长"))


async def test_a_limit_on_another_day_is_read_to_its_end(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        ident = await opened(pilot, EXPLOSION)
        desk = pilot.app.desk
        report(desk, ident, "district_government", "phone")
        pilot.clock.advance(minutes=2)
        desk.facts.update(ident, {"deaths": "2"}, source="赵队长", at=desk.clock.now())
        pilot.front.reload()
        await pilot.pause()
        assert any("续报 区县政府" in line and "07-26 14:07前" in line
                   for line in terminal_lines(pilot))  # fmt: skip


async def test_a_duty_gone_overdue_says_so_in_a_word(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot, EXPLOSION, minutes=29, seconds=59)
        pilot.clock.advance(seconds=3)
        pilot.front.tick(pilot.app.desk.clock.now())
        assert words(pilot, "steps")[0].startswith("刚超时 电话 区县政府")
        pilot.clock.advance(minutes=2)
        pilot.front.tick(pilot.app.desk.clock.now())
        assert words(pilot, "steps")[0].startswith("超 0:02 电话 区县政府")


async def test_another_organisations_duty_is_not_known_rather_than_overdue(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, EXPLOSION)
        pilot.app.desk.reports.record_notification(
            ident, "district_government", pilot.app.desk.clock.now()
        )
        pilot.clock.advance(hours=5)
        screen = pilot.front
        screen.reload()
        found = [line for line in words(pilot, "deadlines") if "区县政府报市政府 电话" in line]
        assert found == ["未获知 区县政府报市政府 电话 14:35 前 "]
        screen.query_one("#deadlines", Table).focus()
        screen.query_one("#deadlines", Table).go_to_key("district_government.city_government.phone")
        await pilot.pause()
        assert "未获知（应于 14:35 前）  接报 14:05" in words_of(pilot, "#detail")


async def test_the_companion_rule_shows_its_source(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, EXPLOSION | {"occurred_at": "14:00"})
        pilot.app.desk.reports.record_notification(
            ident, "district_government", pilot.app.desk.clock.now()
        )
        pilot.front.reload()
        found = [line for line in words(pilot, "deadlines") if "条例28" in line]
        assert len(found) == 1
        assert "15:00 前" in found[0]
        table = pilot.app.screen.query_one("#deadlines", Table)
        table.go_to_key("companion.district_government.city_government")
        table.focus()
        await pilot.pause()
        shown = terminal_lines(pilot)
        assert any("重庆市突发事件应对条例 28" in line for line in shown), "whole at 80 columns"


async def test_enter_on_a_step_opens_what_does_it(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot, EXPLOSION)
        await pilot.press("down", "enter")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, PhoneCall)
        assert "12365" in screen.query_one("#dial", Lines).words
        await pilot.press("escape")
        steps = pilot.app.screen.query_one("#steps", Table)
        steps.go_to_key("update:missing")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, UpdateForm)
        assert pilot.focused(Widget).id == "missing"


async def test_down_from_the_last_line_goes_on_to_the_next_list(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, EXPLOSION)
        steps = pilot.app.screen.query_one("#steps", Table)
        await pilot.press("end", "down")
        assert pilot.focused(Widget).id == "facts", "an empty list holds nobody up"
        await pilot.press("up")
        report(pilot.app.desk, ident, "district_government", "phone")
        pilot.front.reload()
        await pilot.press("end", "down")
        assert pilot.focused(Widget).id == "deadlines"
        await pilot.press("up")
        assert pilot.app.screen.focused is steps
        assert steps.cursor == steps.lines[-1]


async def test_enter_on_a_fact_edits_it_and_a_digit_or_a_clause_never_does(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, EXPLOSION)
        pilot.app.screen.query_one("#facts", Table).focus()
        await pilot.press("?")
        assert isinstance(pilot.app.screen, ClauseScreen)
        await pilot.press("escape", "５")
        assert isinstance(pilot.app.screen, LogScreen)
        await pilot.press("1", "enter", "１", "0", "-", "1", "2")
        assert isinstance(pilot.app.screen, FactEdit)
        assert "重大" in words_of(pilot, "#meaning")
        await pilot.press("enter")
        await pilot.pause()
        assert fact(pilot, ident, "deaths") == "确认10人，可能12人"
        assert pilot.app.desk.strip(ident).grade.name == "重大"
        assert isinstance(pilot.app.screen, SituationScreen)
        assert pilot.focused(Widget).id == "facts"
        assert pilot.app.screen.query_one("#facts", Table).cursor.key == "fact:deaths"


async def test_an_emptied_fact_is_unknown_again(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, EXPLOSION)
        pilot.app.screen.query_one("#facts", Table).focus()
        await pilot.press("enter", "delete", "enter")
        await pilot.pause()
        assert fact(pilot, ident, "deaths") == "待核"


async def test_words_of_the_report_are_filled_in_place(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, EXPLOSION)
        pilot.app.screen.query_one("#steps", Table).go_to_key("details:")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*"沙坪路1号", "enter")
        await pilot.pause()
        assert fact(pilot, ident, "place") == "沙坪路1号"


async def test_the_moment_of_a_stop_is_corrected_as_a_duration(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, ELEVATOR | {"stranded_hours": "0.5"})
        facts = pilot.app.screen.query_one("#facts", Table)
        facts.focus()
        facts.go_to_key("fact:stopped_at")
        await pilot.press("enter", "1", "enter")
        await pilot.pause()
        assert fact(pilot, ident, "stopped_at") == "13:05"


async def test_rooms_change_by_key_and_the_cursor_comes_back(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot, EXPLOSION)
        pilot.app.screen.query_one("#facts", Table).focus()
        await pilot.press("down", "down", "f6")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LogScreen)
        await pilot.press("f2")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, SituationScreen)
        assert pilot.focused(Widget).id == "facts"
        assert cursor_line(pilot.focused(Table)).key == "fact:light_injuries"
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_a_slip_is_struck_within_thirty_seconds(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, EXPLOSION)
        pilot.app.screen.query_one("#facts", Table).focus()
        await pilot.press("enter", "7", "enter")
        await pilot.pause()
        assert fact(pilot, ident, "deaths") == "7人"
        await pilot.press("backspace")
        await pilot.pause()
        assert fact(pilot, ident, "deaths") == "1人"
        pilot.clock.advance(seconds=31)
        await pilot.press("backspace")
        await pilot.pause()
        assert fact(pilot, ident, "deaths") == "1人"


async def test_striking_the_call_itself_says_so_and_ends_its_clocks(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot, EXPLOSION)
        await pilot.press("backspace")
        await pilot.pause()
        assert pilot.app.desk.board().rows[0].status == "接报已作废"
        assert list(pilot.app.desk.alerts()) == []


async def test_others_entries_appear_and_typing_is_not_disturbed(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, EXPLOSION)
        await pilot.press("u", "enter", "4")
        other = Opening(pilot.app.opening.data, None, pilot.app.desk.clock)
        other.read_journal()
        other.desk.facts.update(
            ident, {"serious_injuries": "60"}, source="王工", at=other.desk.clock.now()
        )
        other.close()
        pilot.app.tick()
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, UpdateForm)
        assert screen.text("deaths") == "4"
        assert "重大" in screen.query_one(IncidentStrip).words


async def test_only_time_can_make_it_an_accident_and_one_key_starts_the_clocks(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        ident = await opened(pilot, ELEVATOR, minutes=10)
        assert pilot.app.desk.situation(ident).deadlines == ()
        assert any("满2小时即为一般事故" in line for line in words(pilot, "steps"))
        pilot.app.screen.query_one("#steps", Table).go_to_key("start_duties:")
        await pilot.press("enter", "y")
        await pilot.pause()
        first = pilot.app.desk.situation(ident).deadlines[0]
        assert first.due is not None
        assert first.due - pilot.app.desk.clock.now() == timedelta(minutes=30)
        assert "提前启动 14:15（首次来电 14:05）" in first.anchor


async def test_hostile_words_are_shown_as_they_are(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        deceit = "[red]厂[/] [@click=app.leave]x \x1b[2J"
        await opened(pilot, EXPLOSION | {"unit": deceit, "caller": "[/]"})
        text = pilot.app.screen.query_one(IncidentStrip).words
        assert "[red]厂[/] [@click=app.leave]x ␛[2J" in text


async def test_who_wrote_a_number_down_is_not_shown_as_who_told_it(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, EXPLOSION)
        desk = pilot.app.desk
        desk.facts.update(ident, {"deaths": "3"}, source="", at=desk.clock.now())
        pilot.front.reload()
        (deaths,) = [line for line in words(pilot, "facts") if line.startswith("死亡")]
        assert "3人 李敏记" in deaths
        desk.facts.update(ident, {"deaths": "4"}, source="急救中心", at=desk.clock.now())
        pilot.front.reload()
        (deaths,) = [line for line in words(pilot, "facts") if line.startswith("死亡")]
        assert "4人 急救中心" in deaths
