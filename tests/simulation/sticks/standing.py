"""Which values of one thing stand beside each other, read off the entries without folding them."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from cqcmd.incident.events import ConflictSettled, Event, FactsSet, decode
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.events.said import said
from cqcmd.incident.known import Values
from cqcmd.incident.state import Incident
from tests.simulation.invariants import insist

Told = list[tuple[Entry, set[str]]]
"""Entries about one thing, and which others each of them knowingly replaced."""


def every_value_stands(incident: Incident) -> None:
    """Insist that what nobody replaced or settled who knew of it is shown or stands beside.

    An incident of which entries are struck is passed over: what they replaced comes back.
    """
    if incident.struck:
        return
    facts: dict[str, Told] = defaultdict(list)
    words: dict[str, Told] = defaultdict(list)
    for entry in incident.entries:
        event = decode(entry.kind, entry.data)
        for code, seen in _facts(event):
            facts[code].append((entry, seen))
        for code in said(event):
            words[code].append((entry, {*entry.saw}))
    _all_stand(incident, incident.facts, facts)
    _all_stand(incident, incident.said, words)


def _all_stand(incident: Incident, values: Values[Any], told: dict[str, Told]) -> None:
    insist(told.keys() == values.by_code.keys(), "something that was said is not shown")
    for code, every in told.items():
        found = {values.by_code[code].entry, *(one.entry for one in values.apart.get(code, ()))}
        stands = {entry.id for entry, _seen in every} - _replaced(every) - _settled(incident, code)
        insist(
            found == stands | {every[-1][0].id}, "a value that stands is dropped, or one too many"
        )


def _facts(event: Event) -> Iterator[tuple[str, set[str]]]:
    if isinstance(event, FactsSet):
        for code in (*event.amounts, *event.choices, *event.moments):
            yield code, {event.over.get(code, ""), *event.beside.get(code, ())}


def _replaced(told: Told) -> set[str]:
    """Entries that their own station followed by another, and those that whoever wrote on saw."""
    last = {entry.station: entry.id for entry, _seen in told}
    followed = {entry.id for entry, _seen in told} - {*last.values()}
    return followed.union(*(seen for _entry, seen in told))


def _settled(incident: Incident, code: str) -> set[str]:
    events = [decode(one.kind, one.data) for one in incident.entries if one.kind == "settled"]
    ours = [one for one in events if isinstance(one, ConflictSettled) and one.fact == code]
    return {entry for one in ours for entry in one.against}
