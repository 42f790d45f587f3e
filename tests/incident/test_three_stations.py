"""Posts that were apart: whatever reaches whom in which order, all come to the same."""

from collections.abc import Callable
from itertools import permutations
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cqcmd.incident import events
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.ledger import Ledger
from cqcmd.incident.state import Incident
from cqcmd.rules.facts import Amount
from tests.incident.decisions import (
    PAIRS,
    group,
    placed,
    response,
    task,
    words,
)
from tests.incident.entries import entry, facts, opened, plain
from tests.incident.test_fold import event

STATIONS = "abc"

told = st.lists(st.tuples(event, st.sampled_from(STATIONS)), max_size=14)


def folded(batches: list[list[Entry]], station: str = "a") -> Any:
    """What a post shows that took these in, one batch after the other."""
    ledger = Ledger(station)
    for batch in batches:
        ledger.absorb(batch)
    return plain(ledger.incidents["x"]), ledger.next_number(2026)


@settings(max_examples=150)
@given(told)
def test_journals_merged_in_any_order_give_the_same(
    happened: list[tuple[events.Event, str]],
) -> None:
    entries = [entry(0, opened)]
    entries += [entry(n, one, station) for n, (one, station) in enumerate(happened, 1)]
    journals = [[one for one in entries if one.station == station] for station in STATIONS]
    shown = [folded(list(order)) for order in permutations(journals)]
    assert all(one == shown[0] for one in shown)
    assert shown[0] == folded([entries]) == folded([[one] for one in reversed(entries)])


