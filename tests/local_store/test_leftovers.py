"""What a crash left half written goes; what somebody may be writing stays."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cqcmd.local_store.json_document import file_lock
from cqcmd.local_store.leftovers import OLD, sweep

NOW = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)


def left(path: Path, age: float = OLD + 60) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("half")
    os.utime(path, (NOW.timestamp() - age,) * 2)
    return path


@pytest.mark.parametrize("name", ["settings.json.new", "drafts/ab.json.new", "文书/报告.docx.new"])
def test_what_a_crash_left_goes(tmp_path: Path, name: str) -> None:
    path = left(tmp_path / name)
    sweep(tmp_path, NOW)
    assert not path.exists()


def test_what_is_young_or_of_others_or_no_file_of_ours_stays(tmp_path: Path) -> None:
    kept = [
        left(tmp_path / "settings.json.new", 10),
        left(tmp_path / "别人的/x.new"),
        left(tmp_path / "settings.json"),
        left(tmp_path / "journal.db"),
    ]
    sweep(tmp_path, NOW)
    assert all(path.exists() for path in kept)


@pytest.mark.parametrize(
    ("name", "lock"),
    [
        ("settings.json.new", "settings.json.lock"),
        ("drafts/ab.json.new", "drafts/ab.session"),
    ],
)
def test_what_somebody_holds_stays(tmp_path: Path, name: str, lock: str) -> None:
    path = left(tmp_path / name)
    held = file_lock(tmp_path / lock, 1.0)
    sweep(tmp_path, NOW)
    assert path.exists()
    held.release()
    sweep(tmp_path, NOW)
    assert not path.exists()


def test_nothing_is_swept_behind_a_link(tmp_path: Path) -> None:
    path = left(tmp_path / "elsewhere" / "x.new")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "drafts").symlink_to(tmp_path / "elsewhere")
    sweep(tmp_path / "data", NOW)
    assert path.exists()
