"""Bars: to one scale, no part that is something drawn as nothing, told apart without colour."""

from hypothesis import given
from hypothesis import strategies as st

from cqcmd.widgets.bar_chart import MARKS, Bar, Part, chart_rows, lengths_of

PARTS = (Part("甲", "grade-1"), Part("乙", "grade-2"), Part("丙", "dim"))


def text(row: list[tuple[str, str]]) -> str:
    return "".join(cell for cell, _look in row)


@given(counts=st.lists(st.integers(0, 1000), min_size=1, max_size=6), room=st.integers(10, 120))
def test_the_longest_bar_fills_its_room_and_no_part_is_lost(counts: list[int], room: int) -> None:
    lengths = lengths_of(counts, sum(counts), room)
    assert [bool(length) for length in lengths] == [bool(count) for count in counts]
    assert sum(lengths) == (room if sum(counts) else 0)


@given(less=st.integers(0, 500), more=st.integers(0, 500), room=st.integers(1, 120))
def test_more_is_never_drawn_shorter(less: int, more: int, room: int) -> None:
    less, more = sorted((less, more))
    assert sum(lengths_of((less,), more, room)) <= sum(lengths_of((more,), more, room))


def test_a_bar_is_its_name_its_parts_and_its_words() -> None:
    rows = chart_rows(PARTS, (Bar("渝中区", (2, 1, 0), "3"), Bar("江北", (0, 0, 1), "1")), 20)
    assert [text(row).rstrip() for row in rows] == [
        f"{MARKS[0]} 甲  {MARKS[1]} 乙  {MARKS[2]} 丙",
        "渝中区 ███████▓▓▓▓ 3",
        "江北   ▒▒▒▒ 1",
    ]


def test_a_legend_goes_on_where_there_is_no_room() -> None:
    rows = [text(row).rstrip() for row in chart_rows(PARTS, (), 11)]
    assert rows == [f"{MARKS[0]} 甲  {MARKS[1]} 乙", f"{MARKS[2]} 丙"]
