"""What the post said last, and on which screens it still stands."""

from collections import deque
from collections.abc import Sequence

from textual.screen import Screen

from cqcmd.screens.common.base import Speaking
from cqcmd.views.message import Said
from cqcmd.widgets.message_line import CALM

KEPT = 20
"""So many sentences can be read again."""


class Messages:
    """The sentences said last, and the one that still stands.

    What asks for nothing stands where it was done and on the screen returned to, or to which the
    same key led; it ends as a later key opens another, or something else is said. While the act
    can still be taken back, the app shows it wherever Backspace does so. What is wrong stands
    everywhere until the next.
    """

    def __init__(self) -> None:
        self._lately: deque[Said] = deque(maxlen=KEPT)
        self._standing: Said | None = None
        self._age = 0
        self._key = self._said_by_key = 0
        self._home: Screen[object] | None = None
        self._returned = False

    @property
    def lately(self) -> Sequence[Said]:
        """The last of them, the newest first."""
        return tuple(reversed(self._lately))

    @property
    def standing(self) -> Said | None:
        """What the post said and nothing has ended; a remark belongs to its screen."""
        return self._standing

    def keep(self, said: Said) -> None:
        """Take one into the list; said again at once it stands there once, with the later time."""
        last = self._lately[-1] if self._lately else None
        if last is not None and (last.words, last.tone) == (said.words, said.tone):
            self._lately.pop()
        self._lately.append(said)

    def say(self, said: Said, front: Screen[object] | None, *, returned: bool = False) -> None:
        """Let it stand instead of what stood, in front; ``returned``: its own screen is gone."""
        self.keep(said)
        self._standing, self._age = said, 0
        self._home, self._returned, self._said_by_key = front, returned, self._key

    def end(self) -> None:
        """End what stands: it is true no longer."""
        self._standing = self._home = None

    def key_pressed(self) -> None:
        """Take it that another key, or click, is what opens screens from now on."""
        self._key += 1

    def screen_shown(self, front: Screen[object], stack: Sequence[Screen[object]]) -> None:
        """Go along to the screen returned to, or led to; stay behind where another is opened."""
        if self._home in (None, front) or front.is_modal:
            return
        gone = self._home not in stack
        if self._key == self._said_by_key or (gone and not self._returned):
            self._home, self._returned = front, self._returned or gone
        else:
            self._home = None

    def stands_on(self, front: Screen[object]) -> bool:
        """Return whether it is to be read there, whatever can still be taken back."""
        said = self._standing
        return said is not None and (said.tone == "error" or front is self._home)

    def second(self) -> None:
        """End what asks for nothing, in time."""
        # Counted, not read off the clock: that of a drill stands, or runs sixty times as fast.
        self._age += 1
        if self._standing is not None and self._standing.tone != "error" and self._age >= CALM:
            self.end()


def speaker(stack: Sequence[Screen[object]]) -> Speaking | None:
    """Return the screen in front, if it has a message line."""
    front = stack[-1] if stack else None
    return front if isinstance(front, Speaking) else None
