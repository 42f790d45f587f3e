"""People with their units on one line."""

import pytest

from cqcmd.parsing.members import Member, read_members


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("王强（市公安局）、李敏 市应急局", [("王强", "市公安局"), ("李敏", "市应急局")]),
        ("王强(公安局、刑侦), 赵平", [("王强", "公安局、刑侦"), ("赵平", "")]),
        ("王强\n赵平；王强", [("王强", ""), ("赵平", "")]),
        ("王强 （市公安局）", [("王强", "市公安局")]),
        ("王强（市公安局", [("王强", "市公安局")]),
        (" 、，", []),
        ("（市公安局）", []),
    ],
)
def test_who_is_named_and_whose_he_is(typed: str, meant: list[tuple[str, str]]) -> None:
    assert read_members(typed) == tuple(Member(name, unit) for name, unit in meant)
