"""A field whose words go on in the next line, as far as the field is high."""

from itertools import pairwise

from textual.geometry import Offset

from cqcmd.text import cells, fit, folds
from cqcmd.widgets.drawing.cells import Piece, Row, row_of
from cqcmd.widgets.fields.text_field import TextField


class LongField(TextField):
    """The head stays in sight as long as there is room; the line with the cursor always does."""

    def show(self) -> None:
        """Draw the lines in sight; where the field has the focus, the terminal's cursor follows."""
        if not self.size.width or not self.size.height:
            return
        spans = self.spans()
        here = self.line_of(spans, self._cursor)
        self._top = max(0, here - self.size.height + 1) if self._here else 0
        shown = spans[self._top : self._top + self.size.height]
        self.draw([self._row(number, span) for number, span in enumerate(shown)])
        if self._here:
            shift = sum(map(cells, self.value[spans[here][0] : self._cursor]))
            place = Offset(self.before + shift, here - self._top)
            self.app.cursor_position = self.content_region.offset + place

    def _place_at(self, column: int, row: int) -> int:
        spans = self.spans()
        return self._place_along(*spans[min(self._top + row, len(spans) - 1)], column)

    _top = 0
    """The first line in sight."""

    def spans(self) -> list[tuple[int, int]]:
        """Return where each line begins and ends; a full one is followed by one for the cursor."""
        width = self._width
        ends = [0, *folds(self.value, width, hang=False), len(self.value)]
        spans = list(pairwise(ends))
        if cells(self.value[spans[-1][0] :]) >= width:
            spans.append((len(self.value), len(self.value)))
        return spans

    def line_of(self, spans: list[tuple[int, int]], place: int) -> int:
        """Return which of the lines a place in the words stands on."""
        return next((n for n, (_start, end) in enumerate(spans) if place < end), len(spans) - 1)

    def _row(self, number: int, span: tuple[int, int]) -> Row:
        look = "here" if self._here else "label"
        before = self.caption_pieces(look) if number == 0 else [(" " * (self.before - 1), "")]
        mark = self.mark if number == 0 else " "
        value = row_of(self._part(*span), self._width)
        row = row_of([*before, (mark, "mark")], self.before)
        return row + [(cell, state or "value") for cell, state in value]

    def _part(self, start: int, end: int) -> list[Piece]:
        """Return a line with the cursor, where it stands in it; of an empty field the example."""
        if not self.value and start == 0:
            cursor = [(" ", "cursor")] if self._here else []
            return [*cursor, (fit(self.example, self._width - len(cursor)), "ghost")]
        at_end = start <= self._cursor == end == len(self.value)
        if not self._here or not (start <= self._cursor < end or at_end):
            return [(self.value[start:end], "value")]
        under = self.value[self._cursor : self._cursor + 1] or " "
        behind = (self.value[self._cursor + 1 : end], "value")
        return [(self.value[start : self._cursor], "value"), (under, "cursor"), behind]
