"""A login by key with the line of `cqcmd ssh-line`, through a real sshd where there is one."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from cqcmd.clock import SystemClock
from cqcmd.desk.opening import Opening
from tests.desk.calls import TANK, take

if sys.platform == "win32":
    pytest.skip("强制命令只用于 Linux、macOS 的 sshd", allow_module_level=True)

from tests.ssh.sshd import PROGRAM, Sshd
from tests.support.pseudo_terminal import ROOT, Terminal


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


def test_a_key_says_who_it_is_and_which_role_whatever_the_client_asks(
    record: tuple[Path, str], sshd: Sshd
) -> None:
    data, ident = record
    watch, observer = sshd.admit("王强", "值班", data), sshd.admit("陈静", "观察", data)
    with Terminal(sshd.login(watch)) as post:
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
    with Terminal(sshd.login(observer, "cqcmd", "--role=指挥", ";", "sh")) as post:
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


def test_a_program_fetches_by_name_and_nothing_else(record: tuple[Path, str], sshd: Sshd) -> None:
    data, _ident = record
    key = sshd.admit("统计程序", "观察", data)
    (data / "文书").mkdir(exist_ok=True)
    (data / "文书" / "26-0001-报告.docx").write_bytes(bytes(range(256)) * 4000)
    assert "26-0001-报告.docx" in sshd.ask(key, "文书").stdout.decode()
    assert sshd.ask(key, "取", "26-0001-报告.docx").stdout == bytes(range(256)) * 4000
    assert sshd.ask(key, "取", "导出.xlsx").stdout.startswith(b"PK")
    for words in (["取", "../journal.db"], ["cat", str(data / "journal.db")]):
        ran = sshd.ask(key, *words)
        assert (ran.returncode, ran.stdout) == (2, b"")


def test_sshd_reads_the_settings_of_the_guide(sshd: Sshd, tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "guide.md").read_text("utf-8")
    (settings,) = re.findall(r"```\n( *Compression yes\n.+?)```", guide, re.DOTALL)
    path = tmp_path / "sshd_config"
    path.write_text(f"HostKey {sshd.folder / 'host'}\n{settings}\n", "utf-8")
    assert PROGRAM is not None

    def told(user: str) -> set[str]:
        who = f"user={user},host=h,addr=10.0.0.7"
        read = [PROGRAM, "-T", "-f", str(path), "-C", who]
        return {
            *subprocess.run(read, capture_output=True, text=True, check=True).stdout.split("\n")
        }

    wanted = {line.strip().lower() for line in settings.splitlines() if "Match" not in line}
    assert wanted <= {line.lower() for line in told("cqcmd")} | {""}
    assert "disableforwarding no" in told("somebody")
