"""态势 at every width: what must be there is there, nothing twice, nothing over something else."""

from collections.abc import AsyncIterator, Sequence
from itertools import combinations

import pytest
from textual.widget import Widget

from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.widgets.drawing.cells import CellWidget
from cqcmd.widgets.incident_strip import NextDue
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import HEADING, Table
from tests.desk.calls import report
from tests.screens.conftest import OpenPost
from tests.screens.incidents import ELEVATOR, EXPLOSION, take
from tests.support.pilots import PostPilot, cursor_line, terminal_lines

SIZES = [(80, 24), (100, 40), (119, 36), (120, 24), (120, 36), (160, 45), (200, 60)]
LISTS = ("steps", "deadlines", "facts")
PANELS = ("first", "log", "people", "measures")


async def opened(pilot: PostPilot, texts: dict[str, str] = EXPLOSION) -> str:
    """One report made, the others owed; a group stands, a measure runs."""
    ident, desk = take(pilot.app, texts), pilot.app.desk
    pilot.clock.advance(minutes=6)
    if texts is EXPLOSION:
        report(desk, ident, "district_government", "phone")
        desk.reports.record_notification(ident, "district_government", desk.clock.now())
    desk.roster.stand(ident, desk.plan.groups[0].code)
    desk.tasks.begin(ident, desk.plan.measures[1].code)
    pilot.front.reload()
    await pilot.press("enter")
    await pilot.pause()
    await pilot.pause()
    return ident


async def at_every_size(
    pilot: PostPilot, sizes: Sequence[tuple[int, int]]
) -> AsyncIterator[tuple[int, int]]:
    """Make the terminal as large as each of these, one after the other."""
    for size in sizes:
        await pilot.resize_terminal(*size)
        await pilot.pause()
        yield size


def shown(pilot: PostPilot) -> list[Widget]:
    """The widgets that are drawn, but for what holds others."""
    drawn = pilot.screen(SituationScreen).query("Table, CellWidget, Masthead")
    return [widget for widget in drawn if isinstance(widget, Table | CellWidget | Masthead)
            and widget.region.area and all(node.display for node in widget.ancestors_with_self
                                           if isinstance(node, Widget))]  # fmt: skip


def names(pilot: PostPilot) -> set[str]:
    return {widget.id for widget in shown(pilot) if widget.id}


@pytest.mark.parametrize("texts", [EXPLOSION, ELEVATOR], ids=["busy", "calm"])
async def test_no_two_regions_overlap_and_all_lie_within(
    texts: dict[str, str], post: OpenPost
) -> None:
    async with post() as pilot:
        await opened(pilot, texts)
        async for size in at_every_size(pilot, SIZES):
            # The next duty lies within the strip.
            regions = [one.region for one in shown(pilot) if not isinstance(one, NextDue)]
            for one, other in combinations(regions, 2):
                assert not one.intersection(other).area, (size, one, other)
            assert all(pilot.app.screen.region.contains_region(region) for region in regions), size
            assert pilot.app.screen.query_one(KeysLine).region.bottom == size[1]


async def test_no_two_lines_say_the_same_duty(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot)
        async for size in at_every_size(pilot, SIZES):
            screen = pilot.screen(SituationScreen)
            said = [line.cells[1].words for name in ("steps", "deadlines")
                    for line in screen.query_one(f"#{name}", Table).lines]  # fmt: skip
            for deadline in pilot.app.desk.situation(ident).deadlines:
                if deadline.mine:
                    assert sum(words.startswith(deadline.label) for words in said) == 1, size
            assert len(set(said)) == len(said), size
            headers = [
                line for line in terminal_lines(pilot) if "00:24:00" in line or "最先到期" in line
            ]
            assert len(headers) == 1, f"{size}: the first deadline stands large, or in the strip"


async def test_no_time_of_a_limit_is_cut(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot)
        pilot.clock.advance(minutes=2)
        desk = pilot.app.desk
        desk.facts.update(ident, {"deaths": "2"}, source="赵队长", at=desk.clock.now())
        pilot.front.reload()
        async for size in at_every_size(pilot, SIZES):
            text = "\n".join(terminal_lines(pilot))
            assert "07-26 14:13前" in text, size
            assert "剩 23:58" in text or "剩 24:00" in text, size


