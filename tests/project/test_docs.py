"""The documents say what the program does."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import LAYERS

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


def test_there_are_examples_of_the_three_verbs() -> None:
    assert {verb for _line, verb, _answer in examples()} == {"grade", "duties", "read"}


PAGES = sorted(
    path
    for folder in ("", "docs", "docs/decisions")
    for path in (ROOT / folder).glob("*.md")
    if path.name != "CHANGELOG.md"
)
PLACES = (".", "cqcmd", "tests", "docs")
PATH = re.compile(r"`((?:[\w.-]+/)*[\w.-]+\.(?:py|toml|tcss|json|md)|(?:[\w-]+/)+)`")
IN_A_COMMAND = re.compile(r"(?<![\w./-])(?:[\w-]+/)+[\w-]+\.py\b")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
NOT_OURS = re.compile(
    r"(?:record|debrief|drill|tape|settings|copies|heads|manifest)\.json|verify\.py|文书/|预案/|附件/"
    r"|keys(?:\.sample)?\.toml|instructor/|drills/|terminals/"
)
"""Files and folders of a post's own data."""
INVENTED = re.compile(r".*\bNAME\..*|(?:.*/)?(?:test_)?visits?\.py")
"""Files of the examples of growing.md."""

ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
JOURNEYS = re.findall(
    r"^### (.+)\n\n((?:\|.*\n)+)", ARCHITECTURE.partition("## Four journeys")[2], re.MULTILINE
)
MOST_FILES = 8
"""That a reader opens to follow one journey."""


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_path_named_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = {*PATH.findall(text), *IN_A_COMMAND.findall(text)}
    missing = {name for name in named if not exists(name) and not is_data(name)}
    assert {name for name in missing if not INVENTED.fullmatch(name)} == set()
    assert {link for link in LINK.findall(text) if not (page.parent / link).exists()} == set()


def is_data(name: str) -> bool:
    return NOT_OURS.fullmatch(name) is not None


def exists(name: str) -> bool:
    return any((ROOT / place / name).exists() for place in PLACES)


def test_paths_are_looked_for_where_they_stand() -> None:
    found = PATH.findall(ARCHITECTURE)
    assert "journal/reader.py" in found
    assert "cli/drill_script/" in found
    assert not exists("journal/gone.py")


@pytest.mark.parametrize(("title", "table"), JOURNEYS, ids=[title for title, _ in JOURNEYS])
def test_a_journey_is_short_and_its_files_hold_what_it_names(title: str, table: str) -> None:
    rows = [re.split(r" \| ", line.strip("| ")) for line in table.splitlines()[2:]]
    assert [number for number, _file, _words in rows] == [str(n + 1) for n in range(len(rows))]
    assert len(rows) <= MOST_FILES
    for _number, file, words in rows:
        code = (ROOT / "cqcmd" / file.strip("`")).read_text(encoding="utf-8")
        for named in re.findall(r"`([^`]+)`", words):
            for word in re.findall(r"\w+", named):
                assert re.search(rf"\b{word}\b", code), f"{title}: no {word} in {file}"


def test_there_are_four_journeys() -> None:
    assert len(JOURNEYS) == 4


def test_the_table_of_layers_is_that_of_the_house() -> None:
    rows = re.findall(
        r"^\| ((?:`\w+(?:/|\.py)` ?)+) \| .+? \| (.+) \|$", ARCHITECTURE, re.MULTILINE
    )
    drawn = {
        layer: set() if other == "the ground" else set(other.split(", "))
        for layers, other in rows
        for layer in re.findall(r"`(\w+)", layers)
    }
    assert drawn == {layer: set(row) for layer, row in LAYERS.items() if layer != "__main__"}


def test_the_wings_are_folders() -> None:
    table = ARCHITECTURE.partition("| wing |")[2].partition("## Rules")[0]
    wings = set(re.findall(r"`(\w+)`", table))
    folders = {
        path.name
        for layer in ("desk", "screens")
        for path in (ROOT / "cqcmd" / layer).iterdir()
        if (path / "__init__.py").exists()
    }
    assert wings == folders - {"common"}
