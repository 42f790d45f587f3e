"""Data directories as they should not be: one sentence each, and nothing written elsewhere."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from cqcmd import paths
from cqcmd.clock import SystemClock
from cqcmd.desk.opening import Opening
from cqcmd.errors import BadInput, Refusal, Unwritable
from cqcmd.local_store import Drafts, write_whole
from cqcmd.terminal.crash import sentence
from tests.support.pseudo_terminal import ROOT


def opened(place: Path) -> Opening:
    opening = Opening(paths.data_dir(str(place)), None, SystemClock())
    opening.read_journal()
    return opening


def a_file(place: Path) -> Path:
    place.write_text("x")
    return place


def below_a_file(place: Path) -> Path:
    place.write_text("x")
    return place / "a" / "b"


def a_link_to_itself(place: Path) -> Path:
    place.symlink_to(place)
    return place


def a_dangling_link(place: Path) -> Path:
    place.symlink_to(place.parent / "gone")
    return place


def a_long_name(place: Path) -> Path:
    return place.with_name("长" * 200)


PLACES: list[tuple[Callable[[Path], Path], str]] = [
    (a_file, "那里是一个文件，不是目录"),
    (below_a_file, "路径中有一段不是目录"),
    (a_link_to_itself, "这是指向别处的链接"),
    (a_dangling_link, "没有这个文件或目录"),
    (a_long_name, "名字太长"),
]


@pytest.mark.parametrize(("made", "why"), PLACES)
def test_a_place_where_no_directory_can_be_is_said(
    tmp_path: Path, made: Callable[[Path], Path], why: str
) -> None:
    place = made(tmp_path / "data")
    with pytest.raises(BadInput) as refused:
        paths.data_dir(str(place))
    assert str(refused.value) == (
        f"数据目录 {place} 用不了（{why}）；请检查磁盘和权限，或用 --data 另指一处。"
    )


@pytest.mark.parametrize("below", ["stick/cqcmd", "stick", "user/stick/cqcmd"])
def test_a_drive_that_is_not_there_is_not_made_on_another_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, below: str
) -> None:
    drives = tmp_path / "media"
    (drives / "user").mkdir(parents=True)
    monkeypatch.setattr(paths, "DRIVES", (drives,))
    with pytest.raises(BadInput, match="这块盘没有插好"):
        paths.data_dir(str(drives / below))
    monkeypatch.setattr(os.path, "ismount", lambda place: Path(place).name == "stick")
    (drives / below).parent.mkdir(parents=True, exist_ok=True)
    (drives / "stick").mkdir(exist_ok=True)
    assert paths.data_dir(str(drives / below)) == drives / below


@pytest.mark.parametrize("end", ["", "-wal", "-shm"])
def test_a_journal_that_is_a_link_is_neither_opened_nor_made(tmp_path: Path, end: str) -> None:
    elsewhere = tmp_path / "elsewhere.db"
    opened(tmp_path / "other").close()
    shutil.copy(tmp_path / "other" / "journal.db", elsewhere)
    before = elsewhere.read_bytes()
    place = tmp_path / "data"
    place.mkdir()
    (place / f"journal.db{end}").symlink_to(elsewhere)
    with pytest.raises(Refusal, match=r"这是指向别处的链接|journal\.db-wal 还在"):
        opened(place)
    assert elsewhere.read_bytes() == before


def test_documents_are_written_by_way_of_no_link(tmp_path: Path) -> None:
    data, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    data.mkdir()
    elsewhere.mkdir()
    target = elsewhere / "target"
    target.write_text("theirs")
    (data / "settings.json").symlink_to(target)
    for name in ("drafts", "文书", "crash"):
        (data / name).symlink_to(elsewhere)
    with pytest.raises(Unwritable, match="这是指向别处的链接"):
        write_whole(data / "settings.json", b"ours")
    with pytest.raises(Unwritable, match="这是指向别处的链接"):
        write_whole(data / "文书" / "报告.docx", b"ours")
    with pytest.raises(Unwritable, match="草稿目录"):
        Drafts(data / "drafts").save("x", {}, SystemClock().now())
    assert "没能写下（这是指向别处的链接）" in sentence(ValueError(), data / "crash")
    assert [path.name for path in elsewhere.iterdir()] == ["target"]
    assert target.read_text() == "theirs"


def test_a_link_left_beside_a_document_is_not_written_into(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("theirs")
    (tmp_path / "settings.json.new").symlink_to(target)
    write_whole(tmp_path / "settings.json", b"ours")
    assert (tmp_path / "settings.json").read_bytes() == b"ours"
    assert target.read_text() == "theirs"


def test_the_data_directory_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "真的").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "真的")
    opened(tmp_path / "data").close()
    assert (tmp_path / "真的" / "journal.db").is_file()


def test_a_full_disk_at_the_first_start_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: SimpleNamespace(free=1000))
    with pytest.raises(Refusal, match="打不开（磁盘已满）"):
        opened(tmp_path / "data")
    assert not list(tmp_path.rglob("journal.db*"))


SMALL_DISK = f"""
mount -t tmpfs -o size=64k tmpfs "$1" || exit 77
{sys.executable} -c '
import sys
from pathlib import Path
from cqcmd.clock import SystemClock
from cqcmd.desk.opening import Opening
Opening(Path(sys.argv[1]), None, SystemClock()).read_journal()
' "$1/data"; ls -AR "$1"
"""


def test_a_really_full_disk_is_told_and_left_empty(tmp_path: Path) -> None:
    try:
        done = subprocess.run(
            [
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                SMALL_DISK,
                "sh",
                tmp_path,
            ],
            capture_output=True,
            cwd=ROOT,
        )
    except OSError:
        pytest.skip("no unshare on this system")
    if done.returncode == 77 or b"unshare" in done.stderr:
        pytest.skip("this system gives no mounts of its own to a test")
    assert "打不开（磁盘已满）" in done.stderr.decode()
    assert b"journal" not in done.stdout
    assert os.listdir(tmp_path) == []
