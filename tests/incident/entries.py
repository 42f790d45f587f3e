"""Entries made by hand, in the order of their numbers, and what the fold leaves of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec import Struct

from cqcmd.incident import events
from cqcmd.incident.events import Event
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.ledger import Ledger
from cqcmd.incident.state import Incident
from cqcmd.rules.facts import Amount

START = datetime(2026, 7, 25, 6, 5, tzinfo=UTC)


def entry(
    number: int,
    event: Event,
    station: str = "a",
    minutes: int | None = None,
    saw: tuple[str, ...] = (),
) -> Entry:
    """An entry in logical order ``number``."""
    moment = START + timedelta(minutes=number if minutes is None else minutes)
    return Entry(
        id=f"e{number}",
        incident="x",
        station=station,
        seq=number,
        kind=event.kind,
        data=events.encode(event, saw=saw),
        actor="李敏",
        occurred_at=moment,
        recorded_at=moment,
        order=f"{number:04d}-{station}",
        prev="",
        hash="",
    )


def plain(value: Any) -> Any:
    """What a slotted object holds, all the way down."""
    if isinstance(value, dict):
        return {key: plain(pair) for key, pair in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if type(value).__module__.startswith("cqcmd.incident.") and not isinstance(value, Struct):
        names = [name for one in type(value).__mro__ for name in getattr(one, "__slots__", ())]
        return {name: plain(getattr(value, name)) for name in names}
    return value


def facts(over: dict[str, str] | None = None, **amounts: int) -> events.FactsSet:
    """Amounts learned."""
    values = {code: Amount(value, value) for code, value in amounts.items()}
    return events.FactsSet(amounts=values, learned_at=START, over=over or {})


opened = events.Opened(number="26-0001", org="district_regulator", plan="p", plan_digest="d")


def incident(*told: Event) -> Incident:
    """The incident of a call at `START` and of what was told a minute apart after it."""
    ledger = Ledger("a")
    ledger.absorb([entry(number, event) for number, event in enumerate((opened, *told))])
    return ledger.incidents["x"]
