"""The checker of verdict records: how many it derives anew in a second."""

import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from statistics import median

from bench.pairs import cpu_seconds
from bench.row import Row
from bench.stock import START, fill, record_of
from cqcmd.clock import FixedClock
from cqcmd.desk.plan.kept import KeptPlans
from cqcmd.incident.events import FactsSet
from cqcmd.rules.facts import Amount
from cqcmd.verdict_check import Check

RECORDS = 2_000


def rows() -> Iterator[Row]:
    """Row 19."""
    with tempfile.TemporaryDirectory(prefix="cqcmd-bench-") as folder:
        journal = Path(folder) / "journal.db"
        _write(journal)
        took = median(cpu_seconds(lambda: _check(journal)) for _round in range(3))
    yield Row(
        number="19",
        work="verdict records derived anew",
        base="",
        measured=RECORDS / took,
        budget=1_000,
        unit="records/s",
        at_least=True,
        figures=f"{RECORDS:,} records in {took:.2f} s",
    )


def _write(journal: Path) -> None:
    """News of two hundred incidents in turn: no record is as the one before it."""
    fill(journal, 1_200)
    clock = FixedClock(START + timedelta(hours=3))
    record = record_of(journal, clock)
    KeptPlans(journal.parent).keep(record.plan)
    with closing(record.journal):
        for number, ident in zip(range(RECORDS), cycle(record.ledger.incidents), strict=False):
            amounts = {"deaths": Amount(number % 7, number % 7 + 1)}
            with record.act() as act:
                act.append(FactsSet(amounts=amounts, learned_at=clock.now()), ident)
            clock.advance(seconds=1)


def _check(journal: Path) -> None:
    faults = list(Check(journal).faults())
    assert not faults, faults[0]
