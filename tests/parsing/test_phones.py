import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqcmd.errors import BadInput
from cqcmd.parsing.phones import read_phones
from tests.support.hostile import HOSTILE


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("", ()),
        ("13800000000", ("13800000000",)),
        ("１３８００００００００", ("13800000000",)),
        ("13800000000.0", ("13800000000",)),
        ("138 0000 0000", ("13800000000",)),
        ("138-0000-0000", ("138-0000-0000",)),
        ("+86 138 0000 0000", ("+86-13800000000",)),
        ("023 63765110", ("023-63765110",)),
        ("023 6376 5110", ("023-63765110",)),
        ("(023) 63765110", ("(023)63765110",)),
        ("（023）63765110", ("(023)63765110",)),
        ("023－63765110", ("023-63765110",)),
        ("023—63765110转801", ("023-63765110转801",)),
        ("63765110 ext. 801", ("63765110转801",)),
        ("63765110分机8", ("63765110转8",)),
        ("13800000000、023-63765110", ("13800000000", "023-63765110")),
        ("13800000000/13900000000；13700000000", ("13800000000", "13900000000", "13700000000")),
        ("13800000000，13900000000", ("13800000000", "13900000000")),
        ("13800000000 13900000000", ("13800000000", "13900000000")),
        ("138 0000 0000 139 0000 0000", ("13800000000", "13900000000")),
        ("13800000000\n13900000000", ("13800000000", "13900000000")),
        ("110 119", ("110", "119")),
        ("12365、12365", ("12365",)),
    ],
)
def test_numbers_are_read_as_people_write_them(typed: str, numbers: tuple[str, ...]) -> None:
    assert read_phones(typed) == numbers
    assert read_phones("、".join(numbers)) == numbers


LETTERED = ["abc", "138O0000000", "13800000000(家)", "电话13800000000", "13800000000x2", "1.38E+10"]
ODD = ["+", "-", "()", "12", "1" * 21, "138-", "(023", "023)", "٣٣٣٣٣٣", "13800000000 找王强"]


@pytest.mark.parametrize("typed", LETTERED + ODD)
def test_what_is_no_number_is_named(typed: str) -> None:
    with pytest.raises(BadInput, match="号码“") as refused:
        read_phones(typed)
    assert refused.value.field == "phones"


@given(st.text("0123456789+-()转、 /;,ext.０（", max_size=40))
def test_reading_what_was_read_changes_nothing(typed: str) -> None:
    try:
        numbers = read_phones(typed)
    except BadInput:
        return
    assert read_phones("、".join(numbers)) == numbers


def test_hostile_words_are_refused_or_read() -> None:
    for words in HOSTILE:
        try:
            assert all(number.replace("转", "").isascii() for number in read_phones(words))
        except BadInput as refusal:
            assert len(str(refusal)) < 200  # noqa: PT017
