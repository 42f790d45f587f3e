"""A warning from its consultation to the last measure withdrawn, and what is refused on the way."""

import pytest
from msgspec.structs import replace

from cqcmd.clock import FixedClock
from cqcmd.desk.common.entry_times import NeedsReason
from cqcmd.desk.desk import Desk
from cqcmd.desk.warnings.forms import HazardForm, WarningStepForm
from cqcmd.errors import BadInput
from cqcmd.views.office.warnings import WarningView
from tests.desk.calls import TANK, take
from tests.desk.warnings.prepared import CONTENTS, approved, consult, issued, step


def only(desk: Desk) -> WarningView:
    (warning,) = desk.warnings.shown()
    return warning


def now_at(desk: Desk) -> str:
    return next((one.name for one in only(desk).flow if one.state == "now"), "")


def test_each_step_leads_to_the_next_and_the_board_tells_how_far_it_is(desk: Desk) -> None:
    ident = consult(desk)
    assert (only(desk).stage, only(desk).next_step) == ("preparing", "proposed")
    assert desk.board().warnings == ("黄色 三级 索道大风（14:05 会商研判，未发布）",)
    step(desk, ident, "proposed", "渝中区市场监管局", 3)
    assert (only(desk).next_step, now_at(desk)) == ("approved", "批准")
    step(desk, ident, "approved", "渝中区政府", 3)
    assert (only(desk).next_step, now_at(desk)) == ("issue", "发布")
    desk.warnings.issue(CONTENTS, ident)
    assert (only(desk).stage, only(desk).next_step, now_at(desk)) == ("in_force", "sent", "行动")


def test_after_the_issue_stands_what_each_law_asks_with_its_own_source(desk: Desk) -> None:
    issued(desk)
    assert [tick.code for tick in only(desk).steps] == ["sent", "told_up", "filed"]
    assert [(tick.point, tick.source) for tick in only(desk).steps] == [
        (
            "预警信息只经预警信息发布机构对外发布",
            "预警信息发布办法 7（渝府发〔2026〕6号，已读）",
        ),
        (
            "发布预警要写明起始时间和发布时间，并报上一级",
            "突发事件应对法 64（主席令第二十五号，已读）",
        ),
        ("三级、四级预警报市政府备案", "突发事件应对条例 30（修订中·待核）"),
    ]


@pytest.mark.parametrize(("level", "filed"), [(1, False), (2, False), (3, True), (4, True)])
def test_only_the_two_lower_levels_are_filed_with_the_city(
    desk: Desk, level: int, filed: bool
) -> None:
    desk.warnings.issue(replace(CONTENTS, level=level), approved(desk, level))
    assert ("filed" in {tick.code for tick in only(desk).steps}) is filed


def test_what_is_not_approved_is_not_issued(desk: Desk) -> None:
    ident = consult(desk)
    with pytest.raises(BadInput, match="还没有批准，不能发布"):
        desk.warnings.issue(CONTENTS, ident)
    step(desk, ident, "proposed", "渝中区市场监管局", 3)
    with pytest.raises(BadInput, match="还没有批准，不能发布"):
        desk.warnings.issue(CONTENTS, ident)
    step(desk, ident, "approved", "渝中区政府", 4)
    with pytest.raises(BadInput, match="批准的是四级，级别改了要重新批准"):
        desk.warnings.issue(CONTENTS, ident)
    assert only(desk).stage == "preparing"


def test_a_step_rests_on_the_one_before_it(desk: Desk) -> None:
    ident = consult(desk)
    with pytest.raises(BadInput, match="还没有提出级别建议，先记下它"):
        step(desk, ident, "approved", "渝中区政府", 3)
    with pytest.raises(BadInput, match="还没有发布"):
        step(desk, ident, "sent", "预警中心")
    with pytest.raises(BadInput, match="还没有会商研判"):
        desk.warnings.step(WarningStepForm(step="proposed", level=3, who="市监局"))


@pytest.mark.parametrize("field", ["category", "area", "notice", "measures", "issuer"])
def test_what_was_prepared_here_is_issued_with_all_six_contents(desk: Desk, field: str) -> None:
    ident = approved(desk)
    with pytest.raises(BadInput) as told:
        desk.warnings.issue(replace(CONTENTS, **{field: " "}), ident)
    assert told.value.field == field


def test_start_and_issue_are_two_times(desk: Desk, clock: FixedClock) -> None:
    ident = approved(desk)
    start = clock.now().replace(hour=10)
    desk.warnings.issue(replace(CONTENTS, starts_at=start), ident)
    assert (only(desk).starts_at, only(desk).since) == (start, clock.now())
    assert "18:05 起" in only(desk).words


