"""The time of the post: one for all its terminals, kept over starts, and decided on by people."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from cqcmd.clock import ClockEvent, SystemClock
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.station.owed_entries import OwedEntries
from cqcmd.desk.station.time_words import last_entry, question_of
from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _
from cqcmd.incident.events import ClockMoved
from cqcmd.local_store.kept_time import KeptTime, TimeFile
from cqcmd.parsing.times import read_time
from cqcmd.time_base import EARLIEST, Doubt, TimeBase, reckon, same_run
from cqcmd.views.station import TimeQuestion

TIME_FILE = "clock.json"

KEEP_EVERY = 60
"""Looks, one a second, after which the base is kept again, and a refused entry is tried again."""

GUESSED = ("behind", "ahead")
"""Doubts in which nobody knows how far the wall clock is off: over a start nothing is carried."""


class PostTime:
    """Reckons the time as the post opens, watches the machine's clocks, writes what was decided.

    A clock that is not the machine's (a drill's, a test's) has no doubts, and nothing is done.
    """

    def __init__(self, open_record: OpenRecord, data: Path) -> None:
        self._open_record = open_record
        self._file = TimeFile(data / TIME_FILE)
        self._owed = OwedEntries(open_record)
        self._begun = False
        self._looks, self._acts = 0, -1

    @property
    def _clock(self) -> SystemClock | None:
        clock = self._open_record.clock
        return clock if isinstance(clock, SystemClock) else None

    @property
    def doubt(self) -> Doubt:
        """Why the time is not sure; empty where it is, or where it is not the machine's."""
        return self._clock.doubt if self._clock is not None else ""

    @property
    def asks(self) -> bool:
        """Whether somebody has to say which time is right; an inferred one was decided on."""
        return self.doubt not in ("", "inferred")

    @property
    def known(self) -> bool:
        """Whether it is the machine's time, which can be decided on."""
        return self._clock is not None

    # Opening

    def settle(self, last: datetime | None) -> None:
        """Reckon which moment it is from what was kept and recorded; nothing is written.

        ``last``: when this station recorded something last.
        """
        clock, record = self._clock, self._open_record
        if clock is None:
            return
        here, base, told = clock.reading(), self._last_base(), record.ledger.clock
        before = told[1].doubt if told else ""
        if base is not None and before in GUESSED and not same_run(base, here):
            base = replace(base, wall=base.at)
        clock.settle(reckon(base, last.timestamp() if last else None, here))
        if not clock.agrees:
            clock.doubt = clock.doubt or before

    def _last_base(self) -> TimeBase | None:
        """Return what the time rested on last, by the journal and what is kept beside it."""
        told, kept = self._open_record.ledger.clock, self._file.read()
        # What was kept under an earlier entry is older than what the journal tells.
        if kept is not None and kept.entry == (told[0] if told else ""):
            return kept.base
        return told[1].base if told else None

    def begin(self) -> None:
        """Write down, once, what is doubtful as this terminal opens."""
        clock, told = self._clock, self._open_record.ledger.clock
        if clock is None or self._begun or self._open_record.observing:
            return
        before = told[1].doubt if told else ""
        base = told[1].base if told else None
        runs_on = base is not None and same_run(base, clock.reading())
        if clock.doubt != before or (clock.doubt and not runs_on):
            self._owed.add(_moved(clock.doubt or "settled", clock.base().off, clock))
        self._begun = True
        self._owed.pay()

    # Every second

    def second(self) -> ClockEvent | None:
        """Look at the machine's clocks; returns what happened to them, each thing once."""
        clock = self._clock
        if clock is None:
            return None
        self.begin()
        self._looks += 1
        moved = clock.check()
        if moved is not None:
            self._open_record.time_was_set(timedelta())
            sleep, jump = moved.kind == "suspend", clock.doubt or "settled"
            self._owed.add(_moved("suspend" if sleep else jump, moved.seconds, clock))
            self._owed.pay()
        elif self._looks % KEEP_EVERY == 0:
            self._owed.pay()
        return moved

    @property
    def keeping_due(self) -> bool:
        """Whether the base is to be kept again: a minute has passed, or an act was written."""
        acted = self._open_record.acts != self._acts
        return self._clock is not None and (acted or self._looks % KEEP_EVERY == 0)

    def keep(self) -> None:
        """Keep what the time rests on for the next start; may run in a thread of its own."""
        clock, record = self._clock, self._open_record
        self._acts = record.acts
        # Never ahead of the journal: a doubt that could not be written there must be found anew.
        if clock is None or self._owed.waiting or record.observing or not self._begun:
            return
        told = record.ledger.clock
        with suppress(Refusal):  # the disk's trouble is told elsewhere
            self._file.write(KeptTime(clock.base(), told[0] if told else ""))

    # Deciding

    def question(self) -> TimeQuestion:
        """Return what is asked about the time, with what the machine and the record say."""
        clock, now = self._clock, self._open_record.clock.now()
        wall = datetime.fromtimestamp(clock.reading().wall, UTC) if clock is not None else now
        return question_of(self._open_record, self.doubt, wall, now)

    def accept(self) -> None:
        """Record that the wall clock is right, and show its time everywhere. Raises Refusal."""
        clock = self._clock
        if clock is None:
            return
        if clock.reading().wall < EARLIEST:
            words = _("系统时间比预案还早，不会是对的，没有改用；请选 1，或选 3 填现在的时间。")
            raise BadInput(words)
        self._decide("accepted", clock.accept)

    def go_on(self) -> None:
        """Record that the time goes on as before. Raises Refusal."""
        if self._clock is not None:
            sure = self._clock.doubt == "jump"
            self._decide("kept" if sure else "inferred", self._clock.keep)

    def enter(self, text: str) -> None:
        """Record which time it is, as somebody typed it. Raises Refusal."""
        clock = self._clock
        if clock is None:
            return
        last = last_entry(self._open_record)
        # Of a clock that is far ahead not even the day is true.
        near = last.recorded_at if last and clock.doubt == "ahead" else clock.now()
        moment = read_time(text, near, future_ok=True)
        if moment.timestamp() < EARLIEST:
            raise BadInput(_("这个时间比预案还早，请连年月日一起写，如 2026-11-21 14:05。"))
        self._decide("entered", lambda: clock.enter(moment))

    def _decide(self, what: str, turn: Callable[[], None]) -> None:
        """Go over to another time, or stay: only if it stands in the journal for everybody."""
        clock, record = self._clock, self._open_record
        assert clock is not None
        record.refuse_observing()
        told, before, doubt = record.ledger.clock, clock.base(), clock.doubt
        asked = clock.now()
        try:
            with record.act() as write:
                if clock.doubt != doubt:
                    raise BadInput(_("另一个终端刚核定了时间，这里已照办；有不对的请再核对。"))
                turn()
                by = clock.now() - asked
                write.append(_moved(what, by.total_seconds(), clock), None)
        except BaseException:
            clock.follow(before, doubt)
            if record.ledger.clock is not told:
                record.follow_time()
            raise
        self._owed.clear()
        record.time_was_set(by)
        self.keep()


def _moved(what: str, seconds: float, clock: SystemClock) -> ClockMoved:
    base = None if what == "suspend" else clock.base()
    return ClockMoved(what=what, seconds=round(seconds, 3), base=base)  # type: ignore[arg-type]
