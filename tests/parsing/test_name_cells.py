"""Cells of names and of numbers as lists have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqcmd.errors import BadInput
from cqcmd.parsing.name_cells import NameCell, names_in
from cqcmd.parsing.phone_cells import read_phone_cell, with_zero
from cqcmd.parsing.phones import read_phones


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("王强、李敏", ("王强", "李敏")),
        ("王强/李敏，赵平", ("王强", "李敏", "赵平")),
        ("王 强、李 敏", ("王强", "李敏")),
        ("王强和李敏", ("王强", "李敏")),
        ("王强、无", ("王强",)),
        ("王强（二科）", ("王强（二科）",)),
        ("欧阳 建国", ("欧阳 建国",)),
        ("买买提·艾力", ("买买提·艾力",)),
        ("a、b", ("a、b",)),
        (";", (";",)),
        ("无", ()),
        ("", ()),
    ],
)
def test_names_in_a_cell(words: str, names: tuple[str, ...]) -> None:
    assert names_in(words).names == names


def test_names_that_may_be_one_persons_are_unsure() -> None:
    assert names_in("王强/局长") == NameCell(("王强", "局长"), ("", ""), sure=False)
    assert names_in("王强 局长", ("王强", "局长")).sure is False


def test_a_number_beside_a_name() -> None:
    assert names_in("王强13800000000 李敏（13900000000）").numbers == ("13800000000", "13900000000")
    assert names_in("王强").numbers == ("",)


@pytest.mark.parametrize(
    ("digits", "guess"),
    [
        ("2367891234", "023-67891234"),
        ("23-67891234", "023-67891234"),
        ("(23)67891234", "023-67891234"),
        ("2367891234转801", "023-67891234转801"),
        ("1067891234", "010-67891234"),
        ("8311234567", "0831-1234567"),
        ("85512345678", "0855-12345678"),
        ("02367891234", ""),
        ("13800000000", ""),
        ("67891234", ""),
        ("4008001234", ""),
        ("8008001234", ""),
        ("95598", ""),
        ("12365", ""),
    ],
)
def test_a_zero_that_an_area_code_lost(digits: str, guess: str) -> None:
    assert with_zero(digits) == guess


def test_an_area_code_without_its_zero_before_a_blank_is_one_number() -> None:
    (number,) = read_phone_cell("23 67891234").numbers
    assert (number.digits, number.guess) == ("23-67891234", "023-67891234")
    assert [number.digits for number in read_phone_cell("110 63765110").numbers] == [
        "110",
        "63765110",
    ]


@given(st.text("0123456789+-()转、 /;,（）无办:宅小时", max_size=30))
def test_what_is_read_of_a_cell_are_numbers(words: str) -> None:
    try:
        cell = read_phone_cell(words)
    except BadInput:
        return
    digits = [number.digits for number in cell.numbers]
    assert list(read_phones("、".join(digits))) == digits
