"""Documents and settings: whole files or none, and what is broken is told and kept."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB

from cqcmd.errors import BadInput, Unwritable
from cqcmd.local_store import Drafts, Settings, read_document, write_whole
from cqcmd.local_store.json_document import SIZE_CAP, AtomicStorage, opened

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)
CALLS = ("mkdir", "open", "write", "fsync", "replace")
DEFAULTS: dict[str, str | int | float | bool | None] = {
    "sound": True,
    "name": "",
    "minutes": 10,
    "ratio": 0.5,
    "theme": None,
}


class Breaker:
    """Lets system calls through until the N-th one, which fails; the ones after it work again."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
        self.left = at
        for name in CALLS:
            monkeypatch.setattr(os, name, self._wrap(getattr(os, name)))

    def _wrap(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            self.left -= 1
            if self.left == 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*args, **named)

        return call


def plan(path: Path, content: object) -> Path:
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_a_document_is_read_as_tinydb_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    with opened(path) as db:
        db.table("orgs").insert_multiple({"code": code} for code in ("unit", "site"))
        db.table("meta").insert({"title": "预案"})
    tables, digest = read_document(path)
    assert tables == {"orgs": [{"code": "unit"}, {"code": "site"}], "meta": [{"title": "预案"}]}
    assert digest == sha256(path.read_bytes()).hexdigest()
    assert "预案" in path.read_text(encoding="utf-8")
    assert [dict(row) for row in TinyDB(path).table("orgs")] == tables["orgs"]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"a":', b'{"a":[]}', b'{"a":{"1":2}}',
        b'{"a":{"x":{}}}', b'{"a":{"1":{"n":NaN}}}', b"[" * 100_000, b'{"a":{"1":{}}}x',
        b'{"a":{"\xc2\xb2":{}}}', '{"a":{"１":{}}}'.encode(),
    ],
)  # fmt: skip
def test_a_broken_document_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=r"plan\.json 读不了"):
        read_document(path)
    assert path.read_bytes() == content


def test_a_document_that_is_missing_a_directory_or_too_large(tmp_path: Path) -> None:
    large = tmp_path / "large.json"
    large.write_bytes(b'{"a":{}}' + b" " * SIZE_CAP)
    for path, why in ((tmp_path / "none", "没有这个"), (tmp_path, "目录"), (large, "16 MB")):
        with pytest.raises(BadInput, match=why):
            read_document(path)


@given(
    st.dictionaries(
        st.text(max_size=5),
        st.lists(st.dictionaries(st.text(max_size=5), st.none() | st.booleans() | st.text())),
        max_size=3,
    )
)
def test_what_is_stored_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, tables: dict[str, list[dict[str, Any]]]
) -> None:
    storage = AtomicStorage(tmp_path_factory.mktemp("s") / "a.json")
    content = {name: dict(enumerate(rows, 1)) for name, rows in tables.items()}
    storage.write(content)
    assert storage.read() == json.loads(json.dumps(content))


def test_a_value_no_file_can_hold_leaves_the_document_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    settings = Settings(path, DEFAULTS)
    settings.set("ratio", 0.25)
    before = path.read_bytes()
    with pytest.raises(ValueError, match="JSON"):
        settings.set("ratio", float("nan"))
    assert path.read_bytes() == before


@pytest.mark.parametrize("at", range(2, 8))
def test_the_nth_system_call_of_a_write_fails_for_every_n(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    path = tmp_path / "a.json"
    old, new = b"old" * 9_000, b"new" * 5
    write_whole(path, old)
    with monkeypatch.context() as patch:
        breaker = Breaker(patch, at)
        with pytest.raises(Unwritable, match=r"a\.json 没有保存.*磁盘已满"):
            write_whole(path, new)
    assert breaker.left <= 0
    assert path.read_bytes() in (old, new)
    assert os.listdir(tmp_path) == ["a.json"]
    write_whole(path, new)
    assert path.read_bytes() == new


def test_the_calls_that_failed_above_are_all_but_a_needless_mkdir(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_whole(tmp_path / "a.json", b"old")
    breaker = Breaker(monkeypatch, 100)
    write_whole(tmp_path / "a.json", b"new")
    assert 100 - breaker.left == 7


def test_a_write_in_small_pieces_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda number, data: real(number, bytes(data[:7])))
    write_whole(tmp_path / "a.json", bytes(range(256)))
    assert (tmp_path / "a.json").read_bytes() == bytes(range(256))


@pytest.mark.skipif(os.name != "posix", reason="file modes are of POSIX")
def test_files_are_their_owners_alone(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o700)
    Settings(tmp_path / "data" / "settings.json", DEFAULTS).set("name", "李敏")
    drafts = Drafts(tmp_path / "data" / "drafts")
    drafts.save("call", {}, NOW)
    for path in (tmp_path / "data").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path
    drafts.close()


def test_settings_have_defaults_and_keep_what_is_set(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json", DEFAULTS)
    assert settings.load(NOW) == ""
    assert settings.get("minutes") == 10
    settings.set("minutes", 5)
    settings.set("theme", "day")
    settings.set("minutes", 6)
    again = Settings(tmp_path / "settings.json", DEFAULTS)
    assert again.load(NOW) == ""
    assert {name: again.get(name) for name in DEFAULTS} == DEFAULTS | {"minutes": 6, "theme": "day"}
    with pytest.raises(KeyError):
        settings.set("unknown", 1)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sound", 1),
        ("minutes", True),
        ("minutes", "5"),
        ("name", None),
        ("theme", [1]),
        ("strange", 1),
    ],
)
def test_a_setting_of_the_wrong_kind_has_its_default(
    tmp_path: Path, name: str, value: object
) -> None:
    row = {"name": name, "value": value}
    path = plan(tmp_path / "settings.json", {"settings": {"1": row, "2": {"name": {}}, "3": {}}})
    settings = Settings(path, DEFAULTS)
    assert settings.load(NOW) == ""
    assert {name: settings.get(name) for name in DEFAULTS} == DEFAULTS


