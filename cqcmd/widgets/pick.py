"""A field of one line that holds one of a few answers: arrows, a digit or a letter choose."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from cqcmd.text import clean, half_width, pad
from cqcmd.words import _

Option = tuple[str, str]
"""An answer's key and its words."""


class Pick(Widget, can_focus=True):
    """Left and Right go through the answers; ``letters`` choose them by their place."""

    COMPONENT_CLASSES = {"pick--mark"}
    BINDINGS = [
        Binding("left", "turn(-1)", _("上一个"), show=False),
        Binding("right,space", "turn(1)", _("下一个"), show=False),
        Binding("enter", "submit", _("下一项"), show=False),
    ]

    @dataclass
    class Changed(Message):
        """Another answer stands."""

        pick: "Pick"

    @dataclass
    class Submitted(Message):
        """Enter: on to the next field."""

        pick: "Pick"

    def __init__(
        self, options: Sequence[Option], value: str = "", *, letters: str = "", id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.options = tuple(options)
        self._letters = letters
        self._index = 0
        self.choose(value, quietly=True)

    @property
    def value(self) -> str:
        """The key of the answer that stands."""
        return self.options[self._index][0] if self.options else ""

    def choose(self, key: str, *, quietly: bool = False) -> None:
        """Make an answer stand; an unknown key changes nothing."""
        keys = [each for each, _words in self.options]
        if key in keys:
            self._go(keys.index(key), quietly=quietly)

    def _go(self, index: int, *, quietly: bool = False) -> None:
        if index != self._index and 0 <= index < len(self.options):
            self._index = index
            self.refresh()
            if not quietly:
                self.post_message(self.Changed(self))

    def action_turn(self, step: int) -> None:
        """The next answer, or the one before; around at the ends."""
        self._go((self._index + step) % max(1, len(self.options)))

    def action_submit(self) -> None:
        """Say that this field is done."""
        self.post_message(self.Submitted(self))

    def on_key(self, event: events.Key) -> None:
        """A digit from 1, or one of the letters."""
        typed = half_width(event.character or "").lower()
        found = self._letters.find(typed) if typed else -1
        if found < 0 and typed.isdigit() and typed.isascii():
            found = int(typed) - 1
        if 0 <= found < len(self.options):
            event.stop()
            event.prevent_default()
            self._go(found)

    def render_line(self, y: int) -> Strip:
        """The answer between marks that say there are others."""
        width, base = self.size.width, self.rich_style
        words = clean(self.options[self._index][1], lines=False) if self.options else ""
        if len(self.options) < 2:
            return Strip([Segment(pad(words, width), base)])
        mark = base + self.get_component_rich_style("pick--mark", partial=True)
        return Strip(
            [Segment("< ", mark), Segment(pad(words, max(0, width - 4)), base), Segment(" >", mark)]
        ).adjust_cell_length(width, base)
