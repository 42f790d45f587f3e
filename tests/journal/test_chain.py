"""The check of the chain names the first link that does not hold."""

import sqlite3
from contextlib import closing
from hashlib import sha256
from json import dumps

import pytest

from cqcmd.journal import Journal
from tests.journal.conftest import Note

TRIGGERS = ("entry_stays", "entry_unchanged", "entry_follows")


def tamper(journal: Journal, *sentences: str) -> None:
    """What somebody with the file and an SQL tool could do."""
    with closing(sqlite3.connect(journal.path)) as driver, driver:
        for name in TRIGGERS:
            driver.execute(f"DROP TRIGGER {name}")
        for sql in sentences:
            driver.execute(sql)


@pytest.fixture
def chained(journal: Journal, note: Note) -> Journal:
    for number in range(1, 6):
        note(journal, f'{{"number":{number}}}')
    return journal


def test_a_whole_chain(chained: Journal) -> None:
    verdict = chained.verify()
    assert (verdict.ok, verdict.entries, verdict.fault) == (True, 5, "")
    assert verdict.heads == {chained.station: chained.head()}


def test_an_empty_journal_is_whole(journal: Journal) -> None:
    assert (journal.verify().ok, journal.verify().entries) == (True, 0)


def test_the_hash_can_be_computed_by_anybody(chained: Journal) -> None:
    with closing(sqlite3.connect(chained.path)) as driver:
        driver.row_factory = sqlite3.Row
        row = dict(driver.execute("SELECT * FROM entry WHERE seq = 3").fetchone())
    del row["arrival"]
    wanted = row.pop("hash")
    text = dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert sha256(text.encode()).hexdigest() == wanted


@pytest.mark.parametrize(
    "column",
    ["id", "incident", "kind", "data", "actor", "occurred_at", "recorded_at", '"order"', "hash"],
)
def test_an_edit_of_any_field_is_named(chained: Journal, column: str) -> None:
    tamper(chained, f"UPDATE entry SET {column} = 'x' WHERE seq = 3")
    verdict = chained.verify()
    assert (verdict.ok, verdict.entries) == (False, 2)
    assert "第 3 条" in verdict.fault
    assert "被改过" in verdict.fault


def test_a_deletion_is_named(chained: Journal) -> None:
    tamper(chained, "DELETE FROM entry WHERE seq = 3")
    verdict = chained.verify()
    assert (verdict.ok, verdict.entries) == (False, 2)
    assert "应有第 3 条" in verdict.fault


def test_a_deletion_hidden_by_renumbering_is_named(chained: Journal) -> None:
    tamper(
        chained,
        "DELETE FROM entry WHERE seq = 3",
        "UPDATE entry SET seq = 3 WHERE seq = 4",
        "UPDATE entry SET seq = 4 WHERE seq = 5",
    )
    verdict = chained.verify()
    assert not verdict.ok
    assert "第 3 条" in verdict.fault
    assert "接不上" in verdict.fault


def test_a_swap_is_named(chained: Journal) -> None:
    tamper(
        chained,
        "UPDATE entry SET seq = 99 WHERE seq = 2",
        "UPDATE entry SET seq = 2 WHERE seq = 4",
        "UPDATE entry SET seq = 4 WHERE seq = 99",
    )
    verdict = chained.verify()
    assert (verdict.ok, verdict.entries) == (False, 1)
    assert "第 2 条" in verdict.fault


def test_an_entry_written_anew_with_its_hash_breaks_the_next_link(chained: Journal) -> None:
    from cqcmd.journal.chain import FIELDS, digest

    with closing(sqlite3.connect(chained.path)) as driver:
        names = ", ".join(f'"{name}"' for name in FIELDS)
        row = list(driver.execute(f"SELECT {names} FROM entry WHERE seq = 3").fetchone())
    row[FIELDS.index("data")] = "{}"
    forged = digest(tuple(row))
    tamper(chained, f"UPDATE entry SET data = '{{}}', hash = '{forged}' WHERE seq = 3")
    verdict = chained.verify()
    assert "第 4 条" in verdict.fault
    assert "接不上" in verdict.fault


def test_each_station_has_a_chain_of_its_own(chained: Journal) -> None:
    tamper(
        chained,
        "INSERT INTO entry SELECT NULL, id || 'x', incident, 'zz', seq, kind, data, actor,"
        ' occurred_at, recorded_at, "order", prev, hash FROM entry WHERE seq = 1',
    )
    verdict = chained.verify()
    assert (verdict.ok, verdict.entries) == (False, 5)
    assert "值班点 zz 第 1 条" in verdict.fault
    assert verdict.heads[chained.station] == chained.head()
