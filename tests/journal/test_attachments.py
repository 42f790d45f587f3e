"""Files beside the record: whole or not at all, under a name that leads nowhere else."""

import errno
import os
import stat
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from cqcmd.errors import BadInput, Cancelled, Refusal, Unwritable
from cqcmd.incident.events import Attached
from cqcmd.journal.attachments import taking_in
from cqcmd.journal.attachments.folder import AttachmentFolder
from cqcmd.journal.attachments.source import MOST_BYTES, look_at
from cqcmd.journal.attachments.taking_in import Taken, take_in
from cqcmd.journal.copies.course import Course
from cqcmd.local_store.leftovers import sweep

BYTES = bytes(range(256)) * 5000  # more than a piece


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "现场 照片.jpg"
    path.write_bytes(BYTES)
    return path


def course() -> Course:
    return Course(given_up="没有附。")


def taken(data: Path, *paths: Path) -> tuple[Taken, ...]:
    sources = [(look_at(path, ()), path.name.replace(" ", "_")) for path in paths]
    return take_in(sources, AttachmentFolder(data).path, course())


def event(one: Taken) -> Attached:
    return Attached(name="现场 照片.jpg", file=one.file, sha256=one.sha256, size=one.size)


def lying(data: Path) -> list[str]:
    folder = AttachmentFolder(data).path
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_file_lies_there_whole_under_its_digest(data: Path, photo: Path) -> None:
    (one,) = taken(data, photo)
    digest = sha256(BYTES).hexdigest()
    assert one == Taken(f"{digest[:16]}-现场_照片.jpg", digest, len(BYTES))
    place = AttachmentFolder(data).place(event(one))
    assert place is not None
    assert place.read_bytes() == BYTES
    assert not stat.S_IMODE(place.stat().st_mode) & 0o222, "nobody writes into it by the way"
    assert photo.exists(), "the officer's own file stays"
    assert AttachmentFolder(data).look(event(one)).state == "whole"


def test_the_same_bytes_lie_there_once(data: Path, photo: Path, tmp_path: Path) -> None:
    (first,) = taken(data, photo)
    (again,) = taken(data, photo)
    assert first == again
    assert lying(data) == [first.file]


def test_what_was_altered_there_is_not_taken_for_the_same(data: Path, photo: Path) -> None:
    (first,) = taken(data, photo)
    place = AttachmentFolder(data).path / first.file
    place.chmod(0o600)
    place.write_bytes(b"x" * len(BYTES))
    (again,) = taken(data, photo)
    assert again.file != first.file
    assert AttachmentFolder(data).look(event(again)).state == "whole"
    assert AttachmentFolder(data).look(event(first)).state == "changed"


@pytest.mark.parametrize(
    ("file", "sha"),
    [
        ("../../etc/passwd", "../../etc/passwd"),
        ("0123456789abcdef-../../x", "0123456789abcdef" * 4),
        ("0123456789abcdef-..\\x", "0123456789abcdef" * 4),
        ("0123456789abcdef-C:x", "0123456789abcdef" * 4),
        ("0123456789abcdef-a\nb", "0123456789abcdef" * 4),
        ("fedcba9876543210-x", "0123456789abcdef" * 4),
        ("", ""),
    ],
)
def test_a_name_in_an_altered_entry_leads_nowhere(data: Path, file: str, sha: str) -> None:
    attached = Attached(name="x", file=file, sha256=sha, size=3)
    assert AttachmentFolder(data).place(attached) is None
    assert AttachmentFolder(data).look(attached).state == "missing"


def test_what_is_gone_or_a_link_is_missing(data: Path, photo: Path) -> None:
    (one,) = taken(data, photo)
    place = AttachmentFolder(data).path / one.file
    place.unlink()
    assert AttachmentFolder(data).look(event(one)).words == "文件不见了"
    place.symlink_to(photo)
    assert AttachmentFolder(data).look(event(one)).state == "missing"


def test_one_byte_altered_is_seen(data: Path, photo: Path) -> None:
    (one,) = taken(data, photo)
    place = AttachmentFolder(data).path / one.file
    place.chmod(0o600)
    place.write_bytes(BYTES[:-1] + b"!")
    assert "被改过" in AttachmentFolder(data).look(event(one)).words


