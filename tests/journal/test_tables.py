"""The tables are what they are declared to be, and nothing in them can be changed."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime

import pytest
from sqlalchemy import create_engine
from sqlmodel import Session, SQLModel, select

from cqcmd.incident.events.entry import Entry
from cqcmd.journal import Journal
from cqcmd.journal.statements import ADD
from cqcmd.journal.tables import EntryRow, Table
from tests.journal.conftest import Note


@pytest.fixture
def foreign(journal: Journal, note: Note) -> Iterator[sqlite3.Connection]:
    """Some other program at the file, two entries in it."""
    note(journal)
    note(journal)
    with closing(sqlite3.connect(journal.path)) as driver:
        yield driver


def test_the_migrations_arrive_at_the_declared_tables(foreign: sqlite3.Connection) -> None:
    declared = create_engine("sqlite://")
    with declared.connect() as link:
        Table.metadata.create_all(link)
        wanted = link.exec_driver_sql("SELECT name, sql FROM sqlite_master ORDER BY name").all()
    query = "SELECT name, sql FROM sqlite_master WHERE type <> 'trigger' ORDER BY name"
    assert [_plain(*row) for row in foreign.execute(query)] == [_plain(*row) for row in wanted]


def test_the_statements_name_the_fields_in_the_order_of_an_entry() -> None:
    named = re.findall(r"\w+", ADD[ADD.index("(") + 1 : ADD.index(")")])
    assert tuple(named) == Entry.__struct_fields__
    assert not issubclass(Entry, SQLModel)


def test_sqlmodel_reads_the_same_entries(journal: Journal, note: Note) -> None:
    entry = note(journal)
    with Session(create_engine(f"sqlite:///{journal.path}")) as session:
        row = session.exec(select(EntryRow)).one()
    assert {name: getattr(row, name) for name in Entry.__struct_fields__} == {
        name: getattr(entry, name) for name in Entry.__struct_fields__
    }


REST = 'kind, data, actor, occurred_at, recorded_at, "order", prev, hash FROM entry WHERE seq = 1'


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE entry SET data = '{}' WHERE seq = 1", "never changed"),
        ("DELETE FROM entry", "never deleted"),
        ("REPLACE INTO entry SELECT * FROM entry WHERE seq = 1", "follows"),
        (f"REPLACE INTO entry SELECT 9, id, incident, 'x', 1, {REST}", "follows"),
        (f"REPLACE INTO entry SELECT 1, 'new', incident, station, 3, {REST}", "follows"),
        (f"INSERT INTO entry SELECT NULL, 'new', incident, station, 9, {REST}", "follows"),
        ("UPDATE about SET value = 'x'", "stays"),
        ("DELETE FROM about", "stays"),
        ("REPLACE INTO about VALUES ('station', 'x')", "stays"),
    ],
)
def test_the_file_itself_refuses_change(foreign: sqlite3.Connection, sql: str, words: str) -> None:
    before = foreign.execute("SELECT * FROM entry").fetchall()
    with pytest.raises(sqlite3.IntegrityError, match=words):
        foreign.execute(sql)
    assert foreign.execute("SELECT * FROM entry").fetchall() == before


def test_times_are_text_that_sorts(foreign: sqlite3.Connection) -> None:
    (text,) = foreign.execute("SELECT recorded_at FROM entry WHERE seq = 1").fetchone()
    assert text == "2026-11-22T06:05:00.000000Z"
    assert datetime.fromisoformat(text).utcoffset() is not None


@pytest.mark.skipif(os.name != "posix", reason="file modes are of POSIX")
def test_the_file_is_its_owners_alone(journal: Journal, note: Note) -> None:
    note(journal)
    assert journal.path.stat().st_mode & 0o777 == 0o600
    assert journal.path.parent.stat().st_mode & 0o777 == 0o700
    beside = [path for path in journal.path.parent.iterdir() if path != journal.path]
    assert all(path.stat().st_mode & 0o077 == 0 for path in beside)


def _plain(name: str, sql: str | None) -> tuple[str, str]:
    return name, re.sub(r"\s+|\"(?!order)", "", sql or "").lower()
