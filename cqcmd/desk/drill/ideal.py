"""What a drill could ask for by now, had every message been taken in as it came."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.intake.form import read_form
from cqcmd.drill.scenario.model import Inject, Scenario
from cqcmd.incident.events import Opened
from cqcmd.incident.events.entry import Event
from cqcmd.incident.ledger import Ledger
from cqcmd.incident.supposed import imagined

Told = tuple[datetime, Inject]


def ideal_ledger(
    open_record: OpenRecord, scenario: Scenario, arrived: Mapping[str, datetime]
) -> Ledger:
    """Return the cases that were told of, each opened by the first message that brings facts."""
    real = open_record.ledger
    ledger = Ledger(real.station)
    ledger.serving = real.serving
    for case in scenario.case:
        told = sorted(_told(scenario, case.id, arrived), key=lambda pair: pair[0])
        if told:
            ident = scenario.call(case.id)
            events = _events(open_record, told)
            ledger.incidents[ident] = imagined(ident, real.station, events)
    return ledger


def _told(scenario: Scenario, case: str, arrived: Mapping[str, datetime]) -> Iterator[Told]:
    """Yield the messages about a case that came; words without facts open nothing."""
    for inject in scenario.inject:
        if inject.facts and inject.id in arrived and scenario.case_of(inject.case) == case:
            yield arrived[inject.id], inject


def _events(open_record: OpenRecord, told: list[Told]) -> Iterator[tuple[datetime, Event]]:
    meta = open_record.plan.meta
    opened = Opened(
        number="", org=open_record.org, plan=meta.code, plan_digest=open_record.plan.digest
    )
    yield told[0][0], opened
    for at, inject in told:
        reading = read_form(open_record.plan, inject.facts, at, at)
        yield at, reading.event(inject.sender, at)