def test_broken_settings_are_set_aside_and_told(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(b'{"settings": {"1"')
    settings = Settings(path, DEFAULTS)
    told = settings.load(NOW)
    aside = tmp_path / "settings.json.bad-20261122T060500Z"
    assert all(words in told for words in (aside.name, "默认设置"))
    assert aside.read_bytes() == b'{"settings": {"1"'
    assert settings.get("sound") is True
    settings.set("sound", False)
    assert settings.load(NOW) == ""
    assert settings.get("sound") is False


def test_settings_that_the_disk_does_not_give_now_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(tmp_path / "settings.json", DEFAULTS)
    settings.set("sound", False)

    def refuse(*_arguments: object, **_named: object) -> NoReturn:
        raise OSError(errno.EIO, "Input/output error")

    for refused in ("open", "stat"):
        with monkeypatch.context() as sick:
            sick.setattr(Path, refused, refuse)
            told = settings.load(NOW)
        assert "磁盘读写出错" in told
        assert "默认设置" in told
        assert settings.get("sound") is True
    assert settings.load(NOW) == ""
    assert settings.get("sound") is False


def test_two_sessions_set_settings_without_losing_each_others(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from cqcmd.local_store import Settings\n"
        "s = Settings(Path(sys.argv[1]), {n: 0 for n in 'abcdef'})\n"
        "for i in range(1, 21): [s.set(n, i) for n in sys.argv[2]]"
    )
    path = tmp_path / "settings.json"
    command = [sys.executable, "-c", code, str(path)]
    writers = [subprocess.Popen([*command, names], cwd=ROOT) for names in ("abc", "def")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    settings = Settings(path, dict.fromkeys("abcdef", 0))
    settings.load(NOW)
    assert [settings.get(name) for name in "abcdef"] == [20] * 6


def test_a_document_held_by_another_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cqcmd.local_store.json_document.WAIT_SECONDS", 0.05)
    path = tmp_path / "settings.json"
    with opened(path), pytest.raises(Unwritable, match="占用"):
        Settings(path, DEFAULTS).set("sound", False)


def test_importing_the_shelf_is_cheap_and_loads_no_storage() -> None:
    code = (
        "import msgspec, hashlib, contextlib, threading, cqcmd.errors, cqcmd.i18n, sys, time\n"
        "start = time.process_time(); import cqcmd.local_store\n"
        "spent = time.process_time() - start\n"
        "print(spent, bool({'tinydb', 'filelock', 'json'} & set(sys.modules)))"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
        for _ in range(3)
    ]
    assert min(float(run.stdout.split()[0]) for run in runs) < 0.01
    assert all(run.stdout.split()[1] == "False" for run in runs)


def test_what_is_set_aside_at_the_same_moment_stays_too(tmp_path: Path) -> None:
    """The clock of a drill may be held."""
    path = tmp_path / "settings.json"
    for broken in (b"{", b"[", b"x"):
        path.write_bytes(broken)
        assert "留存" in Settings(path, DEFAULTS).load(NOW)
    kept = sorted(aside.read_bytes() for aside in tmp_path.glob("settings.json.bad-*"))
    assert kept == [b"[", b"x", b"{"]


def test_a_folder_that_was_taken_away_with_its_disk_is_not_made_anew(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with pytest.raises(Unwritable):
        write_whole(data / "drafts" / "post.json", b"{}")
    with pytest.raises(Unwritable, match="不在了"):
        Settings(data / "settings.json", DEFAULTS).set("name", "李敏")
    with pytest.raises(Unwritable):
        Drafts(data / "drafts").save("call", {}, NOW)
    assert not data.exists()
