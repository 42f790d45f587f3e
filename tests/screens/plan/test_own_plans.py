"""Under a district's and a county's own plan no screen and no paper speaks of another place."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cqcmd.app.command_post import CommandPost
from cqcmd.app.drill_app import DrillPost
from cqcmd.clock import FixedClock
from cqcmd.desk import drill_opening
from cqcmd.desk.command.forms import ActForm, CommandForm, PersonForm
from cqcmd.desk.contacts.forms import ContactForm
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.desk.reports.forms import IssueForm
from cqcmd.desk.warnings.forms import WarningForm
from tests.desk.calls import report, take
from tests.desk.test_response import step
from tests.drill.everything import OF_THE_END, PAPERS, looked_back
from tests.screens.conftest import START
from tests.screens.drill import test_drill_marked as marked
from tests.support.own_plans import FOLDER, NAMES, foreign, leaks, plan_file
from tests.support.pilots import AppPilot, notices, press, terminal_lines

Open = Callable[[Any], Any]
about, made, of = marked.about, marked.made, marked.of

ORG = {"district": "bureau", "county": "county_office", "city": "county_bureau"}
CALLS = {
    "district": {
        "district": "青石街道",
        "unit": "云水热力",
        "equipment": "锅炉",
        "summary": "锅炉爆管",
        "homes_cold": "2600",
        "deaths": "0-1",
        "caller": "张强",
        "callback": "13800000001",
    },
    "county": {
        "unit": "柳河商厦",
        "equipment": "电梯",
        "summary": "困人",
        "stranded": "2",
        "stranded_hours": "2",
        "deaths": "0-3",
        "caller": "赵平",
        "callback": "13800000002",
    },
    "city": {
        "district": "东旗",
        "unit": "云水气瓶厂",
        "equipment": "气瓶",
        "summary": "气瓶爆炸",
        "injured": "22",
        "deaths": "0-3",
        "caller": "张强",
        "callback": "13800000003",
    },
}
LEVELS = {"district": ("III", "area"), "county": ("IV", "county"), "city": ("2", "zone")}


def opened_by(name: str) -> dict[str, Open]:
    """How each screen that is about a row of the plan opens under this one."""
    plan = {
        "district": ("8.4", "heating", "warm_shelters", "area.chief", "restore_heat", "health"),
        "county": ("13.3", "rescuers", "cordon", "county.chief", "free_people", "office"),
        "city": ("6.3", "rescue", "closure", "zone.commander", "evacuation", "fire"),
    }
    clause, group, act, chief, measure, unit = plan[name]
    own: dict[str, Open] = {
        "ClauseScreen": made("ClauseScreen", clause),
        "GroupScreen": about("GroupScreen", group),
        "ActOfHeadquartersForm": about("ActOfHeadquartersForm", act),
        "SetUpHeadquartersForm": about("SetUpHeadquartersForm", LEVELS[name][1]),
        "TakeCommandForm": about("TakeCommandForm", chief),
        "MeasureSheet": about("MeasureSheet", measure),
        "RemarkForm": about("RemarkForm", measure),
        "RecordUnitDutyForm": about("RecordUnitDutyForm", unit),
        "UnitScreen": about("UnitScreen", unit),
    }
    return marked.SCREENS | own


class Served(marked.Worked):
    """A desk of that plan with an incident on which much was done."""

    def __init__(self, app: CommandPost, name: str) -> None:
        self.app, self.desk, self.over = app, app.desk, app.screen
        self.ident = _worked(app.desk, name)


def _worked(desk: Desk, name: str) -> str:
    now, (level, headquarters) = desk.clock.now(), LEVELS[name]
    ident = take(desk, CALLS[name])
    for code, _receiver in desk.station.receivers(ORG[name]):
        report(desk, ident, code, "phone")
    step(desk, ident, "verified")
    for code in ("consulted", "proposed", "approved", "started"):
        step(desk, ident, code, level)  # type: ignore[arg-type]
    desk.command.take(ident, CommandForm(headquarters=headquarters, who="范副区长", at=now))
    act = desk.plan.headquarters_acts[0].code
    desk.command.act(ident, ActForm(act=act, who="范副区长", words="两百米", at=now))
    desk.roster.assign(ident, desk.plan.groups[-1].code, PersonForm(name="孙班长"))
    draft = desk.written.composer.draft(ident, "initial")
    form = IssueForm(stage="initial", title=draft.title, body=draft.body, signer="王局", base=0)
    desk.written.issue(ident, form)
    desk.contacts.keep(ContactForm(name="赵平", org="公安分局", phones="13000000001"))
    issuer = desk.warnings.issuer_of(3)
    for measures in ("备勤", ""):
        desk.warnings.issue(
            WarningForm(
                level=3, category="寒潮", area="", notice="", measures=measures, issuer=issuer
            )
        )
    desk.warnings.lift(desk.warnings.shown()[0].ident, "政府", "过去了")
    return ident


def served(name: str, folder: Path) -> Opening:
    """A post of the plan's own organisation."""
    opening = Opening(folder / "data", plan_file(name), FixedClock(START))
    opening.read_journal()
    desk, org = opening.desk, ORG[name]
    numbers = {code: "0700-6000001" for code, _name in desk.station.receivers(org)}
    here = "东旗" if name == "city" else None
    desk.station.set_up(org, "", here, numbers | {org: "0700-6000000"}, "陈晓")
    return opening


