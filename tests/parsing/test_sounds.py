"""Texts found by how they are said."""

import pytest

from cqcmd.parsing.sounds import MOST_WAYS, Sounds, pattern

TEXT = "重庆长江化工 单雄信 时代大厦2号电梯"


@pytest.fixture(scope="module")
def sounds() -> Sounds:
    learned = Sounds()
    learned.learn(TEXT)
    return learned


@pytest.mark.parametrize(
    "typed",
    ["chongqing", "zhongqing", "changjiang", "changji", "danxiongxin", "shanxiongxin", "dian",
     "shidaidasha", "2号dianti", "大sha2hao"],
)  # fmt: skip
def test_every_reading_is_found_to_the_letter_that_was_typed_last(
    sounds: Sounds, typed: str
) -> None:
    assert pattern(sounds.spellings(typed)).search(TEXT), typed


@pytest.mark.parametrize("typed", ["cjhg", "zjhg", "dxx", "sxx", "sdds", "2hdt"])
def test_initials_stand_for_syllables(sounds: Sounds, typed: str) -> None:
    assert pattern(sounds.initials(typed)).search(TEXT), typed


@pytest.mark.parametrize("typed", ["jiangchang", "ongqing", "iang", "vvv", "xyz"])
def test_what_nobody_says_is_not_found(sounds: Sounds, typed: str) -> None:
    ways = (*sounds.spellings(typed), *sounds.initials(typed))
    assert not ways or not pattern(ways).search(TEXT), typed


@pytest.mark.parametrize("typed", ["danxiong" * 5 + "v", "dan" * 13 + "v", "da2" * 13, "d" * 40])
def test_letters_without_end_or_sense_cost_no_time(sounds: Sounds, typed: str) -> None:
    ways = (*sounds.spellings(typed), *sounds.initials(typed))
    assert len(ways) <= 2 * MOST_WAYS


def test_letters_that_part_in_many_ways_are_parted_in_few() -> None:
    sounds = Sounds()
    sounds.learn("安南难啊那")
    assert len(list(sounds.spellings("an" * 18))) == MOST_WAYS
    assert list(sounds.spellings("an" * 18 + "v")) == []


def test_it_says_nothing_before_it_learned() -> None:
    sounds = Sounds()
    assert not sounds.ready
    assert list(sounds.spellings("dianti")) == list(sounds.initials("dt")) == []
