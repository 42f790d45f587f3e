"""What was asked for, allotted and used: how much is where, whatever the order of arrival."""

import random
from datetime import timedelta

import pytest
from msgspec.structs import replace

from cqcmd.incident import events
from cqcmd.incident.events.entry import Event
from cqcmd.incident.ledger import Ledger
from cqcmd.incident.state import Incident
from tests.incident.entries import START, entry, incident, opened, plain

PUMPS = events.NeedAsked("n", "equipment", "排水泵", 10, unit="台")
SIX = events.LotAllotted("a", "n", "排水泵", 6, resource="r", requisitioned=True)
THREE = events.LotAllotted("b", "n", "潜水泵", 3, owner="渝安公司")
KEPT = events.ResourceKept("r", "equipment", "排水泵", 8, unit="台")


def moved(lot: str, state: str, count: int) -> events.LotMoved:
    return events.LotMoved(lot, state, count)  # type: ignore[arg-type]


def amounts(found: Incident, lot: str) -> dict[str, int]:
    return {state: n for state, n in found.supply.lots[lot].amounts.items() if n}


def test_what_never_came_is_lacking() -> None:
    found = incident(PUMPS, SIX, THREE)
    assert found.supply.lacking("n") == 10
    found = incident(PUMPS, SIX, THREE, moved("a", "on_way", 6), moved("a", "in_place", 4))
    assert found.supply.lacking("n") == 6
    assert amounts(found, "a") == {"on_way": 2, "in_place": 4}
    assert found.supply.lots["a"].out == 6
    assert [lot.allotted.lot for lot in found.supply.lots_of("n")] == ["a", "b"]


def test_what_was_in_place_and_went_back_or_was_used_is_not_lacking_again() -> None:
    moves = [moved("a", "in_place", 6), moved("a", "returned", 4), moved("a", "used_up", 1)]
    found = incident(PUMPS, SIX, *moves)
    assert found.supply.lacking("n") == 4
    assert amounts(found, "a") == {"in_place": 1, "returned": 4, "used_up": 1}
    assert found.supply.lots["a"].movable("lost") == 1


def test_what_turned_back_on_the_way_never_came() -> None:
    found = incident(PUMPS, SIX, moved("a", "on_way", 6), moved("a", "returned", 6))
    assert found.supply.lacking("n") == 10
    assert found.supply.lots["a"].out == 0


def test_no_more_moves_than_there_is() -> None:
    found = incident(PUMPS, SIX, moved("a", "in_place", 6), moved("a", "used_up", 9))
    assert amounts(found, "a") == {"used_up": 6}
    assert found.supply.lots["a"].moves[-1].count == 6


def test_a_need_that_is_over_lacks_nothing_until_it_is_asked_for_again() -> None:
    over = events.NeedOver(need="n", reason="不再需要")
    found = incident(PUMPS, over)
    assert found.supply.lacking("n") == 0
    assert found.supply.needs["n"].over == (START + timedelta(minutes=2), "不再需要")
    assert incident(PUMPS, over, replace(PUMPS, count=4)).supply.lacking("n") == 4


def test_moves_of_an_allotting_that_is_void_say_nothing() -> None:
    told: tuple[Event, ...] = (PUMPS, SIX, moved("a", "in_place", 6))
    found = incident(*told, events.Struck(entry="e2", reason="误按"))
    assert found.supply.lots == {}
    assert found.supply.lacking("n") == 10


def test_money_is_added_up_and_a_corrected_entry_counts_once() -> None:
    first = events.MoneySpent("s", 120_000, "吊车租赁", payee="渝安公司")
    found = incident(first, events.MoneySpent("t", 50, "停车"), replace(first, cents=100_000))
    assert found.supply.cents == 100_050
    assert [one.event.purpose for one in found.supply.spendings.values()] == ["吊车租赁", "停车"]


def test_entries_of_several_stations_may_arrive_in_any_order() -> None:
    told = (opened, PUMPS, SIX, moved("a", "on_way", 6), moved("a", "in_place", 2))
    entries = [entry(number, event) for number, event in enumerate(told)]
    expected = plain(incident(*told[1:]).supply)
    for seed in range(20):
        mixed = random.Random(seed).sample(entries, len(entries))
        ledger = Ledger("a")
        ledger.absorb(mixed)
        assert plain(ledger.incidents["x"].supply) == expected


# The stock of the station


def stock(*told: Event) -> Ledger:
    ledger = Ledger("a")
    ledger.absorb([replace(entry(n, event), incident=None) for n, event in enumerate(told)])
    return ledger


def test_what_was_last_counted_stands() -> None:
    found = stock(KEPT, events.ResourceChecked("r", 5, "repair", who="王强")).stock.by_id["r"]
    assert (found.counted, found.condition, found.looked_by) == (5, "repair", "王强")
    assert found.looked_at == START + timedelta(minutes=1)


def test_a_new_place_is_no_new_count_and_a_new_number_is() -> None:
    moved_house = replace(KEPT, place="城南库")
    found = stock(KEPT, moved_house).stock.by_id["r"]
    assert (found.kept.place, found.looked_at, found.order) == ("城南库", START, "0000-a")
    found = stock(KEPT, replace(moved_house, count=9)).stock.by_id["r"]
    assert (found.counted, found.order) == (9, "0001-a")


def test_what_was_removed_comes_back_when_it_is_kept_again_or_the_removing_is_void() -> None:
    gone = events.ResourceRemoved(resource="r", reason="报废")
    ledger = stock(KEPT, gone)
    assert ledger.stock.by_id["r"].removed == (START + timedelta(minutes=1), "报废")
    assert stock(KEPT, gone, KEPT).stock.by_id["r"].removed is None
    void = replace(entry(2, events.Struck(entry="e1", reason="误按")), incident=None)
    ledger.absorb([void])
    assert ledger.stock.by_id["r"].removed is None
    assert ledger.struck("e1")


@pytest.mark.parametrize(
    "event",
    [events.ResourceChecked("r", 5), events.ResourceRemoved(resource="r", reason="报废")],
)
def test_what_is_said_of_an_unknown_resource_says_nothing(event: Event) -> None:
    assert stock(event).stock.by_id == {}
