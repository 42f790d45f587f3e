"""`cqcmd export` from the command line: what it says, and how it ends."""

import subprocess
import sys
from pathlib import Path

import pytest

from cqcmd.cli.main import main
from tests.desk.register.year import year


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A station with forty calls."""
    (tmp_path / "data").mkdir()
    year(tmp_path / "data" / "journal.db", 40)
    return tmp_path / "data"


def run(capfd: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    status = main([str(word) for word in words])
    said = capfd.readouterr()
    return status, said.out, said.err


@pytest.mark.parametrize(
    ("kind", "count"), [((), 1), (("--format", "csv"), 9), (("--format", "jsonl"), 9)]
)
def test_it_says_how_many_and_where(
    kind: tuple[str, ...], count: int, data: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    status, out, _err = run(capfd, "export", tmp_path / "out", "--data", data, *kind)
    assert status == 0
    assert "已导出 40 起" in out
    assert len(list((tmp_path / "out").iterdir())) == count


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "导出到哪个目录"),
        (("{out}", "--ical", "{out}.ics"), "两样写一样"),
        (("{out}", "--from", "昨天"), "不是日期"),
        (("{out}", "--from", "2026-02-30"), "不是日期"),
        (("{out}", "--from", "2026-02-01", "--to", "2026-01-01"), "请对调"),
        (("{out}", "--data", "{out}-none"), "没有日志"),
    ],
)
def test_what_cannot_be_meant_is_a_sentence_and_writes_nothing(
    words: tuple[str, ...],
    why: str,
    data: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    named = [word.replace("{out}", str(tmp_path / "out")) for word in words]
    status, out, err = run(capfd, "--data", data, "export", *named)
    assert (status, out) == (2, "")
    assert why in err
    assert {path.name for path in tmp_path.iterdir()} == {"data"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有文件大小的限额")
@pytest.mark.parametrize("kind", ["csv", "jsonl", "xlsx"])
def test_a_disk_that_takes_no_more_leaves_no_half_file(
    kind: str, data: Path, tmp_path: Path
) -> None:
    script = (
        # Loaded before: what Python compiles must not be cut short as well.
        "import resource, sys; import cqcmd.cli.export; from cqcmd.cli.main import main;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000)); sys.exit(main(sys.argv[1:]))"
    )
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    words = ["export", str(tmp_path / "out"), "--data", str(data), "--format", kind]
    ran = subprocess.run(
        [sys.executable, "-B", "-c", script, *words],
        capture_output=True,
        env={"TMPDIR": str(scratch), "PYTHONPATH": ":".join(sys.path)},
    )
    assert ran.returncode == 1
    assert ran.stdout == b""
    [sentence] = ran.stderr.decode().splitlines()
    assert "没有留下半个文件" in sentence
    assert not (tmp_path / "out").exists()
    assert list(scratch.iterdir()) == []


def test_a_calendar_is_one_file(
    data: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "due.ics"
    status, out, _err = run(capfd, "export", "--data", data, "--ical", path)
    assert (status, "已写时限日程" in out) == (0, True)
    assert path.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
