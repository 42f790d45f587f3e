"""A real incident looked back on: duties and lateness, decisions, measures, what was known."""

import pytest
from msgspec.structs import replace

from cqcmd.clock import FixedClock
from cqcmd.desk.debrief.review import IncidentReview
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput
from cqcmd.views.debrief import LessonView
from tests.desk.calls import TANK, report, take
from tests.desk.test_response import step


@pytest.fixture
def ident(desk: Desk, clock: FixedClock) -> str:
    """Reported by telephone in time and late, started too low, ended after two hours."""
    ident = take(desk, TANK)
    clock.advance(minutes=10)
    report(desk, ident, "district_government", "phone")
    clock.advance(minutes=32)
    report(desk, ident, "city_regulator", "phone")
    step(desk, ident, "verified")
    step(desk, ident, "started", "IV", words="人手不足")
    desk.tasks.advance(ident, "evacuation", "open")
    clock.advance(minutes=20)
    desk.tasks.advance(ident, "evacuation", "begun")
    desk.facts.update(ident, {"deaths": "2"}, source="赵队长", at=clock.now())
    clock.advance(minutes=58)
    step(desk, ident, "ended")
    return ident


def review(desk: Desk, ident: str) -> IncidentReview:
    return desk.review.of(ident)


def lesson(words: str, **more: str) -> LessonView:
    blank = LessonView("", words, "", "", "", "", own=True)
    return replace(blank, **more)


def test_every_own_report_stands_with_its_limit_and_its_lateness(desk: Desk, ident: str) -> None:
    found = {
        outcome.words: (outcome.label, outcome.late or outcome.case)
        for outcome in review(desk, ident).shown().outcomes
    }
    assert found["电话 区县政府"] == ("按时", "")
    assert found["电话 市市监局"] == ("迟报", "12分")
    assert found["书面 区县政府"] == ("逾期", "已超 1时00分")
    assert found["终报 区县政府"] == ("待报", "预案未规定时限，历时 0分")


def test_what_the_plan_sets_no_limit_for_says_so_with_the_time_it_takes(
    desk: Desk, ident: str, clock: FixedClock
) -> None:
    clock.advance(hours=3)
    found = {outcome.words: outcome.case for outcome in review(desk, ident).shown().outcomes}
    assert found["终报 区县政府"] == "预案未规定时限，历时 3时00分"
    assert found["电话 区县政府"] == ""


def test_what_was_late_before_it_was_known_is_said_to_be_owed_at_once(desk: Desk) -> None:
    desk.station.set_up("district_government", "渝中区政府", None, {}, "李敏")
    ident = take(desk, TANK, occurred_at="12:30")
    found = {one.words: (one.label, one.case) for one in review(desk, ident).shown().outcomes}
    assert found["报告 市政府"] == ("待报", "得知时已过时限，应立即报")
    assert found["电话 市政府"] == ("待报", "")


def test_the_summary_counts_the_reports(desk: Desk, ident: str) -> None:
    label = review(desk, ident).shown().label
    assert label.startswith("应报 ")
    assert "按时 1" in label
    assert "迟报 1" in label
    assert "逾期 2" in label


def test_decisions_are_held_against_what_the_plan_asked(desk: Desk, ident: str) -> None:
    checks = {check.what: check for check in review(desk, ident).shown().checks}
    started = checks["启动IV级"]
    assert (started.label, started.good) == ("低于预案", False)
    assert "当时预案要求III级，要求后 42分" in started.details
    assert "人手不足" in started.details
    assert checks["会商"].label == "没有记录"
    assert not checks["会商"].good
    assert checks["查证核实"].good
    assert checks["终止IV级"].good


def test_measures_stand_with_their_times_and_those_called_for_but_not_begun(
    desk: Desk, ident: str
) -> None:
    found = {check.what: check for check in review(desk, ident).shown().measures}
    done = next(check for what, check in found.items() if "疏散" in what)
    assert done.good
    assert "14:47 开始，15:07 完成，用时 20分" in done.details
    missing = [check for check in found.values() if not check.good]
    assert missing
    assert all("没有开始的记录" in check.details for check in missing)


def test_what_was_learned_stands_when_it_was_learned(
    desk: Desk, ident: str, clock: FixedClock
) -> None:
    clock.advance(minutes=30)
    at = clock.now()
    clock.advance(minutes=45)
    desk.facts.update(ident, {"deaths": "3"}, source="医院", at=at, reason="通话中未及录入")
    told = [event.words for event in review(desk, ident).shown().learned]
    assert any("赵队长" in words for words in told)
    assert any("45分后得知" in words and "医院" in words for words in told)
    assert any(words.startswith("因情况为 较大") for words in told)


