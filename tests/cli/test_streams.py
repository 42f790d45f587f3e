"""What is printed where the locale is not UTF-8, where nobody reads, and where no home is."""

import io
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from cqcmd.terminal.driver import refuse_terminal
from cqcmd.terminal.streams import speak_chinese
from tests.support.pseudo_terminal import ROOT, Terminal

LOCALES = (
    {"LANG": "C"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "gbk"},
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"PYTHONIOENCODING": "latin-1:strict"},
)
CASE = '{"id":"甲","equipment":"elevator","deaths":1}\n'
HOMELESS = ("unshare", "--user", "--map-user=12345")


def program(
    *words: str, env: dict[str, str] | None = None, before: Sequence[str] = (), shell: str = ""
) -> subprocess.CompletedProcess[bytes]:
    line = [*before, sys.executable, "-m", "cqcmd", *words]
    if shell:
        line = ["sh", "-c", f'"$@" {shell}', "sh", *line]
    whole = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": "/nonexistent"}
    return subprocess.run(
        line,
        input=CASE.encode(),
        capture_output=True,
        timeout=60,
        cwd=ROOT,
        env=whole | (env or {}),
    )


@pytest.mark.parametrize("env", LOCALES, ids=str)
def test_every_answer_is_utf8_whatever_the_locale(env: dict[str, str]) -> None:
    assert "用法：" in program("--help", env=env).stdout.decode()
    assert "甲" in program("grade", env=env).stdout.decode()
    assert "一般特种设备事故" in program("plan", "show", "1.5.4", env=env).stdout.decode()
    refused = program("--data", "/nowhere", "journal", "verify", env=env)
    assert refused.returncode == 2
    assert "日志" in refused.stderr.decode()


@pytest.mark.parametrize("words", [("--help",), ("plan", "show"), ("grade",)], ids=str)
def test_a_full_disk_beneath_the_output_is_said(words: tuple[str, ...], tmp_path: Path) -> None:
    done = program(*words, shell=">/dev/full", env={"HOME": str(tmp_path)})
    assert done.returncode == 1
    assert done.stderr.decode() == "输出没有写完（磁盘已满）；请检查磁盘后再做一次。\n"
    assert not list(tmp_path.rglob("crash-*"))


@pytest.mark.parametrize("words", [("--help",), ("plan", "show"), ("grade",)], ids=str)
def test_a_reader_that_has_gone_is_no_fault(words: tuple[str, ...], tmp_path: Path) -> None:
    done = program(*words, shell="| true", env={"HOME": str(tmp_path)})
    assert done.stderr == b""
    assert not list(tmp_path.rglob("crash-*"))


def test_streams_that_were_closed_are_said(tmp_path: Path) -> None:
    env = {"HOME": str(tmp_path)}
    assert "标准输出已关闭" in program("grade", shell=">&-", env=env).stderr.decode()
    assert "标准输入已关闭" in program("grade", shell="<&-", env=env).stderr.decode()
    assert program("grade", "/no", shell="2>&-", env=env).stdout == b""
    assert program("journal", "verify", shell=">&- 2>&- <&-", env=env).returncode == 2
    assert not list(tmp_path.rglob("crash-*"))


class GbkTerminal(io.TextIOWrapper):
    """What Python opens on a terminal of another code page."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_of_another_code_page_gets_its_own_characters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = io.BytesIO()
    stream = GbkTerminal(written, encoding="ascii")
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "gbk")
    for name in ("stdout", "stderr", "__stdin__", "__stdout__", "__stderr__"):
        monkeypatch.setattr(sys, name, stream)
    monkeypatch.setenv("TERM", "xterm")
    speak_chinese()
    said = refuse_terminal()
    assert said is not None
    assert "字符编码是 gbk" in said
    print(said, "\U0002a6a5", flush=True)
    assert written.getvalue().decode("gbk") == said + " \\U0002a6a5\n"


def may_unshare() -> bool:
    try:
        return subprocess.run([*HOMELESS, "true"], capture_output=True).returncode == 0
    except OSError:
        return False


@pytest.mark.skipif(not may_unshare(), reason="this system gives no user of its own to a test")
@pytest.mark.parametrize("words", [("journal", "verify"), ("backup", "x"), ("drill", "debrief")])
def test_a_user_without_home_and_name_is_told_what_to_do(words: tuple[str, ...]) -> None:
    bare = (*HOMELESS, "env", "-i", f"PYTHONPATH={ROOT}")
    done = program(*words, before=bare)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == "找不到本用户的主目录，请用 --data 指定数据目录。\n"


@pytest.mark.skipif(not may_unshare(), reason="this system gives no user of its own to a test")
def test_a_user_without_home_and_name_opens_the_post_with_data(tmp_path: Path) -> None:
    bare = [*HOMELESS, "env", "-i", f"PYTHONPATH={ROOT}", "TERM=xterm", sys.executable, "-m"]
    with Terminal([*bare, "cqcmd"]) as terminal:
        terminal.wait_for("--data")
        assert terminal.wait() == 2
        assert b"Traceback" not in terminal.raw
    with Terminal([*bare, "cqcmd", "--data", str(tmp_path / "data")]) as terminal:
        terminal.wait_for("本值班点")
        terminal.press("escape", "ctrl+q")
        assert terminal.wait() == 0


def test_a_crash_without_a_home_is_still_said_in_words() -> None:
    code = (
        "import sys\nfrom cqcmd.terminal.crash import guard\nfrom cqcmd.errors import BadInput\n"
        "def main(): raise ZeroDivisionError\n"
        "def folder(): raise BadInput('找不到主目录。')\n"
        "sys.exit(guard(main, folder))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT)
    assert done.returncode == 1
    assert "没能写下（找不到主目录。）" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_working_directory_that_is_gone_is_said(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    shell = f'cd {gone} && rmdir {gone} && exec "$@"'
    line = [sys.executable, "-m", "cqcmd", "--data", "x", "journal", "verify"]
    done = subprocess.run(
        ["sh", "-c", shell, "sh", *line],
        capture_output=True,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 2
    assert "当前目录已不在" in done.stderr.decode()
