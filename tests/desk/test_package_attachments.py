"""Attachments in 事故档案: streamed, listed, held against the log by its own program too."""

import errno
import json
from pathlib import Path

import pytest

from cqcmd.desk.attachments.forms import AttachForm
from cqcmd.desk.desk import Desk
from cqcmd.desk.package import writing
from cqcmd.desk.package.writing import Packed
from cqcmd.errors import Cancelled, Unread, Unwritable
from cqcmd.journal.attachments import copying_out
from tests.desk.calls import TANK, take
from tests.desk.test_package import Seen, verified


@pytest.fixture
def ident(desk: Desk, tmp_path: Path) -> str:
    """An incident with three files, of which one was attached by a slip."""
    ident = take(desk, TANK)
    for name, words in (("裂口 #1?.jpg", "东侧 <b>裂口</b>"), ("录音.m4a", ""), ("误.jpg", "")):
        (tmp_path / name).write_bytes(name.encode() * 4000)
        form = AttachForm(paths=str(tmp_path / name), words=words, source="物业")
        desk.attachments.attaching(ident, form).run()()
    desk.logbook.undo(ident)
    return ident


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb"


@pytest.fixture
def packed(desk: Desk, ident: str, stick: Path) -> Packed:
    return desk.package.make(ident, str(stick))


def place(desk: Desk, ident: str, number: int) -> Path:
    return Path(desk.attachments.every(ident)[number].path)


def page_of(packed: Packed) -> Seen:
    seen = Seen()
    seen.feed((packed.path / "index.html").read_text("utf-8"))
    return seen


def rewrite(path: Path, data: bytes) -> None:
    path.chmod(0o600)
    path.write_bytes(data)


def test_all_of_them_lie_in_it_and_its_own_program_says_so(
    desk: Desk, ident: str, packed: Packed
) -> None:
    names = sorted(path.name for path in (packed.path / "附件").iterdir())
    assert names == sorted(place(desk, ident, number).name for number in range(3))
    assert packed.wrong == ()
    assert verified(packed.path)[0] == 0
    told = json.loads((packed.path / "manifest.json").read_text("utf-8"))
    assert [one["wrong"] for one in told["attachments"]] == ["", "", ""]
    assert all(one["file"] in told["files"] for one in told["attachments"])


def test_its_page_leads_to_each_and_says_that_it_is_as_it_was(packed: Packed) -> None:
    from urllib.parse import unquote

    seen = page_of(packed)
    shown = " ".join(seen.words)
    assert "东侧 <b>裂口</b>；物业" in shown
    assert "b" not in seen.tags
    assert shown.count("与记入时一样") == 3
    assert "误按" in shown
    links = [unquote(link) for link in seen.links if link.startswith("%E9%99%84")]
    assert len(links) == 6, "each in its own table and in the list"
    assert all((packed.path / link).is_file() for link in links)


def test_one_altered_before_it_was_packed_is_named_everywhere(
    desk: Desk, ident: str, stick: Path
) -> None:
    rewrite(place(desk, ident, 0), b"x" * 100)
    packed = desk.package.make(ident, str(stick))
    assert packed.wrong == ("裂口 #1?.jpg",)
    assert packed.words.startswith("附件被改过、不见了或读不出：裂口 #1?.jpg。已打包：")
    assert "被改过：内容和记入时不一样" in " ".join(page_of(packed).words)
    status, said = verified(packed.path)
    assert status == 1
    assert "附件和记入日志时不一样：裂口 #1?.jpg" in said
    assert "共 1 处不符" in said


def test_one_that_is_gone_is_named_and_the_rest_is_packed(
    desk: Desk, ident: str, stick: Path
) -> None:
    place(desk, ident, 1).unlink()
    packed = desk.package.make(ident, str(stick))
    assert packed.wrong == ("录音.m4a",)
    assert "文件不见了" in " ".join(page_of(packed).words)
    status, said = verified(packed.path)
    assert status == 1
    assert "附件不在档案里：录音.m4a" in said
    assert len(list((packed.path / "附件").iterdir())) == 2


def test_one_that_its_disk_does_not_give_stops_no_package(
    desk: Desk, ident: str, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, real = place(desk, ident, 1), copying_out.copy_out

    def copy_out(source: Path, target: Path, note: object) -> str:
        if source == bad:
            raise Unread("读不了")
        return real(source, target, note)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "copy_out", copy_out)
    packed = desk.package.make(ident, str(stick))
    assert packed.wrong == ("录音.m4a",)
    assert "文件读不出来" in " ".join(page_of(packed).words)


def test_one_altered_in_the_package_is_named_twice(desk: Desk, ident: str, packed: Packed) -> None:
    path = packed.path / "附件" / place(desk, ident, 0).name
    rewrite(path, path.read_bytes() + b"!")
    status, said = verified(packed.path)
    assert status == 1
    assert f"被改过：附件/{path.name}" in said
    assert "附件和记入日志时不一样" in said


def test_an_entry_whose_name_leads_out_is_followed_nowhere(packed: Packed, tmp_path: Path) -> None:
    entries = packed.path / "entries.jsonl"
    lines = [json.loads(line) for line in entries.read_text("utf-8").splitlines()]
    one = next(line for line in lines if line["kind"] == "attached")
    one["data"] = json.dumps({**json.loads(one["data"]), "file": "../../裂口 #1?.jpg"})
    entries.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    assert "附件不在档案里" in verified(packed.path)[1]


def test_given_up_it_leaves_nothing(desk: Desk, ident: str, stick: Path) -> None:
    entries = len(desk.log(ident))
    work = desk.package.packing(ident, str(stick))
    work.course.cancel()
    with pytest.raises(Cancelled, match="打包已取消，没有留下半份"):
        work.run()
    assert list(stick.iterdir()) == []
    assert len(desk.log(ident)) == entries


def test_a_disk_without_room_is_told_before_anything_is_copied(
    desk: Desk, ident: str, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = 3

    monkeypatch.setattr("shutil.disk_usage", lambda _path: Usage)
    with pytest.raises(Unwritable, match="没有打成（磁盘已满），没有留下半份"):
        desk.package.make(ident, str(stick))
    assert list(stick.iterdir()) == []


def test_a_disk_that_fills_in_the_middle_leaves_nothing(
    desk: Desk, ident: str, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("cqcmd.journal.attachments.copying_out.write_all", full)
    with pytest.raises(Unwritable, match="磁盘已满"):
        desk.package.make(ident, str(stick))
    assert list(stick.iterdir()) == []