async def test_a_narrow_screen_reaches_every_line(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        await opened(pilot)
        assert set(LISTS) <= names(pilot)
        assert not {*PANELS, "axis"} & names(pilot)
        screen = pilot.screen(SituationScreen)
        every = [line for name in LISTS for line in screen.query_one(f"#{name}", Table).lines]
        total = sum(not line.key.startswith(HEADING) for line in every)
        seen = set()
        for _ in range(total):
            table = pilot.focused(Table)
            seen.add((table.id, cursor_line(table).key))
            await pilot.press("down")
        assert len(seen) == total


@pytest.mark.parametrize("size", [(120, 36), (160, 45), (200, 60)])
async def test_a_wide_screen_has_panels_with_counts(size: tuple[int, int], post: OpenPost) -> None:
    async with post(size) as pilot:
        await opened(pilot)
        assert {*LISTS, *PANELS} <= names(pilot)
        text = "\n".join(terminal_lines(pilot))
        assert "队伍 0，工作组 1/" in text
        assert "进行 1（4 措施）" in text
        assert "最近的在上" in text
        assert "接下来做什么" in text
        assert "最先到期：电话 市市监局" in text


@pytest.mark.parametrize("size", [(160, 45), (200, 60)])
async def test_a_very_wide_screen_has_the_time_axis(size: tuple[int, int], post: OpenPost) -> None:
    async with post(size) as pilot:
        await opened(pilot)
        assert "axis" in names(pilot)
        lines = terminal_lines(pilot)
        title = next(line for line in lines if "时间轴" in line)
        assert "现在 14:11" in title
        assert "O 按时报" in title
        assert "X " not in title, "nothing was missed"
        assert any("O区县政府" in line for line in lines)


async def test_the_digits_count_to_the_moment_that_makes_it_an_accident(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        await opened(pilot, ELEVATOR)
        words = pilot.app.screen.query_one("#first", CellWidget).words
        assert "时间一到就构成事故" in words
        assert "16:05 起为一般（1.5.4）" in words
        assert sum("起为一般" in line for line in terminal_lines(pilot)) == 1


async def test_short_lists_have_the_panels_below_and_the_facts_a_column(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        await opened(pilot, ELEVATOR)
        assert {"people-below", "measures-below", "log"} <= names(pilot)
        assert not {"people", "measures"} & names(pilot)
        facts = pilot.app.screen.query_one("#facts", Table)
        assert len(facts.lines) < facts.size.height, "no fact is out of sight"
        assert "进行 1（4 措施）" in "\n".join(terminal_lines(pilot))


async def test_nothing_due_shows_no_digits_and_the_status_instead(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        ident, desk = await opened(pilot), pilot.app.desk
        for receiver in ("district_government", "city_regulator"):
            for channel in ("phone", "written"):
                report(desk, ident, receiver, channel)
        pilot.front.reload()
        await pilot.pause()
        assert "first" not in names(pilot)
        assert any("本单位已报" in line for line in terminal_lines(pilot)[:3])


async def test_the_large_digits_follow_the_second(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        await opened(pilot)
        before = pilot.app.screen.query_one("#first", CellWidget).words
        pilot.clock.advance(seconds=1)
        pilot.front.tick(pilot.clock.now())
        assert pilot.app.screen.query_one("#first", CellWidget).words != before


async def test_terminals_that_draw_blocks_wide_get_typed_digits(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        pilot.app.add_class("-ascii")
        await opened(pilot)
        words = pilot.app.screen.query_one("#first", CellWidget).words
        assert not set("█▀▄") & set(words)
        assert "|_|" in words


async def test_resizing_keeps_the_cursor_on_its_line(post: OpenPost) -> None:
    async with post((200, 60)) as pilot:
        await opened(pilot)
        pilot.app.screen.query_one("#facts", Table).focus()
        await pilot.press("down", "down")
        for size in ((80, 24), (160, 45), (120, 36), (60, 20), (200, 60)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert pilot.focused(Table).id == "facts"
            assert cursor_line(pilot.focused(Table)).key == "fact:light_injuries"
            assert len(terminal_lines(pilot)) == size[1]


async def test_what_stands_beside_follows_what_is_written(post: OpenPost) -> None:
    async with post((120, 36)) as pilot:
        ident = await opened(pilot)
        pilot.app.desk.logbook.note(ident, "风向转东南")
        pilot.front.reload()
        await pilot.pause()
        assert pilot.app.screen.query_one("#log", CellWidget).words.count("风向转东南") == 1
