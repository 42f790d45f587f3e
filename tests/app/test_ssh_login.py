"""A login by key with the line of `cqcmd ssh-line`, through a real sshd where there is one."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cqcmd.clock import SystemClock
from cqcmd.desk.opening import Opening
from tests.desk.calls import TANK, take
from tests.support.pseudo_terminal import Terminal

if sys.platform == "win32":
    pytest.skip("强制命令只用于 Linux、macOS 的 sshd", allow_module_level=True)

SSHD = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
if SSHD is None or not shutil.which("ssh") or not shutil.which("ssh-keygen"):
    pytest.skip("本机没有 sshd、ssh 或 ssh-keygen，没有试真的登录", allow_module_level=True)

ME = pwd.getpwuid(os.getuid())


def keygen(path: Path) -> Path:
    make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)]
    subprocess.run(make, check=True)
    return path


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def record(tmp_path: Path) -> tuple[Path, str]:
    """A data directory with a call taken, 李敏 on duty."""
    data = tmp_path / "data"
    opening = Opening(data, None, SystemClock())
    opening.read_journal()
    opening.desk.station.set_up("district_regulator", "渝中局", "渝中区", {}, "李敏")
    ident = take(opening.desk, TANK)
    opening.close()
    return data, ident


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """The port of an sshd of our own, and its file of keys."""
    host, keys, port = keygen(tmp_path / "host"), tmp_path / "keys", free_port()
    keys.touch(0o600)
    (tmp_path / "sshd_config").write_text(
        f"ListenAddress 127.0.0.1:{port}\nHostKey {host}\nAuthorizedKeysFile {keys}\n"
        "AuthenticationMethods publickey\nDisableForwarding yes\nCompression yes\n"
        f"StrictModes no\nUsePAM no\nPermitRootLogin yes\nPidFile {tmp_path}/pid\n",
        "utf-8",
    )
    assert SSHD is not None
    config = ["-f", str(tmp_path / "sshd_config")]
    tested = subprocess.run([SSHD, "-t", *config], capture_output=True)
    if tested.returncode:
        pytest.skip(f"本机的 sshd 起不来，没有试真的登录：{tested.stderr.decode()}")
    with subprocess.Popen([SSHD, "-D", "-e", *config], stderr=subprocess.DEVNULL) as sshd:
        for _second in range(100):
            with socket.socket() as one:
                if not one.connect_ex(("127.0.0.1", port)):
                    break
            time.sleep(0.1)
        yield port, keys
        sshd.terminate()


def login(port: int, key: Path, *words: str) -> list[str]:
    options = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR"]
    options += ["IdentitiesOnly=yes", "BatchMode=yes"]
    named = [part for option in options for part in ("-o", option)]
    ssh = ["ssh", "-F", "none", "-C", "-tt", "-i", str(key), "-p", str(port), *named]
    return [*ssh, f"{ME.pw_name}@127.0.0.1", *words]


def admit(keys: Path, key: Path, name: str, role: str, data: Path) -> None:
    words = ["ssh-line", name, f"{key}.pub", "--role", role, "--data", str(data)]
    made = subprocess.run([sys.executable, "-m", "cqcmd", *words], capture_output=True, check=True)
    with keys.open("ab") as file:
        file.write(made.stdout)


def test_a_key_says_who_it_is_and_which_role_whatever_the_client_asks(
    record: tuple[Path, str], server: tuple[int, Path], tmp_path: Path
) -> None:
    (data, ident), (port, keys) = record, server
    watch, observer = keygen(tmp_path / "watch"), keygen(tmp_path / "observer")
    admit(keys, watch, "王强", "值班", data)
    admit(keys, observer, "陈静", "观察", data)
    with Terminal(login(port, watch)) as post:
        post.wait_for("操作 王强")
        post.wait_for("长江化工")
        post.press("enter")
        post.wait_for("2报告")
        post.press(".")
        post.wait_for("发生时间")
        post.send("真的登录")
        post.press("f9")
        post.wait_until(lambda screen: "发生时间" not in screen)
    # Another command is asked for, and another role: the key's own is what runs.
    with Terminal(login(port, observer, "cqcmd", "--role=指挥", ";", "sh")) as post:
        post.wait_for("操作 陈静")
        assert "观察" in post.text()
        post.wait_for("长江化工")
        post.press("enter")
        post.wait_for("2报告")
        post.press(".")
        post.wait_for("发生时间")
        post.send("看到了")
        post.press("f9")
        post.wait_for("角色是“观察”")
    opening = Opening(data, None, SystemClock())
    opening.read_journal()
    said = {line.words: line for line in opening.desk.log(ident) if line.kind == "note"}
    assert (said["真的登录"].writer, said["真的登录"].actor) == ("王强", "李敏")
    assert set(said) == {"真的登录"}
    opening.close()


def test_a_program_fetches_by_name_and_nothing_else(
    record: tuple[Path, str], server: tuple[int, Path], tmp_path: Path
) -> None:
    (data, _ident), (port, keys) = record, server
    key = keygen(tmp_path / "program")
    admit(keys, key, "统计程序", "观察", data)
    (data / "文书").mkdir(exist_ok=True)
    (data / "文书" / "26-0001-报告.docx").write_bytes(bytes(range(256)) * 4000)

    def ask(*words: str) -> subprocess.CompletedProcess[bytes]:
        command = [word for word in login(port, key, *words) if word != "-tt"]
        return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL)

    assert "26-0001-报告.docx" in ask("文书").stdout.decode()
    assert ask("取", "26-0001-报告.docx").stdout == bytes(range(256)) * 4000
    assert ask("取", "导出.xlsx").stdout.startswith(b"PK")
    for words in (["取", "../journal.db"], ["cat", str(data / "journal.db")], ["sh"]):
        ran = ask(*words)
        assert (ran.returncode, ran.stdout) == (2, b"")
