"""Accidents under a district's, a county's and another city's own plan, by keys on 80 by 24.

From the post that is set up to the incident that is closed; at each step the terminal is read, and
nothing on it may be of another place.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.command.group import GroupScreen
from cqcmd.screens.common.menu import Menu
from cqcmd.screens.measures.aftermath import AftermathScreen
from cqcmd.screens.papers.screen import PaperScreen
from cqcmd.screens.reports.issued_menu import IssuedScreen
from cqcmd.screens.reports.phone_call import PhoneCall
from cqcmd.screens.situation.screen import SituationScreen
from cqcmd.screens.station.settings import StationForm
from cqcmd.screens.station.shift_handover import HandoverScreen
from cqcmd.screens.warnings.screen import WarningsScreen
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.table import Table
from tests.screens.conftest import OpenPost
from tests.screens.test_story import Officer, response_is
from tests.support.own_plans import leaks, plan_file
from tests.support.pilots import known, serving


class Visitor(Officer):
    """An officer under a plan of elsewhere, who reads the terminal after each key."""

    plan = ""

    async def press(self, *keys: str) -> None:
        for key in keys:
            await super().press(key)
            assert leaks(self.plan, self.screen()) == [], key

    async def fill(self, *words: str) -> None:
        """Type into one field after the other; the last is entered too."""
        for word in words:
            await self.type(word)
            await self.press("enter")

    async def choose(self, what: str) -> None:
        """Take a line of a menu by going down to it."""
        table = known(self.pilot.app.screen, Menu).query_one(Table)
        while table.cursor and table.cursor.key != what:
            before = table.cursor.key
            await self.press("down")
            assert table.cursor.key != before, what
        await self.press("enter")

    async def paper(self, key: str) -> str:
        """A paper of this room: what it says."""
        await self.press(key)
        text = known(self.pilot.app.screen, PaperScreen).query_one(Prose).said.plain
        await self.press("escape")
        assert leaks(self.plan, text) == []
        return text

    async def telephone(self, person: str, says: str = "") -> None:
        """The next report owed, by telephone: a script that says so, read off to somebody."""
        await self.press("f9")
        assert isinstance(self.pilot.app.screen, PhoneCall)
        assert says in self.screen()
        await self.press("enter")
        await self.type(person)
        await self.press("enter", "y", "f9")

    async def sign(self, who: str, key: str = "f9") -> None:
        """A report on paper, made ready and signed."""
        await self.press(key)
        await self.type(who)
        await self.press("f9")
        assert isinstance(self.pilot.app.screen, IssuedScreen)

    async def deliver(self, person: str) -> None:
        """The report that was signed, handed to somebody."""
        await self.press("ctrl+r")
        await self.type(person)
        await self.press("f9")

    def states_owed(self) -> list[str]:
        """How the duties of this station stand."""
        return [due.state for due in self.desk.situation(self.ident).deadlines if due.mine]

    async def lead(self, group: str, who: str, says: str = "") -> None:
        """The leader of a group whose screen says so, added by name without a number."""
        self.cursor(f"group:{group}")
        await self.press("enter")
        assert isinstance(self.pilot.app.screen, GroupScreen)
        assert says in self.screen()
        await self.press("f8")
        await self.type(who)
        await self.press("enter", "enter", "escape")

    async def do_first_measure(self) -> None:
        """The first measure, begun and finished."""
        await self.press("f5", "space")
        await self.later(seconds=2)
        await self.press("space")
        assert self.desk.tasks.measures(self.ident)[0].state == "finished"

    async def end_and_close(self, decider: str, why: str) -> None:
        """The response ended, the first of the aftermath begun, the log read, the case closed."""
        await self.press("enter", "f4")
        self.cursor("step:ended")
        await self.step(decider, why)
        await self.press("f7", "space", "f6", "f2")
        ident = self.ident
        await self.close("处置完毕")
        assert self.desk.strip(ident).closed

    async def to_the_board(self) -> None:
        while not isinstance(self.pilot.app.screen, BoardScreen):
            await self.press("escape")

    async def hand_over(self, who: str) -> None:
        """The watch: the sheet read to its end, the newcomer's name."""
        await self.press("f9")
        assert isinstance(self.pilot.app.screen, HandoverScreen)
        await self.press(*["pagedown"] * 12)
        await self.type(who)
        await self.press("f9")
        assert self.desk.officer == who

    async def warn(self, *words: str) -> None:
        """A warning issued, its first action ticked, lifted."""
        await self.press("w")
        screen = known(self.pilot.app.screen, WarningsScreen)
        # Issued by others: what is prepared here goes through every step.
        await self.press("down", "enter")
        await self.fill(*words)
        await self.press("f9")
        assert self.pilot.app.screen is screen
        await self.press("home", "enter", "home", "space")
        [warning] = self.desk.warnings.shown()
        assert warning.actions[0].done_at is not None
        await self.press("delete")
        await self.press("enter", "1")
        assert self.desk.warnings.shown()[0].lifted
        await self.press("escape")

    async def close(self, why: str) -> None:
        """办结, from the menu of decisions; over what stands open by a name and one key more."""
        await self.press("d")
        await self.choose("close")
        debts = self.desk.debts.of(self.ident)
        if debts:
            await self.type("范副区长")
            await self.press("enter")
        await self.type(why)
        await self.press("f9", *(["f10"] if debts else []))


