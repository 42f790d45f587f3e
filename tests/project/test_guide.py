"""The officer's guide names every key that does something, with what the screens say of it."""

import importlib
import pkgutil
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.widgets import TextArea

import cqcmd
from cqcmd.screens.common.keys import key_name
from cqcmd.widgets.key_grammar import WRITING

PLACES = ("cqcmd.screens", "cqcmd.widgets", "cqcmd.app")
GUIDE = Path(__file__).parents[2] / "docs" / "guide.md"


def bindings() -> Iterator[tuple[str, Binding]]:
    """Each binding written in the program, with the name of its class."""
    for found in pkgutil.walk_packages(cqcmd.__path__, "cqcmd."):
        if found.name.startswith(PLACES):
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                if isinstance(value, type) and value.__module__ == found.name:
                    for binding in vars(value).get("BINDINGS", ()):
                        if isinstance(binding, Binding) and binding not in TextArea.BINDINGS:
                            yield name, binding


def rows() -> list[str]:
    words = GUIDE.read_text(encoding="utf-8").partition("## 按键表")[2]
    return [line for line in words.splitlines() if line.startswith("| `")]


def wanted(binding: Binding) -> list[str]:
    return [f"`{name}`" for key in binding.key.split(",") if (name := key_name(key.strip()))]


def test_every_key_stands_in_the_guide_with_what_it_does() -> None:
    missing = {
        f"{place}: | {' '.join(wanted(binding))} | {binding.description} |"
        for place, binding in bindings()
        if wanted(binding)
        and not any(
            all(key in row for key in wanted(binding)) and binding.description in row
            for row in rows()
        )
    }
    assert missing == set()


def test_the_guide_names_no_key_that_does_nothing() -> None:
    known = {key for _place, binding in bindings() for key in wanted(binding)} | {
        "`Tab`",
        "`Shift+Tab`",
    }
    named = {f"`{part}`" for row in rows() for part in row.split("|")[1].split("`")[1::2]}
    assert named - known == set()


def test_the_guide_marks_the_keys_that_write() -> None:
    writing = [(place, binding) for place, binding in bindings() if binding.id in WRITING]
    unmarked = {
        f"{place}: {' '.join(wanted(binding))} {binding.description}"
        for place, binding in writing
        if not any(
            all(key in row for key in wanted(binding))
            and binding.description in row
            and row.endswith("·写 |")
            for row in rows()
        )
    }
    assert len(writing) > len(WRITING) / 2
    assert unmarked == set()


def test_every_picture_and_page_of_the_guide_is_there() -> None:
    for target in re.findall(r"!?\[[^\]]*\]\(([^)#:]+)\)", GUIDE.read_text(encoding="utf-8")):
        assert (GUIDE.parent / target).exists(), target


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="本机没有 systemd")
def test_systemd_reads_the_unit_of_the_post_server_without_a_word(tmp_path: Path) -> None:
    (unit,) = re.findall(r"```\n(\[Unit\]\n.+?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    placed = unit.replace("/usr/bin/python3 /程序目录/run.py", sys.executable)
    path = tmp_path / "cqcmd.service"
    path.write_text(placed, encoding="utf-8")
    verify = ["systemd-analyze", "verify", "--man=no", str(path)]
    verified = subprocess.run(verify, capture_output=True, text=True)
    assert (verified.returncode, verified.stderr) == (0, "")
    assert "KillMode=process\n" in unit, "else its sessions would be ended with it"
