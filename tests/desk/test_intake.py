"""Taking a call: what the form means while it is typed, and what stands once it is saved."""

from datetime import timedelta

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.common.entry_times import NeedsReason
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput
from tests.desk.calls import LIFT, TANK, take
from tests.support.hostile import HOSTILE


def test_a_call_starts_this_stations_four_clocks(desk: Desk) -> None:
    ident = take(desk, TANK)
    deadlines = desk.situation(ident).deadlines
    due = {deadline.label: deadline.due - deadline.start for deadline in deadlines if deadline.due}
    assert due == {
        "电话 区县政府": timedelta(minutes=30),
        "电话 市市监局": timedelta(minutes=30),
        "书面 区县政府": timedelta(minutes=60),
        "书面 市市监局": timedelta(minutes=60),
    }
    assert {deadline.anchor for deadline in deadlines} == {"接报 14:05"}
    assert deadlines[0].number == "63765110"


def test_the_preview_is_what_the_saved_incident_shows(desk: Desk) -> None:
    preview = desk.views.preview(desk.intake.preview(TANK, desk.clock.now()))
    strip = desk.strip(take(desk, TANK))
    assert (preview.grade, preview.possible, preview.margin) == (
        strip.grade,
        strip.possible,
        strip.margin,
    )
    assert preview.grade.grade == "III"
    assert preview.grade.clause == "1.5.3"


def test_half_typed_fields_never_stop_the_grading(desk: Desk) -> None:
    preview = desk.intake.preview(TANK | {"deaths": "3-"}, desk.clock.now())
    assert preview.reading.faults == {"deaths": "没有输完，请补全或删去。"}
    assert preview.assessment.confirmed.grade == "III"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("deaths", "-1"),
        ("deaths", "5-3"),
        ("deaths", "9999999999999999"),
        ("equipment", "飞机"),
        ("received_at", "25:00"),
        ("occurred_at", "2031-01-01 10:00"),
        ("explosion", "9"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_written(
    desk: Desk, field: str, text: str
) -> None:
    with pytest.raises(BadInput) as refused:
        take(desk, TANK, **{field: text})
    assert str(refused.value).endswith("。")
    assert desk.board().rows == ()


def test_an_empty_form_is_refused_but_any_one_word_is_enough(desk: Desk) -> None:
    with pytest.raises(BadInput):
        take(desk, {})
    take(desk, {"unit": "长江化工"})
    assert len(desk.board().rows) == 1


def test_saving_twice_records_one_incident(desk: Desk) -> None:
    ident = desk.intake.new_call()
    numbers = {desk.intake.take_call(ident, TANK, desk.clock.now()) for _ in range(2)}
    assert numbers == {"26-0001"}
    assert len(desk.board().rows) == 1


def test_numbers_follow_the_year_in_chongqing(desk: Desk, clock: FixedClock) -> None:
    take(desk, TANK)
    clock.set(clock.now().replace(month=12, day=31, hour=15, minute=59))
    take(desk, TANK)
    clock.advance(minutes=1)
    take(desk, TANK)
    assert sorted(row.number for row in desk.board().rows) == ["26-0001", "26-0002", "27-0001"]


def test_a_call_of_long_ago_asks_for_a_reason(desk: Desk) -> None:
    ident = desk.intake.new_call()
    texts = TANK | {"received_at": "13:40"}
    with pytest.raises(NeedsReason):
        desk.intake.take_call(ident, texts, desk.clock.now())
    desk.intake.take_call(ident, texts, desk.clock.now(), reason="通话中未及录入")
    assert desk.situation(ident).deadlines[0].anchor == "接报 13:40"
    assert "通话中未及录入" in desk.log(ident)[0].words


def test_missing_people_are_possible_deaths(desk: Desk) -> None:
    call = {"equipment": "叉车", "unit": "a", "deaths": "1", "missing": "2"}
    strip = desk.strip(take(desk, call))
    assert (strip.grade.grade, strip.possible.grade) == ("IV", "III")


def test_unclear_injuries_are_possible_serious_ones(desk: Desk) -> None:
    strip = desk.strip(take(desk, {"unit": "a", "serious_injuries": "4", "injuries_unclear": "6"}))
    assert (strip.grade.grade, strip.possible.grade) == ("IV", "III")


@pytest.mark.parametrize("kind", ["爆燃、炉膛爆炸", "未明"])
def test_only_an_explosion_confirms(desk: Desk, kind: str) -> None:
    strip = desk.strip(take(desk, {"unit": "a", "equipment": "锅炉", "explosion": kind}))
    assert (strip.grade.grade, strip.possible.grade) == (None, "III")


def test_open_while_a_fact_that_matters_is_blank_below_once_all_are_known(desk: Desk) -> None:
    known = {"unit": "a", "equipment": "叉车", "deaths": "0", "serious_injuries": "0"}
    assert desk.strip(take(desk, known)).grade.name == "待判"
    assert desk.strip(take(desk, known, loss_yuan="9999")).grade.name == "未达"
    assert desk.strip(take(desk, known, loss_yuan="1万")).grade.name == "一般"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_kept_harmless(desk: Desk, text: str) -> None:
    ident = take(desk, LIFT, unit=text, summary=text, caller=text)
    shown = desk.strip(ident).title + "".join(line.words for line in desk.log(ident))
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in shown.replace("\n", ""))
