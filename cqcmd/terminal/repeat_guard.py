"""A finger that has not left its key: what it presses after an act was written does nothing."""

from collections.abc import Callable

PAUSE = 1.0
"""Seconds after an act in which the same key again is a slip, where it would act on the same."""

FIRST = 0.6
"""Seconds until a key that is held down sends itself for the first time, at most."""

HELD = 0.4
"""Seconds between two keys that a keyboard sends because one is held down, at most."""

TWINS = {"ideographic_space": "space"}
"""Keys that are one to the finger."""

ACTING = {"f9", "enter", "space"}
"""Keys that write, and that would do something else on the screen behind."""


class RepeatGuard:
    """Asked of each key as its turn comes, when all that earlier ones did is done.

    A form closes as F9 saves it, and the room behind has an F9 of its own; a key held down sends
    itself again and again. On something else than what was written, another screen, line or
    field, only such a key is a slip: whoever presses it anew means what stands there by now.
    Times are those of the keys, not of when they are looked at.
    """

    def __init__(self, acts: Callable[[], int]) -> None:
        """``acts``: how many acts this terminal has written so far."""
        self._acts = acts
        self._written = acts()
        self._last, self._pressed = "", 0.0
        self._place: object = None
        self._settled = self._until = 0.0

    def swallows(self, key: str, at: float, settled: float, place: object = None) -> bool:
        """Whether a key pressed ``at`` that moment is to do nothing.

        Args:
            settled: when the key before had done all it does.
            place: what the key would act on; another than before, if it is another.
        """
        key = TWINS.get(key, key)
        written, self._written = self._written, self._acts()
        if self._written != written:
            self._settled, self._until = settled, settled + PAUSE
        if at < self._slips_until(place) and self._again(key):
            self._until, self._pressed = max(self._until, at + HELD), at
            return True
        self._last, self._pressed, self._place = key, at, place
        self._until = 0.0
        return False

    def interrupt(self) -> None:
        """Take the next key as meant: something else was done in between."""
        self._last = ""

    def _slips_until(self, place: object) -> float:
        """Return until when the key that wrote is a slip there.

        What was pressed before the act was through was pressed on what stood there until then.
        """
        if place == self._place:
            return self._until
        return min(self._until, max(self._settled, self._pressed + FIRST))

    def _again(self, key: str) -> bool:
        """Whether it is the key that wrote; F9 saves where Enter does."""
        return key in ACTING and (key == self._last or (key, self._last) == ("f9", "enter"))
