"""A year of an office: 300 calls, and beside the journal what a clerk would note of each."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.incident import events
from cqcmd.incident.events import Event, encode
from cqcmd.journal import Journal
from cqcmd.rules.facts import Amount

BEGIN = datetime(2025, 1, 1, 0, 30, tzinfo=UTC)
END = datetime(2026, 1, 3, tzinfo=UTC)
COUNT = 300

KINDS = {"elevator": "电梯", "boiler": "锅炉", "pressure_vessel": "容器", "crane": "起重机"}
DISTRICTS = ("渝中区", "江北区", "万州区", "")
GRADES = {0: "未达", 1: "一般", 2: "一般", 3: "较大", 10: "重大", 30: "特别重大"}
"""Deaths to the grade that 1.5 gives for them alone; nothing else is wrong here."""

LIMITS = {"phone": 30, "written": 60}
"""Minutes (4.1.1) from the call to a report by either way, to both receivers."""

RECEIVERS = ("district_government", "city_regulator")


class Noted(NamedTuple):
    """What the clerk wrote down of a call."""

    number: str
    at: datetime
    kind: str
    district: str
    deaths: int
    maybe: int
    loss: int | None
    reports: dict[tuple[str, str], int]
    fate: str

    @property
    def grade(self) -> str:
        """By 1.5; while nobody knows the loss, it may still make an accident of 一般."""
        return "待判" if not self.deaths and self.loss is None else GRADES[self.deaths]

    @property
    def counts(self) -> bool:
        return not self.fate

    def late(self, receiver: str, channel: str) -> bool:
        made = self.reports.get((receiver, channel))
        return made is None or made > LIMITS[channel]

    @property
    def any_late(self) -> bool:
        return any(self.late(one, way) for one in RECEIVERS for way in LIMITS)

    @property
    def local(self) -> datetime:
        return self.at + timedelta(hours=8)


class Acts:
    """Writes into a journal as a station does, at whatever moment it is."""

    def __init__(self, path: Path) -> None:
        self.moment = BEGIN
        self.journal = Journal.open(path, lambda: self.moment)

    def write(self, incident: str | None, event: Event, at: datetime) -> str:
        self.moment = max(self.moment, at)
        with self.journal.act() as act:
            entry = act.append(
                event.kind, encode(event), incident=incident, actor="李敏", occurred_at=at
            )
        return entry.id


def year(path: Path, count: int = COUNT) -> list[Noted]:
    """Fill a journal; return what the clerk noted."""
    acts, chance = Acts(path), Random(7)
    station = events.StationSet(
        org="district_regulator", name="渝中区市场监管局", district="渝中区", numbers={}
    )
    acts.write(None, station, BEGIN)
    acts.write(None, events.WatchTaken(officer="李敏"), BEGIN)
    notes = list(_calls(chance, count))
    for note in notes:
        _write(acts, note)
    acts.journal.close()
    return notes


def _calls(chance: Random, count: int) -> Iterator[Noted]:
    for n in range(count):
        at = BEGIN + n * timedelta(days=365) / count
        reports = {
            (receiver, channel): chance.choice((5, 20, 29, 31, 45, 59, 61, 200))
            for receiver in RECEIVERS
            for channel in LIMITS
            if chance.random() < 0.9
        }
        yield Noted(
            f"25-{n + 1:04d}",
            at,
            chance.choice(list(KINDS)),
            chance.choice(DISTRICTS),
            chance.choices(list(GRADES), (30, 30, 15, 15, 7, 3))[0],
            chance.choice((0, 0, 0, 1, 2)),
            chance.choice((None, 0, 5_000)),
            reports,
            chance.choices(("", "void", "dismissed", "out_of_scope"), (90, 4, 4, 2))[0],
        )


def _write(acts: Acts, note: Noted) -> None:
    ident, plan = f"call-{note.number}", plan_in_force()
    opened = events.Opened(
        number=note.number,
        org="district_regulator",
        plan=plan.meta.code,
        plan_digest=plan.digest,
    )
    call = acts.write(ident, opened, note.at)
    fields: dict[str, str | None] = {"unit": f"第{note.number}厂", "summary": "=1+1 事故"}
    acts.write(ident, events.DetailsSet(fields=fields | {"district": note.district}), note.at)
    acts.write(ident, _facts(note), note.at)
    for (receiver, channel), minutes in sorted(note.reports.items(), key=lambda one: one[1]):
        report = events.Reported(
            sender="district_regulator",
            receiver=receiver,
            channel=channel,  # type: ignore[arg-type]
            person="王处",
            number="12365",
        )
        acts.write(ident, report, note.at + timedelta(minutes=minutes))
    later = note.at + timedelta(hours=5)
    match note.fate:
        case "void":
            acts.write(ident, events.Struck(entry=call, reason="重复"), later)
        case "dismissed":
            acts.write(ident, events.Dismissed(reason="不是", decided_by="王局"), later)
        case "out_of_scope":
            acts.write(ident, events.ScopeJudged(out=True, reason="不在", decided_by="王局"), later)


def _facts(note: Noted) -> Event:
    none = dict.fromkeys(("serious_injuries", "relocated", "stranded", "toxic_leak"), Amount(0, 0))
    flags = ("exploded", "overturned", "structure_broken", "hoist_dropped")
    amounts = {
        "deaths": Amount(note.deaths, note.deaths + note.maybe),
        **none,
        **dict.fromkeys(flags, Amount(0, 0)),
        "stranded_hours": Amount(0, 0),
        "outage_hours": Amount(0, 0),
        "loss_yuan": Amount() if note.loss is None else Amount(note.loss, note.loss),
    }
    return events.FactsSet(
        amounts=amounts, choices={"equipment": note.kind, "explosion": "leak"}, learned_at=note.at
    )
