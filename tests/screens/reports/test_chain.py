"""The chain of room 2: what stands beside it, who is watched, a report past one level, a copy."""

import pytest

from cqcmd.desk.desk import Desk
from cqcmd.desk.duties.chain import past_one_level
from cqcmd.screens.common.field_form import FieldForm
from cqcmd.screens.reports.delivery import CopyForm
from cqcmd.screens.reports.other_organisations import BypassForm
from cqcmd.screens.reports.phone_call import PhoneCall
from cqcmd.screens.reports.screen import ReportsScreen
from cqcmd.widgets.chain import ChainPicture
from cqcmd.widgets.table import Table
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.screens.reports.test_reports import opened, press, rows
from tests.support.pilots import PostPilot, cursor_line, notices, terminal_lines, words_of


def told(pilot: PostPilot) -> str:
    """What was last said in a corner of the screen."""
    return notices(pilot)[-1]


async def test_the_station_s_own_duty_is_not_to_be_watched(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot, "f3")
        for name, key in (
            ("chain", "step:district_regulator:district_government"),
            ("duties", "district_regulator.district_government.phone"),
        ):
            table = pilot.app.screen.query_one(f"#{name}", Table)
            table.go_to_key(key)
            table.focus()
            rule = pilot.screen(ReportsScreen).rules_of(name, cursor_line(table))[0]
            await press(pilot, "g")
            assert "不用关注" in told(pilot)
            assert not pilot.app.desk.watchlist.watches(ident, rule)


async def test_one_duty_of_another_organisation_can_be_hidden(post: OpenPost) -> None:
    async with post() as pilot:
        await opened(pilot, "f9", "enter", *"王处", "f9", "f3")
        duties = pilot.app.screen.query_one("#duties", Table)
        duties.go_to_key("district_government.city_government.phone")
        duties.focus()
        await press(pilot, "x")
        listed = [row for row in rows(pilot, "duties") if "区县政府报市政府" in row]
        assert len(listed) == 1
        assert "书面" in listed[0]
        chain = pilot.app.screen.query_one("#chain", Table)
        chain.go_to_key("step:district_government:city_government")
        chain.focus()
        await press(pilot, "x")
        assert not any("区县政府报市政府" in row for row in rows(pilot, "duties")), "both of them"
        await press(pilot, "x")
        assert len([row for row in rows(pilot, "duties") if "区县政府报市政府" in row]) == 2
        chain.go_to_key("step:district_regulator:district_government")
        await press(pilot, "x")
        assert "不能隐藏" in told(pilot)


@pytest.mark.parametrize(
    ("org", "pair"),
    [
        ("district_regulator", ("district_regulator", "city_government")),
        ("city_regulator", ("unit", "city_regulator")),
        ("unit", ("unit", "district_government")),
    ],
)
def test_a_report_past_one_level_begins_past_one_level(org: str, pair: tuple[str, str]) -> None:
    from cqcmd.desk.plan.file import plan_in_force

    assert past_one_level(plan_in_force(), org) == pair


async def test_the_form_begins_there(post: OpenPost) -> None:
    async with post() as pilot:
        desk: Desk = pilot.app.desk
        desk.station.set_up("city_regulator", "市市场监管局", "渝中区", {}, "李敏")
        await opened(pilot, "f3", "b")
        assert isinstance(pilot.app.screen, BypassForm)
        assert "记为越级报告" in words_of(pilot, "#live")


GOVERNMENT = {"occurred_at": "13:20"}
SOURCE = "重庆市突发事件应对条例 28"


async def at_the_government(pilot: object, *keys: str) -> str:
    """Room 2 of the district government: an explosion at 13:20, heard of at 14:05."""
    desk: Desk = pilot.app.desk  # type: ignore[attr-defined]
    desk.station.set_up("district_government", "渝中区政府", "渝中区", {}, "李敏")
    ident = take(pilot.app, EXPLOSION | GOVERNMENT)  # type: ignore[attr-defined]
    desk.clock.advance(minutes=20)  # type: ignore[attr-defined]
    pilot.front.reload()  # type: ignore[attr-defined]
    await press(pilot, "enter", *keys)  # type: ignore[arg-type]
    return ident


async def test_what_another_source_asks_for_has_a_row_and_its_name_stands_whole(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        await at_the_government(pilot, "f3")
        chain = rows(pilot, "chain")
        place = next(n for n, row in enumerate(chain) if "*本站" in row)
        assert chain[place + 2].split() == [
            "另报",
            "市政府",
            "*本站",
            "超",
            "00:05:00",
            *SOURCE.split(),
        ]
        assert any("另报" in line and SOURCE in line for line in terminal_lines(pilot))
        duties = pilot.app.screen.query_one("#duties", Table)
        duties.go_to_key("companion.district_government.city_government")
        duties.focus()
        await pilot.pause()
        line = duties.cursor
        assert line is not None
        assert line.cells[3].words == "条例28"
        assert any(SOURCE in words for words in terminal_lines(pilot)[-4:]), "in the line below"
        assert not any("重庆市突.." in words for words in terminal_lines(pilot))
        table = pilot.app.screen.query_one("#chain", Table)
        table.go_to_key("step:district_government:city_government:beside")
        table.focus()
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PhoneCall)


async def test_the_picture_has_it_too_and_the_copies(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        await at_the_government(pilot, "f3")
        picture = pilot.app.screen.query_one(ChainPicture).words
        for words in (f"另据 {SOURCE}", "区县政府 报 市政府 超 00:05:00", "抄送 市应急局：未签发"):
            assert words in picture, words


async def test_whether_the_copy_went_out_is_shown_in_the_tree_and_the_picture(
    post: OpenPost,
) -> None:
    async with post((120, 36)) as pilot:
        await at_the_government(pilot, "f3", "w")
        await press(pilot, *"王局长", "f9", "escape")
        table = pilot.app.screen.query_one("#chain", Table)
        table.go_to_key("copy:step:district_government:city_government")
        table.focus()
        assert [cell.words.strip() for cell in cursor_line(table).cells] == [
            "抄送 市应急局",
            "",
            "未抄送",
        ]
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CopyForm)
        pilot.screen(FieldForm).focus_field("person")
        await press(pilot, *"钱科", "f9")
        assert "已抄送 14:25 钱科" in rows(pilot, "chain")[5]
        assert "抄送 市应急局：已抄送 14:25 钱科" in pilot.app.screen.query_one(ChainPicture).words


async def test_a_copy_of_another_organisation_stands_whole_at_eighty_columns(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        await opened(pilot, "f9", "enter", *"王处", "f9", "f3")
        whole = [line for line in terminal_lines(pilot) if "抄送市应急局" in line]
        assert len(whole) == 2
        assert "未获知" in whole[0]


async def test_a_copy_needs_the_name_of_who_took_it(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        desk: Desk = pilot.app.desk
        desk.station.set_up("district_government", "渝中区政府", "渝中区", {}, "李敏")
        await opened(pilot, "f3", "w")
        await press(pilot, *"王局长", "f9", "escape")
        pilot.app.screen.query_one("#papers", Table).focus()
        await press(pilot, "enter", "end", "enter")
        assert isinstance(pilot.app.screen, CopyForm)
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, CopyForm)
        pilot.screen(FieldForm).focus_field("person")
        await press(pilot, *"钱科", "f9")
        assert "钱科" in rows(pilot, "papers")[0]
