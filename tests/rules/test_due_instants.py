"""Due instants worked out by hand from 1.5, 4.1.1 and 4.1.3, exact to the second."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from cqcmd.cli.duties import reporting
from cqcmd.desk.plan.file import plan_in_force
from tests.oracle.command import run_raw
from tests.support.due_stories import CASES, LOOKS, Case, Posts, Story, cases, machine_zone

PROGRAM = {"chains", "companion_program"}
DESK = {"receipts", "companion", "by_time", "follow_ups", "stages", "clock"}
LEAST = {
    "chains": 60,
    "companion_program": 10,
    "receipts": 15,
    "companion": 15,
    "by_time": 35,
    "follow_ups": 40,
    "stages": 12,
    "clock": 15,
}
"""How many cases of each group there are at least."""

BY_GROUP = {group: cases(group) for group in sorted(PROGRAM | DESK)}
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?\+08:00")


def each(groups: set[str]) -> list[Any]:
    """The cases of some groups, each under its title."""
    return [
        pytest.param(case, id=f"{group}:{case['title']}")
        for group in sorted(groups)
        for case in BY_GROUP[group]
    ]


@pytest.fixture(scope="module")
def answer() -> Callable[[dict[str, Any]], dict[str, Any]]:
    return reporting(plan_in_force())


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Posts]:
    opened = Posts(tmp_path_factory.mktemp("posts"))
    yield opened
    opened.close()


def instants(case: Case) -> set[str]:
    """The instants that a case expects, each once."""
    looks = [
        value for step in case.get("steps", ()) for name, value in step.items() if name in LOOKS
    ]
    return set(INSTANT.findall(str([case.get("duties", ()), looks])))


def given(case: Case) -> dict[str, Any]:
    """What the program is told of a case."""
    return {name: case[name] for name in case if name not in ("title", "duties", "zone")}


def printed(found: dict[str, Any]) -> list[str]:
    """The program's duties, one a line, as cases write them."""
    return sorted(
        " ".join(
            [duty[name] for name in ("from", "to", "channel", "due", "status")]
            + ([duty["cc"]] if duty["cc"] else [])
            + ([] if duty["source"] == "4.1.1" else [duty["source"].replace(" ", "")])
        )
        for duty in found["duties"]
    )


@pytest.mark.parametrize("case", each(PROGRAM))
def test_the_program_names_the_instant(
    case: Case, answer: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    with machine_zone(case.get("zone")):
        assert printed(answer(given(case))) == sorted(case["duties"])


@pytest.mark.parametrize("zone", ["America/St_Johns", "Pacific/Kiritimati"])
def test_the_command_itself_does_so_in_any_zone(zone: str) -> None:
    told = [case for group in sorted(PROGRAM) for case in BY_GROUP[group]]
    lines = b"".join(json.dumps(given(case)).encode() + b"\n" for case in told)
    answers, status = run_raw("duties", lines, TZ=zone)
    assert status == 0
    assert [printed(found) for found in answers] == [sorted(case["duties"]) for case in told]


@pytest.mark.parametrize("case", each(DESK))
def test_the_desk_names_the_instant(case: Case, posts: Posts) -> None:
    Story(case, posts).tell()


def test_two_hundred_instants_of_every_kind() -> None:
    counts = {group: len(found) for group, found in BY_GROUP.items()}
    assert {path.stem.removeprefix("due_") for path in CASES.glob("due_*.toml")} == set(counts)
    assert [group for group, least in LEAST.items() if counts[group] < least] == []
    assert sum(counts.values()) >= 200
    named = [instants(case) for found in BY_GROUP.values() for case in found]
    assert sum(1 for kind in named if kind) >= 200
    assert sum(len(kind) for kind in named) >= 400


def test_titles_are_distinct_and_name_their_source() -> None:
    titles = [case["title"] for found in BY_GROUP.values() for case in found]
    assert len(set(titles)) == len(titles)
    named = re.compile(r"（.*(?:1\.5|4\.1\.[13]|条例28|读法\d|本程序).*）$")
    assert [title for title in titles if not named.search(title)] == []
