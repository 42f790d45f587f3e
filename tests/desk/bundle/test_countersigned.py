"""What was seen of another station at a meeting is written down: what lacks later is named."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cqcmd.desk.desk import Desk
from cqcmd.journal.chain import FIELDS, digest
from cqcmd.journal.proof import prove
from tests.desk.bundle.posts import Post
from tests.desk.calls import LIFT, TANK, take

TRIGGERS = ("entry_stays", "entry_unchanged", "entry_follows")


def tamper(post: Post, *sentences: str) -> None:
    post.opening.close()
    with closing(sqlite3.connect(post.journal)) as driver, driver:
        for name in TRIGGERS:
            driver.execute(f"DROP TRIGGER {name}")
        for sql in sentences:
            driver.execute(sql)


@pytest.fixture
def met(a: Post, b: Post, stick: Path) -> Desk:
    """The desk of ``b`` after it took in all of ``a``."""
    take(a.desk, TANK), take(a.desk, LIFT)
    b.take_in(a.export(stick))
    return b.desk


def last_of(post: Post, station: str) -> int:
    with closing(sqlite3.connect(post.journal)) as driver:
        [(seq,)] = driver.execute("SELECT max(seq) FROM entry WHERE station = ?", (station,))
    return int(seq)


def test_a_whole_journal_of_two_stations_is_whole(met: Desk, b: Post) -> None:
    proof = prove(b.journal)
    assert (proof.ok, proof.agreed) == (True, ())


def test_a_tail_of_the_other_station_that_was_cut_off_here(met: Desk, a: Post, b: Post) -> None:
    last, station = last_of(b, a.station), a.station
    tamper(b, f"DELETE FROM entry WHERE station = '{station}' AND seq > {last - 2}")
    [finding] = prove(b.journal).findings
    assert finding.sort == "missing"
    assert f"渝中区市场监管局 到第 {last} 条" in finding.words
    assert f"有 {last} 条，现在只有 {last - 2} 条" in finding.words
    b.again()


def test_a_chain_of_the_other_station_that_was_written_anew_here(
    met: Desk, a: Post, b: Post
) -> None:
    names = ", ".join(f'"{name}"' for name in FIELDS)
    last, station = last_of(b, a.station), a.station
    b.opening.close()
    with closing(sqlite3.connect(b.journal)) as driver:
        sql = f"SELECT {names} FROM entry WHERE station = ? AND seq = ?"
        row = list(driver.execute(sql, (station, last)).fetchone())
    row[FIELDS.index("actor")] = "别人"
    mark = digest(tuple(row))
    where = f"station = '{station}' AND seq = {last}"
    tamper(b, f"UPDATE entry SET actor = '别人', hash = '{mark}' WHERE {where}")
    [finding] = prove(b.journal).findings
    assert finding.sort == "rewritten"
    assert f"渝中区市场监管局 第 {last} 条" in finding.words
    b.again()


def test_a_part_of_a_chain_is_said_to_be_one(a: Post, b: Post, stick: Path) -> None:
    take(a.desk, LIFT)
    b.take_in(a.export(stick, take(a.desk, TANK)))
    proof = prove(b.journal)
    assert proof.ok
    [words] = proof.agreed
    assert f"值班点 {a.station} 是部分链" in words
