"""A twin that was told more, of an incident that was not."""

from datetime import timedelta

from cqcmd.incident import events
from cqcmd.incident.supposed import supposing
from tests.incident.entries import START, facts, incident, plain

LATER = START + timedelta(hours=3)


def test_a_twin_knows_more_and_the_incident_no_more_than_before() -> None:
    real = incident(facts(deaths=1), events.DetailsSet(fields={"unit": "长江化工"}))
    before = plain(real)
    twin = supposing(real, [(START, facts(deaths=3)), (LATER, facts(deaths=4, stranded=9))])
    assert plain(real) == before
    assert plain(twin.facts.amount("deaths")) == plain(facts(deaths=4).amounts["deaths"])
    assert [at for at, _count in twin.facts.counts] == [LATER]
    assert (twin.number, twin.details) == (real.number, real.details)


def test_what_is_void_stays_so_in_the_twin() -> None:
    real = incident(facts(deaths=9), events.Struck(entry="e1", reason="误按"))
    twin = supposing(real, [(LATER, facts(missing=1))])
    assert set(twin.facts.by_code) == {"missing"}


def test_what_is_supposed_comes_behind_every_entry_in_the_order_told() -> None:
    twin = supposing(incident(facts(deaths=1)), [(LATER, facts(deaths=n)) for n in range(12)])
    assert [event.amounts["deaths"].confirmed for _entry, event in twin.learned] == [1, *range(12)]


def test_a_twin_told_nothing_is_the_incident() -> None:
    real = incident(facts(deaths=1), events.Noted(text="记"), events.Promised(text="回电"))
    assert plain(supposing(real, [])) == plain(real)
