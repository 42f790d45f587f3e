"""Files of who is here: gone with the process, never half read, and foreign ones swept away."""

import os
import signal
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cqcmd.local_store.attendance import MOST_BYTES, Attendance, Attendant

ROOT = Path(__file__).parents[2]
SINCE = datetime(2026, 7, 25, 6, 5, tzinfo=UTC)
WANG = Attendant(
    since=SINCE, name="王强", place="电话报告", ident="i1", duties=("d1",), typing=True
)

STAYS = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from cqcmd.local_store.attendance import Attendance, Attendant
here = Attendance(Path(sys.argv[1]))
here.say(Attendant(since=datetime.now(UTC), name="陈静"))
print("here", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "present"


def names(attendance: Attendance) -> list[str]:
    return [one.attendant.name for one in attendance.others()]


def test_a_session_sees_what_another_says_and_not_itself(folder: Path) -> None:
    one, other = Attendance(folder), Attendance(folder)
    one.say(WANG)
    assert [seen.attendant for seen in other.others()] == [WANG]
    assert one.others() == ()
    one.say(Attendant(since=SINCE, name="王强", place="值班台"))
    assert [seen.attendant.place for seen in other.others()] == ["值班台"]


def test_what_it_leaves_is_nothing(folder: Path) -> None:
    one, other = Attendance(folder), Attendance(folder)
    one.say(WANG)
    assert other.others()
    one.leave()
    assert other.others() == ()
    assert list(folder.iterdir()) == []


def test_nothing_is_written_before_somebody_says_something(folder: Path) -> None:
    assert Attendance(folder).others() == ()
    assert not folder.exists()


def test_only_its_owner_may_read_it(folder: Path) -> None:
    Attendance(folder).say(WANG)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_a_beat_changes_the_number_and_nothing_else(folder: Path) -> None:
    one, other = Attendance(folder), Attendance(folder)
    one.say(WANG)
    [before] = other.others()
    one.beat()
    [after] = other.others()
    assert before.beat != after.beat
    assert before.attendant == after.attendant


def test_a_killed_session_is_gone_at_the_next_look_and_swept_away(folder: Path) -> None:
    here = Attendance(folder)
    argv = [sys.executable, "-c", STAYS, str(folder)]
    with subprocess.Popen(
        argv, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert names(here) == ["陈静"]
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
        assert names(here) == []
        assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[" * 5000,
        b"\xff\xfe\x00",
        b'{"name": "x"}',
        b'{"since": "2026-07-25T14:05:00", "name": "x"}',
        b'{"since": 5, "name": "x"}',
        b'{"since": "2026-07-25T14:05:00+08:00", "name": ["x"]}',
        b'{"since": "2026-07-25T14:05:00+08:00", "name": "' + b"x" * MOST_BYTES + b'"}',
    ],
)
def test_what_is_none_of_ours_is_ignored_and_swept_unless_somebody_holds_it(
    folder: Path, data: bytes
) -> None:
    one, other = Attendance(folder), Attendance(folder)
    one.say(WANG)
    [held] = folder.glob("*.json")
    held.write_bytes(data)
    (folder / "foreign.json").write_bytes(data)
    assert other.others() == ()
    assert not (folder / "foreign.json").exists()
    assert held.exists()
    one.say(WANG)
    assert names(other) == ["王强"]


def test_what_is_no_file_is_left_alone(folder: Path, tmp_path: Path) -> None:
    here = Attendance(folder)
    here.say(WANG)
    (tmp_path / "secret").write_text("secret", "utf-8")
    (folder / "link.json").symlink_to(tmp_path / "secret")
    (folder / "folder.json").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.json")
    assert here.others() == ()
    assert (tmp_path / "secret").read_text("utf-8") == "secret"


def test_a_folder_that_is_a_link_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic"):
        Attendance(folder).say(WANG)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_session_whose_folder_was_cleared_is_there_again_with_its_next_word(
    folder: Path,
) -> None:
    one, other = Attendance(folder), Attendance(folder)
    one.say(WANG)
    for path in folder.iterdir():
        path.unlink()
    assert other.others() == ()
    with pytest.raises(FileNotFoundError):
        one.beat()
    one.say(WANG)
    assert names(other) == ["王强"]
