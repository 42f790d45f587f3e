"""善后: families with what was promised and done; referrals sought, made, done, taken back."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from cqcmd.clock import FixedClock
from cqcmd.desk.common.entry_times import NeedsReason
from cqcmd.desk.desk import Desk
from cqcmd.desk.measures.forms import FamilyForm, PledgeForm, ReferralForm
from cqcmd.errors import BadInput
from tests.desk.calls import TANK, take

LIU = FamilyForm(
    casualty="刘强", harm="死亡", kin="王芳（妻子）", phones="13800000001", contact="李敏"
)
BURIAL = ReferralForm(service="优化提升8", who="张伟")


def said(desk: Desk, ident: str) -> str:
    return desk.log(ident)[-1].words


def test_a_family_has_what_was_promised_and_done(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    liu = desk.families.keep(ident, LIU)
    due = clock.now() + timedelta(hours=4)
    desk.families.promise(ident, liu, PledgeForm(text="安排住宿", owner="民政局", due=due))
    assert said(desk, ident) == "刘强家属：安排住宿（民政局办，18:05 前）"
    (family,) = desk.families.shown(ident)
    (pledge,) = family.waiting
    clock.advance(hours=1)
    desk.families.done(ident, pledge.entry, "已住进滨江宾馆")
    told = "承诺 刘强家属：安排住宿（民政局办，18:05 前） 已住进滨江宾馆"
    assert said(desk, ident) == told
    (family,) = desk.families.shown(ident)
    assert family.waiting == ()
    assert family.promises[0].done == "已住进滨江宾馆 李敏"
    assert family.promises[0].done_at == clock.now()
    with pytest.raises(BadInput, match="已经办结"):
        desk.families.done(ident, pledge.entry)


def test_a_promise_to_a_family_stands_wherever_promises_do(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    liu = desk.families.keep(ident, LIU)
    due = clock.now() + timedelta(hours=1)
    desk.families.promise(ident, liu, PledgeForm(text="安排住宿", due=due))
    steps = [step.words for step in desk.situation(ident).steps]
    assert "承诺：刘强家属：安排住宿" in steps
    assert "刘强家属：安排住宿" in [debt.words for debt in desk.debts.of(ident)]
    clock.advance(hours=2)
    owed = desk.families.owed(ident)
    assert (owed.families, owed.promises, owed.waiting, owed.overdue) == (1, 1, 1, 1)


def test_what_is_told_later_holds_and_one_name_is_one_family(desk: Desk) -> None:
    ident = take(desk, TANK)
    liu = desk.families.keep(ident, LIU)
    desk.families.keep(ident, replace(LIU, kin="刘母"), liu)
    (family,) = desk.families.shown(ident)
    assert (family.ident, family.kin) == (liu, "刘母")
    with pytest.raises(BadInput, match="名单里已有刘强") as told:
        desk.families.keep(ident, LIU)
    assert told.value.field == "casualty"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"casualty": " "}, "casualty"),
        ({"casualty": "1"}, "casualty"),
        ({"phones": "王芳"}, "phones"),
    ],
)
def test_what_is_no_name_or_no_number_is_refused(
    desk: Desk, wrong: dict[str, str], field: str
) -> None:
    ident = take(desk, TANK)
    with pytest.raises(BadInput) as told:
        desk.families.keep(ident, replace(LIU, **wrong))
    assert told.value.field == field
    assert desk.families.shown(ident) == ()


def test_a_family_to_which_something_is_owed_is_not_taken_off(desk: Desk) -> None:
    ident = take(desk, TANK)
    liu = desk.families.keep(ident, LIU)
    desk.families.promise(ident, liu, PledgeForm(text="安排住宿"))
    with pytest.raises(BadInput, match="还有 1 项承诺没有办"):
        desk.families.withdraw(ident, liu, "重复")
    (family,) = desk.families.shown(ident)
    with pytest.raises(BadInput, match="原因"):
        desk.families.take_back(ident, family.waiting[0].entry, " ")
    desk.families.take_back(ident, family.waiting[0].entry, "没有答应过")
    with pytest.raises(BadInput, match="已经作废"):
        desk.families.take_back(ident, family.waiting[0].entry, "没有答应过")
    desk.families.withdraw(ident, liu, "重复登记")
    assert desk.families.shown(ident) == ()
    assert said(desk, ident) == "移出 刘强：重复登记"
    desk.logbook.undo(ident)
    assert [family.casualty for family in desk.families.shown(ident)] == ["刘强"]
    with pytest.raises(BadInput, match="没有这一户"):
        desk.families.promise(ident, "别的", PledgeForm(text="安排住宿"))


@pytest.mark.parametrize("typed", ["公民身后", "民政局 身后", "身后 市民政", "gmsh", "gongminsh"])
def test_a_service_is_found_by_any_of_its_words(desk: Desk, typed: str) -> None:
    ident = take(desk, TANK)
    desk.referrals.preload()
    found = desk.referrals.search(ident, typed)
    assert [service.name for service in found][:1] == ["公民身后"]
    assert desk.referrals.search(ident, f"{typed} 兽药") == ()


def test_all_fifty_are_there_and_say_where_they_are_from(desk: Desk) -> None:
    found = desk.referrals.search(take(desk, TANK))
    assert len({service.code for service in found}) == 50
    assert desk.referrals.source == "“一件事”办事清单（部分待核，不在预案之内）"


def test_a_referral_is_made_then_done_for_a_family_or_for_none(desk: Desk) -> None:
    ident = take(desk, TANK)
    liu = desk.families.keep(ident, LIU)
    assert desk.referrals.refer(ident, replace(BURIAL, family=liu)) == "公民身后"
    assert said(desk, ident) == "已转介 公民身后（市民政局） 刘强家属 张伟"
    desk.referrals.refer(ident, BURIAL)
    with pytest.raises(BadInput, match="李敏已记为已转介"):
        desk.referrals.refer(ident, BURIAL)
    desk.referrals.done(ident, replace(BURIAL, family=liu, words="已办妥"))
    first = desk.referrals.search(ident)[0]
    assert [(one.whose, one.state_name) for one in first.referrals] == [
        ("刘强", "已办"),
        ("", "已转介"),
    ]
    (family,) = desk.families.shown(ident)
    assert [one.state for one in family.referrals] == ["done"]
    owed = desk.families.owed(ident)
    assert (owed.referrals, owed.done) == (2, 1)


def test_what_was_not_made_is_not_done_and_nobody_unknown_is_referred(desk: Desk) -> None:
    ident = take(desk, TANK)
    with pytest.raises(BadInput, match="还没有转介"):
        desk.referrals.done(ident, BURIAL)
    with pytest.raises(BadInput, match="没有这一户"):
        desk.referrals.refer(ident, replace(BURIAL, family="别的"))
    with pytest.raises(BadInput, match="清单里没有"):
        desk.referrals.refer(ident, replace(BURIAL, service="别的"))


def test_the_last_of_a_referral_is_taken_back_with_a_reason(desk: Desk) -> None:
    ident = take(desk, TANK)
    desk.referrals.refer(ident, BURIAL)
    desk.referrals.done(ident, BURIAL)
    (last,) = desk.referrals.search(ident)[0].referrals
    desk.referrals.take_back(ident, last.entry, "还没有办")
    (first,) = desk.referrals.search(ident)[0].referrals
    assert first.state == "made"
    with pytest.raises(BadInput, match="已经作废"):
        desk.referrals.take_back(ident, last.entry, "还没有办")
    desk.referrals.take_back(ident, first.entry, "误记")
    assert desk.referrals.search(ident)[0].referrals == ()


def test_one_made_long_ago_wants_a_reason(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    early = replace(BURIAL, at=clock.now() - timedelta(hours=2))
    with pytest.raises(NeedsReason):
        desk.referrals.refer(ident, early)
    desk.referrals.refer(ident, early, reason="由纸质记录转录")
    assert said(desk, ident).endswith("〔补记：由纸质记录转录〕")


def test_it_is_read_again_when_the_post_is_opened_again(desk: Desk) -> None:
    ident = take(desk, TANK)
    liu = desk.families.keep(ident, LIU)
    desk.families.promise(ident, liu, PledgeForm(text="安排住宿"))
    note = next(line.entry for line in desk.log(ident) if line.kind == "promise")
    desk.logbook.strike(ident, note, "重复")  # folds everything anew
    (family,) = desk.families.shown(ident)
    assert family.promises == ()