def found_leaks(name: str, seen: dict[str, str]) -> dict[str, list[str]]:
    """What is shown of another place, by where."""
    return {where: lines for where, words in seen.items() if (lines := leaks(name, words))}


PLANS = [*NAMES, "city"]


@pytest.fixture(params=PLANS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize(
    ("size", "share"),
    [
        pytest.param((80, 24), 1, marks=pytest.mark.long),
        pytest.param((120, 36), 1, marks=pytest.mark.long),
        ((120, 36), len(PLANS)),  # each screen under one of the plans
    ],
)
async def test_every_screen(
    name: str, tmp_path: Path, size: tuple[int, int], share: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = served(name, tmp_path)
    app = CommandPost(opening)
    monkeypatch.setattr(marked, "SCREENS", opened_by(name))
    async with app.run_test(size=size) as driver:
        pilot = AppPilot(app)
        await driver.pause()
        post = Served(app, name)
        # The county reports to nobody: nothing to telephone, nobody to deliver to. Precedents are
        # accidents of anywhere, and belong to no plan.
        nobody = () if app.desk.station.receivers(ORG[name]) else ("DeliveryForm", "PhoneCall")
        out = {*marked.PLAYED, *nobody, "PrecedentsScreen"}
        names = [one for one in marked.every_screen() if one not in out]
        seen = await marked.each_screen(pilot, post, names[PLANS.index(name) % share :: share])
    opening.close()
    assert len(seen) > 60 / share
    assert found_leaks(name, seen) == {}


ROOMS = ("f2", "f3", "f4", "f5", "f6", "f7", "f10")


async def test_every_room_and_every_line_of_it(name: str, tmp_path: Path) -> None:
    opening = served(name, tmp_path)
    app = CommandPost(opening)
    seen: dict[str, str] = {}
    async with app.run_test(size=(120, 36)) as driver:
        pilot = AppPilot(app)
        await driver.pause()
        _worked(app.desk, name)
        pilot.front.reload()
        seen["board"] = "\n".join(terminal_lines(pilot))
        await press(pilot, "enter")
        for room in ROOMS:
            await press(pilot, room)
            for number in range(25):
                seen[f"{room} {number}"] = "\n".join(terminal_lines(pilot))
                await press(pilot, "down")
            await press(pilot, "question_mark")
            seen[f"{room} ?"] = "\n".join(terminal_lines(pilot))
            await press(pilot, "escape")
            if room == "f10":
                await press(pilot, "escape")
    opening.close()
    assert len(set(seen.values())) >= 20
    assert found_leaks(name, seen) == {}


async def test_the_whole_plan_with_the_law_beside_it(name: str, tmp_path: Path) -> None:
    opening = served(name, tmp_path)
    reader = opening.desk.plan_reader
    seen = {number: "\n".join(reader.rows_on(number)) for number in opening.desk.plan.clauses}
    seen |= {f"{key} law": "\n".join(reader.laws.beside(key)) for key in opening.desk.plan.clauses}
    seen |= {law.title: law.title + reader.laws.text(law) for law in reader.laws}
    opening.close()
    assert any("突发事件应对法" in words for words in seen.values()), "the state's law stays"
    assert found_leaks(name, seen) == {}


def papers(desk: Desk, ident: str) -> Iterator[tuple[str, str]]:
    """Every paper of an incident, as text and as its message."""
    for verb, make in PAPERS.items():
        if verb not in OF_THE_END:
            paper = make(desk, ident)
            yield verb, f"{paper.marked_title}\n{paper.file_name}\n{paper.text}\n{paper.message}"
    yield "handover", str(desk.station.handover_sheet())
    yield "log", "\n".join(line.words for line in (*desk.log(ident), *desk.log(None)))
    for stage in ("follow_up", "final"):
        yield stage, desk.written.composer.draft(ident, stage).body
    for deadline in desk.situation(ident).deadlines:
        script = desk.written.composer.phone(ident, deadline.receiver)
        yield (
            f"phone {deadline.receiver}",
            " ".join(said[2] for said in desk.written.composer.spoken(script)),
        )


def test_every_paper(name: str, tmp_path: Path) -> None:
    opening = served(name, tmp_path)
    ident = _worked(opening.desk, name)
    seen = dict(papers(opening.desk, ident))
    opening.close()
    assert len(seen) > 8
    assert opening.desk.plan.headquarters_name(LEVELS[name][1]) in "".join(seen.values())
    assert found_leaks(name, seen) == {}


def test_a_report_bears_no_headings_of_another_plan(name: str, tmp_path: Path) -> None:
    opening = served(name, tmp_path)
    ident = _worked(opening.desk, name)
    _first, *paragraphs = opening.desk.written.composer.draft(ident, "final").body.split("\n")
    rows = [row for row in opening.desk.plan.contents if row.report == "written"]
    opening.close()
    assert [line[1 : 2 + len(row.name)] for line, row in zip(paragraphs, rows, strict=True)] == [
        f"、{row.name}" for row in rows
    ]
    assert "基本情况" not in "".join(paragraphs)


def test_a_township_serves_the_chain_too(tmp_path: Path) -> None:
    opening = Opening(tmp_path / "data", plan_file("district"), FixedClock(START))
    opening.read_journal()
    desk = opening.desk
    called = desk.plan_reader.usual_name("township", "青石街道")
    assert called == "青石街道应急办"
    desk.station.set_up("township", called, "青石街道", {"bureau": "07006000000"}, "张强")
    ident = take(desk, CALLS["district"])
    [own] = [due for due in desk.situation(ident).deadlines if due.mine]
    script = desk.written.composer.phone(ident, "bureau")
    said = " ".join(words for _c, _n, words, _m in desk.written.composer.spoken(script))
    opening.close()
    assert (own.rule, own.due) == ("township.bureau.phone", START + timedelta(minutes=15))
    assert said.startswith("这里是青石街道应急办。")
    assert "停暖2600户" in said


async def test_a_drill_of_its_own_scenario(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = FOLDER / ("city-blast.toml" if name == "city" else f"{name}.toml")
    started = drill_opening.start_drill(tmp_path, str(scenario), plan_file(name))
    opening, session = drill_opening.opened_drill(started)
    app = DrillPost(opening, session)
    monkeypatch.setattr(marked, "SCREENS", opened_by(name))
    async with app.run_test(size=(80, 24)) as driver:
        pilot = AppPilot(app)
        while not app.desk.ready:
            await driver.pause(0.01)
        await driver.pause()  # the drill's own screen comes to the front first
        session.jump()
        app.tick()
        post = Served(app, name)
        seen = await marked.each_screen(pilot, post, [*marked.PLAYED[3:-1], "BoardScreen"])
        session.finish()
        app.tick()
        seen |= await marked.each_screen(pilot, post, marked.AFTER)
        seen["draft"] = looked_back(app.desk).paper().text
    opening.close()
    session.leave()
    assert found_leaks(name, seen) == {}


async def test_a_report_that_nobody_is_owed_is_not_delivered(tmp_path: Path) -> None:
    opening = served("county", tmp_path)
    app = CommandPost(opening)
    async with app.run_test(size=(80, 24)):
        pilot = AppPilot(app)
        post = Served(app, "county")
        app.push_screen(of("IssuedScreen")(app.desk, post.ident, post.issued))
        await press(pilot, "ctrl+r")
        assert type(app.screen).__name__ == "IssuedScreen"
        assert "预案没有写本单位要报给谁" in notices(pilot)[-1]
    opening.close()


def test_the_search_sees_what_is_ours() -> None:
    for words in ("报区县政府", "重庆市", "依据 1.5.3", "市市场监管局", "cq-2023"):
        assert all(foreign(name).search(words) for name in NAMES), words
    assert foreign("county").search("依据 8.4.2") is None
