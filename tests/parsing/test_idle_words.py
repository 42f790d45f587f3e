"""Words beside what is supposed: which mean nothing, and which were not understood."""

import pytest

from cqcmd.parsing.sentence.idle_words import parts_of, says_nothing, stays_so, without_if


@pytest.mark.parametrize(
    "words", ["仍滞留", "还困着", "一直没救出来", "仍未救出", "还在里面", "继续停运", "都不变"]
)
def test_words_may_say_that_all_stays(words: str) -> None:
    assert stays_so(words)


@pytest.mark.parametrize("words", ["", "滞留", "又死2个", "仍滞留120人", "王五说的", "还有人死"])
def test_other_words_do_not(words: str) -> None:
    assert not stays_so(words)


def test_an_if_is_left_out() -> None:
    assert without_if("如果再死2人的话").strip() == "再死2人"


def test_marks_part_words() -> None:
    assert parts_of("，天塌下来。赵六说的！ ") == ["天塌下来", "赵六说的"]


def test_what_names_a_fact_that_was_read_means_no_more() -> None:
    assert says_nothing("停炉", ["outage_hours"])
    assert says_nothing("氨气", ["toxic_leak"])
    assert says_nothing("又", [])
    for words in ("停炉", "氨气", "赵六说的"):
        assert not says_nothing(words, ["deaths"])
