"""The judge and the arrivals: what counts, when, and what is never asked."""

from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.command.forms import StepForm
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.drill.scenario.model import Scenario
from cqcmd.drill.scenario.reading import scenario_of
from cqcmd.drill.scenario.times import utc_of
from cqcmd.drill.score.score import Judged, Score
from cqcmd.files.toml import parse_toml
from cqcmd.rules.plan import Plan
from tests.desk.calls import report
from tests.desk.test_written import issue

TANK = {
    "district": "渝中区",
    "unit": "甲厂",
    "equipment": "储罐",
    "summary": "储罐爆炸",
    "explosion": "爆炸",
}
HEAD = """
title = "试"
trains = "试"
clause = "1.5.3"
start = 2026-07-25T14:00:00
length = "4:00:00"
[station]
org = "district_regulator"
name = "渝中区市场监管局"
district = "渝中区"
officer = "李敏"
[[case]]
id = "tank"
title = "甲厂"
equipment = "pressure_vessel"
grade = "III"
clause = "1.5.3"
[[inject]]
id = "call"
by = "phone"
from = "甲"
at = "0:01:00"
words = "炸了"
"""


class Drill:
    """A desk in a drawer of its own, and a scenario with what a test adds to it."""

    def __init__(self, folder: Path, plan: Plan, more: str) -> None:
        self.scenario: Scenario = scenario_of(parse_toml(HEAD + more, "t.toml"), "t", plan)
        self.start = utc_of(self.scenario.start)
        self.clock = FixedClock(self.start)
        self.opening = Opening(folder / "data", None, self.clock)
        self.opening.read_journal()
        self.desk: Desk = self.opening.desk
        self.desk.station.set_up("district_regulator", "渝中区市场监管局", None, {}, "李敏")
        self.drill = self.desk.drills.judge(self.scenario)
        self.ident = self.scenario.call("tank")

    def at(self, minutes: float) -> None:
        self.clock.set(self.start + timedelta(minutes=minutes))

    def call(self, minutes: float = 2) -> None:
        self.at(minutes)
        self.desk.intake.take_call(self.ident, TANK, self.clock.now())

    def score(self) -> Score:
        self.drill.take_arrivals()
        return self.drill.score()

    def judged(self, name: str) -> Judged:
        return next(outcome for outcome in self.score().expectations if outcome.id == name)

    def since(self, minutes: float) -> object:
        return self.start + timedelta(minutes=minutes)


EXPECT = '[[expect]]\nid = "x"\npoints = 5\n'
GROUP = EXPECT + 'group = "rescue"\nclause = "2.2"\nby = "1:00:00"\n'
AFTER = (
    '[[inject]]\nid = "after"\nby = "radio"\nfrom = "乙"\nwords = "到了"\n'
    'after = { group = "rescue", delay = "0:10:00" }\n'
)
UNLESS = (
    '[[inject]]\nid = "chase"\nby = "order"\nfrom = "丙"\nwords = "快"\n'
    'unless = { group = "rescue", by = "0:30:00" }\n'
)


def test_half_the_points_for_what_came_late(tmp_path: Path, plan: Plan) -> None:
    drill = Drill(tmp_path, plan, GROUP)
    drill.call()
    assert drill.judged("x").result == "pending"
    drill.at(61)
    assert drill.judged("x").result == "missed"
    drill.desk.roster.stand(drill.ident, "rescue")
    late = drill.judged("x")
    assert (late.result, float(late.points), late.late_by) == ("late", 2.5, timedelta(minutes=1))


def test_exactly_in_time_is_in_time(tmp_path: Path, plan: Plan) -> None:
    drill = Drill(tmp_path, plan, GROUP)
    drill.call()
    drill.at(60)
    drill.desk.roster.stand(drill.ident, "rescue")
    drill.desk.roster.stand(drill.ident, "rescue", stood=False)
    assert drill.judged("x").result == "met", "it was stood up, whatever came after"


def test_what_was_struck_was_not_done(tmp_path: Path, plan: Plan) -> None:
    drill = Drill(tmp_path, plan, GROUP)
    drill.call()
    drill.desk.roster.stand(drill.ident, "rescue")
    drill.desk.logbook.undo()
    assert drill.judged("x").at is None


def test_a_message_comes_after_what_was_done_and_stays(tmp_path: Path, plan: Plan) -> None:
    drill = Drill(tmp_path, plan, AFTER + GROUP)
    drill.call()
    assert [take_arrival.id for take_arrival in drill.drill.take_arrivals()] == ["call"]
    assert drill.drill.next_arrival() is None
    drill.at(20)
    drill.desk.roster.stand(drill.ident, "rescue")
    assert drill.drill.next_arrival() == drill.since(30)
    drill.at(45)
    assert [take_arrival.id for take_arrival in drill.drill.take_arrivals()] == ["after"]
    drill.desk.logbook.strike(drill.ident, drill.desk.log(drill.ident)[-1].entry, "误按")
    assert dict(drill.score().injects)["after"] == drill.since(30)
    assert drill.drill.take_arrivals() == ()


