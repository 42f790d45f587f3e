"""Bad bytes, dead terminals, signals: in real pseudo-terminals."""

import hashlib
import inspect
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import textual
from textual._compositor import Compositor
from textual._parser import Parser
from textual._xterm_parser import XTermParser
from textual.drivers import _writer_thread
from textual.drivers.linux_driver import LinuxDriver

from cqcmd.terminal import driver
from cqcmd.terminal.posix import SturdyDriver
from cqcmd.terminal.signals import GRACE
from tests.support.pseudo_terminal import Terminal

UPSTREAM = {
    "continued": "1d7463a74df118a4",
    "init": "671887bbf938d1d8",
    "wrapper": "d2ef22cc2c97a9eb",
    "input": "d796af6d69db337d",
    "start": "7c41f5ba11a8ef05",
    "writer": "411a9202bed5a877",
    "parser": "5e97a0be1bb08455",
    "partial": "888dccc892d8ecc2",
    "chops": "ca8c3359d7afd017",
    "win32": "0dad5f6860cea623",
}
APP = str(Path(__file__).parents[1] / "support" / "tiny_app.py")


def tiny(folder: Path, mode: str = "plain", **options: object) -> Terminal:
    return Terminal([sys.executable, APP, str(folder), mode], **options)  # type: ignore[arg-type]


def digest(thing: object) -> str:
    return hashlib.sha256(inspect.getsource(thing).encode()).hexdigest()[:16]  # type: ignore[arg-type]


def test_the_upstream_sources_are_those_our_drivers_were_written_for() -> None:
    win32 = Path(inspect.getfile(LinuxDriver)).with_name("win32.py")
    seen = {
        "continued": digest(LinuxDriver._sigcont_application),
        "init": digest(LinuxDriver.__init__),
        "wrapper": digest(LinuxDriver._run_input_thread),
        "input": digest(LinuxDriver.run_input_thread),
        "start": digest(LinuxDriver.start_application_mode),
        "writer": digest(_writer_thread.WriterThread),
        "parser": digest(Parser),
        "partial": digest(Compositor.render_partial_update),
        "chops": digest(Compositor._render_chops),
        "win32": hashlib.sha256(win32.read_bytes()).hexdigest()[:16],
    }
    assert seen == UPSTREAM, "read upstream's change, mend our drivers, then set these"


def test_another_textual_gets_its_own_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    assert driver.driver_class() is SturdyDriver
    monkeypatch.setattr(driver, "TRIED_WITH", "8.9.0")
    assert driver.driver_class() is None


