"""Partial updates leave wide characters whole at both ends."""

from rich.segment import Segment
from textual.strip import Strip

from cqcmd.terminal.compositor import whole, whole_end

LINE = Strip([Segment("按 接着演练。")])


def test_a_span_that_begins_inside_a_wide_character_begins_before_it() -> None:
    assert [whole(LINE, cell) for cell in (0, 2, 3, 4)] == [0, 2, 3, 3]


def test_a_span_that_ends_inside_a_wide_character_ends_after_it() -> None:
    assert [whole_end(LINE, cell) for cell in (2, 3, 4, 5)] == [2, 3, 5, 5]


def test_the_end_of_the_line_is_whole() -> None:
    assert whole_end(LINE, LINE.cell_length) == LINE.cell_length
