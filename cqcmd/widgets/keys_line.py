"""The keys that act here, on the last line; drawn anew only when they change."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from textual import events
from textual.screen import Screen

from cqcmd.patterns import regex
from cqcmd.text import cells, clean
from cqcmd.widgets.drawing.cells import CellWidget, Piece, row_of

ALWAYS = frozenset(("escape", "f9", "f1"))
"""Keys that stand there however narrow it is: the way out, the main act, help."""

PARTED = regex(r" {2,}")
ALWAYS_IN_WORDS = regex(r"Esc|F9|F1(?!\d)|\*")
"""The same in words about keys, with what the star of a required field means."""


def fitting(widths: Sequence[int], needed: Sequence[bool], room: int) -> list[int]:
    """Return which of them stand in the room there is: of those not needed the last go first."""
    kept = list(range(len(widths)))
    for place in reversed(range(len(widths))):
        if sum(widths[here] for here in kept) <= room:
            break
        if not needed[place]:
            kept.remove(place)
    return kept


class KeysWords(CellWidget):
    """Words about the keys of a form, in parts with two blanks between; too many are left out."""

    STYLE_PREFIX = "keys"
    STYLES = set[str]()

    def __init__(self, said: str, id: str | None = None) -> None:
        super().__init__(id=id)
        self._said = said

    def show(self, said: str) -> None:
        """Say what the keys do by now."""
        self._said = said
        self.on_resize()

    def on_resize(self) -> None:
        """Take the new width."""
        parts = PARTED.split(clean(self._said, lines=False))
        needed = [bool(ALWAYS_IN_WORDS.search(part)) for part in parts]
        width = self.content_size.width
        kept = fitting([cells(part) + 2 for part in parts], needed, width + 2)
        self.draw([row_of([("  ".join(parts[place] for place in kept), "")], width)])


class Key(Struct, frozen=True):
    """A key, what it is called, what it does; one that cannot act now is faint."""

    key: str
    name: str
    words: str
    enabled: bool

    @property
    def width(self) -> int:
        """Cells that it takes."""
        return sum(cells(words) for words, _state in self.pieces)

    @property
    def pieces(self) -> tuple[Piece, Piece]:
        """``n接报`` and a blank."""
        words = f"{self.words} " if self.words else ""
        return (self.name, "key" if self.enabled else "off"), (words, "" if self.enabled else "dim")


class KeysLine(CellWidget):
    """``n接报 ?条款``. A click presses the key, so what writes at once is bound ``show=False``."""

    ALLOW_SELECT = False
    STYLE_PREFIX = "keys"
    STYLES = {"key", "off", "dim"}

    def __init__(self, other_words: Mapping[str, str] | None = None) -> None:
        """``other_words``: what an act is called here, by action, if not as its binding says."""
        super().__init__()
        self._keys: tuple[Key, ...] = ()
        self._other_words = other_words or {}

    def on_mount(self) -> None:
        """Hear when other keys act."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def on_unmount(self) -> None:
        """Hear no more."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def on_resize(self) -> None:
        """Take the new width."""
        self._show()

    def _changed(self, screen: Screen[object]) -> None:
        if self.is_attached and screen is self.screen and self.app.app_focus:
            self.call_after_refresh(self._read)

    def _read(self) -> None:
        if self.is_attached:
            keys = tuple(self._active())
            if keys != self._keys:
                self._keys = keys
                self._show()

    def _active(self) -> Iterator[Key]:
        """Yield each act once, under the first of its keys."""
        seen = set()
        for _node, binding, enabled, _tooltip in self.screen.active_bindings.values():
            if binding.show and binding.action not in seen:
                seen.add(binding.action)
                name = clean(self.app.get_key_display(binding))
                words = self._other_words.get(binding.action, binding.description)
                yield Key(binding.key, name, words, enabled)

    def _show(self) -> None:
        room = self.size.width
        if room:
            pieces = [piece for key in self._fitting() for piece in key.pieces]
            self.draw([row_of(pieces, room)])

    def _fitting(self) -> list[Key]:
        """Return the keys for which there is room; the blank behind the last needs none."""
        needed = [key.key in ALWAYS for key in self._keys]
        kept = fitting([key.width for key in self._keys], needed, self.size.width + 1)
        return [self._keys[place] for place in kept]

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key under the pointer; a bell where it cannot act."""
        key = self._at(event.x)
        if key is not None and key.enabled:
            self.app.simulate_key(key.key)
        elif key is not None:
            self.app.bell()

    def _at(self, x: int) -> Key | None:
        end = 0
        for key in self._fitting():
            end += key.width
            if x < end:
                return key
        return None
