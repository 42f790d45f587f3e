"""The end nobody wanted: terminal back, a report without anybody's data, status 1."""

import os
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cqcmd.errors import BadInput, Unwritable
from cqcmd.terminal.crash import guard, report_text, sentence, write_report
from tests.support.pseudo_terminal import Terminal

APP = str(Path(__file__).parents[1] / "support" / "tiny_app.py")
AT = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)


def caught() -> Exception:
    phone = "李明13800000000"
    try:
        raise ValueError(f"无法识别\x1b[2J 139{1:08d}") from KeyError(len(phone))
    except ValueError as error:
        return error


def the_report(folder: Path) -> Path:
    [path] = (folder / "crash").iterdir()
    return path


def run(folder: Path, key: str, mode: str = "plain") -> tuple[str, str]:
    with Terminal([sys.executable, APP, str(folder), mode], columns=200) as terminal:
        if mode == "plain":
            terminal.wait_for("ready")
            terminal.press(key)
        screen = terminal.wait_for("错误报告")
        assert terminal.wait() == 1
        assert terminal.modes_now() == terminal.modes
        assert b"Traceback" not in terminal.raw
        assert b"\x1b[?1049l" in terminal.raw
    return screen, the_report(folder).read_text(encoding="utf-8")


def test_a_crash_in_a_key_restores_the_terminal_and_reports_without_locals(tmp_path: Path) -> None:
    screen, report = run(tmp_path, "f5")
    assert str(the_report(tmp_path)) in screen
    assert "action_boom" in report
    assert "cqcmd 0" in report
    assert "李明" not in report
    assert "13912345678" not in report
    assert "\x1b" not in report
    assert stat.S_IMODE(the_report(tmp_path).stat().st_mode) == 0o600


def test_a_crash_in_a_worker_names_what_really_happened(tmp_path: Path) -> None:
    _, report = run(tmp_path, "f6")
    assert "KeyError: 'worker'" in report
    assert "in _fail" in report


def test_a_crash_while_the_screen_is_built(tmp_path: Path) -> None:
    _, report = run(tmp_path, "", "broken")
    assert "在建立界面时出错" in report


def test_the_report_has_frames_and_causes_but_no_values() -> None:
    report = report_text(caught(), AT)
    assert "2026-11-22T14:05:00+08:00" in report
    assert "in caught" in report
    assert "KeyError: 13" in report
    assert "139########" not in report
    assert "#" * 11 in report
    assert "␛[2J" in report


def test_an_endless_message_is_cut() -> None:
    assert len(report_text(ValueError("长" * 1_000_000), AT)) <= 200_000


def test_reports_never_overwrite_each_other(tmp_path: Path) -> None:
    paths = {write_report(caught(), tmp_path / "crash") for _ in range(20)}
    assert len(paths) == len(list((tmp_path / "crash").iterdir())) == 20
    assert stat.S_IMODE((tmp_path / "crash").stat().st_mode) == 0o700


def test_a_disk_that_refuses_is_said(tmp_path: Path) -> None:
    (tmp_path / "crash").write_text("a file where the folder should be")
    assert "没能写下" in sentence(caught(), tmp_path / "crash")


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (BadInput("时间\x1b无法识别。"), 2, "时间␛无法识别。"),
        (Unwritable("磁盘已满。"), 1, "磁盘已满。"),
        (KeyboardInterrupt(), 130, ""),
        (ZeroDivisionError("13812345678"), 1, "错误报告"),
    ],
)
def test_a_verb_ends_in_words_and_a_status(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    error: BaseException,
    status: int,
    words: str,
) -> None:
    def verb() -> int:
        raise error

    assert guard(verb, lambda: tmp_path) == status
    shown = capfd.readouterr().err
    assert words in shown
    assert "Traceback" not in shown
    assert "\x1b" not in shown


def test_a_reader_that_leaves_is_no_crash(tmp_path: Path) -> None:
    verb = "def main():\n while True: print('一行')"
    code = (
        f"import sys\nfrom pathlib import Path\nfrom cqcmd.terminal.crash import guard\n{verb}\n"
        f"sys.exit(guard(main, lambda: Path({str(tmp_path)!r}) / 'crash'))"
    )
    reading, writing = os.pipe()
    with Terminal([sys.executable, "-c", code], stdout=writing) as terminal:
        os.close(writing)
        os.read(reading, 10)
        os.close(reading)
        assert terminal.wait() == 1
        assert terminal.text().strip() == ""
    assert not (tmp_path / "crash").exists()
