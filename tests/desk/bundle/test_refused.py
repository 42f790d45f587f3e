"""A bundle that is not whole and honest is refused whole, in a sentence; nothing is written."""

import json
import os
import shutil
import stat
import struct
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from cqcmd.clock import FixedClock
from cqcmd.errors import BadInput, Refusal
from cqcmd.journal.chain import FIELDS, digest
from tests.desk.bundle.posts import Post, Posts
from tests.desk.calls import LIFT, TANK, take
from tests.desk.conftest import START

Parts = dict[str, bytes]


@pytest.fixture
def bundle(a: Post, stick: Path) -> Path:
    take(a.desk, TANK)
    return a.export(stick)


def parts_of(path: Path) -> Parts:
    with ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def pack(path: Path, parts: Parts) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)


def listed(parts: Parts, **changed: object) -> Parts:
    """The parts with a list that fits them again, and what was changed in it."""
    told = json.loads(parts["manifest.json"]) | changed
    told["members"] = [
        {"name": name, "sha256": sha256(data).hexdigest(), "size": len(data)}
        for name, data in parts.items()
        if name != "manifest.json"
    ]
    return parts | {"manifest.json": json.dumps(told).encode()}


def rows_of(parts: Parts) -> list[list[object]]:
    return [json.loads(line) for line in parts["entries.jsonl"].splitlines()]


def with_rows(parts: Parts, rows: list[list[object]]) -> Parts:
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return listed(parts | {"entries.jsonl": lines.encode()})


def signed_anew(row: list[object], **values: object) -> list[object]:
    fields = dict(zip(FIELDS, row, strict=True)) | values
    changed = tuple(fields[name] for name in FIELDS)
    return [*changed[:-1], digest(changed)]  # type: ignore[arg-type]


def untouched(post: Post) -> tuple[object, ...]:
    """All that lies in a post's folder beside the journal, and how far that goes."""
    names = {path.name for folder in ("plans", "附件") for path in (post.data / folder).glob("*")}
    return names, post.record.journal.head(), post.record.journal.verify().entries


def refused(post: Post, path: Path, passphrase: str = "") -> str:
    """What is said; nothing was written."""
    before = untouched(post)
    with pytest.raises(BadInput) as refusal:
        post.desk.bundle.taking_in(post.preview(path, passphrase)).run()()
    assert untouched(post) == before
    words = str(refusal.value)
    assert "没有" in words or "请" in words or "不并" in words
    return words


def _extra(parts: Parts) -> Parts:
    return parts | {"readme.txt": b"hello"}


def _escaping(parts: Parts) -> Parts:
    return listed(parts | {"../../etc/cron.d/x": b"hello"})


def _absolute(parts: Parts) -> Parts:
    return listed(parts | {"/etc/passwd": b"hello"})


def _windows(parts: Parts) -> Parts:
    return listed(parts | {"C:\\x": b"hello"})


def _twin(parts: Parts) -> Parts:
    return listed(parts | {"ENTRIES.JSONL": parts["entries.jsonl"]})


def _nested(parts: Parts) -> Parts:
    return listed(parts | {"plans/inner.zip": b"PK"})


def _altered(parts: Parts) -> Parts:
    return parts | {
        "entries.jsonl": parts["entries.jsonl"].replace("储罐".encode(), "管道".encode())
    }


def _altered_with_its_list(parts: Parts) -> Parts:
    return listed(_altered(parts))


def _unlisted(parts: Parts) -> Parts:
    told = json.loads(parts["manifest.json"])
    told["members"] = told["members"][:1]
    return parts | {"manifest.json": json.dumps(told).encode()}


def _listed_twice(parts: Parts) -> Parts:
    told = json.loads(parts["manifest.json"])
    told["members"] += told["members"]
    return parts | {"manifest.json": json.dumps(told).encode()}


def _not_there(parts: Parts) -> Parts:
    return {name: data for name, data in parts.items() if not name.startswith("plans/")}


def _no_list(parts: Parts) -> Parts:
    return {name: data for name, data in parts.items() if name != "manifest.json"}


