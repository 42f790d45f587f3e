"""The fold: any order of arrival gives the same incident; striking forgets nothing for good."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cqcmd.incident import events
from cqcmd.incident.events import Event
from cqcmd.incident.ledger import Ledger
from cqcmd.incident.state import Incident
from cqcmd.rules.facts import Amount
from tests.incident.entries import entry, facts, opened, plain


def state(incident: Incident) -> Any:
    """All that the fold leaves, as plain values."""
    return plain(incident)


small = st.integers(0, 5)
event = st.one_of(
    st.builds(lambda n, m: facts(deaths=n, stranded=m), small, small),
    st.builds(lambda n: events.DetailsSet(fields={"unit": f"单位{n}" if n else None}), small),
    st.builds(lambda n: events.Struck(entry=f"e{n}", reason="误按"), st.integers(0, 12)),
    st.builds(lambda n: events.Struck(entry=f"e{n}", reason="", undone=True), st.integers(0, 12)),
    st.builds(
        lambda org: events.Reported(
            sender="unit", receiver=org, channel="phone", person="王", number="1"
        ),
        st.sampled_from(["district_regulator", "city_regulator"]),
    ),
    st.builds(lambda n: events.Promised(text=f"承诺{n}"), small),
    st.builds(lambda n: events.PromiseKept(entry=f"e{n}"), st.integers(0, 12)),
    st.builds(lambda n: events.Noted(text=f"{n}"), small),
    st.builds(lambda b: events.Closed(reason="", reopened=b), st.booleans()),
    st.builds(lambda b: events.Dismissed(reason="x", decided_by="y", lifted=b), st.booleans()),
    st.builds(
        lambda step, level: events.ResponseStepped(step=step, level=level, who="王"),
        st.sampled_from(["proposed", "approved", "started", "raised", "lowered", "ended"]),
        st.sampled_from(["I", "II", "III", "IV"]),
    ),
    st.builds(
        lambda level, who: events.CommandTaken(headquarters=level, who=who),
        st.sampled_from(["city", "district"]),
        st.sampled_from(["王", "张"]),
    ),
    st.builds(
        lambda place, who, leads, gone: events.Assigned(
            place=place, person=who, name=who, leads=leads, gone=gone
        ),
        st.sampled_from(["rescue", "order"]),
        st.sampled_from("pq"),
        st.booleans(),
        st.booleans(),
    ),
    st.builds(
        lambda who, state: events.PersonMoved(person=who, state=state),
        st.sampled_from("pq"),
        st.sampled_from(["notified", "on_scene", "released"]),
    ),
    st.builds(
        lambda state: events.TaskMoved(task="evacuation", state=state, words="因"),
        st.sampled_from(["begun", "finished", "not_needed", "open"]),
    ),
    st.builds(
        lambda unit, number, state, withdrawn: events.UnitDutyMoved(
            unit=unit, duties=(number,), state=state, who="王", withdrawn=withdrawn
        ),
        st.sampled_from(["police", "health"]),
        st.integers(1, 2),
        st.sampled_from(["notified", "accepted", "done"]),
        st.booleans(),
    ),
    st.builds(
        lambda level, n: events.HeadquartersSetUp(headquarters=level, place=f"{n}楼"),
        st.sampled_from(["city", "district"]),
        small,
    ),
    st.builds(
        lambda grade, lifted: events.GradeOverridden(
            grade=grade, decided_by="王", reason="", lifted=lifted
        ),
        st.sampled_from(["general", "large"]),
        st.booleans(),
    ),
    st.builds(
        lambda code: events.ConflictSettled(fact=code, entry="e1", against=("e2", "e3")),
        st.sampled_from(["unit", "override", "response", "deaths"]),
    ),
    st.builds(lambda n: events.TeamEntered(team=f"t{n % 2}", name="一队", interval=20), small),
    st.builds(lambda n: events.TeamAnswered(team=f"t{n % 2}"), small),
    st.builds(lambda n: events.TeamLeft(team=f"t{n % 2}"), small),
)
happenings = st.lists(st.tuples(event, st.sampled_from("ab")), max_size=12)


@settings(max_examples=300)
@given(happenings, st.randoms())
def test_any_order_of_arrival_gives_the_same_incident(
    told: list[tuple[Event, str]], random: Any
) -> None:
    entries = [entry(0, opened)]
    entries += [entry(n, event, station) for n, (event, station) in enumerate(told, 1)]
    in_order, shuffled = Ledger("a"), Ledger("a")
    in_order.absorb(entries)
    random.shuffle(entries)
    for other in entries:
        shuffled.absorb([other])
    assert state(in_order.incidents["x"]) == state(shuffled.incidents["x"])
    assert in_order.next_number(2026) == shuffled.next_number(2026) == "26-0002"


def test_facts_set_apart_show_the_later_and_list_the_conflict_until_settled() -> None:
    ledger = Ledger("a")
    ledger.absorb([entry(0, opened), entry(1, facts(deaths=1)), entry(2, facts(deaths=2), "b")])
    known = ledger.incidents["x"].facts
    assert known.amount("deaths") == Amount(2, 2)
    assert [one.value for one in known.conflicts["deaths"].others] == [Amount(1, 1)]
    ledger.absorb([entry(3, events.ConflictSettled(fact="deaths", entry="e2"))])
    assert known.conflicts == {}


def test_replacing_what_one_saw_is_no_conflict() -> None:
    ledger = Ledger("a")
    seen = facts(over={"deaths": "e1"}, deaths=2)
    ledger.absorb([entry(0, opened), entry(1, facts(deaths=1)), entry(2, seen, "b")])
    assert ledger.incidents["x"].facts.conflicts == {}


def test_a_later_value_that_saw_both_ends_the_conflict() -> None:
    ledger = Ledger("a")
    ledger.absorb([entry(0, opened), entry(1, facts(deaths=1)), entry(2, facts(deaths=2), "b")])
    ledger.absorb([entry(3, facts(over={"deaths": "e2"}, deaths=3))])
    assert ledger.incidents["x"].facts.conflicts == {}


def test_other_stations_do_not_change_who_is_on_watch_here() -> None:
    ledger = Ledger("a")
    mine = entry(1, events.WatchTaken(officer="李敏"))
    theirs = entry(2, events.WatchTaken(officer="王强"), "b")
    for watch in (mine, theirs):
        ledger.absorb([replace(watch, incident=None)])
    assert ledger.officer == "李敏"


def test_a_copy_of_the_facts_holds_the_same_and_changes_alone() -> None:
    ledger = Ledger("a")
    told = [facts(deaths=1, stranded=2), facts(deaths=2)]
    ledger.absorb([entry(0, opened), entry(1, told[0]), entry(2, told[1], "b")])
    known = ledger.incidents["x"].facts
    before, twin = plain(known), known.copy()
    assert known.conflicts
    assert plain(twin) == before
    twin.learn(entry(3, facts(deaths=3, stranded=0), "c"), facts(deaths=3, stranded=0))
    twin.apart.clear()
    assert plain(known) == before


def test_counts_stand_by_time_and_within_one_moment_as_they_were_written() -> None:
    ledger = Ledger("a")
    told = [facts(stranded=3), facts(stranded=2), facts(stranded=0)]
    ledger.absorb(
        [
            entry(0, opened),
            *(entry(n, sentence, minutes=9 // n) for n, sentence in enumerate(told, 1)),
        ]
    )
    ledger.absorb([entry(4, facts(stranded=1), minutes=4)])
    known = ledger.incidents["x"].facts
    assert [count.confirmed for _at, count in known.counts] == [0, 2, 1, 3]
