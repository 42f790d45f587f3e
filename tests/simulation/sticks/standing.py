"""Which values of a fact stand beside each other, read off the entries without folding them."""

from cqcmd.incident.events import ConflictSettled, decode
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.state import Incident
from tests.simulation.invariants import insist


def every_value_stands(incident: Incident) -> None:
    """Insist that what nobody replaced or settled who knew of it is shown or stands beside.

    An incident of which entries are struck is passed over: what they replaced comes back.
    """
    if incident.struck:
        return
    for code, shown in incident.facts.by_code.items():
        beside = incident.facts.apart.get(code, ())
        found = {shown.entry, *(one.entry for one in beside)}
        told = [
            (entry, _seen(event, code)) for entry, event in incident.learned if _says(event, code)
        ]
        stands = {entry.id for entry, _seen in told} - _replaced(told) - _settled(incident, code)
        insist(
            found == stands | {told[-1][0].id}, "a value that stands is dropped, or one too many"
        )


def _says(event: object, code: str) -> bool:
    told = (getattr(event, name) for name in ("amounts", "choices", "moments"))
    return any(code in values for values in told)


def _seen(event: object, code: str) -> set[str]:
    return {event.over.get(code, ""), *event.beside.get(code, ())}  # type: ignore[attr-defined]


def _replaced(told: list[tuple[Entry, set[str]]]) -> set[str]:
    """Entries that their own station followed by another, and those that whoever wrote on saw."""
    last = {entry.station: entry.id for entry, _seen in told}
    followed = {entry.id for entry, _seen in told} - {*last.values()}
    return followed.union(*(seen for _entry, seen in told))


def _settled(incident: Incident, code: str) -> set[str]:
    events = [decode(one.kind, one.data) for one in incident.entries if one.kind == "settled"]
    ours = [one for one in events if isinstance(one, ConflictSettled) and one.fact == code]
    return {entry for one in ours for entry in one.against}
