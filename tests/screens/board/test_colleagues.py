"""Who else is here, on the board and at an incident: told, and gone again."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.amber import AmberSnapshotExtension

from cqcmd.clock import FixedClock
from cqcmd.desk.common.operator import Operator
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.desk.station.colleagues import Place
from cqcmd.screens.common.messages import OpenForm
from cqcmd.screens.reports.phone_call import PhoneCall
from cqcmd.widgets.table import Table
from tests.desk.calls import TANK, take
from tests.screens.conftest import START, OpenPost
from tests.support.pilots import PostPilot, terminal_lines

Sit = Callable[[str], Desk]


@pytest.fixture
def sit(tmp_path: Path) -> Iterator[Sit]:
    """``sit("王强")``: another terminal of the same record, which says where it stands."""
    opened: list[Opening] = []

    def sit_down(name: str) -> Desk:
        opening = Opening(
            tmp_path / "data", None, FixedClock(START), operator=Operator(name, given=True)
        )
        opening.read_journal()
        opened.append(opening)
        opening.desk.colleagues.look()
        return opening.desk

    yield sit_down
    for opening in opened:
        opening.desk.colleagues.leave()
        opening.close()


def stand(
    desk: Desk, words: str, ident: str = "", duties: tuple[str, ...] = (), *, typing: bool = False
) -> None:
    desk.colleagues.stand(Place(words, ident, duties, typing))
    desk.colleagues.look()


def screen(pilot: PostPilot) -> str:
    return "\n".join(terminal_lines(pilot))


async def taken(pilot: PostPilot) -> str:
    """The id of a call that was taken; it is on the board."""
    ident = take(pilot.app.desk, TANK)
    pilot.front.reload()
    await wait(pilot, lambda words: "26-0001" in words)
    return ident


async def wait(pilot: PostPilot, holds: Callable[[str], bool]) -> str:
    for _time in range(200):
        await asyncio.sleep(0.02)
        await pilot.pause()
        if holds(screen(pilot)):
            return screen(pilot)
    raise AssertionError(screen(pilot))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_board_tells_who_else_is_here(
    post: OpenPost, sit: Sit, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    async with post(size) as pilot:
        ident = await taken(pilot)
        alone = screen(pilot)
        assert "另有" not in alone
        stand(sit("王强"), "电话报告", ident, typing=True)
        stand(sit("陈静"), "值班台")
        shown = await wait(pilot, lambda words: "另有 2" in words and "陈静 值班台" in words)
        assert "王强 26-0001 电话报告（正在填写）" in shown
        assert shown == snapshot(
            name="x".join(map(str, size)), extension_class=AmberSnapshotExtension
        )


async def test_whoever_goes_is_told_no_more_and_the_line_goes_with_the_last(
    post: OpenPost, sit: Sit
) -> None:
    async with post() as pilot:
        wang, chen = sit("王强"), sit("陈静")
        await wait(pilot, lambda words: "另有 2 台终端" in words)
        wang.colleagues.leave()
        shown = await wait(pilot, lambda words: "另有 1 台终端" in words)
        assert "王强" not in shown
        chen.colleagues.leave()
        await wait(pilot, lambda words: "另有" not in words)


async def test_many_are_told_as_far_as_there_is_room(post: OpenPost, sit: Sit) -> None:
    async with post() as pilot:
        for number in range(9):
            stand(sit(f"操作员{number}"), "书面报告：续报", typing=True)
        shown = await wait(pilot, lambda words: "另有 9 台终端" in words)
        assert "谁在" in shown


async def test_an_incident_tells_who_else_is_at_it_and_at_which_duty(
    post: OpenPost, sit: Sit
) -> None:
    async with post() as pilot:
        ident = await taken(pilot)
        await pilot.press("enter")
        await pilot.pause()
        wang = sit("王强")
        stand(wang, "态势", ident)
        await wait(pilot, lambda words: "王强 也在这一起" in words)
        rule = pilot.app.desk.situation(ident).deadlines[0].rule
        stand(wang, "电话报告", ident, (rule,), typing=True)
        shown = await wait(pilot, lambda words: "王强 也在这一起，正在填写" in words)
        assert "王强正在报：电话" in shown
        await pilot.press("2")
        await wait(pilot, lambda words: "王强正在报" in words and "报送链" in words)
        duties = pilot.app.screen.query_one("#duties", Table)
        assert [line.key for line in duties.lines if "王强" in line.cells[-1].words] == [rule]


async def test_whoever_opens_a_call_that_another_is_making_is_told_first_of_all(
    post: OpenPost, sit: Sit
) -> None:
    async with post() as pilot:
        ident = await taken(pilot)
        rule = pilot.app.desk.situation(ident).deadlines[0].rule
        wang = sit("王强")
        stand(wang, "电话报告", ident, (rule,))
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("f9")
        await pilot.pause()
        assert pilot.screen(PhoneCall)
        await wait(pilot, lambda words: "王强 也在报这一项：先问一声" in words)
        stand(wang, "值班台")
        await wait(pilot, lambda words: "王强" not in words)


async def test_a_terminal_says_where_it_stands(post: OpenPost, sit: Sit) -> None:
    async with post() as pilot:
        ident = await taken(pilot)
        wang = sit("王强")

        async def seen(place: str, doing: str) -> None:
            for _time in range(200):
                wang.colleagues.look()
                wang.refresh()
                if [(one.place, one.doing) for one in wang.colleagues.all] == [(place, doing)]:
                    return
                await asyncio.sleep(0.05)
            raise AssertionError(wang.colleagues.all)

        await seen("值班台", "")
        await pilot.press("enter")
        await seen("26-0001 态势", "")
        await pilot.press("f9")
        await seen("26-0001 电话报告", "正在填写")
        rule = pilot.app.desk.situation(ident).deadlines[0].rule
        assert wang.colleagues.all[0].duties == (rule,)
    for _time in range(200):
        wang.colleagues.look()
        if not wang.colleagues.all:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("a terminal that was closed is still there")


@pytest.mark.parametrize(
    ("form", "channel"),
    [("reports/written", "written"), ("reports/report", "phone"), ("reports/due", "phone")],
)
async def test_each_way_to_meet_a_duty_is_told_as_that_duty(
    post: OpenPost, form: str, channel: str
) -> None:
    async with post() as pilot:
        ident = await taken(pilot)
        pilot.app.on_open_form(OpenForm(form, ident))
        await pilot.pause()
        told = pilot.front.duties_in_hand
        every = {one.rule: one for one in pilot.app.desk.situation(ident).deadlines}
        assert told
        assert {every[rule].channel for rule in told} == {channel}
        assert all(every[rule].mine for rule in told)


async def test_a_folder_that_takes_nothing_is_told_once_and_the_post_goes_on(
    post: OpenPost, tmp_path: Path
) -> None:
    async with post() as pilot:
        ident = await taken(pilot)
        await wait(pilot, lambda _words: (tmp_path / "data" / "present").exists())
        for path in (tmp_path / "data" / "present").iterdir():
            path.unlink()
        (tmp_path / "data" / "present").rmdir()
        (tmp_path / "data" / "present").write_text("no folder", "utf-8")
        await pilot.press("enter")
        await wait(pilot, lambda words: "看不到别的终端在不在" in words)
        said = [one.words for one in pilot.app.messages.lately]
        assert len([words for words in said if "看不到别的终端" in words]) == 1
        pilot.app.desk.logbook.note(ident, "照常")
        await pilot.press("escape")
        await wait(pilot, lambda words: "看不到别的终端在不在" in words)
        (tmp_path / "data" / "present").unlink()
        await wait(pilot, lambda words: " 看不到" not in words.splitlines()[-4])


async def test_the_list_tells_all_of_everybody(post: OpenPost, sit: Sit) -> None:
    async with post() as pilot:
        await pilot.app.run_action("colleagues")
        await wait(pilot, lambda words: "只有这台终端" in words)
        await pilot.press("escape")
        stand(sit("[red]王强"), "值班台")
        await wait(pilot, lambda words: "另有 1 台终端" in words)
        await pilot.app.run_action("colleagues")
        await wait(pilot, lambda words: "[red]王强  值班台  14:05 起" in words)
