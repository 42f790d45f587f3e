"""A labelled field of one line that holds one of a few answers; arrows, digits, letters choose."""

from collections.abc import Sequence

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.reactive import var

from cqcmd.i18n import _
from cqcmd.text import fit, half_width
from cqcmd.widgets.drawing.cells import row_of
from cqcmd.widgets.fields.captioned import Captioned

Answer = tuple[str, str]
"""An answer's key and its words."""


class Choice(Captioned, can_focus=True):
    """Left and Right go through the answers; a digit or one of ``letters`` chooses by place.

    ``value`` is the key of the answer that stands.
    """

    STYLE_PREFIX = "choice"
    STYLES = {"star", "label", "value", "mark", "focus"}
    BINDINGS = [
        Binding("left", "turn(-1)", _("上一个"), show=False, id="typing-option-before"),
        Binding(
            "right,space,ideographic_space",
            "turn(1)",
            _("下一个"),
            show=False,
            id="typing-option-next",
        ),
    ]

    value: var[str] = var("")

    class Unread(Message):
        """Something was typed that chooses nothing: words meant for another field, say."""

    def __init__(
        self, code: str, label: str, answers: Sequence[Answer], *, letters: str = ""
    ) -> None:
        super().__init__(code, label)
        self.answers = tuple(answers)
        self._letters = letters
        self.set_reactive(Choice.value, self.answers[0][0])

    @property
    def text(self) -> str:
        """What the field says to the form."""
        return self.value

    def label(self, key: str) -> str:
        """Return the words of an answer."""
        return dict(self.answers).get(key, key)

    def fill(self, key: str) -> None:
        """Make an answer stand; an unknown key changes nothing."""
        if any(key == answer for answer, _words in self.answers):
            self.value = key

    def action_turn(self, step: int) -> None:
        """Go to the next answer, or the one before; around at the ends."""
        keys = [key for key, _words in self.answers]
        self.value = keys[(keys.index(self.value) + step) % len(keys)]

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether a character chooses an answer."""
        return character is not None and self._chosen_by(character) is not None

    def on_key(self, event: events.Key) -> None:
        """Choose by a letter, or a digit from 1; of other characters say that they are lost."""
        if not event.is_printable or event.character in (" ", "\u3000"):
            return
        event.stop()
        event.prevent_default()
        chosen = self._chosen_by(event.character or "")
        if chosen is None:
            self.post_message(self.Unread())
        else:
            self.value = chosen

    def _chosen_by(self, character: str) -> str | None:
        typed = half_width(character).lower()
        place = self._letters.find(typed) if typed else -1
        if place < 0 and typed.isascii() and typed.isdigit():
            place = int(typed) - 1
        return self.answers[place][0] if 0 <= place < len(self.answers) else None

    def watch_value(self) -> None:
        """Show the answer."""
        self.show()

    def on_resize(self) -> None:
        """Take the new width."""
        self.show()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show whether the keys act here."""
        super().watch_has_focus(has_focus)
        self.show()

    def show(self) -> None:
        """Draw label and answer, marks around it where there are others."""
        if not self.size.width:
            return
        words = dict(self.answers)[self.value]
        answer = fit(words, max(2, self.size.width - self.before - 4))
        look = "focus" if self.has_focus else "value"
        sides = ("< ", " >") if len(self.answers) > 1 else ("  ", "  ")
        pieces = [
            *self.caption_pieces("label"),
            (" ", "label"),
            (sides[0], "mark"),
            (answer, look),
            (sides[1], "mark"),
        ]
        self.draw([row_of(pieces, self.size.width)])
