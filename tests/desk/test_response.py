"""The response as it is decided (4.6-4.8): recorded, marked where odd, refused where impossible."""

from datetime import timedelta

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.command.forms import StepForm
from cqcmd.desk.common.entry_times import NeedsReason
from cqcmd.desk.desk import Desk
from cqcmd.desk.safety.forms import TeamForm
from cqcmd.errors import BadInput
from cqcmd.incident.events.command import StepCode
from cqcmd.rules.rows import Grade
from cqcmd.views.command import CommandLine
from tests.desk.calls import TANK, take


def step(
    desk: Desk, ident: str, code: StepCode, level: Grade | None = None, **more: object
) -> None:
    values: dict[str, object] = {"who": "赵副区长", "at": desk.clock.now(), "words": "因"}
    form = StepForm(step=code, level=level, **(values | more))  # type: ignore[arg-type]
    desk.response.record(ident, form)


def line(desk: Desk, ident: str, code: str) -> CommandLine:
    return next(
        command_line
        for command_line in desk.room.view(ident).response
        if command_line.key == f"step:{code}"
    )


def response(desk: Desk, ident: str) -> str:
    return desk.strip(ident).response


def test_from_call_to_end_the_words_follow(desk: Desk) -> None:
    ident = take(desk, TANK)
    assert response(desk, ident) == "应启III级"
    courses: tuple[tuple[StepCode, str], ...] = (
        ("proposed", "已建议III级"),
        ("approved", "已批III级"),
        ("started", "已启III级"),
    )
    for code, said in courses:
        step(desk, ident, code, "III")
        assert response(desk, ident) == said
    step(desk, ident, "ended")
    assert response(desk, ident) == "响应已终止"


def test_the_next_step_is_always_the_one_the_plan_puts_next(desk: Desk) -> None:
    ident = take(desk, TANK)
    seen = []
    for code in ("verified", "consulted", "proposed", "approved", "started"):
        seen.append(desk.room.view(ident).next_step)
        step(desk, ident, code, "III")
    assert seen == [
        f"step:{c}" for c in ("verified", "consulted", "proposed", "approved", "started")
    ]
    assert desk.room.view(ident).next_step == ""


def test_a_rising_grade_asks_to_raise_and_the_city_to_take_over(desk: Desk) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "started", "III")
    desk.facts.update(ident, {"deaths": "10"}, source="现场", at=desk.clock.now())
    assert response(desk, ident) == "已启III级 应升II级"
    assert desk.room.view(ident).next_step == "step:consulted"
    step(desk, ident, "consulted")
    defaults = desk.response.defaults(ident, "proposed")
    assert (defaults.level, defaults.who) == ("II", "市市场监管局"), "not this officer's"
    step(desk, ident, "proposed", "II")
    assert desk.response.defaults(ident, "approved").post == "市政府分管副市长"
    step(desk, ident, "approved", "II", who="市领导")
    assert desk.response.defaults(ident, "raised").who == "市领导"
    step(desk, ident, "raised", "II")
    assert response(desk, ident) == "已启II级"
    assert line(desk, ident, "raised").mark == ""


def test_what_was_lowered_or_ended_is_not_asked_for_again_unless_it_gets_graver(desk: Desk) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "started", "III")
    step(desk, ident, "lowered", "IV")
    assert response(desk, ident) == "已启IV级"
    step(desk, ident, "ended")
    assert response(desk, ident) == "响应已终止"
    desk.logbook.undo(ident)
    desk.facts.update(ident, {"deaths": "10"}, source="", at=desk.clock.now())
    assert response(desk, ident) == "已启IV级 应升II级"
    step(desk, ident, "ended")
    assert response(desk, ident) == "应启II级", "graver than anything that was in force"


@pytest.mark.parametrize("code", ["ended", "raised", "lowered"])
def test_nothing_ends_or_changes_what_never_began(desk: Desk, code: StepCode) -> None:
    ident = take(desk, TANK)
    with pytest.raises(BadInput, match="没有启动过"):
        step(desk, ident, code, "II")


