#!/usr/bin/env python3
"""From a fresh machine to the running command post, with the standard library alone.

python3 run.py [arguments]            install what is missing, then start cqcmd with them
python3 run.py test [--long] [...]    lint, types and tests; the rest goes to pytest
python3 run.py test --coverage [...]  the same, and the branch coverage of the inner folders
python3 run.py test --mutants [--all] small faults in the rules and the fold: does a test notice?
python3 run.py test --all-cases       every input of the grading, against the plan's text
python3 run.py check                  lint and types only
python3 run.py soak [--hours N]       a simulated post, seed after seed, with faults of every kind
python3 run.py bench [...]            the measurements
python3 run.py pack DIR               a folder that installs and starts with no network
"""

import os
import sys

if sys.version_info < (3, 11):
    sys.exit("cqcmd 需要 Python 3.11 或更新的版本，这里是 {}.{}。".format(*sys.version_info[:2]))

import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
WHEELHOUSE = ROOT / "wheelhouse"
RUNTIME = ROOT / "requirements.txt"
CENTRE = ROOT / "requirements-centre.txt"
DEVELOPMENT = ROOT / "requirements-dev.txt"

COVERED = ("rules", "incident", "journal", "parsing")
"""The folders under cqcmd/ whose branch coverage is shown."""

LINT = (("ruff", "check"), ("ruff", "format", "--check"), ("mypy",))


def main(arguments: Sequence[str]) -> NoReturn:
    """Do one of this script's own verbs, or hand everything to cqcmd."""
    verbs = {"test": test, "check": check, "soak": soak, "bench": bench, "pack": pack}
    try:
        if arguments and arguments[0] in verbs:
            verbs[arguments[0]](arguments[1:])
        prepare(CENTRE if any(word.startswith("--journal") for word in arguments) else RUNTIME)
        launch("-m", "cqcmd", *arguments)
    except OSError as error:
        refuse(f"程序目录 {ROOT} 用不了（{error}）。请把整个目录复制到可以读写的地方再试。")
    except KeyboardInterrupt:
        refuse("已中断。", 130)


def test(arguments: Sequence[str]) -> NoReturn:
    """Tests, and lint and types beside them; one run shows all that is wrong."""
    if {"--mutants", "--all"}.intersection(arguments):
        mutants(arguments)
    if "--all-cases" in arguments:
        all_cases(arguments)
    prepare(DEVELOPMENT)
    checked = begin([sys.executable, __file__, "check"])
    chosen = [argument for argument in arguments if argument not in ("--long", "--coverage")]
    folders = covered() if "--coverage" in arguments else []
    if folders:  # measured code is slow code
        left_out = "not timed" if "--long" in arguments else "not timed and not long"
        measured = ["--cov-branch", "--cov-report=", *("--cov=" + folder for folder in folders)]
        chosen = [*measured, "-m", left_out, *chosen]
    elif "--long" in arguments:
        chosen = ["-m", "", *chosen]
    # One more than there are processors: a test of real processes mostly waits for them.
    workers = ["-n", str(min(4, 1 + (os.cpu_count() or 1))), "--dist", "worksteal"]
    status = call(tool("pytest", *workers, *chosen))
    for folder in folders:
        say(f"{folder} 的分支覆盖率：")
        call(tool("coverage", "report", "--skip-covered", f"--include={folder}/*"))
    unchecked = checked()
    raise SystemExit(status or unchecked)


def covered() -> list[str]:
    """Return the folders whose branch coverage is shown."""
    return [f"cqcmd/{name}" for name in COVERED if (ROOT / "cqcmd" / name).is_dir()]


def mutants(arguments: Sequence[str]) -> NoReturn:
    """Five hundred small faults, or with ``--all`` every one; each is to fail some test."""
    if "--mutants" not in arguments or {*arguments} - {"--mutants", "--all"}:
        refuse("--mutants 后面只能加 --all，不能与其他参数同用；--all 也只能跟着 --mutants。", 2)
    if WINDOWS:
        refuse("--mutants 要用 fork，Windows 上没有；请在 Linux 或 macOS 上运行。", 2)
    prepare(DEVELOPMENT)
    raise SystemExit(
        call(tool("tools.mutants", *(argument for argument in arguments if argument == "--all")))
    )


