"""The soak counts what it played, and prints the shortest story that goes wrong as a test."""

import pytest

from tests.simulation import __main__ as soak
from tests.simulation.plants import PLANTS
from tests.simulation.story import Story, story_of


def test_a_soak_that_finds_nothing_counts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(soak, "LENGTH", 12)
    assert soak.main(["--hours", "0", "--seed", "2"]) == 0
    out = capsys.readouterr().out
    assert "12 steps" in out
    assert "station-years" in out


def test_a_soak_that_finds_something_prints_a_test(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(soak, "LENGTH", 12)
    with PLANTS["commits_are_not_flushed"]():
        assert soak.main(["--hours", "0", "--seed", "1"]) == 1
    out = capsys.readouterr().out
    assert "seed 1: Broken what was acknowledged is not there" in out
    assert "def test_found() -> None:" in out


def test_another_third_has_a_centre(monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[tuple[bool, int]] = []

    def noted(seed: int, length: int, posts: int, *, centre: bool) -> Story:
        played.append((centre, posts))
        return story_of(seed, length, posts, centre=centre)

    monkeypatch.setattr(soak, "LENGTH", 4)
    monkeypatch.setattr(soak, "story_of", noted)
    for words in (["--seed", "5"], ["--seed", "3"], ["--seed", "4", "--centre"]):
        soak.main(["--hours", "0", *words])
    assert played == [(True, 3), (False, 3), (True, 2)]


def test_in_every_third_world_posts_meet() -> None:
    posts = [soak.posts_of(seed) for seed in range(18)]
    assert posts.count(1) == 12
    assert set(posts) == {1, 2, 3, 4}
