"""Sums of money as people write them."""

import pytest

from cqcmd.errors import BadInput
from cqcmd.parsing.money import read_money, write_money


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1200", 120_000),
        ("1,200.50 元", 120_050),
        ("1.2万", 1_200_000),
        ("1.2万元整", 1_200_000),
        ("￥３５", 3_500),
        ("¥0.01", 1),
        ("三千五百块", 350_000),
        ("人民币8元", 800),
    ],
)
def test_a_sum_is_read(typed: str, cents: int) -> None:
    assert read_money(typed) == cents


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("0", "金额是零"),
        ("0.00元", "金额是零"),
        ("1.005", "比分还细"),
        ("-3", "小于零"),
        ("很多", "很多"),
        ("", "请写花了多少元"),
        ("元", "请写花了多少元"),
    ],
)
def test_what_is_no_sum_is_refused(typed: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        read_money(typed)


def test_a_sum_is_written_to_the_cent() -> None:
    assert write_money(120_050) == "1,200.50 元"
    assert write_money(5) == "0.05 元"
    assert write_money(0) == "0.00 元"
