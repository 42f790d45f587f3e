"""The timeline of a drill as a table of narrow shaded cells: a picture that needs no drawing."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from cqcmd.documents.word.tables import Cell
from cqcmd.i18n import _
from cqcmd.views.debrief import COUNTED, OutcomeView, PictureView, legend

NAME, COLUMN, RESULT = 40.0, 2.0, 24.0
"""Millimetres: what was expected, a column of the axis, how it went."""

LABEL = 5
"""Columns that a tick's label takes."""

SHADES = {"[": "808080", "]": "808080", "-": "D9D9D9"}
MARKS = {".": "·", "O": "●", "!": "▲", "X": "×", "?": "？", "<": "◄", ">": "►"}
"""What stands for the marks of a bar: shapes, since a printer may have no colours."""

SIGNS = MARKS | {
    "[": _("左边的深灰格"),
    "-": _("灰格"),
    "]": _("右边的深灰格"),
    COUNTED: _("数字"),
}
"""What the legend calls a mark that is a shade, or one of several."""


def legend_words(pictures: Iterable[PictureView]) -> str:
    """Say what the marks drawn in the pictures mean, and no others."""
    marks = (f"{SIGNS.get(mark, mark)} {name}" for mark, name in legend(pictures))
    return _("图例：{marks}。").format(marks="；".join(marks))


def widths(picture: PictureView) -> list[float]:
    """Return the columns of the table."""
    return [NAME, *[COLUMN] * picture.columns, RESULT]


def rows(picture: PictureView, outcomes: Sequence[OutcomeView]) -> Iterator[list[Cell]]:
    """Yield the axis, what happened, then a row for each expectation."""
    found = {outcome.key: outcome for outcome in outcomes}
    yield [Cell(_("时间")), *_ticks(picture), Cell(_("结果"))]
    for lane in picture.lanes:
        yield [Cell(lane.name), *_figures(lane.figures), Cell()]
    for bar in picture.bars:
        outcome = found[bar.key]
        said = f"{outcome.label} {outcome.points}".rstrip()
        yield [Cell(outcome.words), *_bar(bar.bar), Cell(said)]


def _ticks(picture: PictureView) -> Iterator[Cell]:
    """Labels where they belong, blanks between them."""
    at = 0
    for tick in picture.ticks:
        if tick.column > at:
            yield Cell(span=tick.column - at, small=True)
        yield Cell(tick.label, span=LABEL, small=True)
        at = tick.column + LABEL
    if at < picture.columns:
        yield Cell(span=picture.columns - at, small=True)


def _figures(figures: str) -> Iterator[Cell]:
    for figure, span in _runs(figures):
        if figure == " ":
            yield Cell(span=span, small=True)
        else:
            yield from (Cell(figure, shade="BFBFBF", small=True) for _each in range(span))


def _bar(bar: str) -> Iterator[Cell]:
    for code, span in _runs(bar):
        if code in MARKS:
            yield from (Cell(MARKS[code], small=True, bold=True) for _each in range(span))
        else:
            yield Cell(span=span, shade=SHADES.get(code, ""), small=True)


def _runs(codes: str) -> Iterator[tuple[str, int]]:
    for code, same in groupby(codes):
        yield code, len(list(same))
