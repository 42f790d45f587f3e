"""A call is heard as somebody would say it, and all that its sender tells can be heard."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from cqcmd.drill.scenario import library as box
from cqcmd.drill.scenario.model import Inject
from cqcmd.drill.scenario.speech import spoken
from cqcmd.drill.scenario.told_words import (
    han,
    says_amount,
    says_span,
    says_time,
    says_words,
)
from tests.drill.test_first_calls import PLAN, WORDS, graded, heard, read, scenario, texts_of

EVERY = [(name, inject) for name in box.names() for inject in scenario(name).inject]
BARE = Inject(
    id="bare",
    by="phone",
    sender="长江化工 李明",
    at=timedelta(minutes=5),
    words="出事了",
    facts={
        "district": "渝中区",
        "unit": "长江化工",
        "place": "3号罐区",
        "equipment": "压力容器",
        "summary": "储罐爆炸",
        "explosion": "爆炸",
        "deaths": "1",
        "serious_injuries": "12",
        "occurred_at": "9:20",
        "cause": "超压，待调查",
        "caller": "李明",
        "callback": "13800000000",
    },
)
"""A message of which the scenario gives nothing but facts."""


@pytest.mark.parametrize(
    ("name", "inject"), EVERY, ids=[f"{name}-{inject.id}" for name, inject in EVERY]
)
def test_what_only_the_facts_say_is_said(name: str, inject: Inject) -> None:
    said = heard(scenario(name), inject)
    assert inject.words.rstrip("。！？") in said
    for code in ("caller", "callback"):
        assert inject.facts.get(code, "") in said
    for code in ("unit", "place"):
        assert says_words(said, inject.facts.get(code, ""))
    assert not any(hidden in said for hidden in inject.hides)


def test_no_message_is_read_off_a_form() -> None:
    """The names of the fields, with their colons, stand on no card."""
    for name, inject in EVERY:
        said = heard(scenario(name), inject)
        assert "：" not in said.removeprefix(inject.words)
        assert "\n" not in said


def test_callers_do_not_all_begin_alike_and_the_radio_is_a_radio() -> None:
    first = [
        heard(scenario(name), inject)
        for name, inject in EVERY
        if inject.by == "phone" and "unit" in inject.facts
    ]
    assert len({said[:4] for said in first}) >= 5
    for name, inject in EVERY:
        said = heard(scenario(name), inject)
        assert said.endswith("完毕。") is (inject.by == "radio")
        if inject.by == "order":
            assert said == inject.words, "a notice is as it was written"


def test_of_bare_facts_a_call_is_made_that_grades_as_they_do() -> None:
    play = scenario("first-call")
    for number in range(12):
        inject = replace(BARE, id=f"bare-{number}")
        said = heard(play, inject)
        assert said == heard(play, inject), "the same drill always sounds the same"
        texts = texts_of(read(play, inject, said))
        assert texts["callback"] == "13800000000"
        wanted = graded(play, inject, inject.facts)
        assert graded(play, inject, texts).possible.grade == wanted.possible.grade
        assert "待调查" not in said
    begun = {heard(play, replace(BARE, id=f"bare-{number}"))[:3] for number in range(12)}
    assert len(begun) >= 3


def test_what_the_words_say_is_not_said_twice() -> None:
    words = "渝中区长江化工3号罐区储罐爆炸，死了一个，重伤十二个，九点二十的事，超压。"
    inject = replace(BARE, words=words + "我是李明，13800000000。")
    assert spoken(PLAN, WORDS, scenario("first-call"), inject).count("长江化工") == 1
    assert spoken(PLAN, WORDS, scenario("first-call"), inject).count("超压") == 1


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "〇"), (2, "二"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"),
        (118, "一百一十八"), (110, "一百一十"), (1003, "一千零三"), (12_000, "一万二千"),
        (100_018, "十万零一十八"),
    ],
)  # fmt: skip
def test_numbers_as_they_are_spoken(number: int, words: str) -> None:
    assert han(number) == words


def test_the_ways_to_say_a_thing() -> None:
    assert says_time("三点半的事", "15:30")
    assert says_time("13点58分的事", "13:58")
    assert says_time("十六点三十五分", "16:35")
    assert says_time("十点整", "10:00")
    assert not says_time("十点一刻", "10:30")
    assert says_span("停了半个小时", "0:30")
    assert says_span("已经一个半小时", "1:30")
    assert says_span("一个小时二十分钟", "1:20")
    assert not says_span("好一会儿了", "0:20")
    assert says_amount("两个人", "2")
    assert says_amount("损失估八十万", "80万")
    assert says_amount("都没受伤", "0")
    assert not says_amount("伤了人", "1")
    assert not says_amount("伤了一个", "0")
