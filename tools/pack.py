"""Write the folder an offline machine installs and starts from: program, wheels, start files."""

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import run

MADE_BY_US = ".cqcmd-pack"
PROGRAM = (
    *("cqcmd", "cqcmd.tcss", "docs/guide.md", "run.py", "LICENSE"),
    *("requirements.txt", "requirements-centre.txt"),
)
START = run.ROOT / "tools" / "offline"
PYTHONS = ("3.15", "3.14", "3.13", "3.12", "3.11")
# For each system: how pip is asked for its wheels, and the list that its start script reads.
SYSTEMS = {
    "本机": ((), "pythons.txt"),
    "Windows": (("--platform", "win_amd64"), "pythons-windows.txt"),
}
LACKING = re.compile(r"No matching distribution found for (\S+)")


def main(arguments: Sequence[str]) -> None:
    """Pack into the one directory named."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        run.refuse("用法：python3 run.py pack 目录", 2)
    folder = Path(arguments[0]).expanduser().absolute()
    try:
        claim(folder)
        copy_program(folder)
        missing = fetch(folder / "wheelhouse")
    except OSError as error:
        run.refuse(f"打包没有完成（{error}）：请检查磁盘空间和目录权限后重来。")
    for sentence in missing:
        run.say(f"略过：{sentence}。")
    run.say(f"已打好离线包：{folder}。整个目录复制过去，运行 start.sh 即可。")


def claim(folder: Path) -> None:
    """Take a new or empty directory, or one packed before; never somebody's files."""
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MADE_BY_US).is_file():
        run.refuse(f"目录 {folder} 里已有别的东西，没有动它；请另给一个空目录。", 2)
    if folder.exists() and not folder.is_dir():
        run.refuse(f"{folder} 是一个文件，不是目录；请另给一个空目录。", 2)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MADE_BY_US).touch()


def copy_program(folder: Path) -> None:
    """Replace the program and the start files, leaving whatever else an old pack has gathered."""
    program = {run.ROOT / name: folder / name for name in PROGRAM}
    starts = {source: folder / source.name for source in sorted(START.iterdir())}
    for source, target in (program | starts).items():
        target.parent.mkdir(exist_ok=True)
        if source.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)


def fetch(wheelhouse: Path) -> list[str]:
    """Download the locked wheels of each system; say which Pythons are left out, and why.

    A set that is not complete is of no use, so a list beside the wheels names the Pythons that are.
    """
    shutil.rmtree(wheelhouse, ignore_errors=True)
    wheelhouse.mkdir()
    run.say("正在下载组件……")
    missing = []
    for system, (platform, listed) in SYSTEMS.items():
        gaps = {python: download(wheelhouse, python, platform) for python in PYTHONS}
        complete = [python for python, gap in gaps.items() if not gap]
        if system == "本机" and not complete:
            run.refuse("组件没有下载全：请检查网络后重来。")
        (wheelhouse / listed).write_text(" ".join(complete) + "\n", "ascii")
        missing += [f"{system}的 Python {python}，{gap}" for python, gap in gaps.items() if gap]
        for python in complete:
            # A post needs none of it: what a host of a centre lacks makes no set incomplete.
            if gap := download(wheelhouse, python, platform, run.CENTRE):
                missing.append(f"{system}的 Python {python} 连中心的组件，{gap}")
    return missing


def download(
    wheelhouse: Path, python: str, platform: Sequence[str], lock: Path = run.RUNTIME
) -> str:
    """Fetch one set; empty when it is complete, else what was wanting.

    ``--no-deps``: the lock is complete, and pip would judge markers by this machine.
    """
    command = [*run.installer(), "download", "-qq", "--disable-pip-version-check"]
    command += ["--require-hashes", "--no-deps", "--only-binary=:all:", "--python-version", python]
    command += [*platform, "--dest", str(wheelhouse), "-r", str(lock)]
    done = subprocess.run(
        command, cwd=run.ROOT, env=run.environment(), capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return ""
    if lacking := LACKING.search(done.stderr):
        return f"没有取到 {lacking[1]} 的现成组件"
    return f"组件没有下载全（{done.stderr.strip()}）"


if __name__ == "__main__":
    main(sys.argv[1:])
