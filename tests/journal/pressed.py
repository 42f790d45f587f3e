"""Acts on a disk that refuses: run in a process of its own, by a limit or a full file system."""

import resource
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from cqcmd.errors import Unwritable
from cqcmd.journal import Journal


def now() -> datetime:
    return datetime.now(UTC)


def put(journal: Journal, size: int = 10) -> str:
    with journal.act() as act:
        words = f'"{"x" * size}"'
        return act.append("note", words, incident=None, actor="王", occurred_at=now()).id


def attempt(journal: Journal, size: int, written: set[str]) -> str:
    """Do an act; what it was refused with, if it was."""
    try:
        written.add(put(journal, size))
    except Unwritable as refusal:
        return str(refusal)
    return ""


def settle(journal: Journal, refusal: str, written: set[str]) -> bool:
    """Whether an act was refused; one told as uncertain may be written or not."""
    found = {entry.id for entry in journal.new_entries()}
    assert not found or "不能确定" in refusal, refusal
    assert not refusal or ("未记录" in refusal) != ("不能确定" in refusal), refusal
    written |= found
    return refusal != ""


def check(journal: Journal, written: set[str]) -> None:
    """What was told as written is there, and nothing else; the chain holds."""
    assert {entry.id for entry in journal.entries()} == written
    verdict = journal.verify()
    assert (verdict.ok, verdict.entries) == (True, len(written)), verdict


def limited(place: Path) -> None:
    """Let each write of an act in turn be the one that goes beyond what a file may hold."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    journal = Journal.open(place / "journal.db", now)
    written = {put(journal, 3_000) for _ in range(5)}
    refused = 0
    reach = max(file.stat().st_size for file in place.iterdir())
    for limit in range(0, reach + 16_384, 1_024):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        refusal = attempt(journal, 3_000, written)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        refused += settle(journal, refusal, written)
        check(journal, written)
    written.add(put(journal))
    check(journal, written)
    print(f"{refused} refused, {len(written)} written")


def full(place: Path) -> None:
    """Write until the file system is full, then a little more."""
    journal = Journal.open(place / "journal.db", now)
    written: set[str] = set()
    while not (refusal := attempt(journal, 3_000, written)):
        pass
    assert "磁盘已满" in refusal
    assert all("未记录" in attempt(journal, 8_000, written) for _ in range(5))
    check(journal, written)
    journal.close()
    check(Journal.open(place / "journal.db", now), written)
    print(f"full after {len(written)} written")


def some(place: Path) -> None:
    """Four acts, whatever the system calls do; then what was told is compared with the file."""
    journal = Journal.open(place / "journal.db", now)
    written: set[str] = set()
    refused = 0
    for _ in range(4):
        refused += settle(journal, attempt(journal, 100, written), written)
    journal.close()
    check(Journal.open(place / "journal.db", now), written)
    print(f"{refused} refused, {len(written)} written")


if __name__ == "__main__":
    ways: dict[str, Callable[[Path], None]] = {"limited": limited, "full": full, "some": some}
    ways[sys.argv[1]](Path(sys.argv[2]))