def test_an_end_after_the_end_is_told_who_ended_it(desk: Desk) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "started", "III")
    step(desk, ident, "ended")
    with pytest.raises(BadInput, match=r"已终止：.*赵副区长"):
        step(desk, ident, "ended")


def test_the_second_of_two_starts_is_told_who_was_first_and_when(desk: Desk) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "started", "III")
    with pytest.raises(BadInput, match="已经启动：14:05 赵副区长，李敏记"):
        step(desk, ident, "started", "III")


def test_approving_what_was_not_proposed_is_recorded_and_marked(desk: Desk) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "approved", "III")
    assert line(desk, ident, "approved").mark == "未见建议记录"
    step(desk, ident, "started", "III")
    assert line(desk, ident, "started").mark == ""


def test_a_start_without_approval_is_recorded_and_marked(desk: Desk) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "started", "III")
    assert line(desk, ident, "started").mark == "未见批准记录"


def test_times_out_of_order_are_recorded_and_marked(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    clock.advance(minutes=10)
    step(desk, ident, "proposed", "III")
    step(desk, ident, "approved", "III", at=clock.now() - timedelta(minutes=5))
    assert line(desk, ident, "approved").mark == "时间早于上一步"


@pytest.mark.parametrize(("who", "words", "field"), [("", "因", "who"), ("赵", "", "words")])
def test_below_what_the_plan_asks_wants_a_name_and_a_reason(
    desk: Desk, who: str, words: str, field: str
) -> None:
    ident = take(desk, TANK)
    with pytest.raises(BadInput) as caught:
        step(desk, ident, "started", "IV", who=who, words=words)
    assert caught.value.field == field
    step(desk, ident, "started", "IV")
    assert "低于预案要求的III级" in line(desk, ident, "started").mark
    assert response(desk, ident) == "已启IV级 应升III级"


@pytest.mark.parametrize(
    ("code", "level"), [("raised", "IV"), ("raised", "III"), ("lowered", "II")]
)
def test_raising_raises_and_lowering_lowers(desk: Desk, code: StepCode, level: Grade) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "started", "III")
    with pytest.raises(BadInput):
        step(desk, ident, code, level)


@pytest.mark.parametrize(
    ("code", "more", "field"),
    [
        ("proposed", {"level": None}, "level"),
        ("approved", {"who": " "}, "who"),
        ("consulted", {"words": ""}, "words"),
    ],
)
def test_what_must_be_said_is_asked_for_where_it_belongs(
    desk: Desk, code: StepCode, more: dict[str, object], field: str
) -> None:
    ident = take(desk, TANK)
    level = more.pop("level", "III")
    with pytest.raises(BadInput) as caught:
        step(desk, ident, code, level, **more)  # type: ignore[arg-type]
    assert caught.value.field == field


def test_a_decision_of_an_hour_ago_wants_a_reason(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    clock.advance(minutes=60)
    with pytest.raises(NeedsReason):
        step(desk, ident, "approved", "III", at=clock.now() - timedelta(minutes=30))


def test_a_struck_start_never_was(desk: Desk) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "started", "III")
    desk.logbook.undo(ident)
    assert response(desk, ident) == "应启III级"
    with pytest.raises(BadInput, match="没有启动过"):
        step(desk, ident, "ended")


def test_a_start_is_not_marked_for_what_came_after_it(desk: Desk) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "approved", "III")
    step(desk, ident, "started", "III")
    desk.facts.update(ident, {"deaths": "10"}, source="", at=desk.clock.now())
    assert line(desk, ident, "started").mark == "", "III was what the plan asked for then"


def test_it_is_lowered_and_ended_by_who_decided_on_the_level_in_force(desk: Desk) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "started", "III")
    desk.facts.update(ident, {"deaths": "10"}, source="", at=desk.clock.now())
    assert line(desk, ident, "ended").words == "区县政府", "the city has started nothing yet"
    step(desk, ident, "raised", "II")
    assert desk.response.defaults(ident, "lowered").post == "市政府分管副市长"
    assert desk.response.defaults(ident, "ended").post == "市政府分管副市长"
    assert line(desk, ident, "lowered").words == "市政府分管副市长"
    step(desk, ident, "lowered", "III", post="市政府分管副市长")
    assert desk.response.defaults(ident, "ended").post == "市政府分管副市长", "the city lowered it"
    assert line(desk, ident, "ended").words == "市政府分管副市长"


