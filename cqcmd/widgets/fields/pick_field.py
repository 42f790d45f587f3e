"""A field in which a few letters, a code or a number find one of many names."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding
from textual.reactive import var

from cqcmd.i18n import _
from cqcmd.text import fit
from cqcmd.widgets.drawing.cells import Piece
from cqcmd.widgets.fields.text_field import TextField


class Pick(Struct, frozen=True):
    """Something that can be chosen; ``name`` is what the field holds then.

    ``sure``: what was typed means it, or at least begins it. Where the first match is not, the
    matches are only offered: one is chosen with the keys down and up.
    """

    code: str
    name: str
    sure: bool = True


Find = Callable[[str], Sequence[Pick]]
"""The best matches of what was typed, best first; all there are for an empty text."""


class PickField(TextField):
    """The best match stands dim behind what was typed; leaving the field takes it.

    Words that match nothing stay as they are. A space in the empty field lists all there are.
    ``index`` says which of ``matches`` is shown; -1: none yet, as none is sure.
    """

    BINDINGS = [
        Binding("down", "cycle(1)", _("换下一个"), show=False, id="typing-candidate-next"),
        Binding("up", "cycle(-1)", _("换上一个"), show=False, id="typing-candidate-before"),
    ]

    REPLACES = True

    index: var[int] = var(0)

    def __init__(
        self,
        code: str,
        label: str,
        find: Find,
        *,
        room: int = 0,
        example: str = "",
        required: bool = False,
    ) -> None:
        super().__init__(code, label, room=room, example=example, required=required)
        self._find = find
        self.matches: tuple[Pick, ...] = ()

    @property
    def chosen(self) -> Pick | None:
        """What the field stands for: the name in it, or the match shown behind it."""
        if not self.matches or not self.value or self.index < 0:
            return None
        return self.matches[min(self.index, len(self.matches) - 1)]

    @property
    def choosing(self) -> bool:
        """Whether something is typed that is not yet a name."""
        return self.chosen is not None and self.chosen.name != self.value

    @property
    def text(self) -> str:
        """The name chosen; else the words as typed."""
        return self.chosen.name if self.chosen else self.value.strip()

    def settle(self) -> None:
        """Take the match that is shown."""
        if self.choosing and self.chosen:
            self._cursor = len(self.chosen.name)
            self.value = self.chosen.name

    def answers(self) -> Sequence[Pick]:
        """All there are, as far as they are listed."""
        return self._find("")

    def watch_value(self) -> None:
        """Find what fits."""
        self.look_up()
        super().watch_value()

    def watch_index(self) -> None:
        """Show the other match."""
        self.show()

    def look_up(self) -> None:
        """Find what fits now."""
        sought = self.value.strip()
        found = tuple(self._find(sought)) if self.value else ()
        exact = tuple(pick for pick in found if pick.name == sought)
        self.matches = exact[:1] or found
        self.index = 0 if exact or not found or found[0].sure else -1

    def action_cycle(self, step: int) -> None:
        """Take another of the matches; with a name in the field the key moves between fields."""
        offered = bool(self.matches) and self.index < 0
        if not offered and (not self.choosing or len(self.matches) < 2):
            raise SkipAction
        # From none chosen, down takes the first and up the last.
        here = 0 if offered and step < 0 else self.index
        self.index = (here + step) % len(self.matches)

    def on_key(self, event: events.Key) -> None:
        """Ignore a second space, which would only widen the gap."""
        if self.value == " " and event.character in (" ", "\u3000"):
            event.stop()
            event.prevent_default()

    def _typed(self, text: str) -> str:
        return text.replace("\u3000", " ")

    def _behind(self) -> list[Piece]:
        if not self.choosing or not self.chosen:
            return []
        return [(fit(self.chosen.name, self._width), "ghost")]
