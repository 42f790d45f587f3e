"""A drill that is ended early is judged on what had fallen due by then, and on nothing else."""

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec import UNSET

from cqcmd.cli.drill_script.play import play
from cqcmd.cli.drill_script.player import Pace
from cqcmd.cli.drill_script.script import Line, read_script
from cqcmd.cli.main import main
from cqcmd.desk.drill.drawer import DrillFolder
from cqcmd.desk.drill.session import DrillSession
from cqcmd.desk.drill_opening import start_drill
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.drill.scenario import library as box
from cqcmd.drill.scenario.model import Scenario
from cqcmd.drill.scenario.reading import read_scenario
from cqcmd.drill.scenario.times import utc_of
from cqcmd.drill.score.ratings import suggestions
from cqcmd.drill.score.score import Score
from cqcmd.errors import BadInput
from tests.drill.conftest import SCRIPTS
from tests.drill.finished import opened, to_the_end
from tests.drill.test_record import opened as shared
from tests.support.real_time import Seconds

PLAYED = Pace(0, ())
NAMES = st.sampled_from(sorted(box.names()))
SHARES = st.integers(0, 999)
"""How much of a drill is played, in thousandths."""


@cache
def scenario(name: str) -> Scenario:
    return read_scenario(box.find(name), plan_in_force())


@cache
def script(name: str, kind: str) -> tuple[Line, ...]:
    return tuple(read_script(SCRIPTS / f"{name}.{kind}.toml"))


def part(name: str, kind: str, share: int) -> Score:
    until = scenario(name).length * share / 1000
    return play(scenario(name), script(name, kind), None, PLAYED, until)


@cache
def whole(name: str, kind: str) -> Score:
    return play(scenario(name), script(name, kind), None, PLAYED)


@given(NAMES, SHARES)
@example("pipeline-explosion", 3).via("that it may have exploded is asked for, that it did is not")
@settings(max_examples=15, deadline=None)
def test_who_does_all_in_time_loses_nothing_wherever_it_ends(name: str, share: int) -> None:
    score = part(name, "perfect", share)
    assert score.points == score.of
    assert [grade.case for grade in score.grades if grade.wrong] == []
    assert "定级有误" not in {suggestion.capped for suggestion in suggestions(score)}


@given(NAMES, SHARES, st.sampled_from(["perfect", "negligent"]))
@settings(max_examples=18, deadline=None)
def test_nothing_due_after_the_end_counts_as_undone(name: str, share: int, kind: str) -> None:
    score, full = part(name, kind, share), whole(name, kind)
    came = {ident for ident, at in score.injects if at is not None}
    rules = {expect.id: expect for expect in scenario(name).expect}
    for now, then in zip(score.expectations, full.expectations, strict=True):
        if now.at is None and now.due is not None and now.due > score.end:
            assert now.result in ("pending", "moot")
        if now.at is None and rules[now.id].since not in (None, *came):
            assert now.result == "moot"
        if now.result == "missed":
            assert now.due is not None
            assert now.due <= score.end
            assert then.result in ("missed", "late"), "later nothing can make it good"
        if now.result in ("met", "late"):
            assert then.result in ("met", "late"), "what was done stays done"
    assert score.of == sum(o.of for o in score.expectations if o.result not in ("pending", "moot"))


@given(NAMES, SHARES)
@settings(max_examples=12, deadline=None)
def test_of_whom_nothing_was_told_nothing_is_asked(name: str, share: int) -> None:
    """Nobody does anything: what is missed was told, and had fallen due."""
    until = scenario(name).length * share / 1000
    score = play(scenario(name), (), None, PLAYED, until)
    came = {ident for ident, at in score.injects if at is not None}
    for judged in score.expectations:
        first = scenario(name).first_inject(judged.case)
        if judged.result == "missed":
            assert first is not None
            assert first.id in came
    for grade in score.grades:
        first = scenario(name).first_inject(grade.case)
        if first is not None and first.id not in came:
            assert not grade.wrong


def test_a_follow_up_before_its_message_is_not_the_one_asked_for() -> None:
    """The written report of 0:42 tells more than the call did; of 50,000 people it cannot tell."""
    name, news = "vessel-toxic-release", "news-government"
    early = {judged.id: judged for judged in part(name, "negligent", 117).expectations}
    assert early[news].result == "moot"
    heard = dict(whole(name, "negligent").injects)["moved-2"]
    assert heard is not None
    begin = utc_of(scenario(name).start)
    deaf = tuple(line for line in script(name, "negligent") if begin + line.act.at < heard)
    later = {judged.id: judged for judged in play(scenario(name), deaf, None, PLAYED).expectations}
    assert later[news].result == "missed", "nobody wrote down what the message told"