@asynccontextmanager
async def fresh(post: OpenPost, plan: str) -> AsyncIterator[Visitor]:
    """A post that has never been set up, on that plan."""
    async with post((80, 24), fresh=True, plan=plan_file(plan)) as pilot:
        await pilot.pause(0.1)
        assert isinstance(pilot.app.screen, StationForm)
        officer = Visitor(pilot)
        officer.plan = plan
        yield officer


async def test_a_district(post: OpenPost) -> None:
    async with fresh(post, "district") as officer:
        await officer.press("enter")
        await officer.fill("", "07006000001", "07006000002", "07006000000", "陈晓")
        served = serving(officer.pilot)
        assert (served.org, served.name, served.district) == ("bureau", "区市监局", None)
        assert served.numbers["inspectorate"] == "07006000002"
        await _district_call(officer)
        await _district_reports(officer)
        await _district_command(officer)
        await _district_measures(officer)
        await officer.to_the_board()
        await officer.warn("3", "寒潮停暖", "全区", "注意取暖", "备足物资")
        await officer.hand_over("王磊")
        await _district_end(officer)


async def _district_call(officer: Visitor) -> None:
    """The line is read by the plan's own words; 2600 homes are a 较大."""
    await officer.press("n")
    await officer.type("青石街道云水热力锅炉爆管停暖2600户张强13800000001")
    await officer.press("enter")
    assert "较大" in officer.screen()
    await officer.press("f9")
    assert isinstance(officer.pilot.app.screen, SituationScreen)
    [cold] = [
        fact for fact in officer.desk.situation(officer.ident).facts if fact.code == "homes_cold"
    ]
    assert "2600" in cold.words.replace(",", "")
    assert "停暖" in officer.screen()
    assert "00:14:" in officer.screen() or "00:15:00" in officer.screen(), "a quarter of an hour"
    await response_is(officer, "应启III级")


async def _district_reports(officer: Visitor) -> None:
    """Two by telephone with the script read off, one on paper to both."""
    for person in ("王处", "何处"):
        await officer.telephone(person, "停暖")
    await officer.sign("孙局长")
    for person in ("王处", "何处"):
        await officer.deliver(person)
    await officer.press("escape")
    assert officer.states_owed() == ["met"] * 4


async def _district_command(officer: Visitor) -> None:
    await officer.press("f4")
    await officer.step(words="是特种设备事故")
    await officer.step("张工、王科", "宜启III级")
    await officer.step()
    await officer.step("范副区长")
    await officer.step()
    await response_is(officer, "已启III级")
    officer.cursor("post:area.chief")
    await officer.step("范副区长")
    assert officer.desk.command.commander(officer.ident, "area") == "范副区长"
    officer.cursor("act:warm_shelters")
    await officer.step("范副区长", "青石小学")
    await officer.lead("heating", "孙班长", "住房建设委")
    assert "范副区长" in await officer.paper("e")


async def _district_measures(officer: Visitor) -> None:
    await officer.press("f5")
    assert "供暖恢复" in officer.screen()
    codes = [task.code for task in officer.desk.tasks.measures(officer.ident)]
    assert codes[1] == "restore_heat", "behind the first handling, before the search for people"
    await officer.press("down", "space")
    await officer.later(seconds=2)
    await officer.press("space")
    assert officer.desk.tasks.measures(officer.ident)[1].state == "finished"
    assert "供暖恢复" in await officer.paper("e")


