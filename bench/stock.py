"""Journals with something in them, written through the journal itself."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cqcmd.clock import Clock
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.incident import events
from cqcmd.incident.events import Event, encode
from cqcmd.incident.ledger import Ledger
from cqcmd.journal import Journal
from cqcmd.rules.facts import Amount

START = datetime(2026, 7, 25, 6, 5, tzinfo=UTC)
STEP = timedelta(seconds=7)
STATION = events.StationSet(
    org="district_regulator",
    name="渝中区市场监管局",
    district="渝中区",
    numbers={"district_government": "63765110", "city_regulator": "12365"},
)
WATCH = events.WatchTaken(officer="李敏")


def now() -> datetime:
    """A moment that stands."""
    return START


def fill(path: Path, entries: int, incidents: int = 200) -> None:
    """A new journal of one station: a watch, and ``incidents`` that went on side by side."""
    journal = Journal.open(path, now)
    with journal.act() as act:
        for number, (incident, event) in enumerate(_story(entries, incidents)):
            act.append(
                event.kind,
                encode(event),
                incident=incident,
                actor="李敏",
                occurred_at=START + number * STEP,
            )
    journal.close()


def fill_history(path: Path, incidents: int, each: int, since: timedelta) -> None:
    """A new journal of incidents that are over, ``each`` of so many entries, the last long ago.

    They came one after another, at most three hours apart, the last of them ``since`` before now.
    """
    apart = timedelta(hours=3)
    begun = START - since - apart * incidents
    moment = begun
    journal = Journal.open(path, lambda: moment)
    with journal.act() as act:
        for number in range(-1, incidents):
            moment = begun + apart * number
            told = ((None, STATION), (None, WATCH)) if number < 0 else _over(number, each, moment)
            for ident, event in told:
                act.append(
                    event.kind,
                    encode(event),
                    incident=ident,
                    actor="李敏",
                    occurred_at=moment,
                )
    journal.close()


def _over(number: int, each: int, moment: datetime) -> Iterator[tuple[str | None, Event]]:
    """An incident from its opening to its closing, notes between."""
    ident, (code, digest) = f"incident-{number:06d}", _plan()
    name = f"{moment.year % 100:02d}-{number + 1:04d}"
    yield ident, events.Opened(number=name, org=STATION.org, plan=code, plan_digest=digest)
    yield ident, events.DetailsSet(fields={"unit": f"第{number}化工厂", "summary": "储罐泄漏"})
    made = ("phone", "written") if each > REPORTED else ()
    receivers = ("city_regulator", "district_government")
    yield from ((ident, _report(how, to)) for how in made for to in receivers)
    for _turn in range(each - 3 - len(made) * len(receivers)):
        yield ident, events.Noted(text="现场回电：消防已到场，正在疏散周边群众，风向东南。")
    yield ident, events.Closed(reason="非事故", finished=False)


def record_of(path: Path, clock: Clock) -> OpenRecord:
    """The record of that journal, read and ready for acts."""
    open_record = OpenRecord(plan_in_force(), clock)
    journal = Journal.open(path, clock.now)
    ledger = Ledger(journal.station)
    ledger.absorb(journal.entries())
    open_record.attach(journal, ledger)
    return open_record


REPORTED = 7
"""With more entries than these an incident has room for its four first reports."""


@cache
def _plan() -> tuple[str, str]:
    """The code and the digest of the plan that comes with the program, read once."""
    plan = plan_in_force()
    return plan.meta.code, plan.digest


def _story(entries: int, incidents: int) -> Iterator[tuple[str | None, Event]]:
    written: list[tuple[str | None, Event]] = [(None, STATION), (None, WATCH)]
    yield from written[:entries]
    for number in range(entries - len(written)):
        incident, turn = number % incidents, number // incidents
        yield f"incident-{incident:06d}", _event(incident, turn)


def _event(incident: int, turn: int) -> Event:
    """What an incident's log holds: mostly notes, then facts, reports, and the rest."""
    if turn == 0:
        number = f"26-{incident + 1:04d}"
        code, digest = _plan()
        return events.Opened(number=number, org=STATION.org, plan=code, plan_digest=digest)
    if turn == 1:
        return events.DetailsSet(fields={"unit": f"第{incident}化工厂", "summary": "储罐泄漏"})
    if turn % 10 in (2, 5):
        amounts = {"deaths": Amount(0, 1), "serious_injuries": Amount(1, 1 + turn % 3)}
        choices: dict[str, str | None] = {"equipment": "pressure_vessel"}
        return events.FactsSet(amounts=amounts, choices=choices, source="现场", learned_at=START)
    if turn % 10 == 3:
        return _report("phone" if turn % 20 == 3 else "written")
    if turn % 10 == 8:
        return events.Promised(text="二十分钟后再报现场情况", due=START + turn * STEP)
    return events.Noted(text="现场回电：消防已到场，正在疏散周边群众，风向东南。")


def _report(channel: str, receiver: str = "city_regulator") -> Event:
    return events.Reported(
        sender=STATION.org,
        receiver=receiver,
        channel=channel,  # type: ignore[arg-type]
        person="王处",
        number="12365",
        read_back=True,
    )