def _newer(parts: Parts) -> Parts:
    return listed(parts, format=2, something={"new": 1})


def _nonsense_list(parts: Parts) -> Parts:
    return parts | {"manifest.json": b"[" * 100_000}


def _wrong_list(parts: Parts) -> Parts:
    return listed(parts, made_at="2026-07-25T06:05:00")


def _cut_rows(parts: Parts) -> Parts:
    return listed(parts | {"entries.jsonl": parts["entries.jsonl"][:-20]})


def _deep_rows(parts: Parts) -> Parts:
    return listed(parts | {"entries.jsonl": b"[" * 100_000 + b"\n"})


def _gap(parts: Parts) -> Parts:
    rows = rows_of(parts)
    return with_rows(parts, [*rows[:1], *rows[2:]])


def _reordered_links(parts: Parts) -> Parts:
    rows = rows_of(parts)
    rows[1] = signed_anew(rows[1], actor="别人")
    return with_rows(parts, rows)


def _other_plan(parts: Parts) -> Parts:
    name = next(name for name in parts if name.endswith(".json") and name.startswith("plans/"))
    return listed(parts | {name: parts[name] + b"\n"})


def _broken_plan(parts: Parts) -> Parts:
    data = b'{"meta": {}}'
    return listed(parts | {f"plans/{sha256(data).hexdigest()}.json": data})


def _drill(parts: Parts) -> Parts:
    return listed(parts, drill=True)


