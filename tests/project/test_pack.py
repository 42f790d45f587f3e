"""The folder carried to a machine with no network."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import cqcmd
import run
from tools import pack


def test_somebodys_files_are_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "家庭照片.txt").touch()
    with pytest.raises(SystemExit, match="2"):
        pack.claim(tmp_path)
    assert "另给一个空目录" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["家庭照片.txt"]


def test_a_file_is_not_a_directory(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit, match="2"):
        pack.claim(tmp_path / "file")


def test_packing_again_replaces_the_program_alone(tmp_path: Path) -> None:
    pack.claim(tmp_path)
    (tmp_path / "cqcmd").mkdir()
    (tmp_path / "cqcmd" / "gone.py").touch()
    (tmp_path / "笔记.txt").touch()
    pack.claim(tmp_path)
    pack.copy_program(tmp_path)
    assert not (tmp_path / "cqcmd" / "gone.py").exists()
    assert (tmp_path / "cqcmd" / "__init__.py").exists()
    assert (tmp_path / "笔记.txt").exists()
    assert not list(tmp_path.rglob("__pycache__"))


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["--help"]])
def test_it_wants_one_directory(arguments: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        pack.main(arguments)


def test_a_python_without_all_its_wheels_is_named_and_the_others_packed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def download(
        wheelhouse: Path, python: str, platform: Sequence[str], lock: Path = run.RUNTIME
    ) -> str:
        if lock == run.CENTRE:
            return "没有取到 psycopg" if python == "3.14" and platform else ""
        return "没有取到 lxml==6.1.3 的现成组件" if python == "3.15" and not platform else ""

    monkeypatch.setattr(pack, "download", download)
    assert pack.fetch(tmp_path / "w") == [
        "本机的 Python 3.15，没有取到 lxml==6.1.3 的现成组件",
        "Windows的 Python 3.14 连中心的组件，没有取到 psycopg",
    ]
    assert (tmp_path / "w/pythons.txt").read_text() == "3.14 3.13 3.12 3.11\n"
    assert (tmp_path / "w/pythons-windows.txt").read_text() == "3.15 3.14 3.13 3.12 3.11\n"


def test_what_pip_cannot_find_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    assert pack.download(tmp_path, "3.15", ()) == "没有取到 annotated-types==0.8.0 的现成组件"


def test_no_wheels_for_this_machine_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack, "download", lambda *asked: "没有")
    with pytest.raises(SystemExit, match="1"):
        pack.fetch(tmp_path / "w")


@pytest.mark.parametrize("name", ["start.sh", "start.bat"])
def test_the_start_scripts_try_every_python_of_the_pack(name: str) -> None:
    text = (pack.START / name).read_text("utf-8")
    assert re.findall(r"(?:python|py -)(3\.\d+)", text) == list(pack.PYTHONS)


class TestStart:
    """start.sh, alone in a folder with a list of Pythons, and a path of our own."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        folder = tmp_path / "现场 电脑"
        (folder / "wheelhouse").mkdir(parents=True)
        here = "{}.{}".format(*sys.version_info[:2])
        (folder / "wheelhouse/pythons.txt").write_text(f"3.99 {here}\n")
        shutil.copy(pack.START / "start.sh", folder)
        (folder / "run.py").write_text("import sys; print(sys.argv[1:])\n")
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin/dirname").symlink_to(shutil.which("dirname") or "")
        return folder

    def start(self, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [shutil.which("sh") or "sh", folder / "start.sh", *arguments],
            capture_output=True,
            text=True,
            cwd="/",
            env={"PATH": str(folder.parent / "bin")},
        )

    def python(self, folder: Path, name: str, script: str) -> None:
        """Put a command of this name on the path."""
        command = folder.parent / "bin" / name
        command.write_text(f"#!/bin/sh\n{script}\n")
        command.chmod(0o755)

    def test_it_passes_its_arguments_on(self, folder: Path) -> None:
        self.python(folder, "python3", f'exec "{sys.executable}" "$@"')
        assert self.start(folder, "--data", "某 处").stdout == "['--data', '某 处']\n"

    def test_a_python_the_pack_has_no_wheels_for_is_passed_over(self, folder: Path) -> None:
        self.python(folder, "python3", "exit 1")
        self.python(folder, "python3.13", f'exec "{sys.executable}" "$@"')
        assert self.start(folder, "x").stdout == "['x']\n"

    def test_without_a_fitting_python_it_names_those_that_would_do(self, folder: Path) -> None:
        (folder / "wheelhouse/pythons.txt").write_text("3.99 3.98\n")
        self.python(folder, "python3", f'exec "{sys.executable}" "$@"')
        done = self.start(folder)
        assert done.returncode == 1
        assert "Python 3.99、3.98 用的组件" in done.stderr

    def test_a_pack_copied_in_part_says_so(self, folder: Path) -> None:
        (folder / "wheelhouse/pythons.txt").unlink()
        assert "请重新复制" in self.start(folder).stderr


def without_network(command: list[str]) -> list[str]:
    """The command in a namespace with no network, or a skip where that is not allowed."""
    unshare = ["unshare", "--map-root-user", "--net"]
    if not shutil.which("unshare") or subprocess.run([*unshare, "true"]).returncode != 0:
        pytest.skip("本机不允许 unshare，断网安装没有试")
    return [*unshare, *command]


@pytest.mark.long
def test_a_packed_folder_installs_and_starts_with_no_network(tmp_path: Path) -> None:
    ours = {k: v for k, v in os.environ.items() if not k.startswith("PIP_")}
    offline = ours | {"PIP_CONFIG_FILE": os.devnull, "HOME": str(tmp_path)}
    start = without_network(["sh"])
    subprocess.run([sys.executable, run.__file__, "pack", tmp_path / "pack"], check=True)
    folder = tmp_path / "现场 电脑" / "离线 包"
    shutil.move(tmp_path / "pack", folder)

    first = subprocess.run(
        [*start, folder / "start.sh", "--version"], capture_output=True, text=True, env=offline
    )
    assert cqcmd.__version__ in first.stdout, first.stderr
    moved = folder.rename(tmp_path / "换了 地方")
    again = subprocess.run(
        [*start, moved / ".venv/bin/cqcmd", "--version"],
        capture_output=True,
        text=True,
        env=offline,
    )
    assert again.stdout == first.stdout
