"""The keys that act here, on the last line; drawn anew only when they change."""

from collections.abc import Iterator

from msgspec import Struct
from textual import events
from textual.screen import Screen

from cqcmd.text import cells, clean
from cqcmd.widgets.drawing.cells import CellWidget, Piece, row_of


class Key(Struct, frozen=True):
    """A key, what it is called, what it does; one that cannot act now is faint."""

    key: str
    name: str
    words: str
    enabled: bool

    @property
    def pieces(self) -> tuple[Piece, Piece]:
        """``n接报`` and a blank."""
        words = f"{self.words} " if self.words else ""
        return (self.name, "key" if self.enabled else "off"), (words, "" if self.enabled else "dim")

    @property
    def width(self) -> int:
        """Its cells, with the blank behind it."""
        return sum(cells(words) for words, _state in self.pieces)


class KeysLine(CellWidget):
    """``n接报 ?条款``. A click presses the key, so what writes at once is bound ``show=False``."""

    ALLOW_SELECT = False
    STYLE_PREFIX = "keys"
    STYLES = {"key", "off", "dim"}

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[Key, ...] = ()

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
                yield Key(binding.key, name, binding.description, enabled)

    def _fitting(self) -> Iterator[Key]:
        """Yield the keys there is room for; none is cut, the blank behind the last one may be."""
        room = self.size.width + 1
        for key in self._keys:
            if key.width <= room:
                room -= key.width
                yield key

    def _show(self) -> None:
        pieces = [piece for key in self._fitting() for piece in key.pieces]
        if self.size.width:
            self.draw([row_of(pieces, self.size.width)])

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
