"""A finger that has not left its key: what it presses after an act was written does nothing."""

from collections.abc import Callable

PAUSE = 1.0
"""Seconds after an act in which the same key again is a slip."""

HELD = 0.4
"""Seconds between two keys that a keyboard sends because one is held down, at most."""

TWINS = {"ideographic_space": "space"}
"""Keys that are one to the finger."""

ACTING = {"f9", "enter", "space"}
"""Keys that write, and that would do something else on the screen behind."""


class RepeatGuard:
    """Asked of each key as its turn comes, when all that earlier ones did is done.

    A form closes as F9 saves it, and the room behind has an F9 of its own; a key held down sends
    itself again and again. Times are those of the keys, not of when they are looked at.
    """

    def __init__(self, acts: Callable[[], int]) -> None:
        """``acts``: how many acts this terminal has written so far."""
        self._acts = acts
        self._written = acts()
        self._last, self._until = "", 0.0

    def swallows(self, key: str, at: float, settled: float) -> bool:
        """Whether a key pressed ``at`` that moment is to do nothing.

        ``settled``: when the key before had done all it does.
        """
        key = TWINS.get(key, key)
        written, self._written = self._written, self._acts()
        if self._written != written:
            self._until = settled + PAUSE
        if at < self._until and self._again(key):
            self._until = max(self._until, at + HELD)
            return True
        self._last, self._until = key, 0.0
        return False

    def _again(self, key: str) -> bool:
        """Whether it is the key that wrote; F9 saves where Enter does."""
        return key in ACTING and (key == self._last or (key, self._last) == ("f9", "enter"))