def test_neglect_is_told_once_it_fell_due() -> None:
    """The lift is an accident at 11:10; whoever left the call alone had a report due at 11:40."""
    lift = scenario("lift-trapping")
    for minutes, result in ((90, "pending"), (129, "pending"), (131, "missed")):
        score = play(lift, (), None, PLAYED, timedelta(minutes=minutes))
        found = {judged.id: judged.result for judged in score.expectations}
        assert found["phone-city"] == result
        assert score.grades[0].wrong is (minutes > 105)


def test_the_line_that_ends_a_run_early(capfd: pytest.CaptureFixture[str]) -> None:
    run = ["drill", "run", "lift-trapping", "--script", str(SCRIPTS / "lift-trapping.perfect.toml")]
    assert main([*run, "--until", "0:20:00"]) == 0
    assert '"end": "2026-09-18T09:50:00+08:00"' in capfd.readouterr().out
    assert main([*run, "--until", "6:00:00"]) == 2
    assert "不能超过演练的全长 5:00:00" in capfd.readouterr().err
    assert main([*run, "--until", "bald"]) == 2
    assert "--until" in capfd.readouterr().err


@pytest.fixture
def drill_folder(tmp_path: Path, real: Seconds) -> DrillFolder:
    return start_drill(tmp_path / "data", "lift-trapping", None)


def ended(session: DrillSession) -> datetime | None:
    return session.clock.ended_early


def test_it_stands_where_it_was_ended_on_every_terminal(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    (one, trainee), (other, instructor) = shared(drill_folder), shared(drill_folder, "instructor")
    trainee.run()
    real.now = 600
    instructor.poll()
    instructor.finish()
    stood = utc_of(trainee.scenario.start) + timedelta(seconds=600)
    real.now = 900
    assert (ended(trainee), trainee.clock.end, trainee.clock.speed) == (stood, stood, 0)
    assert trainee.poll().progress.over
    with pytest.raises(BadInput, match="演练已经结束"):
        trainee.run()
    trainee.close_book()
    for each in (one, other):
        each.close()
    drill_folder.clock_file.unlink()
    again, session = shared(drill_folder)
    assert (ended(session), session.clock.over) == (stood, True), "the marker says it as well"
    again.close()


def test_the_debrief_speaks_of_no_miss_that_was_none(
    drill_folder: DrillFolder, real: Seconds
) -> None:
    with opened(drill_folder) as (desk, session):
        session.run()
        real.now = 1900  # the rescue was to be begun at 10:00, which is 1,800 seconds in
        session.poll()
        session.finish()
        session.close_book()
        said = session.score_view()
        assert said.label == "得分 0 / 15（6 项未到期、2 项未涉及，不计分）。"
        view = desk.drills.debrief(session).shown()
        assert [lesson.text for lesson in view.lessons] == [
            "措施 搜寻救援：没有做（应于 10:00 前）"
        ]
        assert {outcome.label for outcome in view.outcomes} == {"没做", "未到期", "未涉及"}
        assert view.checks == ()
        assert view.end == utc_of(session.scenario.start) + timedelta(seconds=1900)
        rated = {rating.name: rating.rating for rating in view.ratings}
        assert (rated["预警与信息报告"], rated["定级与响应启动"]) == ("未涉及", "未涉及")
        text = desk.drills.debrief(session).paper().text
        assert "提前结束（全长 5:00:00）" in text
        assert "没有可以评的定级和报告。" in text


def test_ended_at_once_it_asks_for_nothing(drill_folder: DrillFolder, real: Seconds) -> None:
    with opened(drill_folder) as (desk, session):
        session.run()
        session.finish()
        session.close_book()
        view = desk.drills.debrief(session).shown()
        assert {outcome.label for outcome in view.outcomes} == {"未涉及"}
        assert desk.drills.debrief(session).picture(40).bars
        assert desk.drills.debrief(session).paper().text


def test_played_to_the_end_is_not_ended_early(drill_folder: DrillFolder, real: Seconds) -> None:
    with opened(drill_folder) as (_desk, session):
        session.run()
        to_the_end(session)
        session.close_book()
        assert ended(session) is None
        assert session.drawer.marker().ended is UNSET
        assert "没有接报" in session.score_view().label
