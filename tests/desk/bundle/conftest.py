"""Posts of one name each, and a stick."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cqcmd.clock import FixedClock
from tests.desk.bundle.posts import NAMES, Post, Posts
from tests.desk.conftest import START
from tests.support.verdicts import faults


@pytest.fixture
def posts(tmp_path: Path) -> Iterator[Posts]:
    """Opens the post of a name; each has a clock of its own."""
    made: dict[str, Post] = {}

    def post(name: str) -> Post:
        if name not in made:
            made[name] = Post(tmp_path / name, FixedClock(START), name)
            made[name].desk.station.set_up(
                "district_regulator", NAMES[name], "渝中区", {}, f"李敏{name}"
            )
        return made[name]

    yield post
    for one in made.values():
        one.opening.close()
        assert faults(one.journal) == [], "every act has a record that agrees"


@pytest.fixture
def a(posts: Posts) -> Post:
    return posts("a")


@pytest.fixture
def b(posts: Posts) -> Post:
    return posts("b")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"
