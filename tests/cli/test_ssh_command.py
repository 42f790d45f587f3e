"""What a program may ask for over SSH: a list, a file by its name, and nothing else."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cqcmd.clock import SystemClock
from cqcmd.desk.opening import Opening
from tests.desk.calls import TANK, take

pytestmark = pytest.mark.skipif(os.name == "nt", reason="强制命令只用于 Linux、macOS 的 sshd")

SECRET = "这一份不在文书里"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A station with a call, two papers, a package in a folder, and what is not to be had."""
    place = tmp_path / "data"
    opening = Opening(place, None, SystemClock())
    opening.read_journal()
    opening.desk.station.set_up("district_regulator", "渝中局", "渝中区", {}, "李敏")
    take(opening.desk, TANK)
    opening.close()
    papers = place / "文书"
    papers.mkdir(exist_ok=True)
    (papers / "26-0001-清单.txt").write_bytes("清单\r\n".encode())
    (papers / "26-0001-报告.docx").write_bytes(bytes(range(256)) * 1000)
    (papers / "26-0001-案卷").mkdir()
    (papers / "26-0001-案卷" / "index.html").write_text("<p>", "utf-8")
    (tmp_path / "secret.txt").write_text(SECRET, "utf-8")
    (papers / "link.txt").symlink_to(tmp_path / "secret.txt")
    (papers / "26-0001-案卷" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (papers / "out").symlink_to(tmp_path)
    (papers / ".hidden").write_text(SECRET, "utf-8")
    (papers / "26-0001-报告.txt.new").write_text(SECRET, "utf-8")
    (papers / "cqcmd-x.part").mkdir()
    return place


def asks(
    data: Path, command: str | bytes, role: str = "观察"
) -> subprocess.CompletedProcess[bytes]:
    """Run the forced command as sshd does, with what a client asked for."""
    words = [f"--data={data}", "--as=陈静", f"--role={role}"]
    asked = command.encode() if isinstance(command, str) else command
    return subprocess.run(
        [sys.executable, "-m", "cqcmd", *words],
        env={**os.environb, b"SSH_ORIGINAL_COMMAND": asked},
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )


@pytest.mark.parametrize("command", ["文书", "list", "文书 ", "文书".encode("gb18030")])
def test_the_list_names_papers_and_no_link_and_nothing_hidden(
    command: str | bytes, data: Path
) -> None:
    ran = asks(data, command)
    assert ran.returncode == 0
    names = [line.split("\t")[2] for line in ran.stdout.decode().splitlines()]
    lying = {"26-0001-清单.txt", "26-0001-报告.docx", "26-0001-案卷.zip"}
    assert set(names) == lying | {"导出.xlsx", "导出-csv.zip", "导出-jsonl.zip"}


@pytest.mark.parametrize(
    "command", ["取 26-0001-报告.docx", "get 26-0001-报告.docx", "取 '26-0001-报告.docx'"]
)
def test_a_paper_comes_byte_by_byte(command: str, data: Path) -> None:
    ran = asks(data, command)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout == bytes(range(256)) * 1000


def test_a_folder_comes_as_one_file_without_its_links(data: Path) -> None:
    ran = asks(data, "取 26-0001-案卷.zip")
    with zipfile.ZipFile(io.BytesIO(ran.stdout)) as packed:
        assert packed.namelist() == ["index.html"]
        assert packed.testzip() is None


@pytest.mark.parametrize(
    ("name", "inside"), [("导出-csv.zip", "incidents.csv"), ("导出-jsonl.zip", "incidents.jsonl")]
)
def test_an_export_is_made_as_it_is_asked_for(name: str, inside: str, data: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(asks(data, f"取 {name}").stdout)) as packed:
        assert "26-0001" in packed.read(inside).decode("utf-8-sig")
    assert asks(data, "取 导出.xlsx").stdout.startswith(b"PK")


@pytest.mark.parametrize(
    "command",
    [
        "取 ../journal.db",
        "取 ../../secret.txt",
        "取 /etc/passwd",
        "取 link.txt",
        "取 out/secret.txt",
        "取 out",
        "取 .hidden",
        "取 26-0001-案卷/index.html",
        "取 26-0001-案卷",
        "取 ..",
        "取 .",
        "取 *",
        "取 26-0001-清单.txt; cat ../settings.json",
        "取 $(cat ../settings.json)",
        "取 26-0001-清单.txt\n/etc/passwd",
        "取",
        "sh",
        "cqcmd --role=指挥",
        "scp -f /etc/passwd",
        "/usr/lib/openssh/sftp-server",
        "文书 ..",
        b"\xff\xfe",
    ],
)
def test_nothing_else_is_given(command: str | bytes, data: Path) -> None:
    ran = asks(data, command, "指挥")
    assert ran.returncode == 2
    assert ran.stdout == b""
    [sentence] = ran.stderr.decode().splitlines()
    assert sentence.endswith("。")


def test_without_a_forced_command_nobody_is_asked(data: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "cqcmd", f"--data={data}"],
        env={**os.environ, "SSH_ORIGINAL_COMMAND": "文书"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )
    assert ran.stdout == b""
    assert ran.returncode != 0


def test_a_drill_s_folder_gives_nothing(data: Path) -> None:
    (data / "drill.json").write_text('{"scenario":"x","title":"y"}', "utf-8")
    assert asks(data, "文书").stdout == b""
    assert asks(data, "取 26-0001-清单.txt").stdout == b""
