"""续报、终报和三十日 (4.1.3, reading 17)."""

from datetime import datetime, timedelta

import pytest

from cqcmd.clock import FixedClock, local
from cqcmd.desk.desk import Desk
from cqcmd.desk.reports.forms import IssueForm
from cqcmd.views import Deadline
from tests.desk.calls import TANK, report, take
from tests.desk.test_response import step


def later(desk: Desk, ident: str, stage: str = "follow_up") -> list[Deadline]:
    return [deadline for deadline in desk.situation(ident).deadlines if deadline.stage == stage]


def told(desk: Desk) -> str:
    """A call whose first reports were made at once."""
    ident = take(desk, TANK)
    for receiver in ("district_government", "city_regulator"):
        for channel in ("phone", "written"):
            report(desk, ident, receiver, channel)
    return ident


def update(desk: Desk, ident: str, texts: dict[str, str], **more: object) -> None:
    values: dict[str, object] = {"source": "医院", "at": desk.clock.now(), "reason": "事后查证得知"}
    desk.facts.update(ident, texts, **(values | more))  # type: ignore[arg-type]


def test_what_the_call_said_is_no_change(desk: Desk) -> None:
    assert later(desk, told(desk)) == []


def test_a_death_more_is_owed_to_both_within_a_day_of_the_death(
    desk: Desk, clock: FixedClock
) -> None:
    ident = told(desk)
    clock.advance(hours=3)
    update(desk, ident, {"deaths": "2"})
    found = later(desk, ident)
    assert [deadline.label for deadline in found] == ["续报 区县政府", "续报 市市监局"]
    assert {deadline.due for deadline in found} == {clock.now() + timedelta(hours=24)}
    assert {deadline.about for deadline in found} == {"死亡1人变2人"}
    assert {deadline.clause for deadline in found} == {"4.1.3"}
    clock.advance(hours=24)
    assert {deadline.state for deadline in later(desk, ident)} == {"running"}, "due to the second"
    clock.advance(seconds=1)
    assert {deadline.state for deadline in later(desk, ident)} == {"overdue"}


def test_learned_late_it_counts_from_the_change_and_says_so(desk: Desk, clock: FixedClock) -> None:
    ident = told(desk)
    clock.advance(hours=10)
    update(desk, ident, {"deaths": "2"}, at=clock.now() - timedelta(hours=6))
    [first, _second] = later(desk, ident)
    assert first.due == clock.now() + timedelta(hours=18)
    assert first.anchor == "变化 18:05（获知 07-26 00:05）" or "获知" in first.anchor


def test_learned_after_the_day_it_is_nobodys_lateness_and_does_not_ring(
    desk: Desk, clock: FixedClock
) -> None:
    ident = told(desk)
    clock.advance(days=3)
    update(desk, ident, {"deaths": "2"}, at=clock.now() - timedelta(hours=30))
    assert {deadline.state for deadline in later(desk, ident)} == {"passed"}
    assert not any(deadline.rings for deadline in later(desk, ident))
    clock.advance(minutes=1)
    report(desk, ident, "city_regulator", "phone")
    states = {deadline.receiver: deadline.state for deadline in later(desk, ident)}
    assert states == {"district_government": "passed", "city_regulator": "met"}


def test_one_report_meets_every_change_before_it_and_none_after(
    desk: Desk, clock: FixedClock
) -> None:
    ident = told(desk)
    clock.advance(hours=1)
    update(desk, ident, {"deaths": "2"})
    clock.advance(hours=1)
    update(desk, ident, {"serious_injuries": "4"})
    [first, _second] = later(desk, ident)
    assert first.about == "死亡1人变2人，重伤3人变4人"
    assert first.due == clock.now() + timedelta(hours=23), "due with the first of them"
    clock.advance(minutes=1)
    report(desk, ident, "district_government", "phone")
    clock.advance(minutes=1)
    update(desk, ident, {"deaths": "3"})
    states = {
        deadline.receiver: (deadline.state, deadline.about) for deadline in later(desk, ident)
    }
    assert states["district_government"] == ("running", "死亡2人变3人")
    assert states["city_regulator"] == ("running", "死亡1人变3人，重伤3人变4人")


