"""The documents say what the program does."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = re.compile(r"```console\n\$ echo '(.+?)' \| cqcmd (\w+)\n(.+?)\n```", re.DOTALL)


def examples() -> list[tuple[str, str, str]]:
    return EXAMPLE.findall((ROOT / "docs" / "contracts.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("line", "verb", "answer"), examples(), ids=lambda text: text[:20])
def test_the_examples_of_the_contracts_are_true(line: str, verb: str, answer: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "cqcmd", verb],
        input=line,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=True,
    )
    assert run.stdout.strip() == answer


def test_there_are_examples_of_both_verbs() -> None:
    assert {verb for _line, verb, _answer in examples()} == {"grade", "duties"}


def test_tests_named_in_the_decisions_exist() -> None:
    readings = (ROOT / "docs" / "decisions" / "001-reading-the-plan.md").read_text("utf-8")
    named = re.findall(r"`([\w/]+\.(?:py|toml))`", readings)
    missing = [
        name
        for name in named
        if not any((ROOT / place / name).exists() for place in (".", "tests", "cqcmd"))
    ]
    assert missing == []
