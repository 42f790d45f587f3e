"""事故台账: every incident found by words, sounds and what is known of it."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqcmd.clock import FixedClock
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.desk import Desk
from cqcmd.desk.register.rows import kept_row
from cqcmd.incident.state import Incident
from tests.desk.calls import LIFT, TANK, report, take
from tests.desk.test_follow_ups import update

RIDE = {
    "district": "长寿区",
    "unit": "乐园管理处",
    "equipment": "大型游乐设施",
    "summary": "过山车停在高处",
    "caller": "曾小贤",
}


def found(desk: Desk, typed: str) -> set[str]:
    """The numbers found, their order left aside."""
    return {row.number for row in desk.register.search(typed).rows}


@pytest.fixture
def stocked(desk: Desk, clock: FixedClock) -> Desk:
    """Three incidents in two years, the numbers 25-0001, 26-0001, 26-0002."""
    clock.advance(days=-300)
    take(desk, RIDE)
    clock.advance(days=300)
    take(desk, TANK)
    ident = take(desk, LIFT)
    desk.logbook.note(ident, "消防支队赵队长回电：两名被困人员状态平稳。")
    report(desk, ident, "district_government", "phone", person="钱主任")
    desk.register.preload()
    return desk


EVERY = {"25-0001", "26-0001", "26-0002"}
TANK_ONE, LIFT_ONE, RIDE_ONE = {"26-0001"}, {"26-0002"}, {"25-0001"}


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("", EVERY),
        ("25-0001", RIDE_ONE),
        ("250001", RIDE_ONE),
        ("２６－０００１", TANK_ONE),
        ("长江化工", TANK_ONE),
        ("changjiang", TANK_ONE),
        ("cjhg", TANK_ONE),
        ("时代大厦", LIFT_ONE),
        ("sdds", LIFT_ONE),
        ("储罐爆炸", TANK_ONE),
        ("chuguan", TANK_ONE),
        ("13800000000", TANK_ONE),
        ("李明", TANK_ONE),
        ("曾小贤", RIDE_ONE),
        ("zengxiaoxian", RIDE_ONE),
        ("cengxiaoxian", RIDE_ONE),
        ("钱主任", LIFT_ONE),
        ("qzr", LIFT_ONE),
        ("李敏", EVERY),
        ("状态平稳", LIFT_ONE),
        ("zhuangtaipingwen", LIFT_ONE),
        ("电梯", LIFT_ONE),
        ("dianti", LIFT_ONE),
        ("渝中区", TANK_ONE | LIFT_ONE),
        ("渝中", TANK_ONE | LIFT_ONE),
        ("yzq", TANK_ONE | LIFT_ONE),
        ("2025", RIDE_ONE),
        ("本年", TANK_ONE | LIFT_ONE),
        ("近30日", TANK_ONE | LIFT_ONE),
        ("2025-01至2025-12", RIDE_ONE),
        ("较大", TANK_ONE),
        ("一般", set()),
        ("一般以上", TANK_ONE),
        ("重大及以上", set()),
        ("进行中", EVERY),
        ("已办结", set()),
        ("电梯 2025", set()),
        ("电梯 容器", TANK_ONE | LIFT_ONE),
        ("2025 2026 渝中区", TANK_ONE | LIFT_ONE),
        ("district_government", set()),
        ("没有这个词", set()),
    ],
)
def test_what_is_typed_finds(stocked: Desk, typed: str, numbers: set[str]) -> None:
    assert found(stocked, typed) == numbers


@pytest.mark.parametrize(
    "words", [("渝中", "李敏", "2026", "爆炸"), ("dianti", "渝中区", "钱主任")]
)
def test_the_order_of_the_words_says_nothing(stocked: Desk, words: tuple[str, ...]) -> None:
    results = [found(stocked, " ".join(order)) for order in permutations(words)]
    assert results[0]
    assert all(result == results[0] for result in results)


@given(words=st.lists(st.sampled_from(["渝中", "2026", "较大", "dt", "李", "进行中", "zz", "停"])))
@settings(max_examples=60, deadline=None)
def test_one_more_word_never_finds_more(one_stocked: Desk, words: list[str]) -> None:
    # Of one kind several stand side by side, so only different ones narrow.
    distinct = list(dict.fromkeys(words))
    for end in range(len(distinct)):
        less, more = " ".join(distinct[:end]), " ".join(distinct[: end + 1])
        assert found(one_stocked, more) <= found(one_stocked, less)


@pytest.fixture(scope="module")
def one_stocked(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    from cqcmd.desk.opening import Opening
    from tests.desk.conftest import START

    opening = Opening(tmp_path_factory.mktemp("data"), None, FixedClock(START))
    opening.read_journal()
    desk = opening.desk
    desk.station.set_up("district_regulator", "渝中区市场监管局", "渝中区", {}, "李敏")
    for call in (TANK, LIFT, RIDE):
        take(desk, call)
    desk.register.preload()
    return desk


def test_the_latest_stands_first_with_filters_and_sums_in_words(stocked: Desk) -> None:
    shown = stocked.register.search("2026 渝中")
    assert [row.number for row in shown.rows] == ["26-0002", "26-0001"]
    assert shown.filters == ("接报 2026年", "渝中区")
    assert shown.counts == ("共 2 起", "较大 1", "待判 1", "死 1", "重伤 3")
    assert shown.every == 3


def test_a_row_says_what_the_board_says(stocked: Desk) -> None:
    board = {row.ident: row for row in stocked.board().rows}
    for row in stocked.register.search("").rows:
        assert row.grade == board[row.ident].grade
        assert row.possible == board[row.ident].possible


def test_a_possible_grade_is_asked_for_by_its_own_word(desk: Desk) -> None:
    take(desk, LIFT, deaths="?3")
    assert found(desk, "可能较大") == found(desk, "?较大") == {"26-0001"}
    assert found(desk, "较大") == set()


def states(desk: Desk) -> dict[str, str]:
    return {row.number: row.state for row in desk.register.search("").rows}


def test_each_state_is_shown_and_found(desk: Desk, clock: FixedClock) -> None:
    watched, owed, dismissed, scoped = (take(desk, LIFT) for _each in range(4))
    report(desk, owed, "district_government", "phone")
    for ident in (watched, owed):
        desk.decisions.close(ident, "处置结束", "王局")
    desk.decisions.dismiss(dismissed, "王局", "是家用梯子")
    desk.decisions.judge_scope(scoped, desk.plan.scope[0].code, "王局", "厂内")
    assert states(desk) == {
        "26-0001": "watched",
        "26-0002": "final_owed",
        "26-0003": "dismissed",
        "26-0004": "out_of_scope",
    }
    assert found(desk, "观察") == {"26-0001"}
    assert found(desk, "未报终报 已排除") == {"26-0002", "26-0003"}
    report(desk, owed, "district_government", "phone", stage="final")
    assert states(desk)["26-0002"] == "watched"
    clock.advance(days=31)
    assert states(desk)["26-0001"] == states(desk)["26-0002"] == "closed"


def test_a_struck_call_is_kept_and_not_counted(desk: Desk) -> None:
    ident = take(desk, TANK)
    desk.logbook.undo(ident)
    shown = desk.register.search("已作废")
    assert [row.number for row in shown.rows] == ["26-0001"]
    assert shown.counts == ("共 1 起",)


def test_what_was_learned_since_is_found_at_once(stocked: Desk) -> None:
    assert found(stocked, "孙工") == set()
    ident = next(row.ident for row in stocked.register.search("电梯").rows)
    stocked.logbook.note(ident, "维保孙工已出发")
    assert found(stocked, "孙工") == found(stocked, "sungong") == LIFT_ONE


def test_struck_words_are_found_no_more(stocked: Desk) -> None:
    ident = next(row.ident for row in stocked.register.search("电梯").rows)
    stocked.logbook.note(ident, "维保孙工已出发")
    stocked.logbook.undo(ident)
    assert found(stocked, "孙工") == set()


def test_a_grade_that_time_makes_is_shown(desk: Desk, clock: FixedClock) -> None:
    take(desk, LIFT, deaths="0", serious_injuries="0", loss_yuan="0")
    assert found(desk, "未达") == {"26-0001"}
    clock.advance(hours=2, seconds=1)
    assert found(desk, "一般") == {"26-0001"}


def test_a_change_makes_one_row_anew(stocked: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    stocked.register.search("")
    made: list[str] = []

    def counting(open_record: OpenRecord, incident: Incident) -> object:
        made.append(incident.number)
        return kept_row(open_record, incident)

    monkeypatch.setattr("cqcmd.desk.register.desk.kept_row", counting)
    stocked.register.search("渝中")
    assert made == []
    update(
        stocked, next(row.ident for row in stocked.register.search("25-0001").rows), {"deaths": "1"}
    )
    stocked.register.search("")
    assert made == ["25-0001"]


def test_it_is_made_a_few_at_a_time(desk: Desk) -> None:
    for _each in range(3):
        take(desk, LIFT)
    assert not desk.register.keep(2)
    assert desk.register.keep(2)


def test_filters_to_choose_say_how_many_each_leaves(stocked: Desk) -> None:
    choices = stocked.register.choices()
    assert {(choice.word, choice.count) for choice in choices} >= {
        ("2025年", 1), ("2026年", 2), ("近30日", 2), ("较大", 1), ("电梯", 1),
        ("渝中区", 2), ("长寿区", 1), ("进行中", 3),
    }  # fmt: skip
    for choice in choices:
        assert len(found(stocked, choice.word)) == choice.count, choice.word
        assert stocked.register.search(choice.word).filters, choice.word
