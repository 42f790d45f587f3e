"""Three operators on one host of a centre, logged in through a real sshd by keys of their own."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from cqcmd.cli.main import main
from cqcmd.clock import SystemClock
from cqcmd.desk.opening import Opening
from tests.centre.hosts import at_centre
from tests.desk.calls import TANK, take

if sys.platform == "win32":
    pytest.skip("强制命令只用于 Linux、macOS 的 sshd", allow_module_level=True)

from tests.app.test_stalled_terminal import drafts, wait_for_draft
from tests.ssh.sshd import Sshd, run
from tests.support.pseudo_terminal import ROOT, Terminal

PEOPLE = {"王强": "值班", "陈静": "指挥", "赵敏": "值班"}
ITS_OWN_SIZE = {"COLUMNS": "", "LINES": ""}
"""Without what a runner of tests may say of a size: ssh tells that of its terminal."""
LOADING = ("PYTHON", "TEXTUAL")
SERVED = pytest.param(
    True,
    id="served",
    marks=pytest.mark.skipif(sys.platform != "linux", reason="cqcmd serve 只用于 Linux"),
)
AT_ONCE = 10
"""Seconds, most of them for the processors of a test; by its silence alone it would be twenty."""


class Host:
    """A host whose journal is at a centre too, an accident on its board, a key for each person."""

    def __init__(self, data: Path, address: str, sshd: Sshd) -> None:
        self.data, self.address, self.sshd = data, address, sshd
        with ExitStack() as closing:
            opening = self._opening(closing)
            opening.desk.station.set_up("district_regulator", "渝中局", "渝中区", {}, "李敏")
            self.ident = take(opening.desk, TANK)
        self.keys = {
            name: sshd.admit(name, role, data, "--journal", address)
            for name, role in PEOPLE.items()
        }

    def _opening(self, closing: ExitStack) -> Opening:
        opening = Opening(self.data, None, SystemClock())
        closing.callback(opening.close)
        opening.desk.centre.aim(self.address)
        opening.read_journal()
        return opening

    def sits_down(self, name: str) -> Terminal:
        """Log in under the key of this person."""
        return Terminal(self.sshd.login(self.keys[name]), env=ITS_OWN_SIZE)

    def notes(self) -> Counter[tuple[str, str]]:
        """Who wrote which note of the accident down, and how often it is there."""
        with ExitStack() as closing:
            lines = self._opening(closing).desk.log(self.ident)
            return Counter((line.writer, line.words) for line in lines if line.kind == "note")

    def entries(self) -> list[str]:
        """What stands at the centre."""
        return at_centre(self.address)


@pytest.fixture
def host(tmp_path: Path, address: str, sshd: Sshd) -> Host:
    return Host(tmp_path / "值班 data", address, sshd)


@pytest.fixture
def server(request: pytest.FixtureRequest, host: Host) -> Iterator[int]:
    """The process of `cqcmd serve`, which shows the post where a test asks for it; else none."""
    if not getattr(request, "param", False):
        yield 0
        return
    # As sshd begins a session: nothing is said of how Python is to load the program.
    told = {name: os.environ[name] for name in os.environ if not name.startswith(LOADING)}
    words = [sys.executable, "-I", "-S", str(ROOT / "cqcmd" / "__main__.py"), "serve"]
    with subprocess.Popen(
        [*words, "--data", str(host.data)], env=told, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        assert "值班服务已就绪" in process.stderr.readline().decode()
        yield process.pid
        process.terminate()


@pytest.fixture
def seats(host: Host, server: int) -> Iterator[dict[str, Terminal]]:
    """All three at their terminals, each with the accident open."""
    with ExitStack() as leaving:
        seats = {name: leaving.enter_context(host.sits_down(name)) for name in PEOPLE}
        for name, seat in seats.items():
            seat.wait_for("另有 2 台终端")
            assert f"操作 {name}" in seat.text()
            open_accident(seat)
        assert not server or sessions(server) == len(PEOPLE)
        yield seats


def sessions(server: int) -> int:
    return len(Path(f"/proc/{server}/task/{server}/children").read_text("ascii").split())


def open_accident(seat: Terminal) -> None:
    seat.wait_for("长江化工")
    seat.press("enter")
    seat.wait_for("2报告")


def type_note(seat: Terminal, words: str) -> None:
    seat.press(".")
    seat.wait_for("发生时间")
    seat.send(words)
    seat.wait_for(words)


def enlarge(seat: Terminal) -> None:
    assert "最先到期" not in seat.text()
    seat.resize(120, 36)
    seat.wait_until(lambda screen: "最先到期" in screen and "n接报" in screen.splitlines()[35])


def save(seat: Terminal) -> None:
    seat.press("f9")
    seat.wait_until(lambda screen: "发生时间" not in screen)


def leave(seat: Terminal) -> None:
    """Leave the program: there is no shell behind it."""
    seat.press("ctrl+q")
    seat.wait_for("离开（y）")
    seat.press("y")
    assert seat.wait() == 0


def test_each_leaves_his_own_name_and_nothing_is_lost_or_double(
    host: Host, seats: dict[str, Terminal]
) -> None:
    before, said = len(host.entries()), Counter[tuple[str, str]]()
    enlarge(seats["王强"])
    for turn in ("一", "二", "三"):
        for name, seat in seats.items():
            type_note(seat, f"{name}说的第{turn}句")
            said[name, f"{name}说的第{turn}句"] += 1
        for seat in seats.values():
            seat.press("f9")
        for seat in seats.values():
            seat.wait_until(lambda screen: "发生时间" not in screen)
    for seat in seats.values():
        seat.press("5")
        for name, words in said:
            seat.wait_for(words)
            assert name in seat.text()
    for seat in seats.values():
        leave(seat)
    assert host.notes() == said
    assert len(host.entries()) == before + len(said)
    assert main(["journal", "verify", "--data", str(host.data)]) == 0


@pytest.mark.parametrize("server", [pytest.param(False, id="alone"), SERVED], indirect=True)
def test_a_client_that_is_killed_is_gone_at_once_and_finds_its_draft_again(
    host: Host, seats: dict[str, Terminal]
) -> None:
    lost, left = seats["王强"], seats["陈静"]
    left.press("escape")
    left.wait_for("另有 2 台终端")
    type_note(lost, "还没写完的一句")
    wait_for_draft(host.data, "还没写完的一句")
    lost.kill(signal.SIGKILL)
    left.wait_for("另有 1 台终端：赵敏", AT_ONCE)
    assert "还没写完的一句" in drafts(host.data)
    with host.sits_down("王强") as again:
        again.wait_for("上次退出时有 1 份没有保存的内容")
        left.wait_for("另有 2 台终端")
        again.press("enter")
        again.wait_for("发生时间")
        assert "还没写完的一句" in again.text()
        save(again)
    assert host.notes() == {("王强", "还没写完的一句"): 1}


NO_COMMAND = "没有这个命令。能用的是：文书（列出）"


def test_the_command_of_a_key_is_not_escaped(host: Host, tmp_path: Path) -> None:
    key, before = host.keys["陈静"], host.entries()
    for words in ("sh", "x; id", "文书; id", "取 `id`"):
        asked = host.sshd.ask(key, words)
        assert (asked.returncode, asked.stdout) == (2, b"")
        assert asked.stderr.decode().endswith("。\n")
    refuse_files(host, key, tmp_path)
    refuse_forwarding(host, key)
    with Terminal(host.sshd.login(key, "bash"), env=ITS_OWN_SIZE) as seat:
        seat.wait_for("长江化工")
        seat.send("\x1a\x1c\x03")  # as a shell would be left for another, and a program stopped
        open_accident(seat)
        assert "操作 陈静" in seat.text()
        leave(seat)
    assert host.entries() == before


def refuse_files(host: Host, key: Path, folder: Path) -> None:
    """Nothing is fetched or put by sftp, nor by scp of today and of old."""
    brought, there = folder / "brought", folder / "there"
    brought.write_text("x", "utf-8")
    copy, remote = host.sshd.to_host("scp", key), f"{host.sshd.account}:"
    for old in ([], ["-O"]):
        put = run([*copy, *old, str(brought), f"{remote}{there}"])
        got = run([*copy, *old, f"{remote}{host.data}/journal.db", str(there)])
        assert put.returncode
        assert got.returncode
        assert not there.exists()
        assert all((NO_COMMAND in ran.stderr.decode()) is bool(old) for ran in (put, got))
    assert run([*host.sshd.to_host("sftp", key), host.sshd.account]).returncode


def refuse_forwarding(host: Host, key: Path) -> None:
    """No port of the host is reached, and none is opened there, without any setting of sshd."""
    ssh, port = host.sshd.to_host("ssh", key, "ExitOnForwardFailure=yes"), host.sshd.port
    there = run([*ssh, "-W", f"127.0.0.1:{port}", host.sshd.account])
    back = run([*ssh, "-N", "-R", f"0:127.0.0.1:{port}", host.sshd.account])
    assert (there.stdout, "forwarding failed" in there.stderr.decode()) == (b"", True)
    assert (back.stdout, "forwarding failed" in back.stderr.decode()) == (b"", True)
