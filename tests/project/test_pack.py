"""The folder carried to a machine with no network."""

import os
import shutil
import subprocess
import sys
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


def test_a_set_that_cannot_be_had_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack, "download", lambda wheelhouse, python, platform: not platform)
    assert pack.fetch(tmp_path / "w") == [f"Windows 的 Python {python}" for python in pack.PYTHONS]


def test_no_wheels_for_this_machine_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack, "download", lambda wheelhouse, python, platform: False)
    with pytest.raises(SystemExit, match="1"):
        pack.fetch(tmp_path / "w")


def test_start_sh_passes_its_arguments_on(tmp_path: Path) -> None:
    folder = tmp_path / "现场 电脑"
    folder.mkdir()
    shutil.copy(pack.START / "start.sh", folder)
    (folder / "run.py").write_text("import sys; print(sys.argv[1:])\n")
    done = subprocess.run(
        ["sh", folder / "start.sh", "--data", "某 处"], capture_output=True, text=True, cwd="/"
    )
    assert done.stdout == "['--data', '某 处']\n"


def test_start_sh_without_python_says_so(tmp_path: Path) -> None:
    (tmp_path / "dirname").symlink_to(shutil.which("dirname") or "")
    done = subprocess.run(
        [shutil.which("sh") or "sh", pack.START / "start.sh"],
        capture_output=True,
        text=True,
        env={"PATH": str(tmp_path)},
    )
    assert done.returncode == 1
    assert "Python 3.11" in done.stderr


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
