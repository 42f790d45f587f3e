"""Seeded lines for ``cqcmd grade`` and ``cqcmd duties``, thick around every boundary."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal, localcontext
from random import Random

from tests.oracle.clause_1_5 import EQUIPMENT, FLAGS, NUMBERS, PEOPLE_AND_YUAN
from tests.oracle.duties_oracle import ORGS, owed

EDGES: dict[str, tuple[str, ...]] = {
    "deaths": ("1", "3", "10", "30"),
    "serious_injuries": ("1", "10", "50", "100"),
    "loss_yuan": ("10000", "10000000", "50000000", "100000000"),
    "relocated": ("500", "10000", "50000", "150000"),
    "stranded": ("1", "100"),
    "stranded_hours": ("1", "2", "3.5", "12", "24", "48"),
    "outage_hours": ("240",),
    "capacity_mw": ("600",),
}
NEW_YEAR = datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)
LEAP_DAY = datetime(2024, 2, 28, 23, 40, tzinfo=UTC)
VESSEL = ("exploded", "toxic_leak", "relocated")
ABOVE = ("stranded", "stranded_hours")
BEARING: dict[str | None, tuple[str, ...]] = {
    "boiler": ("exploded", "outage_hours", "capacity_mw"),
    "pressure_vessel": VESSEL,
    "pressure_piping": VESSEL,
    "elevator": ABOVE,
    "crane": ("overturned", "structure_broken", "hoist_dropped"),
    "ropeway": ABOVE,
    "amusement_ride": ABOVE,
}
Told = tuple[str, str, str, datetime]
NEAR = ("-1", "-0.1", "-0.5", "-1e-12", "-1e-38", "0", "0", "0", "1e-38", "1e-12", "0.25", "1", "7")


def near(rng: Random, name: str) -> Decimal:
    """A value on an edge of this fact, a step beside it, or far from any."""
    if rng.random() < 0.12:
        return Decimal(rng.choice(("0", "0", "2", "99", "1000", "1e15")))
    with localcontext() as exact:
        exact.prec = 60
        value = Decimal(rng.choice(EDGES[name])) + Decimal(rng.choice(NEAR))
        if name in PEOPLE_AND_YUAN:
            value = value.to_integral_value()
    return value.copy_abs()


def spelled(rng: Random, value: Decimal) -> str:
    """One of the ways JSON can write the number."""
    plain = format(value, "f")
    if value != value.to_integral_value():
        return rng.choice((plain, plain + "0", f"{value:E}"))
    plain = plain.split(".")[0]
    bare = plain.rstrip("0") or "0"
    short = f"{bare}e{len(plain) - len(bare)}" if value else "0e5"
    return rng.choice((plain, plain, plain, plain + ".0", short, plain + "00E-2" * bool(value)))


def amount(rng: Random, name: str) -> str:
    """A plain number, a pair or null."""
    kind = rng.random()
    if kind < 0.08:
        return "null"
    first = near(rng, name)
    if kind < 0.6:
        return spelled(rng, first)
    other = first if kind < 0.65 else near(rng, name)
    low, high = sorted((first, other))
    return f"[{spelled(rng, low)}, {spelled(rng, high)}]"


def fact_set(rng: Random, number: int) -> bytes:
    """One good line: mostly facts that bear on the equipment, some that do not."""
    equipment = rng.choice((*EQUIPMENT, *BEARING, None))
    parts = [] if rng.random() < 0.02 else [f'"id": {number % 997}']
    if equipment is not None or rng.random() < 0.5:
        parts.append(f'"equipment": {json.dumps(equipment)}')
    for name in (*NUMBERS, *FLAGS):
        likely = 0.8 if name in BEARING.get(equipment, ()) else 0.12
        if rng.random() >= likely:
            continue
        value = amount(rng, name) if name in NUMBERS else flag(rng)
        parts.append(f'"{name}": {value}')
    rng.shuffle(parts)
    return ("{" + ", ".join(parts) + "}").encode()


def flag(rng: Random) -> str:
    """A box ticked, not ticked, blank or possible."""
    return rng.choice(("true", "true", "false", "null", '"possible"', '"possible"'))


def fact_sets(seed: int, count: int) -> Iterator[bytes]:
    """Good lines for ``cqcmd grade``."""
    rng = Random(seed)
    return (fact_set(rng, number) for number in range(count))


def written(rng: Random, moment: datetime) -> str:
    """One of the ways ISO 8601 can write the instant."""
    minutes = rng.choice((480, 480, 480, 0, 540, 345, -210, 840, -720))
    text = moment.astimezone(timezone(timedelta(minutes=minutes))).isoformat()
    return text.replace("+00:00", "Z") if rng.random() < 0.7 else text


def jump(rng: Random) -> timedelta:
    """From a limit of the plan to just beside it, or anywhere within three hours."""
    if rng.random() < 0.25:
        return timedelta(seconds=rng.randint(-600, 10_800))
    beside = rng.choice((0, 0, 0, -1, 1, -1_000_000, 1_000_000, 250_000, -60_000_000))
    return timedelta(minutes=rng.choice((0, 30, 60, 120)), microseconds=beside)


def day(rng: Random) -> datetime:
    """A starting moment, sometimes a breath before the year, the day or the hour turns."""
    start = rng.choice((NEW_YEAR, LEAP_DAY))
    moved = start + timedelta(days=rng.randint(0, 300), seconds=rng.choice((0, 0, 1, 1799)))
    fraction = rng.choice((0, 0, 0, 500_000, 123_456, 999_999))
    return moved.replace(microsecond=fraction)


def told(rng: Random, learned: dict[str, datetime], start: datetime) -> list[Told]:
    """Reports, most of them along the plan's lines, each moving its receiver's clock."""
    found: list[Told] = []
    for _ in range(rng.choice((0, 1, 2, 3, 5, 8, 12))):
        sender = rng.choice(ORGS if rng.random() < 0.2 else ORGS[1:5])
        lines = owed(sender)
        others = tuple(org for org in ORGS if org != sender)
        to = rng.choice(lines)[0] if lines and rng.random() < 0.85 else rng.choice(others)
        at = learned.get(sender, start) + jump(rng)
        learned[to] = min(at, learned.get(to, at))
        found.append((sender, to, rng.choice(("phone", "written")), at))
    rng.shuffle(found)
    return found


def chain(rng: Random, number: int) -> bytes:
    """One good line for ``cqcmd duties``."""
    start = day(rng)
    chosen = [org for org in ORGS if rng.random() < 0.3]
    receipts = {org: start + jump(rng) for org in chosen}
    reports = told(rng, dict(receipts), start)
    now = start + rng.choice((jump(rng), jump(rng) + jump(rng), timedelta(days=rng.randint(1, 40))))
    given: dict[str, object] = {
        "id": f"链{number % 991}",
        "receipts": {org: written(rng, at) for org, at in receipts.items() if at <= now},
        "reports": [
            {"from": one, "to": to, "channel": how, "at": written(rng, moment)}
            for one, to, how, moment in reports
            if moment <= now
        ],
        "now": written(rng, now),
    }
    if rng.random() < 0.6:
        given["occurred_at"] = written(rng, min(now, start + jump(rng) - timedelta(hours=1)))
    if rng.random() < 0.7:
        given["grade"] = rng.choice(("I", "II", "III", "III", "IV", None))
    return json.dumps(given, ensure_ascii=rng.random() < 0.5).encode()


def chains(seed: int, count: int) -> Iterator[bytes]:
    """Good lines for ``cqcmd duties``."""
    rng = Random(seed)
    return (chain(rng, number) for number in range(count))