def all_cases(arguments: Sequence[str]) -> NoReturn:
    """Grade every input of clause 1.5 that can be told apart, and compare with its text."""
    if set(arguments) != {"--all-cases"}:
        refuse("--all-cases 自成一次运行，不能与其他参数同用。", 2)
    prepare(DEVELOPMENT)
    raise SystemExit(call(tool("tools.all_cases")))


def check(arguments: Sequence[str]) -> NoReturn:
    """Lint and types; each step that failed is named at the end."""
    if arguments:
        refuse("check 后面不带参数。", 2)
    prepare(DEVELOPMENT)
    failed = lint()
    for step in failed:
        say(f"未通过：{step}")
    raise SystemExit(int(bool(failed)))


def bench(arguments: Sequence[str]) -> NoReturn:
    """Run the measurements in bench/."""
    prepare(DEVELOPMENT)
    launch("-m", "bench", *arguments)


def soak(arguments: Sequence[str]) -> NoReturn:
    """Play simulated posts for hours; the shortest story that goes wrong is printed."""
    prepare(DEVELOPMENT)
    raise SystemExit(call(tool("tests.simulation", *arguments)))


def pack(arguments: Sequence[str]) -> NoReturn:
    """Make the folder for a machine with no network."""
    script = ROOT / "tools" / "pack.py"
    if not script.exists():
        refuse("这是打好的离线包，没有打包工具；请在完整的源码目录里打包。", 2)
    prepare(RUNTIME)
    launch(str(script), *arguments)


def lint() -> list[str]:
    """Return the steps of lint and types that failed."""
    return [" ".join(step) for step in LINT if call(tool(*step)) != 0]


def prepare(requirements: Path) -> None:
    """Make .venv hold exactly what the lock file says; at once when it already does."""
    if not requirements.exists():
        refuse(f"缺少 {requirements.name}：离线包里只有程序本身，请用完整的源码目录。", 2)
    if ready(requirements):
        return
    with alone():
        if not ready(requirements):
            install(requirements)


def ready(requirements: Path) -> bool:
    """Whether the stamp of the last good install fits this lock file and interpreter."""
    try:
        return PYTHON.exists() and stamp(requirements).read_text("utf-8") == mark(requirements)
    except FileNotFoundError:
        return False


def stamp(requirements: Path) -> Path:
    """Return the file that remembers the last good install from this lock file."""
    return VENV / f".{requirements.stem}"


def mark(requirements: Path) -> str:
    """Return what an install depends on: the locked versions, and the interpreter of .venv."""
    from hashlib import sha256

    return f"{sha256(requirements.read_bytes()).hexdigest()} {os.path.realpath(PYTHON)!a}"


@contextmanager
def alone() -> Iterator[None]:
    """Let one process install at a time: two operators may start together."""
    with Path(__file__).open("rb") as lock:
        with suppress(ImportError):  # Windows has no fcntl: there two first starts may collide
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def install(requirements: Path) -> None:
    """Fill .venv from the wheelhouse or the index, and compile everything."""
    say("正在安装所需组件，首次约需一分钟……")
    site = site_packages() or make_venv()
    if not os.access(site, os.W_OK):
        raise PermissionError(f"{site} 不能写入")
    # Compiled below, on every processor.
    command = [*installer(), "install", "-qq", "--disable-pip-version-check", "--no-compile"]
    if call([*command, "--require-hashes", *source(), "-r", str(requirements)], stdout=2) != 0:
        refuse(
            "离线包里没有适合本机的组件，请用与打包时相近的系统和 Python。"
            if WHEELHOUSE.is_dir()
            else "组件没有装上：请检查网络后再试，或在有网的机器上用 run.py pack 做离线包。"
        )
    link(site)
    # Without compiled files every start takes four times as long.
    call([*tool("compileall", "-q", "-j", "0"), str(site), str(ROOT / "cqcmd")], stdout=2)
    stamp(requirements).write_text(mark(requirements), "utf-8")