def minute(desk: Desk) -> datetime:
    return desk.clock.now().replace(second=0, microsecond=0)


def test_a_report_typed_to_the_minute_of_the_change_counts(desk: Desk, clock: FixedClock) -> None:
    ident = told(desk)
    clock.advance(minutes=4, seconds=20)
    update(desk, ident, {"deaths": "2"})
    at = minute(desk)
    clock.advance(seconds=50)
    report(desk, ident, "city_regulator", "phone", at=at, stage="follow_up")
    states = {deadline.receiver: deadline.state for deadline in later(desk, ident)}
    assert states == {"district_government": "running", "city_regulator": "met"}


def test_a_report_typed_to_the_minute_before_the_change_does_not(
    desk: Desk, clock: FixedClock
) -> None:
    ident = told(desk)
    clock.advance(minutes=4, seconds=20)
    update(desk, ident, {"deaths": "2"})
    report(desk, ident, "city_regulator", "phone", at=minute(desk) - timedelta(minutes=1))
    report(desk, ident, "city_regulator", "phone", at=desk.clock.now() - timedelta(seconds=1))
    assert {deadline.state for deadline in later(desk, ident)} == {"running"}, (
        "to the second, where known"
    )


def test_nothing_written_down_before_the_change_was_tells_of_it(
    desk: Desk, clock: FixedClock
) -> None:
    ident = told(desk)
    clock.advance(minutes=4, seconds=20)
    report(desk, ident, "city_regulator", "phone", at=minute(desk))
    update(desk, ident, {"deaths": "2"}, learned_at=minute(desk))
    assert {deadline.state for deadline in later(desk, ident)} == {"running"}


def test_a_report_signed_before_the_change_and_delivered_after_does_not_tell_of_it(
    desk: Desk, clock: FixedClock
) -> None:
    ident = told(desk)
    form = IssueForm(stage="initial", title="报告", body="死亡1人", signer="王局", base=0)
    document = desk.written.issue(ident, form).entry
    clock.advance(minutes=1)
    update(desk, ident, {"deaths": "2"})
    clock.advance(minutes=1)
    report(desk, ident, "city_regulator", "written", document=document)
    assert {deadline.state for deadline in later(desk, ident)} == {"running"}


def test_later_reports_are_no_second_initial_report(desk: Desk, clock: FixedClock) -> None:
    ident = told(desk)
    clock.advance(hours=1)
    update(desk, ident, {"deaths": "2"})
    clock.advance(minutes=1)
    assert report(desk, ident, "city_regulator", "phone", stage="follow_up") is None
    report(desk, ident, "city_regulator", "phone", stage="final")
    again = {deadline.label: deadline.again for deadline in desk.situation(ident).deadlines}
    assert again["电话 市市监局"] == 0
    earlier = report(desk, ident, "city_regulator", "written", stage="follow_up")
    assert earlier is not None, "this follow-up had been made"
    report(desk, ident, "city_regulator", "phone")
    again = {deadline.label: deadline.again for deadline in desk.situation(ident).deadlines}
    assert again["电话 市市监局"] == 1


def test_a_dead_among_the_injured_moves_and_is_one_change(desk: Desk, clock: FixedClock) -> None:
    ident = told(desk)
    clock.advance(hours=1)
    update(desk, ident, {"deaths": "2", "serious_injuries": "2"})
    assert later(desk, ident)[0].about == "死亡1人变2人，重伤3人变2人"


def test_a_late_report_is_late(desk: Desk, clock: FixedClock) -> None:
    ident = told(desk)
    update(desk, ident, {"deaths": "2"})
    clock.advance(hours=24, seconds=1)
    report(desk, ident, "district_government", "phone")
    states = {deadline.receiver: deadline.state for deadline in later(desk, ident)}
    assert states == {"district_government": "late", "city_regulator": "overdue"}


