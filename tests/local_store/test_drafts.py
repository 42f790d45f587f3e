"""Drafts: the words of a session that is gone are found, those of a living one left alone."""

import errno
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

import pytest

from cqcmd.errors import Refusal, Unwritable
from cqcmd.local_store import Drafts, json_document

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)


def test_drafts_of_the_living_are_left_alone_and_of_the_gone_are_found(tmp_path: Path) -> None:
    gone, living, mine = (Drafts(tmp_path / "drafts") for _ in range(3))
    assert mine.orphans(NOW) == []
    gone.save("call", {"place": "渝中"}, NOW)
    gone.save("note", {"text": "[/]"}, NOW + timedelta(seconds=5))
    gone.save("call", {"place": "渝中区"}, NOW + timedelta(seconds=2))
    living.save("call", {"place": "江北"}, NOW)
    assert mine.orphans(NOW) == []
    gone.close()
    note, call = mine.orphans(NOW)
    assert (note.form, note.fields, note.saved_at - NOW) == (
        "note",
        {"text": "[/]"},
        timedelta(seconds=5),
    )
    assert (call.form, call.fields) == ("call", {"place": "渝中区"})
    mine.adopt(call)
    assert mine.orphans(NOW) == [note]
    with pytest.raises(Refusal, match="另一个窗口"):
        living.adopt(call)
    mine.adopt(note)
    mine.discard("note")
    mine.discard("call")
    living.close()
    assert [draft.fields for draft in mine.orphans(NOW)] == [{"place": "江北"}]


def test_a_draft_of_the_living_cannot_be_adopted(tmp_path: Path) -> None:
    one, other = Drafts(tmp_path), Drafts(tmp_path)
    one.save("call", {"place": "渝中"}, NOW)
    one.close()
    [draft] = other.orphans(NOW)
    one.save("note", {}, NOW)
    with pytest.raises(Refusal, match="另一个窗口"):
        other.adopt(draft)
    one.close()


@pytest.mark.parametrize("end", ["kept", "discarded", "closed"])
def test_a_full_disk_keeps_nobody_from_a_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    gone, mine, other = (Drafts(tmp_path) for _ in range(3))
    gone.save("call", {"place": "渝中"}, NOW)
    gone.save("note", {"text": "到场"}, NOW + timedelta(seconds=1))
    gone.close()
    note, call = mine.orphans(NOW)

    def full(path: Path, _data: bytes) -> NoReturn:
        raise Unwritable(f"{path.name} 没有保存（磁盘已满）。")

    with monkeypatch.context() as patch:
        patch.setattr(json_document, "write_whole", full)
        mine.adopt(call)
        assert [draft.form for draft in mine.orphans(NOW)] == ["note"]
        # What a full disk cannot move is hidden from nobody, least of all what lies beside it.
        assert {draft.form for draft in other.orphans(NOW)} == {"call", "note"}
        mine.adopt(note)
    for draft in (call, note):
        if end == "kept":
            mine.save(draft.form, {"typed": "since"}, NOW)
        elif end == "discarded":
            mine.discard(draft.form)
    mine.close()
    left = {draft.form: draft.fields for draft in other.orphans(NOW)}
    since = {"typed": "since"}
    assert (
        left
        == {
            "kept": {"call": since, "note": since},
            "discarded": {},
            "closed": {"call": call.fields, "note": note.fields},
        }[end]
    )


def test_nothing_is_left_of_drafts_that_were_discarded(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    drafts.discard("call")
    drafts.save("call", {"place": "渝中"}, NOW)
    drafts.discard("call")
    drafts.close()
    assert os.listdir(tmp_path / "drafts") == []


def test_a_broken_draft_is_set_aside_and_told(tmp_path: Path) -> None:
    good = Drafts(tmp_path)
    good.save("call", {"place": "渝中"}, NOW)
    good.close()
    (tmp_path / "half.json").write_bytes(b'{"drafts')
    (tmp_path / "wrong.json").write_text(json.dumps({"drafts": {"1": {"form": 3}}}))
    mine = Drafts(tmp_path)
    assert [draft.form for draft in mine.orphans(NOW)] == ["call"]
    assert len(mine.faults) == 2
    assert sorted(path.name for path in tmp_path.glob("*.bad-*")) == [
        "half.json.bad-20261122T060500Z",
        "wrong.json.bad-20261122T060500Z",
    ]
    assert len(mine.orphans(NOW)) == 1
    assert not mine.faults


def test_a_draft_that_the_disk_does_not_give_now_is_offered_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = Drafts(tmp_path)
    gone.save("call", {"place": "渝中"}, NOW)
    gone.close()
    mine = Drafts(tmp_path)
    for refused in ("open", "stat", "glob"):
        with monkeypatch.context() as sick:
            sick.setattr(Path, refused, _refuse)
            assert mine.orphans(NOW) == []
            [told] = mine.faults
            assert "磁盘读写出错" in told
        assert list(tmp_path.glob("*.bad-*")) == []
    assert [draft.form for draft in mine.orphans(NOW)] == ["call"]
    with monkeypatch.context() as sick:
        sick.setattr(Path, "stat", _refuse)
        with pytest.raises(Refusal, match="请检查磁盘"):
            mine.save("call", {"place": "渝中"}, NOW)
    mine.save("call", {"place": "江北"}, NOW)


def _refuse(*_arguments: object, **_named: object) -> NoReturn:
    raise OSError(errno.EIO, "Input/output error")


def test_half_a_surrogate_typed_does_not_stop_the_draft(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.save("call", {"place": "渝\ud800中"}, NOW)
    drafts.close()
    assert Drafts(tmp_path).orphans(NOW)[0].fields == {"place": "渝?中"}


def test_drafts_that_cannot_be_kept_are_told(tmp_path: Path) -> None:
    (tmp_path / "drafts").touch()
    with pytest.raises(Unwritable, match="不能自动保存"):
        Drafts(tmp_path / "drafts").save("call", {}, NOW)


def test_a_full_disk_is_told_to_whoever_types(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_number: int, _data: bytes) -> NoReturn:
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(Unwritable, match=r"^正在录入的内容没有存上（磁盘已满），字都还在"):
        Drafts(tmp_path).save("call", {"place": "渝中"}, NOW)


def test_the_words_of_a_killed_session_are_found(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from datetime import *; from pathlib import Path\n"
        "from cqcmd.local_store import Drafts\n"
        "d = Drafts(Path(sys.argv[1])); d.save('call', {'place': '渝中'}, datetime.now(UTC))\n"
        "os.kill(os.getpid(), signal.SIGTERM if os.name == 'nt' else signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, check=False)
    [draft] = Drafts(tmp_path).orphans(NOW)
    assert draft.fields == {"place": "渝中"}
