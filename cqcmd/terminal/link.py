"""Whether anybody is at the other end of a terminal: it takes what is written, and it answers.

A line that dies tells nobody. What clocks write fits into the buffers between for hours, so a
terminal from which nothing comes is asked where its cursor stands, which every terminal answers by
itself; each is asked as it begins, so that it is known whether it does. One that never answered is
not asked for ever, and its silence means nothing.
"""

import os
import time
from collections.abc import Callable
from typing import ClassVar

LOOK = 1.0
"""Seconds from one look to the next."""

ASK = 10.0
"""Seconds without a byte after which the terminal is asked, and asked again."""

TRIES = 3
"""So often a terminal is asked that has never answered."""

SILENT = 20.0
"""Seconds of silence after which others are told that nobody answers here."""

GONE = 270.0
"""Seconds of silence after which the program ends, what is typed kept: within five minutes."""

UNTAKEN = 0.5
"""Seconds after which a piece that was written counts as not taken."""

QUESTION = "\x1b[6n"


class Link:
    """The silence of one terminal, in seconds; asked and reckoned in `look`, once a second.

    Attributes:
        silence: how long nothing was taken or answered, as of the last look.
    """

    follows_parent: ClassVar[bool] = True
    """Whether whoever began this process is expected to outlive it; a server's session is not."""

    def __init__(
        self,
        ask: Callable[[str], bool],
        untaken: Callable[[], float],
        now: Callable[[], float] = time.monotonic,
        parent: Callable[[], int] = os.getppid,
    ) -> None:
        """``ask`` writes a question, and tells whether that will ever be read.

        ``untaken``: for how long the piece that is being written has not been taken.
        """
        self.silence = 0.0
        self._ask, self._untaken, self._now, self._parent = ask, untaken, now, parent
        self._looked, self._begun_by = now(), parent()
        self._unheard = self._unwritten = 0.0
        self._asked = self._tries = 0
        self._answers = self._gone = False

    @property
    def silent(self) -> bool:
        """Whether nobody answers here, for long enough to say so."""
        return self.silence >= SILENT

    def heard(self) -> None:
        """Take note of a byte that came: somebody is there."""
        self._unheard, self._asked = 0.0, 0

    def answered(self) -> None:
        """Take note of an answer: from now on silence means something."""
        self._answers = True
        self.heard()

    def look(self) -> bool:
        """Reckon a second on, ask where nothing was heard; tells once that nobody is there."""
        now = self._now()
        # A process that was stopped, or a machine that slept, has not listened meanwhile.
        passed, self._looked = min(now - self._looked, 2 * LOOK), now
        # On a slow line nobody answers what was not asked yet.
        self._unheard += passed if self._asked or not self._unwritten else 0.0
        self._unwritten = self._unwritten + passed if self._untaken() > UNTAKEN else 0.0
        told = self._answers or self._is_orphan()
        self.silence = max(self._unwritten, self._unheard if told else 0.0)
        if self._is_due():
            self._inquire()
        before, self._gone = self._gone, self.silence >= GONE
        return self._gone and not before

    def _is_due(self) -> bool:
        if self._answers:
            return self._unheard >= ASK * (self._asked + 1)
        # At once: the line of somebody who types from the first second may die in the tenth.
        return self._tries < TRIES and self._unheard >= ASK * self._asked

    def _inquire(self) -> None:
        if not self._unwritten:
            self._asked += 1  # before: the answer may come at once
            self._tries += 1
            if not self._ask(QUESTION):
                self._asked -= 1
                self._tries -= 1

    def _is_orphan(self) -> bool:
        return self.follows_parent and self._parent() != self._begun_by
