"""One explosion from the first call to the end, by keys alone, on 80 by 24.

Each chapter begins where the one before ends, with a record that the desk's own verbs made.
A storage tank explodes, the toll rises, III becomes II, the city takes over, groups are called
out, an entry team misses two answers, measures are taken, a crane is requisitioned and goes back,
the response is lowered and ended.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from cqcmd.desk.command.forms import CommandForm
from cqcmd.desk.desk import Desk
from cqcmd.incident.events.command import StepCode
from cqcmd.screens.command.group import GroupScreen
from cqcmd.screens.command.screen import CommandScreen
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.widgets.table import Table
from tests.desk.calls import TANK, report, take
from tests.desk.test_command import act, command
from tests.desk.test_response import step
from tests.screens.conftest import OpenPost
from tests.support.pilots import PostPilot, hands_off, terminal_lines

CALL = "渝中区长江化工储罐爆炸1死3重伤有毒气体泄漏李明13800000000"


class Officer:
    """Somebody at the keys; counts what is pressed."""

    def __init__(self, pilot: PostPilot) -> None:
        self.pilot = pilot
        self.pressed = 0

    @property
    def desk(self) -> Desk:
        desk: Desk = self.pilot.app.desk
        return desk

    @property
    def ident(self) -> str:
        [row] = self.desk.board().rows
        return row.ident

    async def press(self, *keys: str) -> None:
        for key in keys:
            hands_off(self.pilot)
            await self.pilot.press(key)
            await self.pilot.pause()
            self.pressed += 1

    async def type(self, words: str) -> None:
        for character in words:
            await self.pilot.press(character)
        await self.pilot.pause()

    async def later(self, **passed: float) -> None:
        self.pilot.clock.advance(**passed)
        self.pilot.app.tick()
        await self.pilot.pause()

    def screen(self) -> str:
        return "\n".join(line.rstrip() for line in terminal_lines(self.pilot))

    def masthead(self) -> str:
        return self.screen().split("\n")[0]

    async def step(self, who: str = "", words: str = "") -> None:
        """The step under the cursor of 指挥: open, fill in, record."""
        await self.press("enter")
        await self.type(who)
        if words:
            if who:
                await self.press("down")
            await self.type(words)
        await self.press("f9")

    def cursor(self, key: str) -> None:
        """The line the officer goes to with the arrows."""
        screen = self.pilot.app.screen
        assert isinstance(screen, CommandScreen)
        for name in screen.LISTS:
            table = screen.lists[name]
            table.go_to_key(key)
            if table.cursor and table.cursor.key == key:
                table.focus()


async def response_is(officer: Officer, words: str) -> None:
    assert officer.desk.strip(officer.ident).response == words
    assert words in officer.screen()


def kinds(officer: Officer) -> set[str]:
    """What has been written about the incident."""
    return {line.kind for line in officer.desk.log(officer.ident)}


def called(desk: Desk) -> str:
    """The call is taken and told to the district."""
    ident = take(desk, TANK)
    report(desk, ident, "district_government", "phone")
    return ident


def started(desk: Desk) -> str:
    """The district's response III runs under a commander; the site is closed."""
    ident = called(desk)
    step(desk, ident, "verified")
    for code in III:
        step(desk, ident, code, "III")
    command(desk, ident, "赵副区长")
    act(desk, ident, "closure", "半径500米")
    return ident


def raised(desk: Desk) -> str:
    """Ten dead: II, and the city commands."""
    ident = started(desk)
    desk.facts.update(ident, {"deaths": "10"}, source="现场", at=desk.clock.now())
    step(desk, ident, "raised", "II")
    city = CommandForm(headquarters="city", who="周副市长", at=desk.clock.now())
    desk.command.hand_over(ident, city)
    return ident


III: tuple[StepCode, ...] = ("consulted", "proposed", "approved", "started")


@asynccontextmanager
async def chapter(
    post: OpenPost, before: Callable[[Desk], str], *keys: str
) -> AsyncIterator[Officer]:
    """The situation of an incident with that record, after these keys."""
    async with post((80, 24)) as pilot:
        before(pilot.app.desk)
        pilot.front.reload()
        officer = Officer(pilot)
        await officer.press("enter", *keys)
        yield officer


async def test_the_call(post: OpenPost) -> None:
    async with post((80, 24)) as pilot:
        officer = Officer(pilot)
        await officer.press("n")
        await officer.type(CALL)
        await officer.press("enter", "f9")
        assert isinstance(officer.pilot.app.screen, SituationScreen)
        await response_is(officer, "应启III级")
        await officer.press("f9", "enter")
        await officer.type("王处")
        await officer.press("enter", "y", "f9")
        assert "已报" in officer.screen()
        assert kinds(officer) >= {"opened", "facts", "reported"}


async def test_verified_consulted_started(post: OpenPost) -> None:
    async with chapter(post, called, "f4") as officer:
        await officer.step(words="是特种设备事故")
        await officer.step("张工、王科", "宜启III级")
        officer.pressed = 0
        await officer.step()
        await response_is(officer, "已建议III级")
        await officer.step("赵副区长")
        await officer.step()
        assert officer.pressed <= 8, "from a proposal to a recorded start: eight keys and the names"
        await response_is(officer, "已启III级")
        officer.cursor("post:district.commander")
        await officer.step("赵副区长")
        assert officer.desk.command.commander(officer.ident, "district") == "赵副区长"
        officer.cursor("act:closure")
        await officer.step("赵副区长", "半径500米")
        assert kinds(officer) >= {"response", "command", "hq_act"}


