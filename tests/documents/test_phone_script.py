"""What is said on the telephone: seven elements, short, never cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

from cqcmd.documents.report.phone_script import LEFT, MOST, grouped, sentences, spoken
from tests.documents.reports import PLAN, SAID, elements, phone
from tests.support.hostile import HOSTILE

CODES = [f"phone.{number}" for number in range(1, 8)]
HAN = some.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
KINDS = [row.name for row in PLAN.equipment]


def test_exactly_the_seven_elements_in_the_plans_order() -> None:
    said = sentences(phone())
    assert [sentence.code for sentence in said if sentence.code != "opening"] == CODES
    assert not any(sentence.missing for sentence in said)


@pytest.mark.parametrize("code", CODES)
def test_each_is_said(code: str) -> None:
    said = {sentence.code: sentence.words for sentence in sentences(phone())}
    words = "138 0000 0000" if code == "phone.7" else SAID[code]
    assert words in said[code]


@pytest.mark.parametrize("code", CODES)
def test_an_unknown_one_is_said_as_such_with_its_name(code: str) -> None:
    report = phone(**{code.replace(".", "_"): ""})
    name = next(element.name for element in elements("phone") if element.code == code)
    [said] = [sentence for sentence in sentences(report) if sentence.missing]
    assert (said.code, said.words) == (code, f"{name}待核。")


def test_what_is_not_real_says_so_first_and_last() -> None:
    said = sentences(phone("演练"))
    assert said[0].words == said[-1].words == "演练。"
    assert [said[0].code, said[-1].code] == ["mark", "mark.end"], "each can be marked by itself"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("13800000000", "138 0000 0000"),
        ("023-63765110", "023 6376 5110"),
        ("63765110", "6376 5110"),
        ("１３８００００００００", "138 0000 0000"),
        ("63765110转801", "6376 5110转801"),
        ("12365", "12365"),
        ("+8613800000000", "+8613800000000"),
    ],
)
def test_numbers_as_they_are_spoken(number: str, said: str) -> None:
    assert grouped(number) == said


def test_punctuation_and_blanks_are_not_read_aloud() -> None:
    assert spoken("电话，138 0000 0000。") == 13


@given(
    unit=some.text(HAN, min_size=12, max_size=12),
    place=some.text(HAN, min_size=12, max_size=12),
    equipment=some.sampled_from(KINDS),
    deaths=some.integers(0, 300),
    injured=some.integers(0, 300),
    what=some.text(HAN, max_size=20),
    changed=some.sampled_from(["", "续报：死亡由1人变为3人"]),
    reporter=some.text(HAN, min_size=2, max_size=4),
    number=some.from_regex(r"1\d{10}", fullmatch=True),
    mark=some.sampled_from(["", "演练", "演练·样例"]),
)
def test_at_most_130_characters_are_read_aloud(
    unit: str,
    place: str,
    equipment: str,
    deaths: int,
    injured: int,
    what: str,
    changed: str,
    reporter: str,
    number: str,
    mark: str,
) -> None:
    report = phone(
        mark,
        phone_1="12月31日23时59分",
        phone_2=place,
        phone_3=unit,
        phone_4=equipment,
        phone_5=what,
        phone_6=reporter,
        phone_7=number,
    )
    harmed = f"死亡{deaths}人，重伤{injured}人，可能失踪3人"
    report = replace(report, changed=changed, casualties=harmed)
    assert sum(spoken(sentence.words) for sentence in sentences(report)) <= MOST


@pytest.mark.parametrize("long", [60, 80, 200])
def test_of_longer_words_nothing_is_cut_only_filler(long: int) -> None:
    said = sentences(phone("演练", phone_3="长" * long, phone_5="爆" * long))
    words = "".join(sentence.words for sentence in said)
    assert "长" * long in words
    assert "爆" * long in words
    assert "这里是" not in words
    assert [sentence.code for sentence in said if "mark" not in sentence.code] == CODES


def test_a_long_summary_is_read_up_to_a_comma_and_the_rest_stands_below() -> None:
    clauses = [f"第{number}处储罐相继爆炸起火并且泄漏" for number in "一二三四五六七八"]
    report = replace(phone("演练", phone_5="，".join(clauses)), casualties="死亡1人，重伤3人")
    said = sentences(report)
    assert said[-1].code == LEFT
    assert sum(spoken(sentence.words) for sentence in said[:-1]) <= MOST
    [summary] = [sentence.words for sentence in said if sentence.code == "phone.5"]
    assert summary.endswith("，死亡1人，重伤3人。"), "facts are not what is left out"
    kept = [clause for clause in clauses if clause in summary]
    assert kept
    assert [clause for clause in clauses if clause in said[-1].words] == clauses[len(kept) :]


def test_a_summary_nobody_wrote_is_missing_and_who_was_harmed_is_said() -> None:
    report = replace(phone(phone_5=""), casualties="死亡1人")
    [said] = [sentence for sentence in sentences(report) if sentence.code == "phone.5"]
    assert (said.words, said.missing) == ("事故概要待核，死亡1人。", True)


def test_what_has_changed_is_said_before_the_elements() -> None:
    said = sentences(replace(phone("演练"), changed="续报：死亡由1人变为3人"))
    assert [sentence.code for sentence in said][:4] == ["mark", "opening", "change", "phone.1"]
    assert said[2].words == "续报：死亡由1人变为3人。"


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_one_sentence(words: str) -> None:
    for sentence in sentences(phone(words, **{code.replace(".", "_"): words for code in CODES})):
        assert "\n" not in sentence.words
        assert "\x1b" not in sentence.words