def test_a_step_of_long_ago_wants_a_reason(desk: Desk, clock: FixedClock) -> None:
    early = clock.now()
    clock.advance(hours=1)
    form = WarningStepForm(step="consulted", level=3, category="大风", words="发布", at=early)
    with pytest.raises(NeedsReason):
        desk.warnings.step(form)
    desk.warnings.step(form, reason="由纸质记录转录")
    assert "14:05 会商研判" in only(desk).words
    assert desk.log(None)[-1].words.endswith("建议发布") is False


def test_it_goes_out_only_through_the_release_body(desk: Desk) -> None:
    ident = issued(desk)
    channel = only(desk).channels[0].code
    with pytest.raises(BadInput, match="先送预警发布机构"):
        desk.warnings.spread(ident, channel)
    step(desk, ident, "sent", "市预警信息发布中心")
    desk.warnings.spread(ident, channel)
    assert [bool(tick.done) for tick in only(desk).channels] == [True] + [False] * 8
    desk.warnings.spread(ident, channel)
    assert not any(tick.done for tick in only(desk).channels)


def test_an_action_has_an_owner_whether_or_not_it_is_done(desk: Desk) -> None:
    ident = issued(desk)
    action = only(desk).actions[4].code
    desk.warnings.own(ident, action, "区消防救援支队")
    assert only(desk).actions[4].owner == "区消防救援支队"
    desk.warnings.act(ident, action)
    assert (only(desk).actions[4].owner, only(desk).actions[4].done_by) == (
        "区消防救援支队",
        "李敏",
    )
    desk.warnings.own(ident, action, "")
    assert only(desk).actions[4].owner == ""


def test_an_adjustment_takes_the_same_way_again_and_goes_out_anew(desk: Desk) -> None:
    ident = issued(desk)
    step(desk, ident, "sent", "发布中心")
    desk.warnings.spread(ident, only(desk).channels[0].code)
    raised = replace(CONTENTS, level=2, issuer="市政府")
    with pytest.raises(BadInput, match="调整级别要重走程序"):
        desk.warnings.issue(raised, ident)
    consult(desk, ident, 2)
    assert (only(desk).level, only(desk).next_step) == (3, "proposed")
    step(desk, ident, "proposed", "市市场监管局", 2)
    step(desk, ident, "approved", "市政府", 2)
    desk.warnings.issue(raised, ident)
    assert (only(desk).level, only(desk).next_step) == (2, "sent")
    assert not any(tick.done for tick in (*only(desk).channels, *only(desk).steps))
    assert only(desk).former == ("黄色 三级 索道大风（14:05 起，渝中区政府）",)


def test_a_higher_government_adjusts_what_a_lower_one_issued(desk: Desk) -> None:
    ident = issued(desk)
    with pytest.raises(BadInput, match="发布机关请写上级政府"):
        desk.warnings.issue(replace(CONTENTS, level=2, higher=True), ident)
    desk.warnings.issue(replace(CONTENTS, level=2, higher=True, issuer="市政府"), ident)
    assert only(desk).words == "橙色 二级 索道大风（14:05 起，市政府，上级政府调整）"


def test_a_warning_is_lifted_once_and_nothing_follows(desk: Desk) -> None:
    ident = issued(desk)
    desk.warnings.lift(ident, "渝中区政府", "风停了")
    for again in (
        lambda: desk.warnings.lift(ident, "渝中区政府", "风停了"),
        lambda: desk.warnings.issue(CONTENTS, ident),
        lambda: consult(desk, ident),
        lambda: desk.warnings.act(ident, "action.1"),
    ):
        with pytest.raises(BadInput, match="已经解除"):
            again()


def test_measures_are_withdrawn_one_by_one_after_the_lifting(desk: Desk) -> None:
    ident = issued(desk)
    first, second = (action.code for action in only(desk).actions[:2])
    desk.warnings.act(ident, first)
    desk.warnings.act(ident, second)
    with pytest.raises(BadInput, match="还没有解除"):
        desk.warnings.withdraw(ident, first)
    desk.warnings.lift(ident, "渝中区政府", "风停了")
    assert (only(desk).to_withdraw, now_at(desk)) == (2, "撤措施")
    desk.warnings.withdraw(ident, first)
    assert "还有 1 项措施没撤" in desk.board().warnings[0]
    with pytest.raises(BadInput, match="没有采取过"):
        desk.warnings.withdraw(ident, only(desk).actions[5].code)
    desk.warnings.withdraw(ident, second)
    assert (desk.board().warnings, now_at(desk)) == ((), "")


def test_one_that_is_never_issued_is_given_up(desk: Desk) -> None:
    ident = consult(desk)
    desk.warnings.lift(ident, "王局", "不必发布")
    assert only(desk).lifted == "14:05 王局作罢：不必发布"
    with pytest.raises(BadInput, match="没有发布就已作罢"):
        step(desk, ident, "proposed", "市监局", 3)


def test_what_others_issued_is_recorded_without_the_way_to_it(desk: Desk) -> None:
    ident = desk.warnings.issue(CONTENTS)
    assert (only(desk).own, only(desk).next_step) == (False, "")
    desk.warnings.spread(ident, only(desk).channels[0].code)
    desk.warnings.issue(replace(CONTENTS, level=4), ident)
    assert only(desk).level == 4


