"""附件: typed or dragged, beside the record before the log tells of it, and looked at."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.attachments import desk as attachments_module
from cqcmd.desk.attachments import viewer
from cqcmd.desk.attachments.desk import safe
from cqcmd.desk.attachments.forms import AttachForm, size_words
from cqcmd.desk.attachments.typed_paths import typed_paths
from cqcmd.desk.common.operator import Operator
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.errors import BadInput, Cancelled, Refusal, Unwritable
from tests.desk.calls import TANK, take

WHO_LOGGED_IN = Operator("王强", "指挥", given=True)
PHOTO = b"\xff\xd8\xff" + b"photo" * 1000


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    """A stick with names as people and cameras give them."""
    folder = tmp_path / "U 盘"
    folder.mkdir()
    for name in ("现场 照片.jpg", "IMG_1.jpg", "it's.jpg", 'a"b.jpg', "笔录.txt"):
        (folder / name).write_bytes(PHOTO + name.encode())
    return folder


def attach(desk: Desk, ident: str, typed: str, words: str = "", source: str = "") -> str:
    form = AttachForm(paths=typed, words=words, source=source)
    return desk.attachments.attaching(ident, form).run()()


def test_it_lies_beside_the_record_and_the_log_names_it(
    desk: Desk, usb: Path, tmp_path: Path
) -> None:
    ident = take(desk, TANK)
    said = attach(desk, ident, str(usb / "现场 照片.jpg"), words="罐体东侧裂口", source="物业 吴芳")
    assert "已附上：现场 照片.jpg" in said
    line = desk.log(ident)[-1]
    assert line.kind_name == "附件"
    assert line.words.startswith("现场 照片.jpg 4.9 KB 校验值 ")
    assert line.words.endswith("：罐体东侧裂口（物业 吴芳）")
    (view,) = desk.attachments.every(ident)
    assert Path(view.path).parent == tmp_path / "data" / "附件"
    assert Path(view.path).read_bytes() == (usb / "现场 照片.jpg").read_bytes()
    assert look(desk, ident) == ""


def look(desk: Desk, ident: str) -> str:
    view = desk.attachments.every(ident)[-1]
    return desk.attachments.look(ident, view.entry, desk.attachments.course())


def test_several_are_one_act(desk: Desk, usb: Path) -> None:
    ident = take(desk, TANK)
    acts = desk.logbook.acts
    said = attach(desk, ident, f"'{usb}/现场 照片.jpg' '{usb}/IMG_1.jpg'")
    assert "已附上 2 个文件" in said
    assert desk.logbook.acts == acts + 1
    assert [view.name for view in desk.attachments.every(ident)] == ["现场 照片.jpg", "IMG_1.jpg"]


@pytest.mark.parametrize(
    "typed",
    [
        "{usb}/现场 照片.jpg",
        "'{usb}/现场 照片.jpg' ",
        '"{usb}/现场 照片.jpg"',
        "“{usb}/现场 照片.jpg”",
        "‘{usb}/现场 照片.jpg’",
        "{escaped}/现场\\ 照片.jpg",
        "file://{url}/%E7%8E%B0%E5%9C%BA%20%E7%85%A7%E7%89%87.jpg",
    ],
)
def test_a_path_is_read_however_it_is_typed_or_dragged(usb: Path, typed: str) -> None:
    words = typed.format(
        usb=usb, escaped=str(usb).replace(" ", "\\ "), url=usb.as_uri().removeprefix("file://")
    )
    assert typed_paths(words) == (usb / "现场 照片.jpg",)


def test_quotes_within_a_name_are_read(usb: Path) -> None:
    assert typed_paths(str(usb / "it's.jpg")) == (usb / "it's.jpg",)
    assert typed_paths(f"'{usb}/it'\\''s.jpg'") == (usb / "it's.jpg",)
    assert typed_paths(f"'{usb}/a\"b.jpg'") == (usb / 'a"b.jpg',)


def test_a_name_that_the_disk_composes_otherwise_is_found(usb: Path) -> None:
    name = unicodedata.normalize("NFD", "café é.jpg")
    (usb / name).write_bytes(PHOTO)
    (found,) = typed_paths(str(usb / "café é.jpg"))
    assert found.read_bytes() == PHOTO


@pytest.mark.parametrize("typed", ["", "  ", "''", "“”"])
def test_nothing_typed_is_asked_for(typed: str) -> None:
    with pytest.raises(BadInput, match="请填文件的路径") as refused:
        typed_paths(typed)
    assert refused.value.field == "paths"


def test_what_is_not_there_is_named(desk: Desk, usb: Path) -> None:
    ident = take(desk, TANK)
    entries = len(desk.log(ident))
    with pytest.raises(BadInput, match="没有这个文件") as refused:
        attach(desk, ident, f"'{usb}/IMG_1.jpg' '{usb}/IMG_2.jpg'")
    assert "IMG_2.jpg" in str(refused.value)
    assert len(desk.log(ident)) == entries
    assert not desk.attachments.folder.path.exists()


def test_the_journal_and_what_lies_beside_it_are_not_attached(desk: Desk, tmp_path: Path) -> None:
    ident = take(desk, TANK)
    for path in (tmp_path / "data").glob("journal.db*"):
        with pytest.raises(BadInput, match="本程序自己的文件"):
            attach(desk, ident, str(path))


def test_who_logs_in_by_key_attaches_no_secret_of_the_account(
    desk: Desk, usb: Path, clock: FixedClock, tmp_path: Path
) -> None:
    ident = take(desk, TANK)
    (usb / ".ssh").mkdir()
    for secret in (usb / ".pgpass", usb / ".ssh" / "id_ed25519.txt"):
        secret.write_text("很难猜的口令", "utf-8")
    (usb / "plain.txt").symlink_to(usb / ".pgpass")
    logged_in = Opening(tmp_path / "data", None, clock, operator=WHO_LOGGED_IN)
    logged_in.read_journal()
    for name in (".pgpass", ".ssh/id_ed25519.txt", "plain.txt"):
        with pytest.raises(BadInput, match="隐藏的文件，登录进来的不能附"):
            attach(logged_in.desk, ident, str(usb / name))
    assert attach(logged_in.desk, ident, str(usb / "IMG_1.jpg"))
    assert attach(desk, ident, str(usb / ".pgpass")), "whose own machine it is may do so"
    logged_in.close()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("现场 照片.JPG", "现场_照片.JPG"),
        ("..\\..\\x.jpg", "x.jpg"),
        ("CON.jpg", "文书CON.jpg"),
        ("a\nb\x1b[31m.jpg", "a_b_[31m.jpg"),
        ("草稿.new", "草稿-new"),
        (".jpg", "jpg"),
        ("没有后缀", "没有后缀"),
        ("长" * 80 + ".jpg", "长" * 50 + ".jpg"),
    ],
)
def test_a_name_is_made_safe_and_keeps_its_ending(name: str, kept: str) -> None:
    found = safe(Path("/media/usb") / name)
    assert found.replace("␛", "_") == kept or found == kept
    assert not {"/", "\\"} & set(found)


def test_the_name_it_had_stands_in_the_log_and_not_on_the_disk(desk: Desk, usb: Path) -> None:
    ident = take(desk, TANK)
    (usb / "..\\..\\journal.db").write_bytes(PHOTO)
    attach(desk, ident, str(usb / "..\\..\\journal.db"))
    (view,) = desk.attachments.every(ident)
    assert view.name == "..\\..\\journal.db"
    assert Path(view.path).parent == desk.attachments.folder.path


def test_what_was_altered_since_is_named_when_looked_at(desk: Desk, usb: Path) -> None:
    ident = take(desk, TANK)
    attach(desk, ident, str(usb / "IMG_1.jpg"))
    place = Path(desk.attachments.every(ident)[0].path)
    data = place.read_bytes()
    place.chmod(0o600)
    place.write_bytes(data.replace(b"photo", b"PHOTO", 1))
    assert "被改过" in look(desk, ident)
    place.unlink()
    assert "不见了" in look(desk, ident)
    assert "文件不在了" in desk.attachments.show(desk.attachments.every(ident)[0])


def test_a_struck_entry_keeps_its_file(desk: Desk, usb: Path) -> None:
    ident = take(desk, TANK)
    attach(desk, ident, str(usb / "IMG_1.jpg"))
    desk.logbook.undo(ident)
    (view,) = desk.attachments.every(ident)
    assert view.struck == "误按"
    assert Path(view.path).exists()
    assert look(desk, ident) == ""


def test_a_disk_that_refuses_writes_no_entry(
    desk: Desk, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ident = take(desk, TANK)
    entries = len(desk.log(ident))

    def full(*_given: object) -> None:
        raise Unwritable("磁盘满了。")

    monkeypatch.setattr(attachments_module, "take_in", full)
    with pytest.raises(Unwritable):
        attach(desk, ident, str(usb / "IMG_1.jpg"))
    assert len(desk.log(ident)) == entries


def test_given_up_nothing_is_there(desk: Desk, usb: Path) -> None:
    ident = take(desk, TANK)
    entries = len(desk.log(ident))
    work = desk.attachments.attaching(ident, AttachForm(paths=str(usb / "IMG_1.jpg")))
    desk.works.begin(work)
    assert desk.works.cancel()
    with pytest.raises(Cancelled, match="没有附"):
        work.run()
    assert len(desk.log(ident)) == entries
    assert list(desk.attachments.folder.path.glob("*")) == []


def test_one_long_work_at_a_time_and_leaving_tells_of_it(desk: Desk, usb: Path) -> None:
    ident = take(desk, TANK)
    form = AttachForm(paths=str(usb / "IMG_1.jpg"))
    desk.works.begin(desk.attachments.attaching(ident, form))
    with pytest.raises(Refusal, match="正在复制附件；等它做完"):
        desk.works.begin(desk.attachments.attaching(ident, form))
    assert [left.words for left in desk.works.left()] == [
        "附件正在复制，离开就不附了；原来的文件不动"
    ]
    desk.works.end()
    assert not list(desk.works.left())


def test_who_only_looks_attaches_nothing(desk: Desk, usb: Path) -> None:
    ident = take(desk, TANK)
    desk.observe(True)
    with pytest.raises(Refusal):
        desk.attachments.attaching(ident, AttachForm(paths=str(usb / "IMG_1.jpg")))


def test_when_it_was_taken_stands_beside_it(desk: Desk, usb: Path, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    form = AttachForm(paths=str(usb / "IMG_1.jpg"), taken_at=clock.now())
    clock.advance(minutes=50)
    desk.attachments.attaching(ident, form).run()()
    assert desk.log(ident)[-1].words.endswith("（14:05 拍录）")
    assert desk.attachments.every(ident)[0].taken == "14:05"
    assert desk.log(ident)[-1].occurred_at == clock.now(), "the log says when it was attached"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_is_read_here(desk: Desk, usb: Path, encoding: str) -> None:
    ident = take(desk, TANK)
    (usb / "笔录.txt").write_bytes("问：几点发现的？\r\n答：两点。\x1b[31m".encode(encoding))
    attach(desk, ident, str(usb / "笔录.txt"))
    (view,) = desk.attachments.every(ident)
    assert view.readable
    text = desk.attachments.paper(ident, view).text
    assert text.startswith("问：几点发现的？\n答：两点。")
    assert "\x1b" not in text


def test_a_long_text_is_cut_and_says_so(desk: Desk, usb: Path) -> None:
    ident = take(desk, TANK)
    (usb / "笔录.txt").write_text("答：两点。" * 200_000, "utf-8")
    attach(desk, ident, str(usb / "笔录.txt"))
    text = desk.attachments.paper(ident, desk.attachments.every(ident)[0]).text
    assert text.endswith("〔只显示开头的 1 MB，全文在文件里〕")


def test_bytes_that_are_no_text_are_not_shown_as_one(desk: Desk, usb: Path) -> None:
    ident = take(desk, TANK)
    (usb / "笔录.txt").write_bytes(bytes(range(256)) * 10)
    attach(desk, ident, str(usb / "笔录.txt"))
    with pytest.raises(BadInput, match="不是文字"):
        desk.attachments.paper(ident, desk.attachments.every(ident)[0])


# The viewer


@pytest.fixture
def viewer_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """A program in the place of the system's, and what it was called with."""
    for name in ("SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr("sys.platform", "linux")

    def made(words: str) -> Path:
        program = tmp_path / "bin" / "xdg-open"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nprintf %s "$1" > {tmp_path}/shown\n{words}\n')
        program.chmod(0o700)
        monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
        return tmp_path / "shown"

    return made


def shown(desk: Desk, usb: Path, name: str = "IMG_1.jpg") -> tuple[str, str]:
    ident = take(desk, TANK)
    attach(desk, ident, str(usb / name))
    (view,) = desk.attachments.every(ident)
    return desk.attachments.show(view), view.path


def test_it_is_handed_to_the_viewer(
    desk: Desk, usb: Path, viewer_of: Callable[[str], Path]
) -> None:
    asked = viewer_of("exit 0")
    said, path = shown(desk, usb)
    assert said.startswith("已请系统打开 IMG_1.jpg")
    assert asked.read_text() == path


def test_a_viewer_that_cannot_says_where_the_file_is(
    desk: Desk, usb: Path, viewer_of: Callable[[str], Path]
) -> None:
    viewer_of("exit 3")
    said, _path = shown(desk, usb)
    assert said == "没有打开：没有能看这种文件的程序；请到写着的存放处去看。"


def test_a_viewer_that_stays_open_is_left_alone(
    desk: Desk, usb: Path, viewer_of: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer_of("sleep 2")
    monkeypatch.setattr(viewer, "SECONDS", 0.1)
    assert shown(desk, usb)[0].startswith("已请系统打开")


@pytest.mark.parametrize(
    ("variable", "why"),
    [("SSH_CONNECTION", "远程登录"), ("SSH_TTY", "远程登录"), ("", "没有图形界面")],
)
def test_where_nobody_sits_in_front_it_says_where_the_file_is(
    desk: Desk,
    usb: Path,
    viewer_of: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    why: str,
) -> None:
    asked = viewer_of("exit 0")
    if variable:
        monkeypatch.setenv(variable, "10.0.0.2")
    else:
        monkeypatch.delenv("DISPLAY")
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    said, _path = shown(desk, usb)
    assert why in said
    assert not asked.exists()


@pytest.mark.parametrize("name", ["照片.desktop", "录像.exe", "表.html", "图.svg", "run.sh", "无"])
def test_what_might_run_is_not_handed_on(
    desk: Desk, usb: Path, viewer_of: Callable[[str], Path], name: str
) -> None:
    asked = viewer_of("exit 0")
    (usb / name).write_bytes(PHOTO)
    said, _path = shown(desk, usb, name)
    assert said == "没有打开：这种文件不在这里打开；请到写着的存放处去看。"
    assert not asked.exists()


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1 字节"),
        (1023, "1023 字节"),
        (1024, "1.0 KB"),
        (5 << 30, "5.0 GB"),
        (2500000, "2.4 MB"),
    ],
)
def test_a_size_is_told_in_a_few_signs(size: int, words: str) -> None:
    assert size_words(size) == words


def test_whoever_asks_for_the_proof_has_the_files_read_too(desk: Desk, usb: Path) -> None:
    ident = take(desk, TANK)
    attach(desk, ident, str(usb / "IMG_1.jpg"))
    desk.proof.look(attachments=True)
    desk.proof.take()
    assert desk.proof.words == ""
    assert "附件 1 个，与记入时一样" in desk.proof.whole()
    lies = Path(desk.attachments.every(ident)[-1].path)
    lies.chmod(0o600)
    lies.write_bytes(b"other")
    desk.proof.look()
    desk.proof.take()
    assert desk.proof.words == "", "each night only the journal itself is read"
    desk.proof.look(attachments=True)
    desk.proof.take()
    assert "日志有损" in desk.proof.words
    assert any("附件 IMG_1.jpg" in line for line in desk.proof.lines())
