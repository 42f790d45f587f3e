"""What is written to a terminal, in a thread; one that does not read holds nobody up.

Textual's own queue takes thirty pieces, then whoever writes waits: with a link that is dead and
not yet closed, or a console in which something was marked with the mouse, the loop stands still,
drafts are not kept and clocks do not go on. Here pictures that nobody can see are left out, and
once the terminal reads again the whole screen is painted.
"""

import re
import threading
import time
from collections import deque
from collections.abc import Callable

STALL = 0.5
"""Seconds after which a terminal that has not taken a piece counts as one that does not read."""

MOST = 1 << 18
"""Characters that may wait for a terminal that reads slowly."""

PIECE = 2048
"""Characters written at once: what is taken shows that somebody reads."""

PATIENCE = 2.0
"""Seconds that the end waits for a terminal that takes nothing."""

_MODES = re.compile(r"(?:\x1b\[[?<>=][0-9;]*\$?[hlup]|\a)+")
_MODE = re.compile(r"\x1b\[([?<>=][0-9;]*)\$?([hlup])|\a")
_SYNC = "?2026"


class Outlet(threading.Thread):
    """Stands where Textual has its ``WriterThread``."""

    def __init__(self, put: Callable[[str], None], repaint: Callable[[], None]) -> None:
        """Write with ``put``, which may block; ``repaint`` is called once it no longer does."""
        super().__init__(daemon=True, name="textual-output")
        self._put = put
        self._repaint = repaint
        self._turn = threading.Condition()
        self._waiting: deque[str] = deque()
        self._size = 0
        self._modes: dict[str, str] = {}
        self._since: float | None = None
        self._behind = False
        self._ending = False

    def write(self, text: str) -> None:
        """Have ``text`` written; a picture is left out while the terminal does not read."""
        with self._turn:
            if not self._behind and (self._stalled(STALL) or self._size > MOST):
                self._fall_behind()
            if self._behind:
                self._keep_modes(text)
            else:
                self._waiting.append(text)
                self._size += len(text)
            self._turn.notify_all()

    def ask(self, question: str) -> bool:
        """Have a question written; tells whether it is, or left out as pictures are now."""
        self.write(question)
        return not self._behind

    @property
    def untaken(self) -> float:
        """For how many seconds the piece that is being written has not been taken."""
        since = self._since
        return 0.0 if since is None else time.monotonic() - since

    def isatty(self) -> bool:
        """Say what Textual's says."""
        return True

    def flush(self) -> None:
        """Do nothing: the thread writes at once what it has."""

    def stop(self) -> None:
        """Write what waits and end the thread; a terminal that takes nothing is left alone."""
        with self._turn:
            self._ending = True
            self._turn.notify_all()
        while self.is_alive() and not self._stalled(PATIENCE):
            self.join(0.05)

    def run(self) -> None:
        """Write, piece by piece, until told to stop."""
        while (text := self._next()) is not None:
            for start in range(0, len(text), PIECE):
                self._since = time.monotonic()
                self._put(text[start : start + PIECE])
            self._since = None

    def _next(self) -> str | None:
        """Return what is to be written now, waiting for it; ``None``: the end."""
        with self._turn:
            while not (self._waiting or self._behind or self._ending):
                self._turn.wait()
            caught_up, self._behind = self._behind, False
            text = "".join((*self._modes.values(), *self._waiting))
            self._waiting.clear()
            self._modes.clear()
            self._size = 0
            ended = self._ending and not text
        if caught_up and not self._ending:
            self._repaint()
        return None if ended else text

    def _stalled(self, seconds: float) -> bool:
        return self.untaken > seconds

    def _fall_behind(self) -> None:
        self._behind = True
        for text in self._waiting:
            self._keep_modes(text)
        self._waiting.clear()
        self._size = 0

    def _keep_modes(self, text: str) -> None:
        """Keep what sets the terminal, the last word on each mode; a picture is left out."""
        if not _MODES.fullmatch(text):
            return
        for found in _MODE.finditer(text):
            mode = found[1] or found[0]
            if mode != _SYNC:
                self._modes.pop(mode, None)
                self._modes[mode] = found[0]
