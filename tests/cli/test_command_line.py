"""The command line speaks Chinese, also where argparse would complain in English."""

import re

import pytest

from cqcmd.cli.late import Late, load
from cqcmd.cli.main import _parser, main
from cqcmd.cli.parser import complaint

CALLS = (
    (["drill"], "还缺：子命令"),
    (["drill", "foo"], "没有“foo”；可用的有"),
    (["drill", "start"], "还缺：scenario"),
    (["drill", "start", "x", "extra"], "不认识：extra"),
    (["drill", "run", "first-call"], "还缺：--script"),
    (["drill", "run", "x", "--script", "y", "--speed", "abc"], "--speed 的值 'abc' 不对"),
    (["verdicts", "verify"], "还缺：journal"),
    (["--plan"], "--plan 后面要写一个值"),
    (["\x1b[2J"], "没有“"),
)


@pytest.mark.parametrize(("words", "told"), CALLS)
def test_what_cannot_be_read_is_said(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert told in said
    assert "用法：" in said
    assert "\x1b" not in said
    assert not re.search(r"usage|error|argument|required", said)


@pytest.mark.parametrize("words", [["--help"], ["drill", "--help"], ["drill", "run", "--help"]])
def test_the_help_is_chinese(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 0
    assert not re.search(r"usage:|show this|options:|positional", capsys.readouterr().out)


def test_a_complaint_of_another_python_stays_as_it_is() -> None:
    assert complaint("something new") == "something new"


def test_every_verb_has_a_body() -> None:
    """Bodies are named by text and loaded late: a wrong name would show only when it is run."""
    parsers = [_parser(("plan", "journal", "verdicts", "ssh-line", "drill"))]
    bodies = []
    for parser in parsers:
        run = parser.get_default("run")
        bodies += [run.place] if isinstance(run, Late) else []
        for action in parser._actions:
            if isinstance(action.choices, dict):
                parsers += action.choices.values()
    assert len(bodies) == 25
    assert all(callable(load(place)) for place in bodies)
