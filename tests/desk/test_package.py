"""One incident as a folder: whole or not at all, proved by a program that knows nothing of ours."""

import errno
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

from cqcmd.desk.desk import Desk
from cqcmd.desk.package import writing as package_module
from cqcmd.desk.package.writing import Packed
from cqcmd.errors import BadInput, Refusal, Unwritable
from cqcmd.local_store import write_whole
from tests.desk.calls import TANK, take
from tests.drill.everything import assessed, worked
from tests.support.hostile import MARKUP


@pytest.fixture
def ident(desk: Desk) -> str:
    ident = worked(desk)
    for words in MARKUP:
        desk.logbook.note(ident, f"{words}\n第二行 <script>alert(1)</script>")
    return ident


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb"


@pytest.fixture
def packed(desk: Desk, ident: str, stick: Path) -> Packed:
    return desk.package.make(ident, str(stick))


def verified(folder: Path) -> tuple[int, str]:
    """What its own program says, run by a Python that sees no package of ours."""
    command = [sys.executable, "-I", "-S", str(folder / "verify.py")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_it_is_whole_and_its_own_program_says_so(packed: Packed) -> None:
    status, said = verified(packed.path)
    assert status == 0, said
    assert "档案完整" in said
    assert packed.digest in said


def test_it_is_proved_in_another_place_too(packed: Packed, tmp_path: Path) -> None:
    elsewhere = shutil.copytree(packed.path, tmp_path / "别处" / "档案")
    assert verified(elsewhere)[0] == 0


def _altered(folder: Path) -> str:
    path = next((folder / "文书").iterdir())
    path.write_text(path.read_text("utf-8").replace("储罐", "管道"), "utf-8")
    return f"被改过：文书/{path.name}"


def _taken_out(folder: Path) -> str:
    path = next((folder / "预案").glob("*.md"))
    path.unlink()
    return f"缺文件，或读不出来：预案/{path.name}"


def _added(folder: Path) -> str:
    (folder / "文书" / "补充说明.txt").write_text("后来写的", "utf-8")
    return "多出来的文件：文书/补充说明.txt"


def _cut(folder: Path) -> str:
    path = folder / "entries.jsonl"
    path.write_bytes(path.read_bytes()[:-40])
    return "日志里有一行读不出来"


def _entry_with_its_list(folder: Path) -> str:
    """An entry altered by somebody who makes the list fit again."""
    path = folder / "entries.jsonl"
    lines = path.read_text("utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if "第二行" in line)
    lines[at] = lines[at].replace("第二行", "第三行")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["files"]["entries.jsonl"] = sha256(path.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return f"日志第 {json.loads(lines[at])['seq']} 条与它自己的校验值不符"


def _outside(folder: Path) -> str:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["files"]["../../etc/passwd"] = "0" * 64
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return "清单里有不该有的路径：../../etc/passwd"


@pytest.mark.parametrize(
    "change", [_altered, _taken_out, _added, _cut, _entry_with_its_list, _outside]
)
def test_what_was_changed_is_named(packed: Packed, change: Callable[[Path], str]) -> None:
    told = change(packed.path)
    status, said = verified(packed.path)
    assert status == 1
    assert told in said


@pytest.mark.parametrize("words", [b"", b"{", b"[]", b'{"files": 3}', b"\xff\xfe"])
def test_a_list_that_is_none_is_said(packed: Packed, words: bytes) -> None:
    (packed.path / "manifest.json").write_bytes(words)
    status, said = verified(packed.path)
    assert status == 2
    assert "没有核对" in said


class Seen(HTMLParser):
    """What a browser would show, and what it would fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        named = dict(attrs)
        self.links += [value for name in ("href", "src") if (value := named.get(name))]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_its_page_tells_all_of_it_and_obeys_nothing(desk: Desk, ident: str, packed: Packed) -> None:
    seen = Seen()
    seen.feed((packed.path / "index.html").read_text("utf-8"))
    shown = " ".join(seen.words)
    assert "<script>alert(1)</script>" in shown
    assert not seen.tags & {"script", "img", "iframe", "link", "form", "object"}
    for line in desk.log(ident)[:-1]:  # the last tells of the package itself
        assert line.kind_name in shown
        assert line.words.split("\n")[0][:20] in shown
    for deadline in desk.situation(ident).deadlines:
        assert not deadline.mine or deadline.label in shown
    assert all((packed.path / Path(link)).exists() or "%" in link for link in seen.links)
    assert not any("://" in link for link in seen.links)


def test_how_late_a_report_was_is_told(desk: Desk, ident: str, stick: Path) -> None:
    desk.clock.advance(minutes=90)  # type: ignore[attr-defined]
    page = (desk.package.make(ident, str(stick)).path / "index.html").read_text("utf-8")
    assert "未报，已超" in page
    assert "已报 " in page


def test_every_version_of_the_assessment_lies_in_it(desk: Desk, ident: str, stick: Path) -> None:
    first, second = (assessed(desk, ident).report for _version in range(2))
    path = desk.package.make(ident, str(stick)).path
    texts = [
        file.read_text("utf-8-sig") for file in sorted((path / "文书").glob("*应急评估的报告*"))
    ]
    assert len(texts) == 2
    for report, text in zip((first, second), texts, strict=True):
        assert report.digest[:8] in text
    assert "签发评估" in (path / "index.html").read_text("utf-8")
    assert verified(path)[0] == 0


def test_the_log_names_it_and_the_head_of_its_list(desk: Desk, ident: str, packed: Packed) -> None:
    assert packed.path.name in desk.log(ident)[-1].words
    assert packed.digest in desk.log(ident)[-1].words


def test_a_second_one_replaces_none(desk: Desk, ident: str, packed: Packed, stick: Path) -> None:
    again = desk.package.make(ident, str(stick))
    assert again.path != packed.path
    assert verified(packed.path)[0] == verified(again.path)[0] == 0
    assert desk.package.last_folder == str(stick)


@pytest.mark.parametrize("at", [1, 4, 7])
def test_a_full_disk_leaves_no_half(
    desk: Desk, ident: str, stick: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    calls = iter(range(1, 100))

    def full(path: Path, data: bytes) -> None:
        if next(calls) == at:
            raise Unwritable("磁盘满了")
        write_whole(path, data)

    monkeypatch.setattr(package_module, "write_whole", full)
    entries = len(desk.log(ident))
    with pytest.raises(Unwritable, match="没有打成（磁盘满了），没有留下半份"):
        desk.package.make(ident, str(stick))
    assert list(stick.iterdir()) == []
    assert len(desk.log(ident)) == entries, "the log tells of none that is not there"


def test_a_stick_that_is_gone_is_said(desk: Desk, ident: str, stick: Path) -> None:
    stick.rmdir()
    with pytest.raises(BadInput, match="没有"):
        desk.package.make(ident, str(stick))


def test_a_disk_that_takes_no_folder_is_said(
    desk: Desk, ident: str, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, *_mode: object, **_how: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(Unwritable, match="没有打成"):
        desk.package.make(ident, str(stick))


def test_who_only_looks_makes_none(desk: Desk, ident: str, stick: Path) -> None:
    desk.observe(True)
    with pytest.raises(Refusal):
        desk.package.make(ident, str(stick))
    assert list(stick.iterdir()) == []


def test_a_release_to_the_public_lies_in_it_as_it_was_written(
    desk: Desk, ident: str, stick: Path
) -> None:
    made = desk.press.issue(ident, {"press.2": "渝中区"})[0]
    folder = desk.package.make(ident, str(stick)).path
    [found] = (folder / "文书").glob("*新闻通稿*")
    assert found.read_text("utf-8-sig") == made.text
    assert verified(folder)[0] == 0


def test_no_day_on_its_page_is_told_by_the_day_it_was_made_on(desk: Desk, stick: Path) -> None:
    ident = take(desk, TANK, occurred_at="昨天 23:50")
    page = (desk.package.make(ident, str(stick)).path / "index.html").read_text("utf-8")
    assert "2026-07-24 23:50" in page
    assert not [day for day in ("昨天", "今天", "明天") if day in page]
