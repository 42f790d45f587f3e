"""What the proof of a journal finds, and that no file ends it."""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cqcmd.errors import Refusal
from cqcmd.journal import Journal
from cqcmd.journal.chain import FIELDS, START, digest
from cqcmd.journal.proof import Head, Proof, head_of, prove, prove_open
from tests.journal.conftest import HandClock, Note
from tests.journal.test_chain import TRIGGERS, tamper

Opened = Callable[[], Journal]
COLUMNS = ", ".join(f'"{name}"' for name in FIELDS)


@pytest.fixture
def chained(journal: Journal, note: Note) -> Journal:
    for number in range(1, 8):
        note(journal, f'{{"text":"第{number}条"}}')
    return journal


@pytest.fixture
def copied(chained: Journal, tmp_path: Path) -> Path:
    """A copy as it was after seven entries."""
    place = tmp_path / "copy.db"
    with closing(sqlite3.connect(chained.path)) as link:
        link.execute("VACUUM INTO ?", (str(place),))
    return place


def sorts(proof: Proof) -> list[str]:
    return [finding.sort for finding in proof.findings]


def rehash(path: Path) -> None:
    """Write the whole chain anew, as somebody who knows how would do."""
    with closing(sqlite3.connect(path)) as link, link:
        for name in TRIGGERS[:2]:
            link.execute(f"DROP TRIGGER IF EXISTS {name}")
        before = START
        for row in link.execute(f"SELECT {COLUMNS} FROM entry ORDER BY seq").fetchall():
            row = (*row[: FIELDS.index("prev")], before)
            before = digest((*row, ""))
            values = (row[-1], before, row[FIELDS.index("seq")])
            link.execute("UPDATE entry SET prev = ?, hash = ? WHERE seq = ?", values)


def test_a_whole_journal(chained: Journal) -> None:
    proof = prove_open(chained.path)
    assert (proof.ok, proof.entries, proof.seq) == (True, 7, 7)
    assert proof.head == chained.head()[1]
    chained.close()
    assert prove(chained.path) == proof


def test_every_break_is_named_and_the_entries_are_marked(chained: Journal) -> None:
    ids = {entry.seq: entry.id for entry in chained.entries()}
    tamper(
        chained,
        "UPDATE entry SET data = '{}' WHERE seq = 2",
        "UPDATE entry SET occurred_at = 'x' WHERE seq = 4",
        "DELETE FROM entry WHERE seq = 6",
    )
    proof = prove_open(chained.path)
    assert sorts(proof) == ["broken"] * 3
    assert list(proof.altered.values()) == [("26-0012", 2), ("26-0012", 4)]
    assert set(proof.altered) == {ids[2], ids[4]}


def page_of(path: Path, name: str) -> int:
    """The number of the first page of a table or of an index."""
    with closing(sqlite3.connect(path)) as link:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        return int(link.execute(sql, (name,)).fetchone()[0])


def spoil(path: Path, page: int) -> None:
    """Write rubbish over a page, as a disk does."""
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xa5" * 4096)


@pytest.mark.parametrize("index", ["sqlite_autoindex_entry_1", "sqlite_autoindex_entry_2"])
def test_a_damaged_index_is_named_though_every_entry_is_read(copied: Path, index: str) -> None:
    spoil(copied, page_of(copied, index))
    proof = prove(copied)
    assert (proof.entries, sorts(proof)) == (7, ["broken"])
    assert "索引坏了" in proof.findings[0].words


def test_a_file_damaged_while_it_is_open_is_a_finding_of_the_proof(copied: Path) -> None:
    spoil(copied, page_of(copied, "entry"))
    with pytest.raises(Refusal, match="已损坏"):
        prove(copied)
    proof = prove_open(copied)
    assert sorts(proof) == ["broken"]
    assert "已损坏" in proof.findings[0].words


def test_it_agrees_with_a_head_noted_before(chained: Journal, note: Note, copied: Path) -> None:
    seq, mark = chained.head()
    note(chained)
    head = Head(chained.station, seq, mark[:16], "上次记下的")
    chained.close()
    proof = prove(chained.path, [head, head_of(copied, "备份")], mark[:16])
    assert proof.ok
    assert len(proof.agreed) == 3
    assert "第 7 条" in proof.agreed[-1]
    assert "又记了 1 条" in proof.agreed[-1]


def test_a_cut_tail_is_named(chained: Journal, copied: Path) -> None:
    tamper(chained, "DELETE FROM entry WHERE seq > 5")
    mark = chained.head()[1]
    chained.close()
    assert prove(chained.path).ok, "by itself it looks whole"
    proof = prove(chained.path, [head_of(copied, "备份")], mark)
    assert sorts(proof) == ["missing", "missing"]
    assert "末尾少了 2 条" in proof.findings[0].words


