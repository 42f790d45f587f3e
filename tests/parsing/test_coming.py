"""Moments to come in a line, at 14:30 in Chongqing on 2026-11-22."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqcmd.parsing.sentence.coming import coming_moment

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
SURE = [
    ("明早8点仍滞留", "", "明早8点", "仍滞留", "2026-11-23 08:00"),
    ("困120人，明天8点仍滞留", "困120人，", "明天8点", "仍滞留", "2026-11-23 08:00"),
    ("3小时后又死2个", "", "3小时后", "又死2个", "2026-11-22 17:30"),
    ("再过半小时死3人", "", "再过半小时", "死3人", "2026-11-22 15:00"),
    ("再过１小时３０分", "", "再过１小时３０分", "", "2026-11-22 16:00"),
    ("今晚8点还困着", "", "今晚8点", "还困着", "2026-11-22 20:00"),
    ("今天8点还困着", "", "今天8点", "还困着", "2026-11-22 20:00"),
    ("到18:00仍停运", "到", "18:00", "仍停运", "2026-11-22 18:00"),
    ("11-24 09:00 仍停运", "", "11-24 09:00", " 仍停运", "2026-11-24 09:00"),
    ("24日8时仍停运", "", "24日8时", "仍停运", "2026-11-24 08:00"),
    ("两天后", "", "两天后", "", "2026-11-24 14:30"),
]
ASKED = [("8点仍滞留", "2026-11-22 20:00"), ("11:00仍滞留", "2026-11-23 11:00"),
         ("两点仍滞留", "2026-11-23 02:00"), ("3点仍滞留", "2026-11-22 15:00")]  # fmt: skip


def shanghai(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


@pytest.mark.parametrize(("typed", "before", "words", "after", "at"), SURE)
def test_a_moment_to_come_is_found(
    typed: str, before: str, words: str, after: str, at: str
) -> None:
    found = coming_moment(typed, NOW)
    assert found is not None
    assert (found.before, found.words, found.after) == (before, words, after)
    assert (found.at, found.question) == (shanghai(at), "")


@pytest.mark.parametrize(("typed", "at"), ASKED)
def test_a_bare_hour_is_the_next_and_asked_about(typed: str, at: str) -> None:
    found = coming_moment(typed, NOW)
    assert found is not None
    assert found.at == shanghai(at)
    assert found.question


@pytest.mark.parametrize(
    "typed",
    [
        "再死2人", "滞留120人", "10分钟前又死2人", "昨天8点", "11-21 14:05", "滞留3小时",
        "差一点还没", "三点意见", "2000人转移", "差一点", "说明早上", "今天14:05", "",
    ],
)  # fmt: skip
def test_nothing_else_is_one(typed: str) -> None:
    assert coming_moment(typed, NOW) is None


@given(st.text(st.sampled_from("明后天早晚8点半3小时再过后.:日-死人困"), max_size=15) | st.text())
def test_a_line_about_a_moment_is_whole(typed: str) -> None:
    found = coming_moment(typed, NOW)
    if found is not None:
        assert found.at > NOW
        assert found.words
        assert typed.startswith(found.before) or not typed.isprintable()