def test_what_is_no_file_is_refused_with_a_sentence(tmp_path: Path, photo: Path) -> None:
    (tmp_path / "目录").mkdir()
    (tmp_path / "链接.jpg").symlink_to(photo)
    (tmp_path / "空.jpg").touch()
    os.mkfifo(tmp_path / "管道")
    for name, why in {
        "目录": "是一个目录",
        "链接.jpg": "是指向别处的链接",
        "空.jpg": "是空的",
        "管道": "设备或管道",
        "没有.jpg": "没有这个文件",
        "空\0字": "不能用的字符",
    }.items():
        with pytest.raises(BadInput, match=why) as refused:
            look_at(tmp_path / name, ())
        assert refused.value.field == "paths"
    with pytest.raises(BadInput, match="设备或管道"):
        look_at(Path("/dev/null"), ())


def test_the_record_itself_is_not_attached_under_any_name(tmp_path: Path, photo: Path) -> None:
    """To open and close the journal by other means would let go of the locks of SQLite."""
    other = tmp_path / "别名.db"
    other.hardlink_to(photo)
    with pytest.raises(BadInput, match="本程序自己的文件"):
        look_at(other, [photo])


def test_more_than_five_gigabytes_are_refused_and_five_are_not(tmp_path: Path) -> None:
    path = tmp_path / "录像.mp4"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES)
    assert look_at(path, ()).size == MOST_BYTES
    with path.open("ab") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(BadInput, match="超过 5 GB"):
        look_at(path, ())


def test_a_file_that_is_still_being_written_is_refused(data: Path, photo: Path) -> None:
    source = look_at(photo, ())
    with photo.open("ab") as file:
        file.write(b"more")
    with pytest.raises(Refusal, match="正在被写入"):
        take_in([(source, "x.jpg")], AttachmentFolder(data).path, course())
    assert lying(data) == []


class GivenUp(Course):
    """Given up after so many steps."""

    def __init__(self, steps: int) -> None:
        super().__init__(given_up="没有附。")
        self._left = steps

    def note(self, what: str, done: int = 0, total: int = 0) -> None:
        self._left -= 1
        if self._left < 0:
            self.cancel()
        super().note(what, done, total)


@pytest.mark.parametrize("steps", range(8))
def test_given_up_anywhere_it_leaves_nothing(
    data: Path, photo: Path, tmp_path: Path, steps: int
) -> None:
    other = tmp_path / "录音.m4a"
    other.write_bytes(BYTES * 2)
    sources = [(look_at(path, ()), path.name) for path in (photo, other)]
    with pytest.raises(Cancelled, match="没有附"):
        take_in(sources, AttachmentFolder(data).path, GivenUp(steps))
    assert lying(data) == []


@pytest.mark.parametrize("call", ["write", "fsync", "open"])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_disk_that_refuses_leaves_nothing_and_is_told(
    data: Path, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, at: int
) -> None:
    other = tmp_path / "录音.m4a"
    other.write_bytes(BYTES[::-1])
    sources = [(look_at(path, ()), path.name) for path in (photo, other)]
    calls, real = iter(range(1, 10_000)), getattr(os, call)

    def full(*given: object, **more: object) -> object:
        if next(calls) == at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*given, **more)

    with monkeypatch.context() as patch:
        patch.setattr(os, call, full)
        with pytest.raises(Unwritable, match="磁盘已满"):
            take_in(sources, AttachmentFolder(data).path, course())
    for name in lying(data):  # one that has its name is whole, and is found again the next time
        assert name.startswith(sha256((data / "附件" / name).read_bytes()).hexdigest()[:16])


def test_room_is_left_for_the_log(data: Path, photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_in, "SPARE", 1 << 60)
    with pytest.raises(Unwritable, match="给日志留"):
        taken(data, photo)
    assert lying(data) == []


def test_a_disk_that_gives_back_something_else_is_named(
    data: Path, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_in, "digest_of", lambda *_more: "0" * 64)
    with pytest.raises(Unwritable, match="这个盘不可靠"):
        taken(data, photo)
    assert lying(data) == []


def test_a_folder_that_is_a_link_takes_nothing(data: Path, photo: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    AttachmentFolder(data).path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Unwritable, match="链接"):
        taken(data, photo)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_what_a_crash_left_half_copied_is_swept_and_the_rest_stays(data: Path, photo: Path) -> None:
    (one,) = taken(data, photo)
    left = AttachmentFolder(data).path / "0011223344556677-0.new"
    left.write_bytes(b"half")
    sweep(data, datetime.fromtimestamp(left.stat().st_mtime, UTC) + timedelta(minutes=30))
    assert left.exists(), "another terminal may be at it"
    sweep(data, datetime.fromtimestamp(left.stat().st_mtime, UTC) + timedelta(hours=2))
    assert lying(data) == [one.file]