@pytest.mark.parametrize(
    ("days", "seconds", "owed"), [(30, 0, True), (31, -1, True), (31, 0, False)]
)
def test_the_thirtieth_day_ends_at_twenty_four(
    desk: Desk, clock: FixedClock, days: int, seconds: int, owed: bool
) -> None:
    """The day of the accident is not counted: 07-25, so the last is 08-24."""
    ident = told(desk)
    midnight = local(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    at = midnight + timedelta(days=days, seconds=seconds)
    clock.advance(days=40)
    update(desk, ident, {"deaths": "2"}, at=at)
    assert bool(later(desk, ident)) is owed


def test_a_loss_asks_for_a_follow_up_without_a_limit(desk: Desk, clock: FixedClock) -> None:
    ident = told(desk)
    clock.advance(hours=1)
    update(desk, ident, {"loss_yuan": "6000万"})
    assert desk.strip(ident).grade.grade == "II"
    found = later(desk, ident)
    assert {(deadline.due, deadline.state) for deadline in found} == {(None, "running")}
    assert found[0].about == "损失待核变6000万元，等级较大变重大"
    clock.advance(days=20)
    assert {deadline.state for deadline in later(desk, ident)} == {"running"}


@pytest.mark.parametrize(
    ("texts", "about"),
    [
        ({"cause": "焊缝开裂"}, "事故原因已问明"),
        ({"occurred_at": "13:50"}, "事故发生的时间已问明"),
        ({"scene": "已封控", "cause": "焊缝开裂"}, "现场情况、事故原因已问明"),
    ],
)
def test_what_was_told_as_unknown_is_told_once_it_is_known(
    desk: Desk, clock: FixedClock, texts: dict[str, str], about: str
) -> None:
    ident = told(desk)
    clock.advance(hours=1)
    update(desk, ident, texts)
    found = later(desk, ident)
    assert {(deadline.label, deadline.due, deadline.state) for deadline in found} == {
        ("续报 区县政府", None, "running"),
        ("续报 市市监局", None, "running"),
    }
    assert {deadline.about for deadline in found} == {about}
    assert found[0].anchor == "问明 15:05"
    clock.advance(minutes=5)
    report(desk, ident, "city_regulator", "phone", stage="follow_up")
    assert {deadline.receiver: deadline.state for deadline in later(desk, ident)} == {
        "district_government": "running",
        "city_regulator": "met",
    }


def test_what_is_cleared_up_before_the_report_is_told_by_it(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    update(desk, ident, {"occurred_at": "13:50", "cause": "焊缝开裂"})
    assert later(desk, ident) == []
    clock.advance(minutes=1)
    report(desk, ident, "city_regulator", "phone")
    clock.advance(minutes=1)
    update(desk, ident, {"scene": "已封控"})
    assert later(desk, ident) == [], "the telephone report has no such element"


def test_a_call_entered_after_its_report_was_made_clears_nothing_up(
    desk: Desk, clock: FixedClock
) -> None:
    received = clock.now()
    clock.advance(minutes=12)
    ident = desk.intake.new_call()
    desk.intake.take_call(ident, TANK, received)
    report(desk, ident, "city_regulator", "phone", at=received + timedelta(minutes=6))
    assert later(desk, ident) == []


def test_what_is_said_again_as_it_was_told_is_no_news(desk: Desk, clock: FixedClock) -> None:
    ident = told(desk)
    clock.advance(hours=1)
    update(desk, ident, {"summary": "储罐爆炸", "deaths": "1"})
    assert later(desk, ident) == []


def test_what_is_owed_at_once_stands_before_a_running_time(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    report(desk, ident, "city_regulator", "phone")
    report(desk, ident, "district_government", "phone")
    clock.advance(minutes=1)
    update(desk, ident, {"occurred_at": "13:50"})
    shown = [
        deadline.label
        for deadline in desk.situation(ident).deadlines
        if deadline.state == "running"
    ]
    assert shown[:4] == ["续报 区县政府", "续报 市市监局", "书面 区县政府", "书面 市市监局"]
    assert desk.strip(ident).next.label == "续报 区县政府"  # type: ignore[union-attr]


def test_the_end_of_the_handling_asks_for_a_final_report(desk: Desk, clock: FixedClock) -> None:
    ident = told(desk)
    step(desk, ident, "started", "III")
    assert later(desk, ident, "final") == []
    clock.advance(hours=5)
    step(desk, ident, "ended")
    assert [deadline.label for deadline in later(desk, ident, "final")] == [
        "终报 区县政府",
        "终报 市市监局",
    ]
    report(desk, ident, "city_regulator", "written")
    assert {deadline.state for deadline in later(desk, ident, "final")} == {"running"}
    report(desk, ident, "city_regulator", "written", stage="final")
    states = {deadline.receiver: deadline.state for deadline in later(desk, ident, "final")}
    assert states == {"district_government": "running", "city_regulator": "met"}


def test_a_case_closed_without_a_response_owes_the_final_report(
    desk: Desk, clock: FixedClock
) -> None:
    ident = told(desk)
    clock.advance(hours=5, seconds=20)
    desk.decisions.close(ident, "处置完毕", "王局")
    closed_at = clock.now()
    clock.advance(hours=1)
    report(desk, ident, "city_regulator", "phone", stage="final", at=minute(desk))
    found = later(desk, ident, "final")
    assert {deadline.receiver: deadline.state for deadline in found} == {
        "district_government": "running",
        "city_regulator": "met",
    }
    assert {(deadline.start, deadline.due) for deadline in found} == {(closed_at, None)}
    desk.decisions.reopen(ident, "还要处置")
    assert later(desk, ident, "final") == []


def test_closing_what_needed_no_handling_or_was_not_reported_asks_for_none(desk: Desk) -> None:
    ident = told(desk)
    desk.decisions.close(ident, "重复接报", "王局", finished=False)
    assert later(desk, ident, "final") == []
    unreported = take(desk, TANK)
    desk.decisions.close(unreported, "处置完毕", "王局")
    assert later(desk, unreported, "final") == []


def test_the_response_ended_before_it_was_closed_the_end_is_the_response_s(
    desk: Desk, clock: FixedClock
) -> None:
    ident = told(desk)
    step(desk, ident, "started", "III")
    clock.advance(hours=5)
    step(desk, ident, "ended")
    ended_at = clock.now()
    clock.advance(hours=1)
    desk.decisions.close(ident, "处置完毕", "王局")
    assert {deadline.start for deadline in later(desk, ident, "final")} == {ended_at}


def test_a_closed_case_is_watched_and_still_owes(desk: Desk, clock: FixedClock) -> None:
    ident = told(desk)
    desk.decisions.close(ident, "处置完毕", "王局")
    [row] = desk.board().rows
    assert (row.closed, row.watched) == (True, "观察至 08-24 24:00")
    assert row.next is not None
    assert row.next.label == "终报 区县政府"
    for receiver in ("district_government", "city_regulator"):
        report(desk, ident, receiver, "written", stage="final")
    [row] = desk.board().rows
    assert (row.closed, row.label, row.next) == (True, "观察至 08-24 24:00", None)
    clock.advance(days=29)
    update(desk, ident, {"deaths": "2"})
    [row] = desk.board().rows
    assert row.next is not None
    assert row.next.label == "续报 区县政府"
    clock.advance(days=3)
    assert desk.board().rows[0].watched == ""


def test_a_dismissed_case_owes_nothing_more(desk: Desk) -> None:
    ident = told(desk)
    update(desk, ident, {"deaths": "2"})
    desk.decisions.dismiss(ident, "王处", "并非特种设备")
    ended = later(desk, ident)
    assert [(one.label, one.state) for one in ended] == [
        ("续报 区县政府", "ended"),
        ("续报 市市监局", "ended"),
    ]
    assert {one.fate for one in ended} == {"因查证不属于特种设备事故终止（王处 14:05）"}
    desk.clock.advance(minutes=5)  # type: ignore[attr-defined]
    update(desk, ident, {"cause": "超压"})
    assert later(desk, ident) == ended, "what came up since is owed to nobody"
    assert desk.board().rows[0].watched == ""