def test_what_was_warned_of_becomes_an_incident_and_carries_over(desk: Desk) -> None:
    ident, incident = issued(desk), take(desk, TANK)
    desk.warnings.act(ident, only(desk).actions[0].code)
    desk.warnings.became(ident, incident)
    assert only(desk).became == desk.strip(incident).number
    told = desk.log(incident)[-1].words
    assert told.startswith("由预警转来：黄色 三级 索道大风；预警时已采取：收集报告信息")
    with pytest.raises(BadInput, match="不能再转一次"):
        desk.warnings.became(ident, incident)


def test_a_call_begun_from_a_warning_is_one_act_with_it(desk: Desk) -> None:
    ident, call = issued(desk), desk.intake.new_call()
    also = desk.warnings.becoming(ident, call)
    desk.intake.take_call(call, {"summary": "索道停运"}, desk.clock.now(), also=also)
    assert only(desk).became
    desk.logbook.undo(None)
    assert only(desk).became == "", "the call is void, so nothing became of the warning"


@pytest.mark.parametrize("acts", range(1, 6))
def test_whatever_was_recorded_last_is_taken_back_within_30_seconds(
    desk: Desk, clock: FixedClock, acts: int
) -> None:
    """Each act in turn is taken back, and the warning stands as before it."""
    seen = [desk.warnings.shown()]
    ident = consult(desk)
    deeds = (
        lambda: step(desk, ident, "proposed", "市监局", 3),
        lambda: step(desk, ident, "approved", "区政府", 3),
        lambda: desk.warnings.issue(CONTENTS, ident),
        lambda: desk.warnings.lift(ident, "区政府", "风停了"),
    )
    for deed in deeds[: acts - 1]:
        seen.append(desk.warnings.shown())
        deed()
    assert desk.warnings.shown() != seen[-1]
    clock.advance(seconds=20)
    desk.logbook.undo(None)
    assert desk.warnings.shown() == seen[-1]
    with pytest.raises(BadInput, match="没有可以撤回"):
        desk.logbook.undo(None)


def test_an_entry_about_a_warning_is_made_void_with_a_reason_and_stands_again(desk: Desk) -> None:
    ident = issued(desk)
    desk.warnings.lift(ident, "渝中区政府", "风停了")
    lifting = desk.log(None)[-1]
    assert lifting.strikable
    desk.logbook.strike(None, lifting.entry, "录错了，另记正确的")
    assert only(desk).stage == "in_force"
    assert desk.log(None)[-2].struck == "录错了，另记正确的（李敏）"
    with pytest.raises(BadInput, match="已经作废"):
        desk.logbook.strike(None, lifting.entry, "误按")
    desk.logbook.restore(None, lifting.entry)
    assert only(desk).stage == "lifted"


def test_what_is_no_warning_of_the_station_is_not_made_void(desk: Desk) -> None:
    watch = next(line for line in desk.log(None) if line.kind == "watch")
    assert not watch.strikable
    with pytest.raises(BadInput, match="不能作废"):
        desk.logbook.strike(None, watch.entry, "误按")


def test_each_entry_says_what_it_is_in_the_log(desk: Desk) -> None:
    ident = issued(desk)
    desk.warnings.own(ident, only(desk).actions[0].code, "安全科")
    step(desk, ident, "sent", "发布中心")
    desk.warnings.spread(ident, only(desk).channels[0].code)
    said = [(line.kind_name, line.words) for line in desk.log(None)[-7:]]
    assert said == [
        (
            "预警程序",
            "会商研判 黄色 三级 索道大风 长江索道沿线 缆车滞留100人 气象、索道公司 建议发布",
        ),
        ("预警程序", "提出级别建议 黄色 三级 渝中区市场监管局"),
        ("预警程序", "批准发布 黄色 三级 渝中区政府"),
        ("预警", "黄色 三级 索道大风（渝中区政府）"),
        ("行动责任", "收集报告信息、加强监测：安全科"),
        ("预警程序", "送预警发布机构 发布中心"),
        ("预警渠道", "广播"),
    ]


def test_whoever_takes_the_watch_reads_of_warnings_and_of_hazards_past_their_limit(
    desk: Desk, clock: FixedClock
) -> None:
    assert desk.station.handover_sheet() == ("没有未办结的事件。",)
    issued(desk)
    due = clock.now().replace(hour=7)
    found = HazardForm(place="锅炉房", words="安全阀过期", found_by="李敏", due=due)
    desk.warnings.hazards.keep(found)
    assert desk.station.handover_sheet() == ("预警 黄色 三级 索道大风（14:05 起，渝中区政府）",)
    clock.advance(hours=2)
    assert desk.station.handover_sheet()[1] == "隐患逾期 锅炉房：安全阀过期（15:05 前，没有定谁）"
