"""Where the cells of a table stand, which of them are painted anew, where a cursor may stand."""

from cqcmd.text import cells
from cqcmd.widgets.drawing.table_layout import TableLayout
from cqcmd.widgets.drawing.table_lines import HEADING, Cell, Column, Line, landing

LAYOUT = TableLayout((Column("等级", 8), Column("概要", 0), Column("时限", 8, right=True)), 40, 2)


def line(*words: str, state: str = "", key: str = "one") -> Line:
    return Line(key, tuple(Cell(word) for word in words), state=state)


def test_one_column_takes_what_the_others_and_the_scroll_bar_leave() -> None:
    assert LAYOUT.widths() == [8, 40 - 8 - 8 - 2 - 2, 8]


def test_a_column_never_vanishes_on_a_narrow_screen() -> None:
    assert TableLayout(LAYOUT.columns, 10).widths() == [8, 4, 8]


def test_the_last_cell_of_a_short_line_reaches_to_the_edge() -> None:
    assert LAYOUT.rooms(1) == [40]
    assert LAYOUT.rooms(2) == [8, 40 - 8 - 1]
    assert list(map(cells, LAYOUT.words(line("较大", "锅炉爆炸")))) == LAYOUT.rooms(2)


def test_only_a_line_of_all_columns_is_set_to_the_right() -> None:
    assert LAYOUT.words(line("较大", "锅炉", "05"))[2] == "      05"
    assert LAYOUT.words(line("较大", "锅炉"))[1].startswith("锅炉")


def test_of_a_countdown_only_the_digits_that_moved_are_painted() -> None:
    was, now = line("较大", "锅炉", "00:13:53"), line("较大", "锅炉", "00:13:52")
    assert LAYOUT.changed(was, now) == (37, 38)


def test_from_the_first_column_that_changed_to_the_last() -> None:
    was, now = line("一般", "锅炉", "05"), line("较大", "锅炉", "04")
    assert LAYOUT.changed(was, now) == (0, 38)


def test_another_look_paints_the_whole_column_and_another_state_the_whole_line() -> None:
    was, cell = line("较大", "锅炉", "05"), Cell("05", "overdue")
    assert LAYOUT.changed(was, Line("one", (*was.cells[:2], cell))) == (30, 38)
    assert LAYOUT.changed(was, line("较大", "锅炉", "05", state="dim")) is None
    assert LAYOUT.changed(was, line("较大", "锅炉爆炸")) is None


def test_a_cursor_passes_over_headings_and_turns_back_at_the_end() -> None:
    keys = (f"{HEADING}a", "one", f"{HEADING}b", "two", f"{HEADING}c")
    lines = [line("", key=key) for key in keys]
    assert [landing(lines, row, 1) for row in range(-1, 6)] == [1, 1, 1, 3, 3, 3, 3]
    assert [landing(lines, row, -1) for row in range(-1, 6)] == [1, 1, 1, 1, 3, 3, 3]


def test_among_nothing_but_headings_it_stays() -> None:
    lines = [line("", key=f"{HEADING}{name}") for name in "ab"]
    assert [landing(lines, row, 1) for row in (0, 1)] == [0, 1]