def site_packages() -> Path | None:
    """Return the packages directory of a .venv that works; None when it is missing or broken."""
    show = (
        "import os, sys, sysconfig as s; print(os.path.relpath(s.get_path('purelib'), sys.prefix))"
    )
    try:
        shown = subprocess.run([PYTHON, "-c", show], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    site = VENV / shown.stdout.strip()
    return site if site.is_dir() else None


def make_venv() -> Path:
    """Make a new .venv; without pip in it where the system's Python cannot bring its own."""
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if not works(command) and not works([*command, "--without-pip"]):
        refuse(f"建不成运行环境 {VENV}：请检查磁盘空间和目录权限。")
    site = site_packages()
    if site is None:
        refuse(f"运行环境 {VENV} 不能用：请检查本机的 Python 是否完整。")
    return site


def installer() -> list[str]:
    """Pip aimed at .venv: its own, or the system's where it has none."""
    if works([str(PYTHON), "-m", "pip", "--version"]):
        return [str(PYTHON), "-m", "pip"]
    if works([sys.executable, "-m", "pip", "--version"]):
        return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    refuse("本机的 Python 没有 pip：请先安装（Debian 类系统：sudo apt install python3-venv）。")


def source() -> list[str]:
    """Where packages come from: the folder carried along, else the index pip is set to."""
    return ["--no-index", "--find-links", str(WHEELHOUSE)] if WHEELHOUSE.is_dir() else []


def link(site: Path) -> None:
    """Make cqcmd importable and startable from .venv, wherever the whole folder is moved."""
    (site / "cqcmd.pth").write_text(os.path.relpath(ROOT, site) + "\n", "utf-8")
    if WINDOWS:
        PYTHON.with_name("cqcmd.cmd").write_text('@"%~dp0python.exe" -P -m cqcmd %*\n', "utf-8")
        return
    starter = PYTHON.with_name("cqcmd")
    here = '$(dirname "$(readlink -f "$0")")'
    starter.write_text(f'#!/bin/sh\nexec "{here}/python" -P -m cqcmd "$@"\n', "utf-8")
    starter.chmod(0o755)


def tool(name: str, *arguments: str) -> list[str]:
    """Return the command that runs an installed tool as a module."""
    return [str(PYTHON), "-m", name, *arguments]


def launch(*arguments: str) -> NoReturn:
    """Become the .venv's Python; the current directory keeps out of its imports (-P)."""
    command = [str(PYTHON), "-P", *arguments]
    if WINDOWS:  # exec on Windows returns to the prompt before the program ends
        raise SystemExit(subprocess.call(command, env=environment()))
    sys.stdout.flush()
    os.execve(PYTHON, command, environment())


def call(command: Sequence[str], stdout: int | None = None) -> int:
    """Run in the program's directory, output shown; the exit status."""
    return subprocess.call(command, cwd=ROOT, env=environment(), stdout=stdout)


def begin(command: Sequence[str]) -> Callable[[], int]:
    """Begin a command beside others; what is returned waits for it, shows its output, its status.

    So the lines of both stay apart, and a failure stands at the end, where it is seen.
    """
    printed = TemporaryFile()  # noqa: SIM115 - closed when it was shown
    running = subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=printed, stderr=printed)

    def ended() -> int:
        status = running.wait()
        printed.seek(0)
        with printed:
            say(printed.read().decode("utf-8", "replace").rstrip())
        return status

    return ended


def works(command: Sequence[str]) -> bool:
    """Whether a command succeeds; its output is nobody's business."""
    quiet = subprocess.DEVNULL
    return subprocess.call(command, cwd=ROOT, env=environment(), stdout=quiet, stderr=quiet) == 0


def environment() -> dict[str, str]:
    """Return this process's environment, less what would spoil an install or slow every start."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {
        "PIP_USER": "0"
    }


def say(sentence: str) -> None:
    """One line for the person; standard output belongs to cqcmd's answers."""
    print(sentence, file=sys.stderr, flush=True)


def refuse(sentence: str, status: int = 1) -> NoReturn:
    """Say what happened and what to do, and end."""
    say(sentence)
    raise SystemExit(status)


if __name__ == "__main__":
    main(sys.argv[1:])