def test_no_criterion_is_put_down_as_the_reason_of_a_level_it_does_not_give(desk: Desk) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "started", "III")
    raising = desk.response.defaults(ident, "raised")
    assert (raising.level, raising.words) == ("II", "")


def test_each_proposal_rests_on_a_consultation_of_its_own(desk: Desk) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "consulted")
    step(desk, ident, "started", "III")
    desk.facts.update(ident, {"deaths": "10"}, source="", at=desk.clock.now())
    assert desk.room.view(ident).next_step == "step:consulted"
    consult = next(s for s in desk.situation(ident).steps if s.argument == "consulted")
    assert consult.owner == "市市监局"
    step(desk, ident, "consulted")
    assert desk.room.view(ident).next_step == "step:proposed"


def test_the_second_of_two_forms_is_told_and_what_it_saves_all_the_same_is_marked(
    desk: Desk,
) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "proposed", "III")
    opened = desk.response.defaults(ident, "approved").last
    step(desk, ident, "approved", "III", who="周区长", last=opened)
    with pytest.raises(BadInput, match="批准刚由别处记下：14:05 周区长，李敏记"):
        step(desk, ident, "approved", "III", who="吴区长", last=opened)
    again = desk.response.defaults(ident, "approved").last
    step(desk, ident, "approved", "III", who="吴区长", last=again)
    assert line(desk, ident, "approved").mark == "另有周区长的记录"


def test_what_was_decided_still_stands_there_after_the_end(desk: Desk) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "proposed", "III")
    step(desk, ident, "started", "III")
    step(desk, ident, "ended", who="赵副区长", words="危害消除")
    shown = {
        command_line.key: command_line.words for command_line in desk.room.view(ident).response
    }
    assert shown["step:ended"] == "14:05 赵副区长，李敏记 危害消除"
    assert shown["step:started"].startswith("14:05")
    assert "step:raised" not in shown
    step(desk, ident, "verified", at=desk.clock.now() - timedelta(minutes=5))
    shown = {
        command_line.key: command_line.words for command_line in desk.room.view(ident).response
    }
    assert "step:ended" in shown, "what is written down late begins no other response"

    desk.facts.update(ident, {"deaths": "10"}, source="", at=desk.clock.now())
    step(desk, ident, "consulted")
    shown = {
        command_line.key: command_line.words for command_line in desk.room.view(ident).response
    }
    assert "step:ended" not in shown, "another response has begun"
    assert "14:05" not in shown["step:started"]


def test_who_ends_it_is_told_of_those_still_inside(desk: Desk) -> None:
    ident = take(desk, TANK)
    step(desk, ident, "started", "III")
    assert "警戒区" not in desk.response.defaults(ident, "ended").hint
    desk.safety.enter(ident, TeamForm(name="一队", at=desk.clock.now()))
    assert "警戒区内还有 1 队没有登记离开" in desk.response.defaults(ident, "ended").hint


def test_who_finds_it_is_no_such_accident_is_told_where_that_is_recorded(desk: Desk) -> None:
    assert "再按 d" in desk.response.defaults(take(desk, TANK), "verified").hint


def test_who_proposes_i_and_ii_is_marked_as_inferred(desk: Desk) -> None:
    ident = take(desk, TANK)
    assert line(desk, ident, "proposed").words == "区县市场监管部门（本站）", "4.6 says so itself"
    assert "推定" not in desk.response.defaults(ident, "proposed").hint
    desk.facts.update(ident, {"deaths": "10"}, source="", at=desk.clock.now())
    assert line(desk, ident, "proposed").words == "市市场监管局（推定）"
    assert line(desk, ident, "consulted").words == "市市场监管局（推定）"
    assert "由市市场监管局（推定）组织会商后提出" in desk.response.defaults(ident, "proposed").hint
