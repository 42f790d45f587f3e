"""Names of units are told apart by what is their own."""

import pytest

from cqcmd.parsing.name_core import name_core


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("重庆长江化工有限公司", "长江化工"),
        ("重庆市长江化工（集团）股份有限责任公司", "长江化工"),
        ("长江 化工", "长江化工"),
        ("有限公司", ""),
        ("厂", ""),
        ("", ""),
    ],
)
def test_a_name_is_what_is_left_without_city_and_form(name: str, core: str) -> None:
    assert name_core(name) == core
