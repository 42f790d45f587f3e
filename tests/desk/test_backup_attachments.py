"""Attachments go along where copies of the journal go, and come back with it: what lacks only."""

import shutil
from pathlib import Path

import pytest

from cqcmd.cli.main import main
from cqcmd.clock import FixedClock
from cqcmd.desk.attachments.forms import AttachForm
from cqcmd.desk.desk import Desk
from cqcmd.desk.rescue.desk import Wish, put_back
from cqcmd.errors import Refusal
from cqcmd.journal.attachments import carrying
from cqcmd.journal.copies.course import Course
from tests.desk.calls import TANK, take


@pytest.fixture
def ident(desk: Desk, tmp_path: Path) -> str:
    ident = take(desk, TANK)
    for name in ("现场.jpg", "现场录像.mp4"):
        attach(desk, ident, tmp_path, name)
    return ident


def attach(desk: Desk, ident: str, folder: Path, name: str) -> None:
    (folder / name).write_bytes(name.encode() * (len(name) * 1000))
    desk.attachments.attaching(ident, AttachForm(paths=str(folder / name))).run()()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "usb"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_backup_takes_them_along_once_for_all_copies(
    desk: Desk, ident: str, stick: Path, tmp_path: Path, clock: FixedClock
) -> None:
    said = desk.backups.back_up(stick)
    assert "附件 2 个都在旁边的“附件”里。" in said
    assert names(stick / "附件") == names(desk.attachments.folder.path)
    before = {path: path.stat().st_ino for path in (stick / "附件").iterdir()}
    attach(desk, ident, tmp_path, "录音.m4a")
    clock.advance(minutes=1)
    assert "附件 3 个" in desk.backups.back_up(stick)
    assert all(path.stat().st_ino == inode for path, inode in before.items()), "not copied again"
    assert names(stick / "附件") == names(desk.attachments.folder.path)
    assert not (tmp_path / "data" / "备份" / "附件").exists(), "on the same disk none is doubled"


def test_without_any_nothing_is_said_of_them(desk: Desk, stick: Path) -> None:
    take(desk, TANK)
    assert "附件" not in desk.backups.back_up(stick)
    assert not (stick / "附件").exists()


def test_a_stick_too_small_takes_what_fits_and_says_which_it_lacks(
    desk: Desk, ident: str, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = sorted(path.stat().st_size for path in desk.attachments.folder.path.iterdir())

    class Usage:
        free = sizes[0]

    monkeypatch.setattr(carrying.shutil, "disk_usage", lambda _path: Usage)  # type: ignore[attr-defined]
    monkeypatch.setattr("cqcmd.desk.station.copy_round._insist_on_room", lambda *_more: None)
    said = desk.backups.back_up(stick)
    assert said.startswith("已备份")
    assert "附件有 1 个没有备份（磁盘已满）" in said
    assert "现场录像.mp4" in said
    assert len(names(stick / "附件")) == 1
    assert len(list(stick.glob("*.db"))) == 1, "the journal's own copy stands"


def test_given_up_at_the_attachments_the_journal_is_backed_up_and_the_rest_is_named(
    desk: Desk, ident: str, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def note(self: Course, what: str, done: int = 0, total: int = 0) -> None:
        if "附件" in what:
            self.cancel()
        real(self, what, done, total)

    real = Course.note
    monkeypatch.setattr(Course, "note", note)
    said = desk.backups.back_up(stick)
    assert "附件有 2 个没有备份（取消了）" in said
    assert names(stick / "附件") == []


def test_one_altered_does_not_replace_the_good_one(
    desk: Desk, ident: str, stick: Path, clock: FixedClock
) -> None:
    desk.backups.back_up(stick)
    place = Path(desk.attachments.every(ident)[0].path)
    good = place.read_bytes()
    place.chmod(0o600)
    place.write_bytes(b"x" * len(good))
    clock.advance(minutes=1)
    desk.backups.back_up(stick)
    assert (stick / "附件" / place.name).read_bytes() == good


def test_one_altered_before_its_first_backup_is_named(desk: Desk, ident: str, stick: Path) -> None:
    place = Path(desk.attachments.every(ident)[0].path)
    place.chmod(0o600)
    place.write_bytes(b"x" * 10)
    said = desk.backups.back_up(stick)
    assert f"附件 {place.name} 和记入时不一样" in said


def test_a_disk_that_gives_back_something_else_keeps_none(
    desk: Desk, ident: str, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "digest_of", lambda _path: "0" * 64)
    assert "附件有 2 个没有备份（磁盘读写出错）" in desk.backups.back_up(stick)
    assert names(stick / "附件") == []


def test_copies_by_themselves_take_them_along_and_a_lack_is_told(
    desk: Desk, ident: str, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.backups.back_up(stick)
    desk.settings.set("backup_directory", str(stick))
    attach(desk, ident, tmp_path, "录音.m4a")
    desk.backups.by_themselves()
    assert len(names(stick / "附件")) == 3
    attach(desk, ident, tmp_path, "扫描件.pdf")
    shutil.rmtree(tmp_path / "data" / "备份")  # the last one counts as fresh for an hour

    class Usage:
        free = 0

    monkeypatch.setattr(carrying.shutil, "disk_usage", lambda _path: Usage)  # type: ignore[attr-defined]
    monkeypatch.setattr("cqcmd.desk.station.copy_round._insist_on_room", lambda *_more: None)
    with pytest.raises(Refusal, match="附件有 1 个没有备份（磁盘已满）"):
        desk.backups.by_themselves()


def test_they_come_back_with_the_journal(
    desk: Desk, ident: str, stick: Path, tmp_path: Path, clock: FixedClock
) -> None:
    desk.backups.back_up(stick)
    (stick / "附件" / "0123456789abcdef-别的站的.jpg").write_bytes(b"x")
    (copy,) = stick.glob("*.db")
    new = tmp_path / "新电脑"
    said = put_back(new, Wish(source=copy, actor="命令行"), clock)
    assert "附件 2 个也放回来了。" in said
    assert names(new / "附件") == names(desk.attachments.folder.path), "no other station's"
    assert all(not path.stat().st_mode & 0o222 for path in (new / "附件").iterdir())
    assert main(["journal", "verify", "--data", str(new)]) == 0


def test_what_lacks_beside_the_copy_is_named(
    desk: Desk, ident: str, stick: Path, tmp_path: Path, clock: FixedClock
) -> None:
    desk.backups.back_up(stick)
    gone = sorted((stick / "附件").iterdir())[0]
    gone.unlink()
    (copy,) = stick.glob("*.db")
    said = put_back(tmp_path / "新电脑", Wish(source=copy, actor="命令行"), clock)
    assert "日志里记的附件还缺 1 个" in said
    assert gone.name in said


def test_a_copy_with_its_attachments_beside_it_is_verified(
    desk: Desk, ident: str, stick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.backups.back_up(stick)
    (copy,) = stick.glob("*.db")
    assert main(["journal", "verify", str(copy)]) == 0
    assert "附件 2 个，与记入时一样" in capsys.readouterr().out
    one = next((stick / "附件").iterdir())
    one.unlink()
    assert main(["journal", "verify", str(copy)]) == 6
