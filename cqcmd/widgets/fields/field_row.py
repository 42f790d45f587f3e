"""A field with words behind it: what stood there before, or what is wrong with it."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal

from cqcmd.text import cells
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.fields.choice import Choice
from cqcmd.widgets.fields.text_field import TextField

if TYPE_CHECKING:
    from textual.widgets import TextArea

Field = TextField | Choice

LEAST = 24
"""Cells that the field keeps at least where its fault stands behind it."""


class FieldRow(Horizontal):
    """One line of a form. A fault takes the place of the note until the field is changed."""

    def __init__(self, field: "Field | TextArea") -> None:
        super().__init__(id=f"row-{field.id}", classes="field")
        self.field = field
        self._note, self._fault, self._faulty = "", "", ""
        self._words = Lines(f"note-{field.id}", "note", fold=True)

    def compose(self) -> ComposeResult:
        """Put the words behind the field."""
        yield self.field
        yield self._words

    def note(self, words: str) -> None:
        """Show words behind the field."""
        self._note = words
        if not self._fault:
            self._words.show(words)

    def fault(self, words: str) -> None:
        """Show what is wrong with what stands in the field."""
        self._fault, self._faulty = words, self.field.text
        self.add_class("-fault")
        self._fit()

    @property
    def changed(self) -> bool:
        """Whether the field says something else than what was found fault with."""
        return self.field.text != self._faulty

    def mend(self) -> None:
        """Show the note again."""
        self._fault = ""
        self.remove_class("-fault")
        self._words.styles.clear_rule("width")
        self.field.styles.clear_rule("width")
        self._words.show(self._note)

    def on_resize(self) -> None:
        """Give a fault the room there is."""
        if self._fault:
            self._fit()

    def _fit(self) -> None:
        """Put the fault right behind what is typed; a long one gets as many lines as it needs."""
        behind = 0
        if isinstance(self.field, Field):  # under a text of several lines it has the whole width
            behind = max(LEAST, min(_filled(self.field), self.size.width // 2))
            self.field.styles.width = behind
        self._words.styles.width = max(1, self.size.width - behind - 1)
        self._words.show(self._fault)


def _filled(field: Field) -> int:
    """Return the cells that a field shows something in, and the cursor behind it."""
    return field.before + cells(field.text or getattr(field, "example", "")) + 2
