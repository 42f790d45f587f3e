"""Time left and passed, in words anyone understands."""

from datetime import UTC, datetime, timedelta

import pytest

from cqcmd.views.time_words import left_words, passed_words, span_words

NOW = datetime(2026, 7, 25, 6, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (18 * 60, "剩 0:18"),
        (18 * 60 - 1, "剩 0:17"),
        (59, "不到1分"),
        (0, "不到1分"),
        (-1, "刚超时"),
        (-130, "超 0:02"),
        (26 * 3600, "剩 26:00"),
        (29 * 86400 + 5, "剩 29天"),
        (-101 * 3600, "超 4天"),
    ],
)
def test_a_limit_is_said_in_hours_and_minutes(seconds: int, words: str) -> None:
    assert left_words(NOW + timedelta(seconds=seconds), NOW) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(5, "刚才"), (370, "已过 0:06"), (3700, "已过 1:01")]
)
def test_what_has_no_limit_says_how_long_it_has_been(seconds: int, words: str) -> None:
    assert passed_words(NOW - timedelta(seconds=seconds), NOW) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (-3, "0分"),
        (5, "5分"),
        (65, "1时05分"),
        (24 * 60 - 1, "23时59分"),
        (76 * 60, "3天04时"),
        (10 * 24 * 60 - 1, "9天23时"),
        (12 * 24 * 60 + 90, "12天"),
    ],
)
def test_how_long_it_lasts_is_said_as_exactly_as_it_is_asked_for(minutes: int, words: str) -> None:
    assert span_words(timedelta(minutes=minutes)) == words
