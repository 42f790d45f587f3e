"""Telephone fields take what people write of numbers, name fields what they are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqcmd.errors import BadInput
from cqcmd.parsing.person_fields import check_name, check_phones

NUMBERS = (
    "",
    "110",
    "12345",
    "13800000000",
    "138 0000 0000",
    "023-63765110",
    "(023)63765110",
    "（023）63765110",
    "023-63765110转801",
    "63765110 分机 12",
    "+86 13800000000",
    "+8613800000000",
    "值班电话：63765110",
    "总机63765110转2",
    "63765110、13800000000",
    "１３８００００００００",
)


@pytest.mark.parametrize("typed", NUMBERS)
def test_what_people_write_of_a_number_is_taken(typed: str) -> None:
    check_phones(typed, "phone")


@pytest.mark.parametrize(
    "typed", ["张三", "zzz", "63765110张三", "1", "渝中区", "63765110abc", "??"]
)
def test_what_is_no_number_is_refused_in_its_field(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        check_phones(typed, "callback")
    assert refused.value.field == "callback"
    assert str(refused.value).endswith("。")


@given(st.lists(st.sampled_from(NUMBERS[1:]), min_size=1, max_size=3))
def test_several_numbers_are_parted_by_a_comma_of_enumeration(numbers: list[str]) -> None:
    check_phones("、".join(numbers), "phone")


@given(st.sampled_from(NUMBERS), st.text("甲乙丙丁戊abcxyz", min_size=1, max_size=5))
def test_letters_before_a_number_are_never_taken(number: str, letters: str) -> None:
    with pytest.raises(BadInput):
        check_phones(letters + number, "phone")


@pytest.mark.parametrize("typed", ["李敏", "Anna", "值班员 3 号", "", "  ", "欧阳·买买提"])
def test_a_name_is_taken(typed: str) -> None:
    check_name(typed, "officer")


@given(st.text("0123456789-+ 、()", min_size=1).filter(str.strip))
def test_figures_are_no_name(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        check_name(typed, "officer")
    assert refused.value.field == "officer"


def test_a_short_number_may_be_what_somebody_is_called() -> None:
    check_name("110", "name", digits=7)
    with pytest.raises(BadInput):
        check_name("13800000000", "name", digits=7)
