"""A centre that keeps the journals of many hosts, as an officer has to do with it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cqcmd.clock import Clock, stamp
from cqcmd.desk.station.centre_address import refuse_centre
from cqcmd.i18n import _
from cqcmd.views.masthead import Band

if TYPE_CHECKING:
    from cqcmd.centre.centre import Centre
    from cqcmd.centre.watch import Watch
    from cqcmd.journal.store import Journal

FIRST_TRY = 5.0
"""Seconds that a start waits for the centre before the journal of this host is read alone."""


ALONE = _("本机自己记")
"""What stands in the top line of a host for as long as its centre is away."""


class CentreDesk:
    """Knows whether this post acts with its centre, where it has one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._address = ""
        self._centre: Centre | None = None
        self._watch: Watch | None = None
        self._told = ""

    def aim(self, address: str) -> None:
        """Have a centre from the opening of the journal on.

        Raises Refusal: it is no address of one, or this machine lacks what connects to it.
        """
        refuse_centre(address)
        self._address = address

    def join(self, journal: "Journal", path: Path) -> None:
        """Take an open journal to the centre; waits a while for what is new there."""
        if not self._address:
            return
        # late: few have a centre, and what connects to one takes long to load
        from cqcmd.centre.watch import watched

        self.close()
        self._watch = watched(self._address, journal, path, self._clock.now)
        self._centre = self._watch.centre
        self._watch.tried.wait(FIRST_TRY)

    @property
    def trouble(self) -> Band | None:
        """What stands across the top line when this host begins to go on by itself."""
        if self._centre is None or (away := self._centre.away) is None:
            return None
        words = _("{since}起中心连不上，本机自己记")
        if away.apart:
            words = _("{since}起没有和中心合并，本机自己记")
        return Band(words.format(since=stamp(away.since, self._clock.now())))

    def news(self) -> Iterator[str]:
        """Yield what is new about the centre, each once.

        Raises what went wrong with the program itself beside the screens.
        """
        if self._centre is None or self._watch is None:
            return
        if self._watch.fault is not None:
            raise self._watch.fault
        away, told = self._centre.away, self._told
        self._told = away.why if away is not None else ""
        if self._told and self._told != told:
            words = _("{why}。本机照常记，连上以后自动合并。")
            if away is not None and away.apart:
                words = _("{why}本机照常记，没有写进中心。")
            yield words.format(why=self._told)
        elif told and not self._told:
            yield _("又连上中心了，两边的记录已经合并。")

    def close(self) -> None:
        """Let go of the centre."""
        if self._watch is not None:
            self._watch.close()
        if self._centre is not None:
            self._centre.close()
        self._watch = self._centre = None
