"""What clocks may cost a line of 9,600 baud, of which 960 bytes a second are all there is.

However many clocks stand on a screen, half of the line stays free for the echo of a key. A second
whose clocks cost more is paid off first: they go on two seconds at a time, or three, and show the
time at which they were drawn.
"""

RATE = 480
"""Bytes a second for what changes by itself."""

LONGEST = 3
"""Seconds that clocks stand at most, after a picture of more than clocks too."""


class LineBudget:
    """Asked once a second whether clocks may be drawn, told what was written since."""

    def __init__(self) -> None:
        self._owed = 0
        self._written = self._cost = 0
        self._drawn = self._by_itself = False

    def second(self) -> bool:
        """Begin another second; whether what was drawn in those before is paid."""
        if self._by_itself:
            self._cost = self._written if self._drawn else self._cost
            self._owed += self._written
        elif self._drawn:  # somebody typed, and the clocks cost what they did before
            self._owed += self._cost
        self._owed = min(max(0, self._owed - RATE), LONGEST * RATE)
        self._written, self._by_itself, self._drawn = 0, True, not self._owed
        return self._drawn

    def interrupt(self) -> None:
        """Take what is written until the next second for an answer to somebody."""
        self._by_itself = False

    def spend(self, text: str) -> None:
        """Count what is written."""
        self._written += len(text.encode())
