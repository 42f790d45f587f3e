from cqcmd.desk.command.forms import PersonForm, StepForm
from cqcmd.desk.safety.forms import TeamForm
from cqcmd.incident.events.command import StepCode
from cqcmd.screens.measures.aftermath import AftermathScreen
from cqcmd.screens.measures.sheet import MeasureSheet
from cqcmd.screens.reports.phone_call import PhoneCall
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.table import Table
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import PostPilot, words_of


async def opened(pilot: PostPilot) -> str:
    ident = take(pilot.app, EXPLOSION)
    pilot.front.reload()
    await pilot.press("enter", "f7")
    await pilot.pause()
    assert isinstance(pilot.app.screen, AftermathScreen)
    return ident


def progress(pilot: PostPilot) -> str:
    return words_of(pilot, "#progress")


def lines(pilot: PostPilot) -> list[str]:
    table = pilot.app.screen.query_one("#open", Table)
    return [" ".join(cell.words for cell in line.cells) for line in table.lines]


def decide(pilot: PostPilot, ident: str, step: StepCode) -> None:
    desk = pilot.app.desk
    form = StepForm(step=step, level="III", who="王副区长", at=desk.clock.now(), words="已排除")
    desk.response.record(ident, form)
    pilot.front.reload()


async def test_the_time_since_the_end_runs_and_the_plan_sets_no_limit(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot)
        assert "没有终止响应的记录：应启III级" in progress(pilot)
        decide(pilot, ident, "started")
        assert "没有终止响应的记录：已启III级" in progress(pilot)
        decide(pilot, ident, "ended")
        assert "响应 14:05 终止，已过 00:00:00；预案未规定时限" in progress(pilot)
        pilot.clock.advance(hours=2, seconds=5)
        pilot.front.tick(pilot.app.desk.clock.now())
        assert "已过 02:00:05" in progress(pilot)


async def test_the_four_items_go_by_one_key(post: OpenPost) -> None:
    async with post() as pilot:
        ident = await opened(pilot)
        await pilot.press("down", "space")
        await pilot.pause()
        found = {task.code: task.state for task in pilot.app.desk.tasks.aftermath(ident)}
        assert found == {
            "recovery": "open",
            "assessment": "begun",
            "assessment_report": "open",
            "records": "open",
        }
        assert pilot.front.clause_here() == "5.2"
        assert "总结事故应对处置工作的经验教训" in pilot.app.screen.query_one(Prose).said.plain
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, MeasureSheet)


async def test_what_is_still_open_is_listed_and_leads_to_where_it_is_settled(
    post: OpenPost,
) -> None:
    async with post() as pilot:
        ident = await opened(pilot)
        desk = pilot.app.desk
        desk.safety.enter(ident, TeamForm(name="抢险一队", leader="刘队", at=desk.clock.now()))
        waiting = desk.roster.assign(ident, "rescue", PersonForm(name="周工"))
        desk.roster.set_state(ident, waiting, "on_scene")
        desk.roster.assign(ident, "rescue", PersonForm(name="未通知者"))
        desk.logbook.promise(ident, "回复家属", None)
        pilot.front.reload()
        found = lines(pilot)
        kinds = ["报告"] * 4 + ["查证", "队伍", "未核实", "未核实", "人员", "承诺"]
        assert [line.split()[0] for line in found] == kinds
        assert "抢险一队（1人） 14:05 最后应答" in found[5]
        assert "周工" in found[8]
        assert "回复家属" in found[9]
        await pilot.press("end", "down", "space", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PhoneCall)
        await pilot.press("escape")
        await pilot.press("end", "enter", "y")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert len(lines(pilot)) == 9
        assert all(task.state == "open" for task in desk.tasks.aftermath(ident))
