"""Trouble with the disk: since when, what goes on all the same, and when it is over."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import TypeVar

from cqcmd.clock import Clock, stamp
from cqcmd.errors import Refusal, Unwritable, reason_of
from cqcmd.i18n import _
from cqcmd.views.masthead import Band

T = TypeVar("T")

TRY_AGAIN = timedelta(seconds=5)
"""How often it is tried whether the disk takes writing again."""


class Health:
    """Knows whether the record can be read and written; looked at every second."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._unread: datetime | None = None
        self._unwritten: datetime | None = None
        self._tried = clock.now()
        self.why = ""

    def reading(self, look: Callable[[], T], otherwise: T) -> T:
        """Return what ``look`` finds, or ``otherwise`` where the disk does not let it."""
        try:
            found = look()
        except (Refusal, OSError) as fault:
            self._unread = self._unread or self._clock.now()
            self.why = reason_of(fault) if isinstance(fault, OSError) else str(fault)
            return otherwise
        self._unread = None
        return found

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Note whether the disk takes what is written inside; what it refuses goes on up."""
        try:
            yield
        except Unwritable as fault:
            self._unwritten = self._unwritten or self._clock.now()
            self._tried, self.why = self._clock.now(), str(fault)
            raise
        self._unwritten = None

    def try_again(self, probe: Callable[[], None]) -> None:
        """Let ``probe`` write something now and then while the disk takes nothing."""
        now = self._clock.now()
        if self._unwritten is not None and abs(now - self._tried) >= TRY_AGAIN:
            # Noted first: a probe may take longer than a second, and one is enough.
            self._tried = now
            with suppress(Unwritable), self.writing():
                probe()

    def band(self, *, kept: bool) -> Band | None:
        """Return what stands across the top line while there is trouble.

        ``kept``: whether what is being typed is on the disk all the same.
        """
        if self._unread is not None:
            words = _("{since}起日志读不出：倒计时照走，{typed}，别处新记的看不到")
        elif self._unwritten is not None:
            words = _("{since}起日志写不进：倒计时照走，能看，{typed}；新的请先记在纸上")
        else:
            return None
        now, since = self._clock.now(), self._unread or self._unwritten
        typed = _("正在填的照存") if kept else _("正在填的存不上")
        return Band(words.format(since=stamp(since or now, now), typed=typed), firm=True)