def test_a_packed_program_without_version_files_keeps_our_driver(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(textual, "__file__", str(tmp_path / "textual" / "__init__.py"))
    assert driver.driver_class() is SturdyDriver
    (tmp_path / "textual-8.9.0.dist-info").mkdir()
    assert driver.driver_class() is None


def test_gbk_bytes_show_a_mark_and_the_app_lives(tmp_path: Path) -> None:
    with tiny(tmp_path) as terminal:
        terminal.wait_for("ready")
        terminal.send("你".encode("gbk"))
        terminal.send("好a")
        terminal.wait_until(lambda screen: "�" in screen and "好a" in screen)
        assert terminal.process.poll() is None


def test_characters_cut_between_two_reads_arrive_whole(tmp_path: Path) -> None:
    with tiny(tmp_path) as terminal:
        terminal.wait_for("ready")
        for byte in "渝中区".encode():
            terminal.send(bytes([byte]))
            time.sleep(0.02)
        terminal.wait_for("<渝中区>")


@pytest.mark.parametrize(
    "keys", [b"\x1b[1114112u", b"\x1b[99999999999u", b"\x1b[1:2A", b"\x1b[;:1~"]
)
def test_impossible_key_codes_do_not_end_the_app(tmp_path: Path, keys: bytes) -> None:
    with tiny(tmp_path) as terminal:
        terminal.wait_for("ready")
        terminal.send(keys)
        time.sleep(0.1)
        terminal.send("还在")
        terminal.wait_for("<还在>")


def test_random_bytes_never_end_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = object.__new__(SturdyDriver)
    reader._debug = False
    monkeypatch.setattr(SturdyDriver, "process_message", lambda *_: None)
    chance = random.Random(7)
    pieces = ["\x1b", "[", "<", "?", ";", ":", "0", "1", "99999999999", "55296", "u", "M", "~", "P"]
    parser = XTermParser()
    for _ in range(3_000):
        parser = reader._feed(parser, "\x1b[" + "".join(chance.choices(pieces, k=6)))
    parser = reader._feed(XTermParser(), "\x1b[200~x")
    assert isinstance(parser, XTermParser)


def test_what_is_pasted_passes_the_gate(tmp_path: Path) -> None:
    with tiny(tmp_path) as terminal:
        terminal.wait_for("ready")
        terminal.paste("渝\x9b2J中\u202e区\x07")
        terminal.wait_for("<渝\ufffd2J中\ufffd区\u2407>")


def test_end_of_file_ends_the_app(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    with tiny(tmp_path, "pipe", stdin=reading) as terminal:
        terminal.wait_for("ready")
        os.close(reading)
        os.close(writing)
        assert terminal.wait() == 129


@pytest.mark.parametrize("mode", ["plain", "signals"])
def test_a_dead_terminal_ends_a_program_deaf_to_hangup(tmp_path: Path, mode: str) -> None:
    with tiny(tmp_path, mode, deaf=True) as terminal:
        terminal.wait_for("ready")
        terminal.close()
        assert terminal.wait(5) == 129


def test_a_dead_terminal_under_constant_painting_ends_too(tmp_path: Path) -> None:
    with tiny(tmp_path, deaf=True) as terminal:
        terminal.wait_for("ready")
        terminal.press("f7")
        time.sleep(0.3)
        terminal.close()
        assert terminal.wait(10) == 129


def test_a_program_stopped_and_continued_reads_with_one_thread(tmp_path: Path) -> None:
    with tiny(tmp_path) as terminal:
        terminal.wait_for("ready")
        tasks = Path(f"/proc/{terminal.process.pid}/task")
        before = len(list(tasks.iterdir()))
        for _ in range(3):
            terminal.kill(signal.SIGSTOP)
            terminal.kill(signal.SIGCONT)
            time.sleep(0.4)
        assert len(list(tasks.iterdir())) == before
        terminal.send("渝中区")
        terminal.wait_for("<渝中区>")


def test_the_keyboard_wakes_nobody_until_a_key_is_pressed(tmp_path: Path) -> None:
    with tiny(tmp_path) as terminal:
        terminal.wait_for("ready")
        before = awakenings(terminal)
        time.sleep(1)
        woken = [count - before.get(task, 0) for task, count in awakenings(terminal).items()]
        assert 0 in woken, "the thread that reads the keyboard sleeps while the cursor blinks"
        terminal.send(b"\x1b")  # alone it is a key by time only
        terminal.wait_for("escape")


def awakenings(terminal: Terminal) -> dict[str, int]:
    """How often each thread of the program was woken so far."""
    found = {}
    for task in Path(f"/proc/{terminal.process.pid}/task").iterdir():
        lines = (task / "status").read_text().splitlines()
        found[task.name] = next(
            int(line.split()[1]) for line in lines if line.startswith("voluntary")
        )
    return found


def test_a_link_that_stalls_and_then_dies_ends_it_too(tmp_path: Path) -> None:
    with tiny(tmp_path, deaf=True) as terminal:
        terminal.wait_for("ready")
        terminal.press("f7")
        terminal.stall()
        time.sleep(1.0)
        terminal.close()
        assert terminal.wait(10) == 129


def test_the_link_closing_keeps_the_draft(tmp_path: Path) -> None:
    with tiny(tmp_path, "signals") as terminal:
        terminal.wait_for("ready")
        terminal.send("东湖路")
        terminal.wait_for("<东湖路>")
        terminal.close()
        assert terminal.wait(5) == 129
        assert (tmp_path / "draft").read_text() == "东湖路"


def test_a_stalled_terminal_cannot_hold_a_terminated_program(tmp_path: Path) -> None:
    with tiny(tmp_path, "signals") as terminal:
        terminal.wait_for("ready")
        terminal.press("f7")
        terminal.stall()
        time.sleep(1.0)
        terminal.kill(signal.SIGTERM)
        assert terminal.wait(GRACE + 5) == 143


def test_a_diverted_screen_is_noticed(tmp_path: Path) -> None:
    with (
        (tmp_path / "log").open("wb") as log,
        tiny(tmp_path, stderr=log) as terminal,
    ):
        assert terminal.wait() == 2
    assert "2>" in (tmp_path / "log").read_text()


def test_piped_keys_are_refused(tmp_path: Path) -> None:
    with tiny(tmp_path, stdin=subprocess.DEVNULL) as terminal:
        terminal.wait_for("不要用管道或重定向")
        assert terminal.wait() == 2


def test_a_dumb_terminal_is_refused(tmp_path: Path) -> None:
    with tiny(tmp_path, env={"TERM": "dumb"}) as terminal:
        terminal.wait_for("TERM=dumb")
        assert terminal.wait() == 2