async def _district_end(officer: Visitor) -> None:
    """The new officer ends the response, looks after the rest, closes, reads the log."""
    await officer.press("enter", "f4")
    officer.cursor("step:ended")
    await officer.step("范副区长", "供暖已经恢复")
    await officer.later(seconds=1)
    await response_is(officer, "响应已终止")
    await officer.press("f7")
    assert isinstance(officer.pilot.app.screen, AftermathScreen)
    assert "抚恤补偿" in officer.screen()
    await officer.press("space")
    await officer.press("f6")
    assert "王磊" in officer.screen()
    await officer.press("f2")
    ident = officer.ident
    await officer.close("供暖恢复，安置完毕")
    assert officer.desk.strip(ident).closed
    kinds = {line.kind for line in officer.desk.log(ident)}
    assert kinds >= {"opened", "reported", "response", "command", "hq_act", "assigned", "task"}


async def test_a_county(post: OpenPost) -> None:
    async with fresh(post, "county") as officer:
        await officer.press("enter")
        await officer.fill("", "07007000000", "周宁")
        assert serving(officer.pilot).org == "county_office"
        await officer.press("n")
        await officer.type("柳河商厦电梯困2人70分钟，赵平13800000002")
        await officer.press("enter", "f9")
        assert isinstance(officer.pilot.app.screen, SituationScreen)
        assert "一般" in officer.screen()
        await response_is(officer, "应启IV级")
        await _county_reports(officer)
        await officer.press("f4")
        await officer.step(words="属实")
        await officer.step("周宁", "困人已满一小时")
        await officer.step()
        await officer.step("刘局长")
        await officer.step()
        await response_is(officer, "已启IV级")
        officer.cursor("post:county.chief")
        await officer.step("刘局长")
        assert officer.desk.command.commander(officer.ident, "county") == "刘局长"
        await officer.do_first_measure()
        await officer.to_the_board()
        await officer.warn("4", "大风", "全县", "", "")
        await officer.hand_over("郑安")
        await officer.end_and_close("刘局长", "人已救出")


async def _county_reports(officer: Visitor) -> None:
    """Nobody is owed a report; one on paper can be signed all the same, and the unit's is noted."""
    await officer.press("f3")
    await officer.sign("刘局长", "w")
    await officer.press("ctrl+r")
    assert isinstance(officer.pilot.app.screen, IssuedScreen)
    await officer.press("escape", "f3", "r")
    await officer.type("周宁")
    await officer.press("f9")
    assert "reported" in {line.kind for line in officer.desk.log(officer.ident)}


async def test_a_city(post: OpenPost) -> None:
    """Twenty injured start a response of the second level, though no grade asks for one."""
    async with fresh(post, "city") as officer:
        await officer.press("enter")
        await officer.fill("东旗", "", "07008000001", "07008000000", "陈晓")
        assert serving(officer.pilot).org == "county_bureau"
        await officer.press("n")
        await officer.type("东旗云水气瓶厂气瓶爆炸，受伤22人，张强13800000001")
        assert "较大 2.2.3" in officer.screen()
        await officer.press("enter", "f9")
        assert isinstance(officer.pilot.app.screen, SituationScreen)
        await response_is(officer, "应启二级")
        await _city_reports(officer)
        await _city_command(officer)
        await officer.do_first_measure()
        await officer.to_the_board()
        await officer.warn("3", "大风", "全市", "", "")
        await officer.hand_over("郑安")
        await officer.end_and_close("片区主任", "处置完毕")


async def _city_reports(officer: Visitor) -> None:
    """An hour by telephone, a day on paper."""
    await officer.telephone("王处")
    await officer.sign("孙局长")
    await officer.deliver("王处")
    await officer.press("escape")
    assert set(officer.states_owed()) == {"met"}


async def _city_command(officer: Visitor) -> None:
    """The headquarters of the zone leads at the second of three levels."""
    await officer.press("f4")
    await officer.step(words="属实")
    await officer.step("张工", "宜启二级")
    await officer.step()
    await officer.step("片区主任")
    await officer.step()
    await response_is(officer, "已启二级")
    officer.cursor("post:zone.commander")
    await officer.step("钱主任")
    assert officer.desk.command.commander(officer.ident, "zone") == "钱主任"
    await officer.lead("rescue", "孙班长")
    assert "片区主任" in await officer.paper("e")
