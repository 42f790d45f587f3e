"""What the terminal shows, cell by cell: of a picture only what differs from it is written.

An opened screen is drawn several times until all of it stands, and each time whole, with every
colour: on a slow line that is half a minute. A cell that stands there already costs nothing here,
and of a colour the part that changes is written.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest

from rich.color import ColorSystem
from rich.console import Console, ConsoleOptions, RenderResult
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import SGR_STYLES, Strip

from cqcmd.terminal.compositor import Part, changed_parts
from cqcmd.terminal.pens import PLAIN, Pen, over_blank, turned
from cqcmd.text import cells

Cell = tuple[str, Pen]
"""What stands in a cell, and how; of a wide character the second cell has no text.

A blank has of its pen what is seen of it: the colour that words would have there is none.
"""

BLANK = " "

NEAR = 3
"""Cells that stay as they are and are written all the same: to go round them costs as much."""


class Painted:
    """The cells of one terminal, as far as they are known."""

    def __init__(self) -> None:
        self._lines: dict[int, list[Cell | None]] = {}
        self._size = (0, 0)

    def forget(self) -> None:
        """Know no more what stands there: something else wrote on it, or it was not read."""
        self._lines.clear()

    def fit(self, size: tuple[int, int]) -> None:
        """Take the size of the terminal; one that changed may have moved what it shows."""
        if size != self._size:
            self._size = size
            self.forget()

    def changes(self, parts: Iterable[Part], colours: ColorSystem) -> str:
        """Return what turns what stands there into these parts, and take it for done."""
        runs = [
            (y, start, run)
            for x, y, strip in parts
            for start, run in self._put(x, y, cells_of(strip, colours))
        ]
        if all(_one_pen(run) for _y, _start, run in runs):
            # Clocks that went on: those of one colour behind each other, wherever they stand.
            order = list(dict.fromkeys(run[0][1] for _y, _start, run in runs))
            runs.sort(key=lambda found: order.index(found[2][0][1]))
        return _written(runs)

    def _put(self, x: int, y: int, new: list[Cell]) -> list[tuple[int, list[Cell]]]:
        """Put cells on a line; returns those that are to be written, run by run."""
        line = self._lines.setdefault(y, [])
        end = x + len(new)
        line += [None] * (end - len(line))
        old = line[x:end]
        if old == new:
            return []
        line[x:end] = new
        _forget_halves(line, x, end)
        return [(x + start, new[start:stop]) for start, stop in _runs(old, new)]


def _one_pen(run: list[Cell]) -> bool:
    return all(pen is run[0][1] for _text, pen in run)


def _written(runs: Iterable[tuple[int, int, list[Cell]]]) -> str:
    """Return what draws runs of cells, each from its line and its first cell."""
    written: list[str] = []
    pen = PLAIN
    for y, start, run in runs:
        # Never by steps from where the last run ended: a terminal that takes a dash for wide is
        # right again with the next run.
        written.append(f"\x1b[{y + 1};{start + 1}H" if start else f"\x1b[{y + 1}H")
        for text, wanted in run:
            if wanted is not pen:
                taken = over_blank(pen, wanted) if text == BLANK else wanted
                written.append(turned(pen, taken))
                pen = taken
            written.append(text)
    written.append(turned(pen, PLAIN))
    return "".join(written)


def _runs(old: Sequence[Cell | None], new: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """Yield from where to where cells differ, those that lie near each other in one."""
    other = [at for at, (was, now) in enumerate(zip(old, new, strict=True)) if was != now]
    start = last = -1
    for at, following in zip_longest(other, other[1:]):
        start, last = (at if start < 0 else start), at
        if following is None or following - at > NEAR:
            # The second half of a wide character is written with the first.
            yield start - (start > 0 and not new[start][0]), last + 1
            start = -1


def _forget_halves(line: list[Cell | None], start: int, end: int) -> None:
    """Forget the half of a wide character whose other half was written over."""
    if start and (before := line[start - 1]) and cells(before[0]) > 1 and _text(line, start):
        line[start - 1] = None
    if end < len(line) and _text(line, end) == "" and cells(_text(line, end - 1) or "") < 2:
        line[end] = None


def _text(line: Sequence[Cell | None], at: int) -> str | None:
    cell = line[at]
    return None if cell is None else cell[0]


def cells_of(strip: Strip, colours: ColorSystem) -> list[Cell]:
    """Return a strip cell by cell."""
    found: list[Cell] = []
    for text, style, control in strip:
        if control:
            continue
        pen = PLAIN if style is None else _pen(style, colours)
        blank = (BLANK, pen.on_blank)
        if text.isascii():
            found += [blank if character == BLANK else (character, pen) for character in text]
            continue
        for character in text:
            width = cells(character)
            if width:
                found.append(blank if character == BLANK else (character, pen))
                if width > 1:
                    found.append(("", pen))
            elif found:  # it is drawn over the one before
                at = -1 if found[-1][0] else -2
                found[at] = (found[at][0] + character, found[at][1])
    return found


@lru_cache(maxsize=4_096)
def _pen(style: Style, colours: ColorSystem) -> Pen:
    set_ = style._attributes & style._set_attributes
    attributes = tuple(SGR_STYLES[bit] for bit in range(set_.bit_length()) if set_ & (1 << bit))
    fore, back = style._color, style._bgcolor
    return Pen.of(
        attributes,
        ";".join(fore.downgrade(colours).get_ansi_codes()) if fore else "",
        ";".join(back.downgrade(colours).get_ansi_codes(foreground=False)) if back else "",
    )


class PaintedUpdate(CompositorUpdate):
    """An update of which what stands there already is left out."""

    def __init__(
        self, painted: Painted, parts: Iterable[Part], spend: Callable[[str], object]
    ) -> None:
        """``spend`` is told what is written."""
        self._painted, self._parts, self._spend = painted, parts, spend

    def render_segments(self, console: Console) -> str:
        """Return the escape sequences of what differs."""
        colours = console._color_system or ColorSystem.TRUECOLOR
        text = self._painted.changes(self._parts, colours)
        self._spend(text)
        return text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield nothing: it is written as text alone."""
        yield from ()


def parts_of(update: CompositorUpdate) -> Iterable[Part] | None:
    """Return the pieces of an update; ``None``: it is of a kind that is written as it is."""
    if isinstance(update, ChopsUpdate):
        return changed_parts(update)
    return _whole_lines(update) if isinstance(update, LayoutUpdate) else None


def _whole_lines(update: LayoutUpdate) -> Iterator[Part]:
    for y, line in enumerate(update.strips, update.region.y):
        x = update.region.x
        for strip in line:
            yield x, y, strip
            x += strip.cell_length
