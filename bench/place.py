"""Where the program lies, and how it is started: as after an install, with bytecode."""

import compileall
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHONS_OWN = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPYCACHEPREFIX")


def child_environment() -> dict[str, str]:
    """This process's environment, less what would slow every start."""
    kept = {name: value for name, value in os.environ.items() if name not in PYTHONS_OWN}
    return kept | {"PYTHONPATH": str(ROOT)}


def compile_all() -> None:
    """Write the bytecode an install writes; without it every start is several times as long."""
    import site

    for folder in (*site.getsitepackages(), str(ROOT / "cqcmd"), str(ROOT / "bench")):
        compileall.compile_dir(folder, quiet=2)