class Post:
    """A post as far as facts go: what it has of which station, and what it shows."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.has: dict[str, Entry] = {}
        self.take([entry(0, opened)])

    @property
    def incident(self) -> Incident:
        ledger = Ledger(self.name)
        ledger.absorb(self.has.values())
        return ledger.incidents["x"]

    def take(self, entries: list[Entry]) -> None:
        self.has |= {one.id: one for one in entries}


step = st.one_of(
    st.tuples(st.just("set"), st.sampled_from(STATIONS), st.integers(0, 4)),
    st.tuples(st.just("settle"), st.sampled_from(STATIONS), st.just(0)),
    st.tuples(st.just("carry"), st.sampled_from(STATIONS), st.integers(0, 2)),
)


class Thing(NamedTuple):
    """Something an incident has one of: its code, what says it, and the values that stand."""

    code: str
    says: Callable[[Incident, int, str], tuple[events.Event, tuple[str, ...]]]
    values: Callable[[Incident], Any]


def says_deaths(incident: Incident, n: int, _station: str) -> tuple[events.Event, tuple[str, ...]]:
    before = incident.facts.by_code.get("deaths")
    return facts({"deaths": before.entry} if before else {}, deaths=n), ()


def says_words(make: Callable[[int], events.Event]) -> Any:
    def says(incident: Incident, n: int, station: str) -> Any:
        return make(n), incident.said.seen_by(make(n), station)

    return says


THINGS = {
    "deaths": Thing("deaths", says_deaths, lambda one: one.facts),
    "unit": Thing(
        "unit",
        says_words(lambda n: events.DetailsSet(fields={"unit": f"单位{n}" if n else None})),
        lambda one: one.said,
    ),
    "response": Thing(
        "response",
        says_words(
            lambda n: events.ResponseStepped(
                step="started" if n else "ended", level=("II", "I", "II", "III", "IV")[n], who="王"
            )
        ),
        lambda one: one.said,
    ),
    "family": Thing(
        "family:f",
        says_words(lambda n: events.FamilyKept(family="f", casualty="张", kin=f"家属{n}")),
        lambda one: one.said,
    ),
}


@pytest.mark.parametrize("name", THINGS)
@settings(max_examples=200)
@given(steps=st.lists(step, min_size=2, max_size=16))
def test_no_value_gives_way_to_somebody_who_never_knew_of_it(
    name: str, steps: list[tuple[str, str, int]]
) -> None:
    thing = THINGS[name]
    posts = {name: Post(name) for name in STATIONS}
    knew: dict[str, set[str]] = {}
    told: set[str] = set()
    for number, (what, who, n) in enumerate(steps, 1):
        post = posts[who]
        incident = post.incident
        conflict = incident.conflicts.get(thing.code)
        if what == "carry":
            posts[STATIONS[n]].take(list(post.has.values()))
            continue
        if what == "set":
            event, saw = thing.says(incident, n, who)
            one = entry(number, event, who, saw=saw)
            told.add(one.id)
        elif conflict is None:
            continue
        else:
            against = tuple(other.entry for other in conflict.others)
            settled = events.ConflictSettled(
                fact=thing.code, entry=conflict.shown.entry, against=against
            )
            one = entry(number, settled, who)
        knew[one.id] = set(post.has)
        post.take([one])
    for post in posts.values():
        for other in posts.values():
            post.take(list(other.has.values()))
    shown = [plain(post.incident) for post in posts.values()]
    assert shown[0] == shown[1] == shown[2]
    if not told:
        return
    known = thing.values(posts["a"].incident)
    standing = {known.by_code[thing.code].value}
    standing |= {one.value for one in known.apart.get(thing.code, ())}
    unseen = {ident for ident in told if not any(ident in seen for seen in knew.values())}
    every = {one.id: _value(thing, one) for one in posts["a"].incident.entries if one.id in told}
    assert {every[ident] for ident in unseen} <= standing


def _value(thing: Thing, one: Entry) -> object:
    alone = Incident("x")
    alone.absorb(one)
    return thing.values(alone).by_code[thing.code].value


def test_a_third_value_set_apart_leaves_both_others_until_they_are_settled() -> None:
    ledger = Ledger("a")
    ledger.absorb([entry(0, opened), entry(1, facts(deaths=1)), entry(2, facts(deaths=2), "b")])
    ledger.absorb([entry(3, facts({"deaths": "e2"}, deaths=3), "c")])
    conflict = ledger.incidents["x"].facts.conflicts["deaths"]
    assert [one.value for one in conflict.others] == [Amount(1, 1)]
    ledger.absorb([entry(4, facts({"deaths": "e1"}, deaths=2), "a")])
    conflict = ledger.incidents["x"].facts.conflicts["deaths"]
    assert (conflict.shown.value, len(conflict.others)) == (Amount(2, 2), 1)


def test_what_was_settled_does_not_settle_what_nobody_had_seen() -> None:
    ledger = Ledger("a")
    ledger.absorb([entry(0, opened), entry(1, facts(deaths=1)), entry(2, facts(deaths=2), "b")])
    ledger.absorb([entry(4, events.ConflictSettled(fact="deaths", entry="e2", against=("e1",)))])
    assert ledger.incidents["x"].facts.conflicts == {}
    ledger.absorb([entry(3, facts(deaths=7), "c")])
    [other] = ledger.incidents["x"].facts.conflicts["deaths"].others
    assert other.value == Amount(2, 2)


def test_a_batch_that_cannot_be_read_in_part_keeps_nothing_else_from_being_read() -> None:
    ledger = Ledger("a")
    bad = replace(entry(1, facts(deaths=1), "b"), data="{")
    ledger.absorb([entry(3, facts(deaths=3)), entry(0, opened), bad, entry(2, facts(deaths=2))])
    incident = ledger.incidents["x"]
    assert incident.facts.amount("deaths") == Amount(3, 3)
    assert [one.id for one, _event in incident.unreadable] == ["e1"]


# Numbers


def call(number: int, station: str, incident: str, given: str = "26-0001") -> Entry:
    return replace(entry(number, replace(opened, number=given), station), incident=incident)


def named(number: int, station: str, name: str) -> Entry:
    told = events.StationSet(org="district_regulator", name=name)
    return replace(entry(number, told, station), incident=None)


def test_two_incidents_of_one_number_stay_and_are_told_apart_by_their_stations() -> None:
    told = [
        named(1, "a", "渝中区市场监管局"),
        named(2, "b", "江北区市场监管局"),
        call(3, "a", "x"),
        call(4, "b", "y"),
        call(5, "a", "z", "26-0002"),
    ]
    for order in (told, told[::-1]):
        ledger = Ledger("a")
        for one in order:
            ledger.absorb([one])
        numbers = {ident: incident.number for ident, incident in ledger.incidents.items()}
        assert numbers == {
            "x": "26-0001·渝中区市场监管局",
            "y": "26-0001·江北区市场监管局",
            "z": "26-0002",
        }
        assert ledger.next_number(2026) == "26-0003"


def test_stations_of_one_name_or_none_are_told_apart_by_their_ids() -> None:
    ledger = Ledger("aaaa")
    ledger.absorb([named(1, "aaaa1", "局"), named(2, "bbbb1", "局"), call(3, "aaaa1", "x")])
    changed = ledger.absorb([call(4, "bbbb1", "y")])
    assert changed == {"x", "y"}
    assert {one.number for one in ledger.incidents.values()} == {"26-0001·局aaaa", "26-0001·局bbbb"}


def test_whatever_another_post_wrote_for_a_number_the_next_one_is_given() -> None:
    ledger = Ledger("a")
    ledger.absorb([call(1, "b", "x", "26-一"), call(2, "b", "y", "26-99999999999999")])
    assert ledger.next_number(2026) == "26-0001"


# Words and decisions


@pytest.mark.parametrize(("code", "here", "there"), PAIRS)
def test_what_two_posts_said_apart_is_listed_until_somebody_settles_it(
    code: str, here: events.Event, there: events.Event
) -> None:
    apart = [entry(0, opened), entry(1, here), entry(2, there, "b")]
    ledger = Ledger("a")
    ledger.absorb(apart)
    incident = ledger.incidents["x"]
    conflict = incident.conflicts[code]
    assert (conflict.shown.entry, [one.entry for one in conflict.others]) == ("e2", ["e1"])
    ledger.absorb([entry(3, events.ConflictSettled(fact=code, entry="e2", against=("e1",)))])
    assert incident.conflicts == {}
    known = Ledger("a")
    known.absorb([*apart[:2], entry(2, there, "b", saw=("e1",))])
    assert known.incidents["x"].conflicts == {}, "whoever saw it and said otherwise knew"
    known.absorb([entry(3, here, "a", saw=known.incidents["x"].said.seen_by(here, "a"))])
    assert known.incidents["x"].conflicts == {}


def test_what_is_true_of_both_posts_sets_nothing_apart() -> None:
    told = [
        (task("begun"), task("finished")),
        (response("started", "II"), response("started", "II")),
        (placed("p"), placed("q")),
        (group(stood=True), group(stood=True)),
        (response("proposed", "II"), response("approved", "I")),
        (events.Noted(text="甲"), events.Noted(text="乙")),
    ]
    for here, there in told:
        ledger = Ledger("a")
        ledger.absorb([entry(0, opened), entry(1, here), entry(2, there, "b")])
        assert ledger.incidents["x"].conflicts == {}, here


def test_what_is_struck_is_set_apart_no_more() -> None:
    ledger = Ledger("a")
    told = [entry(1, words(unit="甲厂")), entry(2, words(unit="乙厂"), "b")]
    ledger.absorb([entry(0, opened), *told])
    ledger.absorb([entry(3, events.Struck(entry="e2", reason="误记"))])
    incident = ledger.incidents["x"]
    assert (incident.conflicts, incident.details["unit"]) == ({}, "甲厂")