def test_the_picture_has_a_bar_for_each_report_and_ends_with_the_last_act(
    desk: Desk, ident: str, clock: FixedClock
) -> None:
    clock.advance(hours=10)
    view = review(desk, ident).shown()
    picture = review(desk, ident).picture(60)
    assert [bar.key for bar in picture.bars] == [outcome.key for outcome in view.outcomes]
    assert [lane.name for lane in picture.lanes] == ["发生", "已做"]
    assert (view.end - view.start).total_seconds() == 2 * 3600


def test_while_it_goes_on_it_is_drawn_to_now(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    clock.advance(minutes=50)
    view = review(desk, ident).shown()
    assert (view.end - view.start).total_seconds() == 50 * 60


def test_what_went_wrong_is_suggested_as_a_lesson(desk: Desk, ident: str) -> None:
    texts = [one.text for one in review(desk, ident).shown().lessons]
    assert any(text.startswith("电话 市市监局：迟了 12分") for text in texts)
    assert any(text.startswith("启动IV级：") for text in texts)
    assert not any(text.startswith("电话 区县政府") for text in texts)


def test_a_lesson_is_an_entry_with_owner_and_date(desk: Desk, ident: str) -> None:
    book = review(desk, ident)
    book.keep_lesson(lesson("警戒区过小", remedy="按风向划", owner="李敏", due="2026-12-31"))
    line = desk.log(ident)[-1]
    assert line.kind_name == "问题改进"
    assert line.words == "警戒区过小；改进：按风向划；责任人 李敏；2026-12-31 前"
    assert line.clause == "5.2"
    kept = next(one for one in book.shown().lessons if one.text == "警戒区过小")
    assert (kept.owner, kept.due, kept.own) == ("李敏", "2026-12-31", True)


def test_a_changed_suggestion_stands_in_its_own_place(desk: Desk, ident: str) -> None:
    book = review(desk, ident)
    before = book.shown().lessons
    late = next(one for one in before if "迟了" in one.text)
    changed = LessonView(late.ident, "市局总机占线", "", "多备号码", "李敏", "", own=True)
    book.keep_lesson(changed)
    after = book.shown().lessons
    assert len(after) == len(before)
    assert "市局总机占线" in [one.text for one in after]


def test_a_lesson_is_dropped_with_a_reason_and_restored(desk: Desk, ident: str) -> None:
    book = review(desk, ident)
    first = book.shown().lessons[0]
    with pytest.raises(BadInput, match="为什么"):
        book.drop_lesson(first.ident, " ")
    book.drop_lesson(first.ident, "对方总机故障")
    assert first.ident not in [one.ident for one in book.shown().lessons]
    assert first.ident in [one.ident for one in book.shown().dropped]
    assert "不算问题" in desk.log(ident)[-1].words
    assert "对方总机故障" in desk.log(ident)[-1].words
    book.restore_lesson(first.ident)
    assert first.ident in [one.ident for one in book.shown().lessons]


def test_a_struck_lesson_is_none(desk: Desk, ident: str) -> None:
    book = review(desk, ident)
    book.keep_lesson(lesson("警戒区过小"))
    desk.logbook.undo(ident)
    assert "警戒区过小" not in [one.text for one in book.shown().lessons]


@pytest.mark.parametrize(
    ("field", "wrong"), [("text", " "), ("clause", "99.9"), ("due", "2026-02-30")]
)
def test_what_is_wrong_of_a_lesson_is_said_at_its_field(
    desk: Desk, ident: str, field: str, wrong: str
) -> None:
    before = len(desk.log(ident))
    words = wrong if field == "text" else "警戒区过小"
    more = {} if field == "text" else {field: wrong}
    with pytest.raises(BadInput) as caught:
        review(desk, ident).keep_lesson(lesson(words, **more))
    assert caught.value.field == field
    assert len(desk.log(ident)) == before


def test_a_call_just_taken_can_be_looked_back_on(desk: Desk) -> None:
    ident = take(desk, {"summary": "不清楚"})
    view = review(desk, ident).shown()
    assert view.events
    assert view.start <= view.end
    assert review(desk, ident).picture(40).columns == 40
