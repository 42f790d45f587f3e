"""Sentences in a list, each in as many lines as it needs; the cursor goes from one to the next."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from cqcmd.text import clean, folds
from cqcmd.widgets.drawing.column_widths import widest
from cqcmd.widgets.table import Cell, Column, Line, Table


class ScriptSentence(Struct, frozen=True):
    """A sentence: its element, the element's name, its words, and whether something is missing.

    ``optional``: it need not be read. Without a name it is not asked for afterwards.
    """

    code: str
    name: str
    words: str
    missing: bool = False
    optional: bool = False


class SentenceLine(Struct, frozen=True):
    """A line of a sentence: its words from ``start`` to ``end``."""

    sentence: ScriptSentence
    start: int
    end: int

    @property
    def words(self) -> str:
        """What stands in the line."""
        return clean(self.sentence.words, lines=False)[self.start : self.end].rstrip()

    @property
    def key(self) -> str:
        """The sentence's code; of its later lines with their place."""
        return f"{self.sentence.code}/{self.start}" if self.start else self.sentence.code


def parts(said: ScriptSentence, width: int) -> tuple[SentenceLine, ...]:
    """Fold the sentence into lines of at most ``width`` cells."""
    words = clean(said.words, lines=False)
    ends = [0, *folds(words, width), len(words)]
    return tuple(SentenceLine(said, start, end) for start, end in pairwise(ends))


class ReadProgress:
    """How far each sentence has stood on the screen, from its beginning; others words, anew."""

    def __init__(self) -> None:
        self._until: dict[tuple[str, str], int] = {}

    def add(self, lines: Iterable[SentenceLine]) -> None:
        """Note these lines as shown on the screen."""
        for part in lines:
            name = (part.sentence.code, part.sentence.words)
            until = self._until.get(name, 0)
            if part.start <= until:
                self._until[name] = max(until, part.end)

    def has(self, part: SentenceLine) -> bool:
        """Tell whether this line has been on the screen."""
        return self._until.get((part.sentence.code, part.sentence.words), 0) >= part.end

    def whole(self, said: ScriptSentence) -> bool:
        """Every word of it has been on the screen."""
        return self._until.get((said.code, said.words), 0) >= len(clean(said.words, lines=False))


class Sentences(Table):
    """Blank lines stand between the sentences where there is room. Subclasses give `mark`."""

    def __init__(self, id: str, clause: str) -> None:
        super().__init__((Column("", 5), Column("", 0)), id=id)
        self._clause = clause
        self._said: tuple[ScriptSentence, ...] = ()
        self._parts: list[SentenceLine | None] = []

    def say(self, said: Sequence[ScriptSentence]) -> None:
        """Show these sentences; the cursor stays on its own."""
        self._said = tuple(said)
        self.draw_lines()

    def mark(self, said: ScriptSentence) -> Cell:
        """Return what stands before a sentence."""
        raise NotImplementedError

    @property
    def said(self) -> tuple[ScriptSentence, ...]:
        """The sentences as last set."""
        return self._said

    @property
    def current(self) -> ScriptSentence | None:
        """The sentence under the cursor."""
        line = self.cursor
        return next(
            (sentence for sentence in self._said if line and sentence.code == line.key), None
        )

    # Moving

    def action_move(self, step: int) -> None:
        """From sentence to sentence; through one that is higher than the window line by line."""
        first, last = self._extent(self._cursor)
        top, room = int(self.scroll_y), self.size.height
        if (step < 0 and first < top) or (step > 0 and last >= top + room):
            self.scroll_to(y=top + step, animate=False, immediate=True)
            return
        rows = [row for row, part in enumerate(self._parts) if part and not part.start]
        if first in rows:
            self.go_to(rows[max(0, min(rows.index(first) + step, len(rows) - 1))])

    def go_to(self, row: int) -> None:
        """Put the cursor on the sentence that stands there, and show it whole."""
        row = self._extent(max(0, min(row, len(self._parts) - 1)))[0]
        self._bring(row)
        super().go_to(row)
        self.refresh()

    def _extent(self, row: int) -> tuple[int, int]:
        """Return the first and the last line of the sentence at a row, or above a blank."""
        while row > 0 and ((part := self._parts[row]) is None or part.start):
            row -= 1
        last = row
        while last + 1 < len(self._parts) and self._code(last + 1) == self._code(row):
            last += 1
        return row, last

    def _code(self, row: int) -> str:
        part = self._parts[row] if row < len(self._parts) else None
        return part.sentence.code if part else ""

    def _bring(self, row: int) -> None:
        """Scroll until the sentence at a row stands whole, or its beginning does."""
        first, last = self._extent(row)
        top, room = int(self.scroll_y), self.size.height
        if last >= top + room:
            top = last - room + 1
        if room and int(self.scroll_y) != min(first, top):
            self.scroll_to(y=min(first, top), animate=False, immediate=True)

    # Drawing

    def under_cursor(self, row: int) -> bool:
        """Every line of a sentence."""
        first, last = self._extent(self._cursor)
        return first <= row <= last

    def on_resize(self) -> None:
        """Other lines, with or without blank ones between them."""
        super().on_resize()
        self.draw_lines()

    def on_focus(self) -> None:
        """Show the cursor on the whole sentence."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide it."""
        self.refresh()

    @property
    def _words_room(self) -> int:
        """Cells for the words, beside a scroll bar even while there is none."""
        return widest(self.columns, self.room)[1] - (0 if self.scrollbars_enabled[0] else 2)

    def draw_lines(self) -> None:
        """Fold the sentences to the width there is."""
        room = self._words_room if self.size.width else 1000
        every = [parts(sentence, room) for sentence in self._said]
        spaced = sum(map(len, every)) + len(every) - 1 <= self.size.height
        lines: list[Line] = []
        self._parts = []
        for pair in every:
            if spaced and lines:
                self._add(lines, None, f"after/{len(lines)}")
            for part in pair:
                self._add(lines, part, part.key)
        self.show(lines)
        first, last = self._extent(self._cursor) if lines else (0, 0)
        if last - first < self.size.height:
            self._bring(first)

    def _add(self, lines: list[Line], part: SentenceLine | None, key: str) -> None:
        self._parts.append(part)
        if part is None:
            lines.append(Line(key, (Cell(""),)))
            return
        said = part.sentence
        look = "urgent" if said.missing else "dim" if said.optional else "strong"
        mark = Cell("") if part.start else self.mark(said)
        lines.append(Line(key, (mark, Cell(part.words, look)), self._clause))