@pytest.mark.parametrize(("done", "comes"), [(29, False), (30, False), (31, True), (None, True)])
def test_a_message_comes_unless_it_was_done_in_time(
    tmp_path: Path, plan: Plan, done: int | None, comes: bool
) -> None:
    drill = Drill(tmp_path, plan, UNLESS + GROUP)
    drill.call()
    if done is not None:
        drill.at(done)
        drill.desk.roster.stand(drill.ident, "rescue")
    drill.at(60)
    assert (dict(drill.score().injects)["chase"] == drill.since(30)) == comes


def test_what_is_written_down_too_late_calls_off_nothing(tmp_path: Path, plan: Plan) -> None:
    """It was done at 0:25, so it counts; nobody knew by 0:30, so the order came."""
    unless = UNLESS.replace('group = "rescue"', 'step = "verified"')
    expect = EXPECT + 'step = "verified"\nclause = "4.1.1"\nby = "0:30:00"\n'
    drill = Drill(tmp_path, plan, unless + expect)
    drill.call()
    drill.at(35)
    moment = drill.start + timedelta(minutes=25)
    drill.desk.response.record(drill.ident, StepForm(step="verified", who="陈", at=moment))
    assert drill.judged("x").result == "met"
    assert dict(drill.score().injects)["chase"] == drill.since(30)


def test_what_waits_for_a_message_that_never_came_is_not_asked(tmp_path: Path, plan: Plan) -> None:
    moot = EXPECT.replace('"x"', '"y"') + (
        'measure = "opinion"\nclause = "4.7"\nwithin = "0:10:00"\nsince = "after"\n'
    )
    drill = Drill(tmp_path, plan, AFTER + GROUP + moot)
    drill.call()
    drill.at(240)
    assert drill.judged("y").result == "moot"
    assert drill.score().of == 5


def test_a_duty_that_never_began_is_missed_at_the_end(tmp_path: Path, plan: Plan) -> None:
    duty = EXPECT + 'duty = "district_regulator.city_regulator.phone"\nclause = "4.1.1"\n'
    drill = Drill(tmp_path, plan, duty)
    drill.at(239)
    assert drill.judged("x").result == "pending"
    drill.at(240)
    assert drill.judged("x").result == "missed"


def test_the_plans_own_time_of_a_duty(tmp_path: Path, plan: Plan) -> None:
    duty = EXPECT + 'duty = "district_regulator.city_regulator.phone"\nclause = "4.1.1"\n'
    drill = Drill(tmp_path, plan, duty)
    assert drill.judged("x").result == "pending", "no call was taken, so nothing is owed yet"
    drill.call(5)
    assert (drill.judged("x").result, drill.judged("x").due) == ("pending", drill.since(35))
    drill.at(36)
    report(drill.desk, drill.ident, "city_regulator", "phone")
    assert drill.judged("x").late_by == timedelta(minutes=1)


def test_a_person_may_decide_on_the_grade(tmp_path: Path, plan: Plan) -> None:
    grade = EXPECT + 'grade = "II"\nclause = "1.5.2"\nby = "1:00:00"\n'
    drill = Drill(tmp_path, plan, grade)
    drill.call()
    assert drill.judged("x").at is None
    drill.at(9)
    drill.desk.decisions.override(drill.ident, "II", "王局长", "损失将达五千万")
    assert drill.judged("x").at == drill.since(9)
    decided = drill.score().grades[0]
    assert (decided.right, decided.given, decided.correct) == ("III", "II", False)


def test_a_report_tells_what_was_known_just_then(tmp_path: Path, plan: Plan) -> None:
    drill = Drill(tmp_path, plan, GROUP)
    drill.call()
    report(drill.desk, drill.ident, "city_regulator", "phone")
    drill.at(10)
    fields = {"occurred_at": "13:58", "cause": "待调查"}
    drill.desk.facts.update(drill.ident, fields, source="现场", at=drill.clock.now())
    phone = drill.score().reports[0]
    assert (phone.told, phone.of, phone.missing) == (5, 7, ("事故发生的时间", "联系电话"))
    body = drill.desk.written.composer.draft(drill.ident, "initial").body
    issue(drill.desk, drill.ident, body=body.replace("待调查", ""))
    written = drill.score().reports[1]
    assert "事故原因" in written.missing, "deleted from the text, so not told"
    assert "初判的事故等级" not in written.missing


def test_before_anything_is_done(tmp_path: Path, plan: Plan) -> None:
    score = Drill(tmp_path, plan, GROUP).score()
    assert (score.points, score.of, score.reports) == (Fraction(0), 0, ())
    assert score.grades[0].given == "none"
