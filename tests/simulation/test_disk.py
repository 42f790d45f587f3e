"""The model of a disk: what was flushed stays, of the rest anything may, in whole sectors."""

import random
from itertools import pairwise
from pathlib import Path

from tests.simulation.disk import SECTOR, Disk, Inode

CUTS = range(200)


def test_what_was_flushed_is_there_after_every_cut(tmp_path: Path) -> None:
    for seed in CUTS:
        inode = Inode()
        inode.write(0, b"a" * 3_000)
        inode.sync()
        inode.write(1_000, b"b" * 5_000)
        found = inode.after_cut(random.Random(seed))
        assert found[:1_000] == b"a" * 1_000
        assert set(found) <= {ord("a"), ord("b"), 0}


def test_a_sector_is_kept_whole_or_not_at_all() -> None:
    seen = set()
    for seed in CUTS:
        inode = Inode()
        inode.write(100, b"b" * 2_000)
        found = inode.after_cut(random.Random(seed)).ljust(2_560, b"\0")
        bounds = [100, *range(SECTOR, 2_100, SECTOR), 2_100]
        parts = [set(found[a:b]) for a, b in pairwise(bounds)]
        assert all(len(part) == 1 for part in parts)
        seen.add(tuple(part == {ord("b")} for part in parts))
    assert len(seen) > 10


def test_what_a_flush_failed_to_write_is_never_written() -> None:
    for seed in CUTS:
        inode = Inode()
        inode.write(0, b"lost")
        inode.lose_unsynced()
        inode.write(4, b"kept")
        inode.sync()
        assert inode.after_cut(random.Random(seed)) == b"\0\0\0\0kept"


def test_names_come_about_in_their_order(tmp_path: Path) -> None:
    outcomes = set()
    for seed in CUTS:
        disk = Disk(tmp_path)
        for name in "abc":
            disk.inode(str(tmp_path / name)).write(0, name.encode())
            (tmp_path / name).write_text(name)
        disk.rename(str(tmp_path / "b"), str(tmp_path / "d"))
        (tmp_path / "b").replace(tmp_path / "d")
        disk.cut(random.Random(seed))
        outcomes.add("".join(sorted(path.name for path in tmp_path.iterdir())))
        for path in tmp_path.iterdir():
            path.unlink()
    assert outcomes == {"", "a", "ab", "abc", "acd"}


def test_a_flushed_folder_keeps_its_names_and_a_flushed_file_its_content(tmp_path: Path) -> None:
    for seed in CUTS:
        disk, path = Disk(tmp_path), tmp_path / "draft.json"
        path.write_bytes(b"new")
        disk.inode(str(path)).write(0, b"new")
        disk.inode(str(path)).sync()
        disk.sync_names()
        disk.remove(str(path))
        disk.cut(random.Random(seed))
        assert not path.exists() or path.read_bytes() == b"new"
