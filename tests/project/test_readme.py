"""The two READMEs say the same, and what they and their neighbours tell a reader to run exists."""

import re
import runpy
import shlex
import sys
import tomllib
from pathlib import Path

import pytest

import run
from tools import pack

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh.md")
PAGES = (*READMES, "CONTRIBUTING.md", "docs/decisions/README.md")
PLACEHOLDER = re.compile(r"^(?:[A-Z]+|[\u4e00-\u9fff]+)$")
OF_PYTEST = "--snapshot-update"
OURS = re.findall(r"^python3 run\.py (\w+)", run.__doc__ or "", re.MULTILINE)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(name: str) -> set[tuple[str, ...]]:
    """The commands of run.py in blocks and spans; what a reader fills in is `_`."""
    written = re.findall(r"`(py[^`\n]+)`|^(python3 [^#\n]+)", read(name), re.MULTILINE)
    found = [shlex.split(span or line) for span, line in written]
    return {
        tuple("_" if PLACEHOLDER.match(word) else word for word in words[2:])
        for words in found
        if words[1:2] == ["run.py"]
    }


def links(name: str) -> set[str]:
    return set(re.findall(r"\]\(([^)]+)\)", read(name))) - set(READMES)


def test_both_readmes_give_the_same_commands() -> None:
    assert commands("README.md") == commands("README.zh.md")
    assert {(), ("test",)} <= commands("README.md")


def test_both_readmes_lead_to_the_same_places_and_to_each_other() -> None:
    assert links("README.md") == links("README.zh.md")
    assert "(README.zh.md)" in read("README.md")
    assert "(README.md)" in read("README.zh.md")


@pytest.mark.parametrize("name", PAGES)
def test_what_is_linked_is_there(name: str) -> None:
    ours = {link.partition("#")[0] for link in links(name) if not link.startswith("https://")}
    assert ours
    assert [link for link in ours if not ((ROOT / name).parent / link).exists()] == []


@pytest.mark.parametrize("words", sorted(set().union(*map(commands, PAGES))), ids=" ".join)
def test_every_command_exists(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options = [word for word in words if word.startswith("--")]
    if words and words[0] in OURS:
        assert callable(getattr(run, words[0]))
        assert [option for option in options if option not in read("run.py") + OF_PYTEST] == []
        return
    first = words.index(options[0]) if options else len(words)
    monkeypatch.setattr(sys, "argv", ["cqcmd", *words[:first], "--help", *words[first:]])
    with pytest.raises(SystemExit, match="0"):
        runpy.run_module("cqcmd", run_name="__main__")
    said = capsys.readouterr().out
    assert [option for option in options if option not in said] == []


def test_every_verb_of_the_program_stands_in_the_readmes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["cqcmd", "--help"])
    with pytest.raises(SystemExit, match="0"):
        runpy.run_module("cqcmd", run_name="__main__")
    verbs = set(re.findall(r"^    (\w+)  ", capsys.readouterr().out, re.MULTILINE))
    assert verbs
    assert verbs <= {words[0] for words in commands("README.md") if words}


def test_every_target_of_the_makefile_is_a_verb() -> None:
    targets = re.findall(r"^(\w+): +; @python3 run\.py ?(\w*)", read("Makefile"), re.MULTILINE)
    assert {target: verb for target, verb in targets if verb != target} == {"run": ""}
    assert {verb for _target, verb in targets if verb} == set(OURS)


def test_every_decision_is_in_the_index_under_its_title() -> None:
    rows = re.findall(r"^\| (\d+) \| \[(.+)\]\((.+)\) \|", read("docs/decisions/README.md"), re.M)
    files = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
    titles = [path.read_text("utf-8").partition("\n")[0] for path in files]
    assert [(f"# {number}. {title}", name) for number, title, name in rows] == [
        (title, path.name) for title, path in zip(titles, files, strict=True)
    ]


def test_the_workflow_and_the_readmes_name_the_pythons_of_the_pack() -> None:
    [listed] = re.findall(r"python: \[(.+)\]", read(".github/workflows/ci.yml"))
    assert re.findall(r"[\d.]+", listed) == [*reversed(pack.PYTHONS)]
    oldest, newest = pack.PYTHONS[-1], pack.PYTHONS[0]
    assert f"Python {oldest} to {newest}" in read("README.md")
    assert f"Python {oldest} 到 {newest}" in read("README.zh.md")
    project = tomllib.loads(read("pyproject.toml"))["project"]
    assert project["requires-python"] == f">={oldest}"


def test_the_workflow_runs_what_everybody_runs() -> None:
    ran = re.findall(r"run: (.+)", read(".github/workflows/ci.yml"))
    assert ran == [".ci/run", "python run.py test"]
    assert "entry: python3 run.py check\n" in read(".pre-commit-config.yaml")


def test_the_newest_release_has_a_day_and_what_comes_next_a_heading() -> None:
    headings = re.findall(r"^## (.+)$", read("CHANGELOG.md"), re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert all(re.fullmatch(r"\d+\.\d+\.\d+ - \d{4}-\d{2}-\d{2}", line) for line in headings[1:])