async def test_groups_called_out(post: OpenPost) -> None:
    async with chapter(post, started, "f4") as officer:
        officer.cursor("group:rescue")
        await officer.press("enter")
        assert isinstance(officer.pilot.app.screen, GroupScreen)
        await officer.press("f8")
        await officer.type("王大队")
        await officer.press("enter", "enter", "home", "f9")
        await officer.type("孙班长")
        await officer.press("enter", "enter", "escape", "l")
        people = officer.desk.roster.shown.call_list(officer.ident)
        assert [person.name for person in people] == ["王大队", "孙班长"]
        await officer.press("space", "f8")
        states = {
            person.name: person.state
            for person in officer.desk.roster.shown.call_list(officer.ident)
        }
        assert states == {"王大队": "notified", "孙班长": "called"}, "one key a call"
        await officer.press("f9", "escape")
        officer.cursor("group:rescue")
        await officer.press("enter", "enter", "4", "escape")
        [leader, _other] = officer.desk.roster.shown.people(officer.ident, "rescue")
        assert leader.state == "on_scene", "any state by a choice"
        assert kinds(officer) >= {"assigned", "person"}


async def test_the_toll_rises_and_the_city_takes_over(post: OpenPost) -> None:
    async with chapter(post, started, "f4") as officer:
        await officer.press("f8", "enter")
        await officer.type("10")
        await officer.press("f9")
        await response_is(officer, "已启III级 应升II级")
        await officer.press("f2", "f4")
        await officer.step("市市场监管局、专家", "宜启II级")
        await officer.step()
        await officer.step("周副市长")
        await officer.step()
        await response_is(officer, "已启II级")
        officer.cursor("hand_over:")
        await officer.press("enter", "pagedown", "pagedown", "pagedown", "pagedown", "pagedown")
        await officer.type("周副市长")
        await officer.press("f9")
        assert officer.desk.command.commander(officer.ident, "city") == "周副市长"
        assert officer.desk.command.commander(officer.ident, "district") == ""


async def test_a_team_falls_silent(post: OpenPost) -> None:
    async with chapter(post, raised, "f4") as officer:
        await officer.press("f10", "f9")
        await officer.type("一队")
        await officer.press("f9")
        await officer.later(minutes=20)
        await officer.press("space")
        for minutes in (20, 1, 2):
            await officer.later(minutes=minutes, seconds=1)
        assert "两次未应答" in officer.screen()
        await officer.press("escape")
        await officer.later(seconds=1)
        assert "未应答" in officer.masthead(), "the alarm stands on every screen"
        await officer.press("f10", "space")
        await officer.later(seconds=1)
        assert "未应答" not in officer.masthead()
        await officer.press("delete", "enter", "escape")
        [team] = officer.desk.safety.teams(officer.ident)
        assert team.left_at is not None
        assert kinds(officer) >= {"entered", "answered", "left"}


async def test_measures_taken(post: OpenPost) -> None:
    async with chapter(post, raised, "f5") as officer:
        table = officer.pilot.app.screen.query(Table).first()
        before = [task.state for task in officer.desk.tasks.measures(officer.ident)]
        officer.pressed = 0
        await officer.press("space")
        await officer.later(seconds=2)
        await officer.press("space")
        after = [task.state for task in officer.desk.tasks.measures(officer.ident)]
        assert officer.pressed == 2, "one key to begin, one to finish"
        assert before.count("finished") == 0
        assert after.count("finished") == 1
        assert table.lines
        assert "task" in kinds(officer)


async def test_a_crane_is_requisitioned_and_goes_back(post: OpenPost) -> None:
    async with chapter(post, raised, "f4", "z", "f9", "5", "enter") as officer:
        await officer.type("吊车")
        await officer.press("enter")
        await officer.type("1")
        await officer.press("f9")
        assert "还缺 1 项：吊车 1辆" in officer.screen()
        await officer.press("f8")
        await officer.type("渝A12345")
        await officer.press("enter", "enter", "2", "enter")
        await officer.type("渝安吊装公司")
        await officer.press("f9", "space")
        await officer.later(seconds=2)
        await officer.press("space")
        assert "要的都到位了" in officer.screen()
        await officer.press("e", "1")
        assert "应急征用通知单" in officer.screen()
        await officer.press("escape", "delete", "1")
        assert "property" not in {debt.kind for debt in officer.desk.debts.of(officer.ident)}
        await officer.press("e", "2")
        assert "尚未归还：没有" in officer.screen()
        assert kinds(officer) >= {"need", "lot", "lot_moved"}


async def test_lowered_and_ended(post: OpenPost) -> None:
    async with chapter(post, raised, "f4") as officer:
        officer.cursor("step:lowered")
        await officer.step("周副市长", "火已扑灭")
        await response_is(officer, "已启III级")
        officer.cursor("step:ended")
        await officer.step("周副市长", "危害消除")
        await response_is(officer, "响应已终止")
        await officer.press("f7")
        assert "善后" in officer.screen()
        left = {step.action for step in officer.desk.situation(officer.ident).steps}
        assert "aftermath" in left
        assert not left & {"task", "groups", "hand_over"}
