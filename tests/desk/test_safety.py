"""Who is inside the cordon, until when silence is borne, and what nobody may overlook."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqcmd.clock import FixedClock
from cqcmd.desk.common.entry_times import NeedsReason
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.desk.safety.forms import TeamForm
from cqcmd.desk.safety.missed_checks import called
from cqcmd.desk.station.alarm import Alarm
from cqcmd.desk.station.bands import Bands
from cqcmd.errors import BadInput, Refusal
from cqcmd.incident import events
from cqcmd.incident.command.cordon import Team
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.ledger import Ledger
from cqcmd.views.command import TeamView
from tests.desk.calls import LIFT, TANK, take
from tests.incident.entries import entry
from tests.support.hostile import HOSTILE, bundled

TURNS = (1080, 1200, 1260, 1380)
"""Seconds of silence at which something rings."""

CALLED = ["即将应答", "该应答了", "一次未应答", "立即派人查找"]
START = datetime(2026, 7, 25, 6, 5, tzinfo=UTC)


def enter(desk: Desk, ident: str, name: str = "一队", **more: Any) -> str:
    """A team goes in now."""
    fields: dict[str, Any] = {"name": name, "at": desk.clock.now(), **more}
    form = TeamForm(**fields)
    return desk.safety.enter(ident, form, reason="补记" if "at" in more else "")


def view(desk: Desk, ident: str, team: str) -> TeamView:
    return next(team_view for team_view in desk.safety.teams(ident) if team_view.team == team)


def state(desk: Desk, ident: str, team: str) -> str:
    return view(desk, ident, team).check_state_at(desk.clock.now())


def people_bells(desk: Desk) -> list[str]:
    return [bell.label for bell in desk.alerts() if bell.people]


# Silence


def test_silence_counts_from_entry_then_from_each_answer(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    team = enter(desk, ident)
    clock.advance(minutes=19, seconds=59)
    assert state(desk, ident, team) == "soon"
    clock.advance(seconds=1)
    assert state(desk, ident, team) == "due"
    desk.safety.answer(ident, team)
    assert state(desk, ident, team) == "calm"
    clock.advance(minutes=23)
    assert state(desk, ident, team) == "alarm"


def test_an_answer_written_down_late_proves_nothing_beyond_its_own_time(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, TANK)
    team = enter(desk, ident)
    clock.advance(minutes=10)
    desk.safety.answer(ident, team)
    heard = clock.now()
    clock.advance(minutes=5)
    desk.safety.answer(ident, team, "王强", heard - timedelta(minutes=8))
    assert view(desk, ident, team).heard_at == heard
    desk.safety.answer(ident, team, "王强", heard + timedelta(minutes=2))
    assert view(desk, ident, team).due == heard + timedelta(minutes=22)
    assert view(desk, ident, team).heard_from == "王强"


def test_a_watch_that_is_fast_wins_no_time(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    team = enter(desk, ident, at=clock.now() + timedelta(seconds=50))
    assert view(desk, ident, team).due == clock.now() + timedelta(minutes=20)
    desk.safety.answer(ident, team, at=clock.now() + timedelta(seconds=55))
    assert view(desk, ident, team).due == clock.now() + timedelta(minutes=20)


def test_a_clock_set_back_is_marked_and_the_next_answer_counts(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, TANK)
    team = enter(desk, ident)
    clock.advance(hours=-1)
    assert "时钟改过" in view(desk, ident, team).mark
    clock.advance(minutes=1)
    desk.safety.answer(ident, team)
    assert view(desk, ident, team).mark == ""
    clock.advance(minutes=23)
    assert state(desk, ident, team) == "alarm"


def test_the_one_key_writes_down_the_team_and_invents_nobody(desk: Desk) -> None:
    ident = take(desk, TANK)
    team = enter(desk, ident, leader="李明")
    desk.safety.answer(ident, team)
    assert view(desk, ident, team).heard_from == ""
    assert desk.log(ident)[-1].words == "一队 已应答"


# Ringing


def test_each_turn_rings_once(desk: Desk, clock: FixedClock) -> None:
    ident, alarm = take(desk, LIFT), Alarm(clock.now())
    enter(desk, ident, count=3)
    rung = []
    for second in sorted({*range(10, 2400, 10), *(turn - 1 for turn in TURNS)}):
        clock.set(START + timedelta(seconds=second))
        rung += [(second, bell.label) for bell in alarm.tick(clock.now(), list(desk.alerts()))]
    assert [second for second, _label in rung] == list(TURNS)
    assert [words in label for words, (_s, label) in zip(CALLED, rung, strict=True)] == [True] * 4
    assert all("一队（3人）" in label for _second, label in rung)


def test_a_turn_in_the_minute_of_another_is_not_swallowed(desk: Desk, clock: FixedClock) -> None:
    ident, alarm = take(desk, LIFT), Alarm(clock.now())
    enter(desk, ident, "一队")
    clock.advance(seconds=20)
    enter(desk, ident, "二队")
    clock.advance(minutes=22, seconds=40)
    assert len(alarm.tick(clock.now(), list(desk.alerts()))) == 2
    clock.advance(seconds=20)
    assert [bell.label[:2] for bell in alarm.tick(clock.now(), list(desk.alerts()))] == ["二队"]


def test_a_suspended_machine_loses_no_miss(desk: Desk, clock: FixedClock) -> None:
    ident, alarm = take(desk, LIFT), Alarm(clock.now())
    enter(desk, ident)
    clock.advance(hours=5)
    bells = list(desk.alerts())
    (rung,) = (bell for bell in alarm.tick(clock.now(), bells) if bell.people)
    assert "立即派人查找" in rung.label
    assert rung in bells
    assert alarm.repeats(clock.now(), bells)


def test_the_band_comes_at_once_repeats_without_a_key_and_goes_with_an_answer(
    desk: Desk, clock: FixedClock
) -> None:
    ident, alarm = take(desk, LIFT), Alarm(clock.now())
    team, bands = enter(desk, ident), Bands()
    clock.advance(minutes=22, seconds=59)
    alarm.key_pressed(clock.now())
    assert not alarm.repeats(clock.now(), list(desk.alerts()))
    repeats = []
    for second in range(1, 150):
        clock.advance(seconds=1)
        bells = list(desk.alerts())
        assert [band.firm for band in bands.standing(clock.now(), bells)] == [True]
        repeats += [second] if alarm.repeats(clock.now(), bells) else []
    assert repeats == [1, 60, 120]
    alarm.key_pressed(clock.now())
    assert not bands.acknowledge(), "nobody says away that people are silent"
    assert len(bands.standing(clock.now(), list(desk.alerts()))) == 1
    desk.safety.answer(ident, team)
    assert not alarm.repeats(clock.now(), list(desk.alerts()))
    assert bands.standing(clock.now(), list(desk.alerts())) == []


def test_an_alarm_found_standing_rings_although_its_moment_was_missed(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, LIFT)
    enter(desk, ident, at=clock.now() - timedelta(minutes=40))
    alarm = Alarm(clock.now())
    bells = list(desk.alerts())
    assert alarm.tick(clock.now(), bells) == ()
    assert alarm.repeats(clock.now(), bells)
    assert not alarm.repeats(clock.now(), bells)


def test_leaving_stops_it(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, LIFT)
    team = enter(desk, ident)
    clock.advance(hours=1)
    assert len(people_bells(desk)) == 1
    desk.safety.leave(ident, team)
    assert people_bells(desk) == []
    assert desk.board().rows[0].alarm == ""
    desk.logbook.undo(ident)
    assert len(people_bells(desk)) == 1


@pytest.mark.parametrize(
    "paper",
    [
        lambda desk, ident: desk.decisions.dismiss(ident, "王局", "不是特种设备"),
        lambda desk, ident: desk.decisions.judge_scope(ident, "rail", "王局", "铁路机车"),
        lambda desk, ident: desk.decisions.close(ident, "处置完毕", "王局"),
        lambda desk, ident: desk.logbook.strike(ident, desk.log(ident)[0].entry, "重复接报"),
    ],
    ids=["dismissed", "out of scope", "closed", "call struck"],
)
def test_no_paper_silences_a_team(
    desk: Desk, clock: FixedClock, paper: Callable[[Desk, str], None]
) -> None:
    ident, other = take(desk, TANK), take(desk, TANK)
    team = enter(desk, ident)
    paper(desk, ident)
    clock.advance(minutes=23)
    assert people_bells(desk) == ["一队（人数不明） 两次未应答：立即派人查找"]
    assert [row.ident for row in desk.board().rows] == [ident, other]
    assert desk.board().rows[0].alarm == "两次未应答 一队"
    assert any("警戒区内：一队" in line for line in desk.station.handover_sheet())
    desk.safety.leave(ident, team)
    assert people_bells(desk) == []


def test_the_board_turns_by_time_alone(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    enter(desk, ident)
    clock.advance(minutes=22, seconds=59)
    desk.board()
    assert desk.refresh() == set()
    clock.advance(seconds=1)
    assert desk.refresh() == {ident}
    enter(desk, ident, "二队", at=clock.now() - timedelta(minutes=30))
    assert desk.board().rows[0].alarm == "两次未应答 2队"


def test_two_terminals_see_the_same_within_a_second(tmp_path: Path) -> None:
    clock = FixedClock(START)
    one, other = (Opening(tmp_path / "data", None, clock) for _n in range(2))
    one.read_journal()
    other.read_journal()
    here, there = one.desk, other.desk
    ident = take(here, LIFT)
    team = enter(here, ident)
    clock.advance(hours=1)
    there.refresh()
    assert len(people_bells(there)) == 1
    here.safety.answer(ident, team)
    assert there.refresh() == {ident}
    assert "在警戒区内" in people_bells(there)[0]
    here.safety.leave(ident, team)
    with pytest.raises(BadInput, match="已离开"):
        there.safety.answer(ident, team)
    one.close()
    other.close()


# Bad input


def test_what_no_fact_could_make_true_is_refused(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    team = enter(desk, ident)
    before = clock.now() - timedelta(minutes=5)
    refused: list[tuple[str, Callable[[], object]]] = [
        ("没有这支队伍的进入记录", lambda: desk.safety.answer(ident, "nobody")),
        ("没有这支队伍的进入记录", lambda: desk.safety.leave(ident, "nobody")),
        ("早于这支队伍进入", lambda: desk.safety.answer(ident, team, at=before)),
        ("早于这支队伍进入", lambda: desk.safety.leave(ident, team, before)),
        ("晚于现在", lambda: desk.safety.answer(ident, team, at=clock.now() + timedelta(hours=1))),
        ("已在警戒区内", lambda: enter(desk, ident)),
        ("请填队伍名称", lambda: enter(desk, ident, " 　")),
        ("1 到 240 分钟", lambda: enter(desk, ident, "二队", interval=0)),
        ("1 到 240 分钟", lambda: enter(desk, ident, "二队", interval=241)),
    ]
    written = len(desk.log(ident))
    for sentence, act in refused:
        with pytest.raises(Refusal, match=sentence):
            act()
    assert len(desk.log(ident)) == written


def test_somebody_who_left_answers_no_more_but_an_earlier_answer_is_kept(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, TANK)
    team = enter(desk, ident)
    clock.advance(minutes=10)
    left = clock.now()
    desk.safety.leave(ident, team)
    clock.advance(minutes=2)
    with pytest.raises(BadInput, match="已离开警戒区"):
        desk.safety.answer(ident, team)
    with pytest.raises(BadInput, match="不必再记"):
        desk.safety.leave(ident, team)
    desk.safety.answer(ident, team, at=left - timedelta(minutes=3))
    found = view(desk, ident, team)
    assert (found.heard_at, found.left_at, found.mark) == (left - timedelta(minutes=3), left, "")


def test_left_before_the_last_answer_is_recorded_and_marked(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    team = enter(desk, ident)
    clock.advance(minutes=10)
    desk.safety.answer(ident, team)
    desk.safety.leave(ident, team, clock.now() - timedelta(minutes=4))
    assert view(desk, ident, team).mark == "时间不符：14:11 离开，14:15 还有应答，请核实人在哪里"


def test_the_minute_of_the_entering_is_not_before_it(desk: Desk, clock: FixedClock) -> None:
    ident, minute = take(desk, TANK), clock.now()
    clock.advance(seconds=40)
    team = enter(desk, ident)
    desk.safety.answer(ident, team, at=minute)
    desk.safety.leave(ident, team, minute)
    assert view(desk, ident, team).left_at == view(desk, ident, team).entered_at
    assert view(desk, ident, team).mark == ""


def test_long_ago_asks_for_a_reason(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    team = enter(desk, ident)
    clock.advance(minutes=40)
    at = clock.now() - timedelta(minutes=16)
    with pytest.raises(NeedsReason):
        desk.safety.answer(ident, team, at=at)
    desk.safety.answer(ident, team, at=at, reason="通话中未及录入")
    assert desk.log(ident)[-1].words == "一队 已应答〔补记：通话中未及录入〕"


# Who is where


def test_nobody_is_in_two_places_without_a_mark(desk: Desk) -> None:
    here, there = take(desk, TANK), take(desk, TANK)
    one = enter(desk, here, "一队", leader="李明", people=("王强", "李明"))
    other = enter(desk, there, "二队", people=("李明",))
    assert view(desk, here, one).mark == "两处登记：李明 也在 26-0002 二队"
    assert view(desk, there, other).mark == "两处登记：李明 也在 26-0001 一队"
    assert desk.safety.elsewhere(("王强", "赵六")) == ("王强 已登记在 26-0001 一队",)
    desk.safety.leave(there, other)
    assert view(desk, here, one).mark == view(desk, there, other).mark == ""


def test_heads_are_counted_and_an_unknown_number_is_not_made_up(desk: Desk) -> None:
    ident = take(desk, TANK)
    counts = [
        enter(desk, ident, "甲", leader="李明", people=("王强", "王强", " ")),
        enter(desk, ident, "乙", count=5, people=("赵六",)),
        enter(desk, ident, "丙"),
    ]
    assert [view(desk, ident, team).count for team in counts] == [2, 5, 0]
    assert desk.log(ident)[-1].words == "丙 人数不明进入警戒区，每 20 分钟应答"


def test_everybody_named_as_leader_is_a_head_of_his_own(desk: Desk) -> None:
    ident = take(desk, TANK)
    team = enter(desk, ident, "一队", leader="张三、李四 王五", people=("赵六",))
    other = enter(desk, ident, "二队", leader="李 四", people=("周八等3人",))
    shown = view(desk, ident, team)
    assert (shown.leader, shown.people, shown.count) == ("张三、李四 王五", "赵六", 4)
    assert view(desk, ident, other).count == 4
    assert shown.mark == "两处登记：李四 也在 26-0001 二队"
    assert desk.safety.elsewhere(("王五",)) == ("王五 已登记在 26-0001 一队",)


def test_a_team_of_an_older_record_has_its_heads_counted_anew() -> None:
    entered = events.TeamEntered(team="a", name="一队", leader="张三、李四 王五", interval=20)
    entry = Entry(
        id="1",
        incident="i",
        station="s",
        seq=1,
        kind="entered",
        data="",
        actor="",
        occurred_at=START,
        recorded_at=START,
        order="1",
        prev="",
        hash="",
    )
    assert "3人" in called(Team(entry, entered))


def test_the_longest_silent_stand_first_and_those_out_last(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    names = []
    for name, interval in (("慢", 60), ("出", 5), ("快", 5), ("中", 20)):
        names.append(enter(desk, ident, name, interval=interval))
    desk.safety.leave(ident, names[1])
    assert [team.name for team in desk.safety.teams(ident)] == ["快", "中", "慢", "出"]


def test_hostile_words_are_kept_and_harmless(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    for text in bundled(HOSTILE, 6):
        # A figure in a name is refused, and so would the rest of it be.
        who = "".join(character for character in text if not character.isdecimal())
        team = enter(desk, ident, "队" + text, leader=who, people=(who,), task=text, place=text)
        desk.safety.answer(ident, team, text)
        desk.safety.leave(ident, team, words=text)
    enter(desk, ident, "".join(bundled(HOSTILE, 1, 9)))
    clock.advance(hours=1)
    said = [line.words for line in desk.log(ident)] + people_bells(desk)
    said += [desk.board().rows[0].alarm, *(team.name for team in desk.safety.teams(ident))]
    assert not [words for words in said if "\x1b" in words or "\x00" in words or "\x9b" in words]


# Any order

acts = st.lists(
    st.tuples(st.sampled_from(["entered", "answered", "left"]), st.integers(0, 2)), max_size=14
)


@settings(max_examples=200)
@given(acts, st.randoms())
def test_any_sequence_in_any_order_of_arrival_keeps_inside_right(
    told: list[tuple[str, int]], random: Any
) -> None:
    made: dict[str, Callable[[int], events.Event]] = {
        "entered": lambda n: events.TeamEntered(team=f"t{n}", name=f"队{n}", interval=20),
        "answered": lambda n: events.TeamAnswered(team=f"t{n}"),
        "left": lambda n: events.TeamLeft(team=f"t{n}"),
    }
    inside: dict[str, int] = {}
    for number, (what, n) in enumerate(told):
        if what == "left":
            inside.pop(f"t{n}", None)
        elif what == "entered" or f"t{n}" in inside:
            inside[f"t{n}"] = number
    entries = [entry(number, made[what](n)) for number, (what, n) in enumerate(told)]
    random.shuffle(entries)
    ledger = Ledger("a")
    for other in entries:
        ledger.absorb([other])
    teams = ledger.incidents["x"].cordon.inside if entries else []
    heard = {team.id: team.heard_at for team in teams}
    assert heard == {team: START + timedelta(minutes=last) for team, last in inside.items()}


@pytest.mark.parametrize(
    ("fields", "field", "named"),
    [
        ({"leader": "６ 蓝天救援"}, "leader", "“６”"),
        ({"leader": "张三", "people": ("王五、李四3",)}, "people", "“李四3”"),
        ({"leader": "13800000000"}, "leader", "“13800000000”"),
    ],
)
def test_each_name_is_looked_at_for_figures(
    desk: Desk, fields: dict[str, Any], field: str, named: str
) -> None:
    ident = take(desk, TANK)
    with pytest.raises(BadInput, match=named) as refused:
        enter(desk, ident, **fields)
    assert refused.value.field == field
    assert not desk.safety.teams(ident)


def test_a_number_of_people_is_no_figure_in_a_name(desk: Desk) -> None:
    ident = take(desk, TANK)
    enter(desk, ident, leader="张三等5人", people=("李四、王五",))
    assert len(desk.safety.teams(ident)) == 1
