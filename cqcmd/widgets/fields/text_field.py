"""A labelled field of one line: its own cells only, no blinking, at home with an input method."""

from textual import events
from textual.binding import Binding
from textual.geometry import Offset
from textual.keys import KEY_NAME_REPLACEMENTS
from textual.reactive import var

from cqcmd.i18n import _
from cqcmd.text import cells, clean, fit
from cqcmd.widgets.drawing.cells import Piece, row_of
from cqcmd.widgets.fields.captioned import Captioned

LONGEST = 10_000
"""Characters that a field takes; what is cut off is marked."""

GUESSED = "?"
"""The mark of a value that somebody has yet to look at."""


class TextField(Captioned, can_focus=True):
    """Words behind a label. ``value`` is what was typed, harmless and on one line.

    Attributes:
        mark: one character between label and value: ``?`` to be looked at, ``!`` a fault.
        example: what stands grey in the empty field; it is never what the field says.
    """

    STYLE_PREFIX = "field"
    STYLES = {"star", "label", "here", "mark", "value", "cursor", "whole", "ghost"}
    BINDINGS = [
        Binding("left", "move(-1)", _("左移"), show=False, id="typing-left"),
        Binding("right", "move(1)", _("右移"), show=False, id="typing-right"),
        Binding("home", "jump(False)", _("行首"), show=False, id="typing-home"),
        Binding("end", "jump(True)", _("行尾"), show=False, id="typing-end"),
        Binding("backspace", "erase(-1)", _("删前一字"), show=False, id="typing-erase"),
        Binding("delete", "erase(1)", _("删后一字"), show=False, id="typing-delete"),
        Binding("ctrl+u", "clear", _("清空光标前"), show=False, id="typing-clear"),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let Backspace pass where there is nothing to take back: it may be meant for an act."""
        return action != "erase" or parameters != (-1,) or bool(self.value)

    ROOM = 0
    """Cells of the value in every field of the kind; all there are if 0."""

    takes_runs = True
    """Whether letters typed ahead may come together, as an input method's do."""

    REPLACES = False
    """Whether typing replaces all that stood there."""

    value: var[str] = var("")
    mark: var[str] = var(" ")

    def __init__(
        self,
        code: str,
        label: str,
        *,
        room: int = 0,
        example: str = "",
        required: bool = False,
    ) -> None:
        """``room``: cells of the value, all there are if 0."""
        super().__init__(code, label, required=required)
        self.example = example
        self._room = room or self.ROOM
        self._whole = False
        self._here = False
        self._cursor = 0
        self._left = 0

    @property
    def text(self) -> str:
        """What the field says to the form."""
        return self.value

    def label(self, text: str) -> str:
        """Return a value as a sentence names it."""
        return text

    def fill(self, text: str) -> None:
        """Set the value from elsewhere, the cursor behind it."""
        text = clean(text, limit=LONGEST, lines=False)
        self._cursor = len(text)
        self._whole = self.REPLACES and self._here and bool(text)
        self._set(text)

    def settle(self) -> None:
        """Finish what is being typed, for now."""

    # Editing

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whatever can be printed is typed and is no command."""
        if character is None:
            # Of a key that Textual renamed, such as slash, it finds the character no more.
            return key in KEY_NAME_REPLACEMENTS.values()
        return character.isprintable() or character == "\u3000"

    def on_key(self, event: events.Key) -> None:
        """Type a character, or the several that an input method commits at once."""
        if event.character is not None and self.check_consume_key(event.key, event.character):
            event.stop()
            event.prevent_default()
            self.insert(event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Take a paste on one line."""
        event.stop()
        self.insert(event.text)

    def insert(self, typed: str) -> None:
        """Put text at the cursor, or in the stead of everything where that is the way here."""
        if self._whole and self._replaces(typed):
            before, after = "", ""
        else:
            before, after = self.value[: self._cursor], self.value[self._cursor :]
        room = max(0, LONGEST - len(before) - len(after))
        before = clean(before + self._typed(clean(typed, limit=room, lines=False)), lines=False)
        self._whole = False
        self._cursor = len(before)
        self._set(before + after)

    def _typed(self, text: str) -> str:
        return text

    def _replaces(self, typed: str) -> bool:
        return True

    def action_move(self, step: int) -> None:
        """Move the cursor by characters."""
        self._go(self._cursor + step)

    def action_jump(self, end: bool) -> None:
        """Put the cursor at the beginning or the end."""
        self._go(len(self.value) if end else 0)

    def action_erase(self, step: int) -> None:
        """Delete the character before or under the cursor; everything where all is chosen."""
        start, end = sorted((self._cursor, self._cursor + step))
        if self._whole:
            start, end = 0, len(self.value)
        start = max(0, start)
        self._whole = False
        self._cursor = start
        self._set(self.value[:start] + self.value[end:])

    def action_clear(self) -> None:
        """Delete what stands before the cursor."""
        after = self.value[self._cursor :]
        self._whole, self._cursor = False, 0
        self._set(after)

    def _go(self, place: int) -> None:
        self._whole = False
        self._cursor = max(0, min(place, len(self.value)))
        self.show()

    def _set(self, text: str) -> None:
        if text == self.value:
            self.show()
        self.value = text

    # Showing

    def watch_value(self) -> None:
        """Show it in the same frame as whatever follows from it."""
        self._cursor = min(self._cursor, len(self.value))
        self.show()

    def watch_mark(self) -> None:
        """Show the mark."""
        self.show()

    def on_resize(self) -> None:
        """Take the new width."""
        self.show()

    def on_focus(self) -> None:
        """Put the cursor behind the last character; typing replaces a guess as a whole."""
        self._here = True
        self._whole = (self.REPLACES or self.mark == GUESSED) and bool(self.value)
        self._cursor = len(self.value)
        self.show()

    def on_blur(self) -> None:
        """Leave the field; a terminal that merely lost the focus finishes nothing."""
        if self.app.app_focus:
            self.settle()
        self._here = self._whole = False
        self.show()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the click was."""
        self._go(self._place_at(event.x - self.before, event.y))

    def _place_at(self, column: int, _row: int) -> int:
        return self._place_along(self._left, len(self.value), column)

    def _place_along(self, place: int, end: int, column: int) -> int:
        """Return which character stands in a column of a line that begins and ends there."""
        while place < end and (column := column - cells(self.value[place])) >= 0:
            place += 1
        return place

    @property
    def _width(self) -> int:
        free = max(2, self.size.width - self.before - 1)
        return min(self._room, free) if self._room else free

    def show(self) -> None:
        """Draw the field as it stands; where it has the focus, the terminal's cursor follows."""
        if not self.size.width:
            return
        width = self._width
        self._scroll(width)
        label = row_of(self.caption_pieces("here" if self._here else "label"), self.before - 1)
        value = row_of(self._pieces(), width)
        value = [(cell, state or "value") for cell, state in value]
        self.draw([[*label, (self.mark, "mark"), *value]])
        if self._here:
            shift = sum(map(cells, self.value[self._left : self._cursor]))
            self.app.cursor_position = self.content_region.offset + Offset(self.before + shift, 0)

    def _pieces(self) -> list[Piece]:
        """Return the visible part of the value with the cursor in it, the example where none is."""
        if not self.value:
            cursor = [(" ", "cursor")] if self._here else []
            return [*cursor, (fit(self.example, self._width - len(cursor)), "ghost")]
        end = self._left + self._width + 1
        if self._whole:
            return [(self.value[self._left : end], "whole")]
        if not self._here:
            return [(self.value[self._left : end], "value")]
        under = self.value[self._cursor : self._cursor + 1] or " "
        return [
            (self.value[self._left : self._cursor], "value"),
            (under, "cursor"),
            (self.value[self._cursor + 1 : end], "value"),
            *self._behind(),
        ]

    def _behind(self) -> list[Piece]:
        return []

    def _scroll(self, width: int) -> None:
        """Bring the cursor into view, looking only at what can be seen; the beginning otherwise."""
        if not self._here:
            self._left = 0
            return
        if self._cursor < self._left:
            self._left = self._cursor
        room = width - max(1, cells(self.value[self._cursor : self._cursor + 1]))
        first = self._cursor
        while first > self._left and (room := room - cells(self.value[first - 1])) >= 0:
            first -= 1
        self._left = first
