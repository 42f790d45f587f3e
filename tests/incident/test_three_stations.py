"""Posts that were apart: whatever reaches whom in which order, all come to the same."""

from itertools import permutations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cqcmd.incident import events
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.ledger import Ledger
from cqcmd.incident.state import Incident
from cqcmd.rules.facts import Amount
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


@settings(max_examples=300)
@given(st.lists(step, min_size=2, max_size=16))
def test_no_value_gives_way_to_somebody_who_never_knew_of_it(
    steps: list[tuple[str, str, int]],
) -> None:
    posts = {name: Post(name) for name in STATIONS}
    knew: dict[str, set[str]] = {}
    values: dict[str, int] = {}
    for number, (what, name, n) in enumerate(steps, 1):
        post = posts[name]
        known, conflict = post.incident.facts, post.incident.facts.conflicts.get("deaths")
        if what == "carry":
            posts[STATIONS[n]].take(list(post.has.values()))
            continue
        if what == "set":
            before = known.by_code.get("deaths")
            one = entry(number, facts({"deaths": before.entry} if before else {}, deaths=n), name)
            values[one.id] = n
        elif conflict is None:
            continue
        else:
            against = tuple(other.entry for other in conflict.others)
            settled = events.ConflictSettled(
                fact="deaths", entry=conflict.shown.entry, against=against
            )
            one = entry(number, settled, name)
        knew[one.id] = set(post.has)
        post.take([one])
    for post in posts.values():
        for other in posts.values():
            post.take(list(other.has.values()))
    shown = [plain(post.incident) for post in posts.values()]
    assert shown[0] == shown[1] == shown[2]
    known = posts["a"].incident.facts
    if not values:
        return
    here = known.conflicts.get("deaths")
    standing = (
        {known.amount("deaths"), *(one.value for one in here.others)}
        if here
        else {known.amount("deaths")}
    )
    unseen = {ident for ident in values if not any(ident in seen for seen in knew.values())}
    assert {Amount(values[ident], values[ident]) for ident in unseen} <= standing


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