CHANGES = (
    _extra, _escaping, _absolute, _windows, _twin, _nested, _altered, _altered_with_its_list,
    _unlisted, _listed_twice, _not_there, _no_list, _newer, _nonsense_list, _wrong_list,
    _cut_rows, _deep_rows, _gap, _reordered_links, _other_plan, _broken_plan, _drill,
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_not_as_it_was_made_is_refused_whole(
    change: Callable[[Parts], Parts], b: Post, bundle: Path
) -> None:
    pack(bundle, change(parts_of(bundle)))
    words = refused(b, bundle)
    if change is _newer:
        assert "升级本程序" in words
    if change is _drill:
        assert "演练" in words


def test_it_is_refused_wherever_it_was_cut_off(b: Post, bundle: Path) -> None:
    whole = bundle.read_bytes()
    for length in (0, 1, 30, len(whole) // 2, len(whole) - 30, len(whole) - 1):
        bundle.write_bytes(whole[:length])
        refused(b, bundle)


def test_no_flipped_byte_gets_through(b: Post, bundle: Path) -> None:
    whole = bytearray(bundle.read_bytes())
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        changed = bytearray(whole)
        changed[place] ^= 0x10
        bundle.write_bytes(changed)
        before = untouched(b)
        try:
            incoming = b.desk.bundle.read(bundle)
        except BadInput:
            continue
        # A byte of what the format leaves open, such as a date: what was read is what was made.
        assert len(incoming.rows.rows) == incoming.manifest.held[0].entries
        assert untouched(b) == before


def test_two_members_of_one_name(b: Post, bundle: Path) -> None:
    parts = parts_of(bundle)
    with ZipFile(bundle, "w") as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
        with pytest.warns(UserWarning, match="Duplicate"):
            packed.writestr("entries.jsonl", b"")
    assert "不该有的内容" in refused(b, bundle)


def test_a_link_and_a_device(b: Post, bundle: Path) -> None:
    parts = parts_of(bundle)
    for kind in (stat.S_IFLNK, stat.S_IFIFO, stat.S_IFDIR):
        with ZipFile(bundle, "w") as packed:
            for name, data in parts.items():
                info = ZipInfo(name)
                info.external_attr = (kind | 0o777) << 16 if name == "entries.jsonl" else 0
                packed.writestr(info, data)
        assert "不该有的内容" in refused(b, bundle)


def test_another_way_to_pack(b: Post, bundle: Path) -> None:
    parts = parts_of(bundle)
    with ZipFile(bundle, "w", ZIP_BZIP2) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    refused(b, bundle)


def test_a_zip_that_another_program_locked(b: Post, bundle: Path) -> None:
    data = bytearray(bundle.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    bundle.write_bytes(data)
    assert "加密" in refused(b, bundle)


def test_a_small_file_that_unpacks_to_a_huge_one(b: Post, bundle: Path) -> None:
    parts = parts_of(bundle)
    pack(bundle, listed(parts | {"attachments/" + "0" * 64: bytes(200 << 20)}))
    assert bundle.stat().st_size < 1 << 20
    assert "过大" in refused(b, bundle)


def test_a_size_that_the_file_lies_about(b: Post, bundle: Path) -> None:
    parts = parts_of(bundle)
    pack(bundle, listed(parts | {"attachments/" + "0" * 64: bytes(900_000)}))
    data = bundle.read_bytes()
    small = struct.pack("<L", 900_000)
    assert data.count(small) >= 2
    bundle.write_bytes(data.replace(small, struct.pack("<L", 10)))
    refused(b, bundle)


def test_what_is_no_bundle_at_all(b: Post, stick: Path) -> None:
    path = stick / "x.cqb"
    for data in (b"", b"hello", b"PK\x05\x06" + bytes(18), b"age-encryption.org/v1\nhello"):
        path.write_bytes(data)
        refused(b, path, "12345678" if data.startswith(b"age") else "")
    with pytest.raises(BadInput):
        b.desk.bundle.read(stick)
    with pytest.raises(BadInput, match="读不出来"):
        b.desk.bundle.read(stick / "not there")


@pytest.mark.parametrize("name", ["not plugged in", "x.zip", "y/"])
def test_a_stick_that_is_not_there_becomes_no_file(a: Post, stick: Path, name: str) -> None:
    with pytest.raises(BadInput, match="U 盘插好了吗"):
        a.desk.bundle.exporting(stick / name)
    assert list(stick.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows 没有命名管道文件")
def test_a_pipe_is_not_waited_for_and_a_folder_is_called_one(b: Post, stick: Path) -> None:
    os.mkfifo(stick / "pipe.cqb")
    assert "是管道或设备" in refused(b, stick / "pipe.cqb")
    assert "是目录，不是文件" in refused(b, stick)


def test_a_bundle_of_ones_own_from_before_brings_nothing_new(a: Post, bundle: Path) -> None:
    assert a.preview(bundle).added == 0


def test_a_cloned_disk_is_explained(a: Post, posts: Posts, stick: Path, tmp_path: Path) -> None:
    take(a.desk, TANK)
    a.opening.close()
    shutil.copytree(a.data, tmp_path / "clone")
    a.again()
    clone = Post(tmp_path / "clone", FixedClock(START), "clone")
    take(clone.desk, LIFT)
    words = refused(a, clone.export(stick))
    assert a.station in words
    assert "--data" in words
    clone.opening.close()


def test_a_restored_post_hears_from_the_other_what_it_lost(
    a: Post, b: Post, stick: Path, tmp_path: Path
) -> None:
    take(a.desk, TANK)
    a.opening.close()
    shutil.copytree(a.data, tmp_path / "older")
    a.again()
    take(a.desk, LIFT)
    b.take_in(a.export(stick))
    a.opening.close()
    shutil.rmtree(a.data)
    shutil.copytree(tmp_path / "older", a.data)
    a.again()
    doubts = b.preview(a.export(stick)).doubts
    assert any("末尾少了" in words and "渝中区市场监管局" in words for words in doubts)
    words = refused(a, b.export(stick))
    assert "从旧备份恢复过" in words
    take(a.desk, LIFT, unit="别的大厦")
    assert a.station in refused(b, a.export(stick))


@pytest.mark.parametrize("name", ["x" * 300 + ".cqb", "a\0b.cqb", "a\nb.cqb", "none/x.cqb"])
def test_a_path_that_cannot_be_is_a_sentence(a: Post, stick: Path, name: str) -> None:
    with pytest.raises(Refusal):
        a.desk.bundle.exporting(stick / name).run()
    with pytest.raises(Refusal):
        a.desk.bundle.read(stick / name)
    assert list(stick.iterdir()) == []
