"""The centre as the acts of one session have to do with it: used where it is there, else not."""

from collections.abc import Callable, Sequence
from datetime import datetime
from threading import Event, Lock

import apsw
from msgspec import Struct

from cqcmd.centre.exchange import Exchange
from cqcmd.centre.faults import CentreAway, CentreBusy, CentreMoved, why_of
from cqcmd.centre.link import PATIENCE, connect
from cqcmd.centre.turn import Turn
from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _
from cqcmd.journal.chain import Row


class Away(Struct, frozen=True):
    """Since when this host goes on by itself, and why.

    ``apart``: what is there does not fit what is here, so that they do not come together by
    themselves; ``why`` is whole sentences then.
    """

    since: datetime
    why: str
    apart: bool = False


class Centre:
    """A partner that goes on without the centre where that is away.

    Attributes:
        away: why this host goes on by itself now; ``None`` while it acts with the centre.
        wanted: set where a connection is to be made, by whoever looks after it.
    """

    def __init__(self, address: str, station: str, now: Callable[[], datetime]) -> None:
        self.address = address
        self.station = station
        self.wanted = Event()
        self._now = now
        self.away: Away | None = Away(now(), _("还没有连上"))
        self._lock = Lock()
        self._exchange: Exchange | None = None
        self._turn: Turn | None = None

    def arrive(self, exchange: Exchange) -> None:
        """Act with the centre from now on: both sides are the same up to what ``exchange`` says."""
        with self._lock:
            self._exchange, self.away = exchange, None
        self.wanted.clear()

    def lose(self, fault: Refusal) -> None:
        """Go on without the centre, until it is there again."""
        apart = isinstance(fault, BadInput)
        with self._lock:
            lost, self._exchange = self._exchange, None
            since = self.away.since if self.away else self._now()
            self.away = Away(since, why_of(fault), apart)
        if lost is not None:
            lost.link.close()
        self.wanted.set()

    def close(self) -> None:
        """Let go of the connection."""
        if self._exchange is not None:
            self._exchange.link.close()
            self._exchange = None

    # As a partner of the journal

    @property
    def in_turn(self) -> bool:
        """Whether the centre's lock is held for the act under way."""
        return self._turn is not None

    def join(self, link: apsw.Connection, lost: Sequence[Row]) -> Sequence[Row]:
        """Take the centre's lock and what is new there; without it, bring a lost act to its end.

        Raises CentreBusy.
        """
        turn = self._turn or self._new_turn()
        if turn is None:
            return lost
        try:
            new = turn.join(link, lost)
        except (CentreAway, BadInput) as fault:
            self._turn = None
            self.lose(fault)
            return lost
        self._turn = turn
        return new

    def _new_turn(self) -> Turn | None:
        # An act keeps to its connection, whatever arrives meanwhile: it has the lock there.
        exchange = self._exchange
        return Turn(exchange, self.station) if exchange is not None else None

    def settle(self, link: apsw.Connection, added: Sequence[Row]) -> bool:
        """Commit at the centre what is new here. Raises CentreMoved: do the act once more."""
        if self._turn is None:
            return False
        try:
            return self._turn.settle(link, added)
        except CentreAway as away:
            return self._once_more(link, added, away)

    def leave(self) -> None:
        """Give up the centre's lock."""
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.leave()

    def _once_more(self, link: apsw.Connection, added: Sequence[Row], why: CentreAway) -> bool:
        """Find out over another connection what became of an act whose connection broke.

        Where there is no other, the act is this host's own: it is handed over later.
        """
        assert self._turn is not None
        broken = self._turn.exchange
        self.lose(why)
        if not added:
            return False
        try:
            turn = Turn(broken.on(connect(self.address)), self.station)
            stands = self._again(turn, link, added)
        except (CentreAway, CentreBusy) as away:
            # Busy too: it may be this very act that holds the lock, over the broken connection.
            self.lose(away)
            return False
        self.arrive(turn.exchange)
        return stands

    def _again(self, turn: Turn, link: apsw.Connection, added: Sequence[Row]) -> bool:
        """Hand an act over once more, where nobody else wrote meanwhile."""
        # Under the lock: what the broken connection was about to do is done or undone by now.
        turn.take()
        with turn.reaching(PATIENCE):
            if turn.exchange.has(added[0]):
                turn.exchange.end(kept=False)
                return True
            if turn.exchange.unseen():
                turn.exchange.end(kept=False)
                self.arrive(turn.exchange)
                words = _("和中心断了一下，别的主机刚写过，没有记录；填的都在，请再做一次。")
                raise CentreMoved(words)
        return turn.settle(link, added)