def test_a_chain_written_anew_is_named(chained: Journal, copied: Path) -> None:
    tamper(chained, "UPDATE entry SET actor = '王五' WHERE seq = 3")
    chained.close()
    rehash(chained.path)
    assert prove(chained.path).ok, "by itself it looks whole"
    assert sorts(prove(chained.path, [head_of(copied, "备份")])) == ["rewritten"]


def test_another_stations_file_is_named(
    chained: Journal, copied: Path, tmp_path: Path, clock: HandClock
) -> None:
    other = Journal.open(tmp_path / "other" / "journal.db", clock.now)
    other.close()
    assert sorts(prove(other.path, [head_of(copied, "备份")])) == ["station"]


def test_what_was_noted_before_it_was_restored_binds_no_longer(
    chained: Journal, clock: HandClock
) -> None:
    clock.turn(hours=1)
    with chained.act() as act:
        act.append("restored", "{}", incident=None, actor="李敏", occurred_at=clock.now())
    chained.close()
    old, new = "2026-11-22T06:30:00Z", "2026-11-22T08:00:00Z"
    assert prove(chained.path, [Head(chained.station, 90, "f", "旧的", old)]).ok
    assert not prove(chained.path, [Head(chained.station, 90, "f", "新的", new)]).ok


def test_what_a_crash_left_beside_it_is_read_and_left_there(
    chained: Journal, tmp_path: Path
) -> None:
    place = tmp_path / "crashed" / "journal.db"
    place.parent.mkdir()
    for end in ("", "-wal"):
        shutil.copyfile(f"{chained.path}{end}", f"{place}{end}")
    assert prove(place).entries == 7
    assert sorted(os.listdir(place.parent)) == ["journal.db", "journal.db-wal"]


def damaged(content: bytes, dice: random.Random) -> bytes:
    """The bytes of a file with something done to them."""
    data = bytearray(content)
    match dice.randrange(5):
        case 0:
            for _ in range(dice.choice((1, 3, 40))):
                data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        case 1:
            del data[dice.randrange(len(data)) :]
        case 2:
            page = 4096
            one, two = (dice.randrange(len(data) // page) * page for _ in range(2))
            data[one : one + page], data[two : two + page] = (
                data[two : two + page],
                data[one : one + page],
            )
        case 3:
            at = dice.randrange(len(data))
            data[at : at + 300] = dice.randbytes(300)
        case _:
            at = dice.randrange(120)
            data[at] ^= 1 << dice.randrange(8)
    return bytes(data)


def outcome(path: Path) -> str:
    """A sentence, whatever the file: raised as a refusal, or in the findings."""
    try:
        proof = prove(path)
    except Refusal as refusal:
        return str(refusal)
    return proof.findings[0].words if proof.findings else "完整"


@pytest.mark.parametrize("seed", range(150))
def test_no_damage_ends_it_and_the_post_opens_or_refuses(
    copied: Path, tmp_path: Path, clock: HandClock, seed: int
) -> None:
    place = tmp_path / "bad" / "journal.db"
    place.parent.mkdir()
    place.write_bytes(damaged(copied.read_bytes(), random.Random(seed)))
    before = place.read_bytes()
    assert outcome(place)
    assert place.read_bytes() == before
    try:
        journal = Journal.open(place, clock.now)
    except Refusal as refusal:
        assert str(refusal)  # noqa: PT017 - either may be
        return
    try:
        list(journal.entries())
        with journal.act() as act:
            act.append("note", "{}", incident="x", actor="李敏", occurred_at=clock.now())
    except Refusal as refusal:
        assert str(refusal)  # noqa: PT017 - either may be
    finally:
        journal.close()


@pytest.mark.parametrize("content", [b"", b"\n", "日志".encode(), b"SQLite format 3\x00"])
def test_what_is_no_journal_is_said(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "journal.db"
    place.write_bytes(content)
    assert "不是本程序的日志" in outcome(place)


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    assert "不是文件" in outcome(tmp_path)
    assert "不在" in outcome(tmp_path / "nothing")
    os.mkfifo(tmp_path / "pipe")
    assert "不是文件" in outcome(tmp_path / "pipe")


def test_a_drills_journal_is_proved_as_one(tmp_path: Path, clock: HandClock) -> None:
    Journal.open(tmp_path / "d" / "journal.db", clock.now, drill=True).close()
    assert prove(tmp_path / "d" / "journal.db").drill
