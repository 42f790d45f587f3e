"""Where the lines of a table stand, in how many rows, what is painted anew, where a cursor goes."""

import pytest

from cqcmd.text import cells
from cqcmd.widgets.drawing.column_widths import column_widths, widest
from cqcmd.widgets.drawing.table_layout import TableLayout, laid_out
from cqcmd.widgets.drawing.table_lines import HEADING, Cell, Column, Line, landing, titled

COLUMNS = (Column("等级", 8), Column("概要", 0), Column("时限", 8, right=True))
ROOM = 38


def line(*words: str, state: str = "", key: str = "one") -> Line:
    return Line(key, tuple(Cell(word) for word in words), state=state)


def of(*lines: Line, height: int = 0, columns: tuple[Column, ...] = COLUMNS) -> TableLayout:
    return laid_out(columns, lines, ROOM, height)


def drawn(layout: TableLayout, one: Line, row: int = 0) -> list[str]:
    rows = layout.height(row)
    return ["|".join(layout.words(one.cells, part, rows)) for part in range(rows)]


# Columns


def test_one_column_takes_what_the_others_leave() -> None:
    assert widest(COLUMNS, ROOM) == [8, 38 - 8 - 8 - 2, 8]


def test_a_column_never_vanishes_on_a_narrow_screen() -> None:
    assert widest(COLUMNS, 10) == [8, 4, 8]


def test_what_stands_behind_it_keeps_close_to_its_words() -> None:
    assert column_widths(COLUMNS, [line("较大", "锅炉爆炸", "05")], ROOM) == [8, 8, 8]


def test_a_column_that_lacks_cells_takes_them_from_one_that_has_more() -> None:
    long = line("特别重大事故", "锅炉", "05")
    assert column_widths(COLUMNS, [long], ROOM)[0] == 12


def test_the_column_of_what_is_left_takes_the_spare_cells_of_all_others() -> None:
    long = line("较大", "一" * 12, "05")
    assert column_widths(COLUMNS, [long], ROOM)[1] == 24


def test_where_both_lack_some_the_longer_one_keeps_most() -> None:
    widths = column_widths(COLUMNS, [line("一" * 20, "二" * 40, "05")], ROOM)
    assert widths[0] < 20 < widths[1] + widths[0]
    assert widths[1] >= 16


def test_a_heading_is_not_cut_beside_room() -> None:
    columns = (Column("调度的队伍", 4), Column("", 0))
    assert column_widths(columns, [line("甲", "乙")], ROOM)[0] == 10


def test_what_is_drawn_to_scale_keeps_its_place() -> None:
    columns = (Column("", 4), Column("", 20, steady=True), Column("", 6))
    assert column_widths(columns, [line("一" * 9, "-" * 20, "迟")], ROOM) == [4, 20, 6]


def test_the_last_cell_of_a_short_line_reaches_to_the_edge() -> None:
    assert [span.room for span in of().spans(line("较大").cells)] == [ROOM]
    assert [span.end for span in of().spans(line("较大", "锅炉").cells)] == [8, ROOM]


def test_only_a_line_of_all_columns_is_set_to_the_right() -> None:
    whole, short = line("较大", "锅炉", "05"), line("较大", "锅炉")
    assert of(whole).words(whole.cells)[2] == "      05"
    assert of(short).words(short.cells)[1].startswith("锅炉")


def test_words_run_on_over_blank_cells_behind_them() -> None:
    columns = (Column("", 8), Column("", 8), Column("", 8, steady=True))
    long = line("指挥部成员单位", "", "05")
    assert drawn(of(long, columns=columns), long) == ["指挥部成员单位   ||05      "]


def test_a_heading_that_counts_says_how_many_lines_there_are() -> None:
    columns = (Column("措施", 4, counted=True), Column("谁", 0))
    group = line("── 先期", key=f"{HEADING}group")
    assert titled(columns, [group, line("一"), line("二")])[0].heading == "措施 2 项"
    assert titled(columns, []) == columns


# Rows


def test_a_cut_line_is_folded_where_rows_are_free() -> None:
    long = line("较大", "锅炉爆炸，三人重伤，已送医院救治，家属到场", "05")
    assert len(drawn(of(long, height=1), long)) == 1
    folded = drawn(of(long, height=5), long)
    assert "".join(row.split("|")[1].strip() for row in folded) == long.cells[1].words
    assert [cells(row) for row in folded] == [cells(folded[0])] * len(folded)


def test_rows_that_do_not_suffice_are_shared_out_and_the_rest_is_cut() -> None:
    long, other = (line("较大", mark * 60, "05", key=mark) for mark in "一二")
    layout = of(long, other, height=4)
    assert [layout.height(0), layout.height(1)] == [2, 2]
    assert drawn(layout, long)[1].split("|")[1].rstrip().endswith("..")
    assert not layout.whole(long, 2)


def test_lines_that_fill_the_list_or_more_stand_in_a_row_each() -> None:
    many = [line("较大", "一" * 60, "05", key=str(n)) for n in range(9)]
    assert of(*many, height=4).rows == tuple((n, 0) for n in range(9))


def test_no_row_of_a_folded_line_begins_with_a_closing_mark() -> None:
    for length in range(8, 16):
        long = line("较大", "一" * length + "，" + "二" * 12, "05")
        rows = [row.split("|")[1] for row in drawn(of(long, height=9), long)]
        assert not any(row.startswith("，") for row in rows)


@pytest.mark.parametrize(("height", "apart"), [(4, False), (5, True)])
def test_groups_stand_apart_where_rows_are_left(height: int, apart: bool) -> None:
    group = line("── 指挥部", key=f"{HEADING}group")
    layout = of(group, line("一"), group, line("二"), height=height)
    assert ((-1, 0) in layout.rows) is apart
    assert layout.tops[2] == (3 if apart else 2)


# What is painted anew


def test_of_a_countdown_only_the_digits_that_moved_are_painted() -> None:
    was, now = line("较大", "锅炉", "00:13:53"), line("较大", "锅炉", "00:13:52")
    layout = of(was)
    edge = layout.spans(now.cells)[2].end
    assert layout.changed(was, now) == (edge - 1, edge)


def test_from_the_first_column_that_changed_to_the_last() -> None:
    was, now = line("一般", "锅炉", "05"), line("较大", "锅炉", "04")
    layout = of(was)
    assert layout.changed(was, now) == (0, layout.spans(now.cells)[2].end)


def test_another_look_paints_the_whole_column_and_another_state_the_whole_line() -> None:
    was, cell = line("较大", "锅炉", "05"), Cell("05", "overdue")
    layout, span = of(was), of(was).spans(was.cells)[2]
    assert layout.changed(was, Line("one", (*was.cells[:2], cell))) == (span.left, span.end)
    assert layout.changed(was, line("较大", "锅炉", "05", state="dim")) is None
    assert layout.changed(was, line("较大", "锅炉爆炸")) is None


# The cursor


def test_a_cursor_passes_over_headings_and_turns_back_at_the_end() -> None:
    keys = (f"{HEADING}a", "one", f"{HEADING}b", "two", f"{HEADING}c")
    lines = [line("", key=key) for key in keys]
    assert [landing(lines, row, 1) for row in range(-1, 6)] == [1, 1, 1, 3, 3, 3, 3]
    assert [landing(lines, row, -1) for row in range(-1, 6)] == [1, 1, 1, 1, 3, 3, 3]


def test_among_nothing_but_headings_it_stays() -> None:
    lines = [line("", key=f"{HEADING}{name}") for name in "ab"]
    assert [landing(lines, row, 1) for row in (0, 1)] == [0, 1]
