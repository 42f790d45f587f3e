"""The SQL that runs is what the declared tables make of it."""

import re

import pytest
from sqlalchemy import ClauseElement, func, insert, select
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from cqcmd.journal import statements
from cqcmd.journal.chain import FIELDS
from cqcmd.journal.tables import ABOUT, ENTRY

COLUMNS = [ENTRY.c[name] for name in FIELDS]
ARRIVAL = ENTRY.c.arrival

# A 0 or an empty text stands for a parameter: SQLAlchemy writes a `?` for it.
DERIVED: dict[str, ClauseElement] = {
    "ADD": insert(ENTRY).values(dict.fromkeys(FIELDS)),
    "ADD_AS_ARRIVED": insert(ENTRY).values(dict.fromkeys(("arrival", *FIELDS))),
    "SINCE": select(*COLUMNS, ARRIVAL).where(ARRIVAL > 0).order_by(ARRIVAL),
    "BY_CHAIN": select(*COLUMNS).order_by(ENTRY.c.station, ENTRY.c.seq),
    "LAST_HEAD": select(ENTRY.c.seq, ENTRY.c.hash)
    .where(ENTRY.c.station == "")
    .order_by(ENTRY.c.seq.desc()),
    "ROWS_OF": select(*(ENTRY.c[name] for name in FIELDS))
    .where(ENTRY.c.incident == "")
    .order_by(ENTRY.c.station, ENTRY.c.seq),
    "HELD": select(
        ENTRY.c.station, func.count(ARRIVAL), func.max(ENTRY.c.seq), func.max(ENTRY.c.recorded_at)
    )
    .group_by(ENTRY.c.station)
    .order_by(ENTRY.c.station),
    "HASH_OF": select(ENTRY.c.hash).where(ENTRY.c.station == "", ENTRY.c.seq == 0),
    "LINKS": select(ENTRY.c.seq, ENTRY.c.prev, ENTRY.c.hash).where(
        ENTRY.c.station == "", ENTRY.c.seq.between(0, 0)
    ),
    "LAST_SEQ": select(func.max(ENTRY.c.seq)).where(ENTRY.c.station == ""),
    "STATIONS": select(ENTRY.c.station).group_by(ENTRY.c.station).order_by(func.count().desc()),
    "WRITTEN": select(ENTRY.c.seq).where(ENTRY.c.kind == "", ENTRY.c.data == ""),
    "EXTENT": select(func.count(ARRIVAL), func.max(ENTRY.c.recorded_at)),
    "OF_INCIDENT": select(ARRIVAL).where(ENTRY.c.incident == "", ARRIVAL <= 0).order_by(ARRIVAL),
    "HASH_AT": select(ENTRY.c.hash).where(ARRIVAL == 0),
    "UP_TO": select(
        select(func.count()).select_from(ENTRY).scalar_subquery()
        - select(func.count()).select_from(ENTRY).where(ARRIVAL > 0).scalar_subquery()
    ),
    "LAST_ARRIVAL": select(func.max(ARRIVAL)),
    "STATION": select(ABOUT.c.value).where(ABOUT.c.name == ""),
    "NAME_STATION": insert(ABOUT).values(name="", value=""),
}

BY_HAND = {
    "LAST_ABOUT",
    "NUMBERS",
    "STANDING",
    "BY_NUMBER",
    "PLACES",
    "AT_PLACES",
    "RAW_SINCE",
    "RAW_AT_PLACES",
    "RAW_BY_CHAIN",
}
"""What SQLAlchemy has no words for: bytes as they stand, and places given as JSON."""

FUNCTIONS = {"typeof", "json_each", "value", "entry", "max", "count", "sum"}


def test_every_statement_is_derived_or_said_to_be_by_hand() -> None:
    assert DERIVED.keys() | BY_HAND == {name for name in vars(statements) if name[0].isupper()} - {
        "FIELDS"
    }


@pytest.mark.parametrize("name", DERIVED)
def test_a_statement_is_what_the_tables_make_of_it(name: str) -> None:
    made = str(DERIVED[name].compile(dialect=SQLiteDialect_pysqlite(paramstyle="qmark")))
    assert _plain(getattr(statements, name)) == _plain(made)


@pytest.mark.parametrize("name", sorted(BY_HAND))
def test_a_statement_by_hand_names_columns_there_are(name: str) -> None:
    sql = re.sub(r"'\w+'", "", getattr(statements, name))
    named = set(re.findall(r"\b[a-z_]+\b", sql)) - FUNCTIONS
    assert named <= set(ENTRY.c.keys())


def _plain(sql: str) -> str:
    unnamed = re.sub(r"\b(?:entry|about)\.|\"| AS \w+", "", sql)
    return " ".join(unnamed.split())
