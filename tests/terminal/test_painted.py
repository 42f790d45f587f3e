"""What is written turns what the terminal shows into the picture, whatever it showed before."""

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from cqcmd.terminal.painted import Painted, cells_of
from cqcmd.terminal.pens import PLAIN, Pen, over_blank, turned
from tests.support.seen_cells import seen

WIDTH, HEIGHT = 12, 3

STYLES = st.sampled_from(
    [
        None,
        Style(),
        Style(color="#e6e9ee", bgcolor="#10141a"),
        Style(color="#e6e9ee", bgcolor="#171d26", bold=True),
        Style(color="#fed166", bgcolor="#10141a", reverse=True),
        Style(bgcolor="#171d26", underline=True),
        Style(color="red"),
        Style(bold=True, underline=True),
        Style(color="#e6e9ee", bgcolor="#171d26", bold=True, strike=True),
        Style(color="#e6e9ee", bgcolor="#171d26", italic=True),
        Style(color="#97a3b4"),
    ]
)
TEXTS = st.text(st.sampled_from("ab 0123.报告值班级渝（—…·─🚒"), max_size=8)


@st.composite
def parts(draw: st.DrawFn) -> tuple[int, int, Strip]:
    strip = Strip([Segment(*pair) for pair in draw(st.lists(st.tuples(TEXTS, STYLES), max_size=4))])
    strip = strip.crop(0, WIDTH)
    x = draw(st.integers(0, WIDTH - strip.cell_length))
    return x, draw(st.integers(0, HEIGHT - 1)), strip


def whole_picture(lines: list[Strip]) -> list[tuple[int, int, Strip]]:
    return [(0, y, line.adjust_cell_length(WIDTH)) for y, line in enumerate(lines)]


LINES = st.lists(
    st.lists(st.tuples(TEXTS, STYLES), max_size=4), min_size=HEIGHT, max_size=HEIGHT
).map(lambda rows: [Strip([Segment(*pair) for pair in row]) for row in rows])


def shown(text: str) -> list[list[object]]:
    screen = pyte.Screen(WIDTH, HEIGHT)
    pyte.Stream(screen).feed(text)
    return cells_shown(screen)


def cells_shown(screen: pyte.Screen) -> list[list[object]]:
    return [[seen(screen.buffer[y][x]) for x in range(WIDTH)] for y in range(HEIGHT)]


def rendered(picture: list[tuple[int, int, Strip]]) -> str:
    return Painted().changes(picture, ColorSystem.TRUECOLOR)


@settings(max_examples=400, deadline=None)
@given(st.lists(LINES, min_size=2, max_size=5))
def test_one_picture_after_another_ends_in_the_last(pictures: list[list[Strip]]) -> None:
    painted, screen = Painted(), pyte.Screen(WIDTH, HEIGHT)
    stream = pyte.Stream(screen)
    for picture in map(whole_picture, pictures):
        stream.feed(painted.changes(picture, ColorSystem.TRUECOLOR))
        assert cells_shown(screen) == shown(rendered(picture))


@settings(max_examples=400, deadline=None)
@given(LINES, st.lists(parts(), max_size=6), LINES)
def test_what_was_written_over_in_pieces_is_known(
    first: list[Strip], pieces: list[tuple[int, int, Strip]], last: list[Strip]
) -> None:
    painted, screen = Painted(), pyte.Screen(WIDTH, HEIGHT)
    stream = pyte.Stream(screen)
    for picture in (whole_picture(first), pieces, whole_picture(last)):
        stream.feed(painted.changes(picture, ColorSystem.TRUECOLOR))
    assert cells_shown(screen) == shown(rendered(whole_picture(last)))


@given(LINES)
def test_a_picture_that_stands_there_costs_nothing(lines: list[Strip]) -> None:
    painted, picture = Painted(), whole_picture(lines)
    painted.changes(picture, ColorSystem.TRUECOLOR)
    assert painted.changes(picture, ColorSystem.TRUECOLOR) == ""


def test_after_something_else_wrote_there_all_of_it_is_written() -> None:
    painted, picture = Painted(), whole_picture([Strip([Segment("值班台")])] * HEIGHT)
    first = painted.changes(picture, ColorSystem.TRUECOLOR)
    painted.forget()
    assert painted.changes(picture, ColorSystem.TRUECOLOR) == first
    painted.fit((WIDTH, HEIGHT))
    assert painted.changes(picture, ColorSystem.TRUECOLOR) == first, "the size was not known"
    painted.fit((WIDTH, HEIGHT))
    assert painted.changes(picture, ColorSystem.TRUECOLOR) == ""


def test_a_mark_over_a_letter_stays_with_it() -> None:
    cells = cells_of(Strip([Segment("e\u0301渝\u0301x")]), ColorSystem.TRUECOLOR)
    assert [text for text, _pen in cells] == ["e\u0301", "渝\u0301", "", "x"]


def test_of_a_colour_the_part_that_changes_is_written() -> None:
    day, night = Pen.of((), "31", "40"), Pen.of((), "31", "44")
    assert turned(day, night) == "\x1b[44m"
    assert turned(day, day) == ""
    assert turned(Pen.of(("1",), "31", "40"), day) == "\x1b[0;31;40m", "of sixteen colours: anew"
    assert turned(night, PLAIN) == "\x1b[m"


def test_a_terminal_of_all_colours_is_told_to_switch_off_what_was_on() -> None:
    plain = Pen.of((), "38;2;230;233;238", "48;2;16;20;26")
    bold = Pen.of(("1",), plain.fore, plain.back)
    dim = Pen.of(("2",), plain.fore, plain.back)
    assert turned(bold, plain) == "\x1b[22m"
    assert turned(bold, dim) == "\x1b[22;2m"
    assert turned(Pen.of(("1", "4"), plain.fore, plain.back), dim) == "\x1b[22;24;2m"


def test_blanks_take_the_colour_of_the_words_before_and_no_line_beneath() -> None:
    words, ground = Pen.of(("1",), "31", "40"), Pen.of((), "", "44")
    assert over_blank(words, ground) is Pen.of(("1",), "31", "44")
    assert over_blank(Pen.of(("4",), "31", "40"), ground) is ground
    assert over_blank(words, PLAIN) is PLAIN, "the ground of the terminal has no number"
    line = Pen.of(("4",), "31", "44")
    assert over_blank(words, line) is line


def test_words_of_another_colour_cost_nothing_where_there_are_none() -> None:
    painted = Painted()
    painted.changes([(0, 0, Strip([Segment("死 亡", Style(color="red"))]))], ColorSystem.TRUECOLOR)
    other = Strip(
        [
            Segment("死", Style(color="red")),
            Segment(" ", Style(bold=True)),
            Segment("亡", Style(color="red")),
        ]
    )
    assert painted.changes([(0, 0, other)], ColorSystem.TRUECOLOR) == ""
