"""A journal with verdict records, and changes planted in it past its triggers and its chain."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import apsw

from cqcmd.journal.chain import FIELDS, START, digest
from cqcmd.verdict_check import Check

COLUMNS = ", ".join(f'"{name}"' for name in FIELDS)
TRIGGERS = ("entry_stays", "entry_unchanged", "entry_follows")
Rows = list[dict[str, Any]]


def faults(journal: Path) -> list[str]:
    """What the checker says of a journal."""
    return [*Check(journal).faults()]


def rows_of(journal: Path) -> Rows:
    """Every entry, its data read."""
    # By the engine of the journal: another one in this process would let go of its locks.
    with closing(apsw.Connection(str(journal))) as link:
        found = [dict(zip(FIELDS, row, strict=True)) for row in link.execute(_ALL)]
    return [row | {"data": json.loads(row["data"])} for row in found]


def records(journal: Path) -> Rows:
    """The verdict records that were written."""
    return [row for row in rows_of(journal) if row["kind"] == "verdict"]


def plant(journal: Path, change: Callable[[Rows], Rows | None]) -> None:
    """Change the entries as somebody would who also makes the chain whole again."""
    rows = rows_of(journal)
    rows = change(rows) or rows
    _renumber(rows)
    with closing(apsw.Connection(str(journal))) as link, link:
        for trigger in TRIGGERS:
            link.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        link.execute("DELETE FROM entry")
        link.executemany(f"INSERT INTO entry ({COLUMNS}) VALUES ({_MARKS})", _chained(rows))


_ALL = f"SELECT {COLUMNS} FROM entry ORDER BY arrival"
_MARKS = ", ".join("?" for _name in FIELDS)


def _renumber(rows: Rows) -> None:
    """Close the gap an entry left, in what other records say of numbers too."""
    numbers = {row["seq"]: place for place, row in enumerate(rows, 1)}
    for row in rows:
        row["seq"] = numbers[row["seq"]]
        if row["kind"] == "verdict":
            row["data"]["since"] = numbers[row["data"]["since"]]


def _chained(rows: Rows) -> list[tuple[Any, ...]]:
    before, chained = START, []
    for row in rows:
        data = json.dumps(row["data"], ensure_ascii=False, separators=(",", ":"))
        values = tuple((row | {"data": data, "prev": before})[name] for name in FIELDS[:-1])
        before = digest(values)
        chained.append((*values, before))
    return chained
