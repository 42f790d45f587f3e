"""The one place that asks the machine for the time, and turns moments into text and back."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from msgspec import Struct, to_builtins

from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.patterns import regex
from cqcmd.time_base import TOLERANCE, Doubt, Reading, Reckoned, TimeBase, carried

PACE = 0.5
"""Seconds by which a check follows a small correction of the wall clock."""

BOOT = Path("/proc/sys/kernel/random/boot_id")
"""Where Linux names the run of the machine since it was started."""

_ZONE = "Asia/Shanghai"
# Not the zone: between 1986 and 1991 it has summer time and would write +09:00.
_EAST_EIGHT = timezone(timedelta(hours=8))
# The standard library also reads offsets of 60 minutes or with seconds, and cuts off a seventh
# digit, which would put a moment before or after another that it equals.
_ISO_SHAPE = regex(r"[0-9W-]+[T ][0-9:]+(?:[.,]\d{1,6}0*)?(?:Z|[+-]\d{2}(?::?[0-5]\d)?)?")


class Clock(Protocol):
    """Whoever gives the time."""

    def now(self) -> datetime:
        """Return the moment, aware, in UTC."""
        ...


class ClockEvent(Struct, frozen=True):
    """The wall clock jumped, or the machine slept.

    Attributes:
        kind: what happened.
        seconds: the jump (above zero: forward), or how long the machine slept.
        off: how far the wall clock now stands from this clock, in seconds (above zero: ahead).
        at: when it was noticed, by this clock.
    """

    kind: Literal["jump", "suspend"]
    seconds: float
    off: float
    at: datetime


def steady_source() -> Callable[[], float]:
    """Return a counter in seconds that no setting of the wall clock moves.

    It goes on while the machine sleeps, where the machine has such a counter.
    """
    # Only Linux has a counter that goes on in sleep, and it may refuse to read it.
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    if boottime is None:
        return time.monotonic
    try:
        time.clock_gettime(boottime)
    except OSError:
        return time.monotonic
    return lambda: time.clock_gettime(boottime)


def boot_name(boot: Path = BOOT) -> str:
    """Return the name of this run of the machine; empty where the machine has none for it."""
    try:
        return boot.read_text("ascii").strip()
    except (OSError, ValueError):
        return ""


class SystemClock:
    """The machine's wall clock as it stood at the start, carried on by its steady counter.

    A jump of the wall clock therefore moves no countdown; ``check``, called each second, reports
    it.

    Attributes:
        pending: the jump nobody has decided on yet (``accept``, ``keep`` or ``enter``).
        doubt: why the time is not sure; empty where it is.
    """

    def __init__(
        self,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        boot: str | None = None,
    ) -> None:
        """Anchor at this moment; the sources give seconds, ``boot`` names the machine's run."""
        self._wall = wall
        self._steady = steady or steady_source()
        self._monotonic = monotonic
        self._boot = boot_name() if boot is None else boot
        self._slept = self._steady() - monotonic()
        self._off = 0.0
        self.pending: ClockEvent | None = None
        self.doubt: Doubt = ""
        self._anchor(self._wall())

    def now(self) -> datetime:
        """Return the moment, aware, in UTC."""
        return datetime.fromtimestamp(self._seconds(), UTC)

    def check(self) -> ClockEvent | None:
        """Return what happened to the machine's clocks since the last check, each thing once."""
        return self._suspend() or self._jump()

    # Deciding which time is right

    def accept(self) -> None:
        """Take the wall clock as right: from here on this clock shows its time."""
        self._go_to(self._wall(), "")

    def keep(self) -> None:
        """Take the wall clock as wrong: go on as before, inferred where a start lies between."""
        known = self.doubt in ("", "jump")
        self.pending, self.doubt = None, "" if known else "inferred"

    def enter(self, moment: datetime) -> None:
        """Take neither as right: it is ``moment`` now."""
        self._go_to(moment.timestamp(), "")

    @property
    def agrees(self) -> bool:
        """Whether the wall clock shows the time that is shown here."""
        return abs(self._wall() - self._seconds()) <= TOLERANCE

    # Sharing it

    def reading(self) -> Reading:
        """Return what the machine's clocks say."""
        return Reading(self._wall(), self._steady(), self._boot)

    def base(self) -> TimeBase:
        """Return what the time rests on, for other terminals and for the next start."""
        steady, at = self._steady(), self._seconds()
        # As far off as was noticed: a jump since the last look is still to be told.
        wall = round(at + self._off, 3)
        return TimeBase(wall=wall, steady=round(steady, 3), boot=self._boot, at=round(at, 3))

    def follow(self, base: TimeBase, doubt: Doubt) -> None:
        """Show the time of another terminal, or of an earlier start."""
        self._off = base.off
        self.pending, self.doubt = None, doubt
        self._anchor(carried(base, self.reading()))

    def settle(self, found: Reckoned) -> None:
        """Show the time that was reckoned as the post opened."""
        self._go_to(found.at, found.doubt)

    def _go_to(self, at: float, doubt: Doubt) -> None:
        self._off = self._wall() - at
        self.pending, self.doubt = None, doubt
        self._anchor(at)

    def _seconds(self) -> float:
        counter, at = self._anchored
        return at + self._steady() - counter

    def _anchor(self, at: float) -> None:
        # Both at once: another thread may ask for the time.
        self._anchored = self._steady(), at

    def _suspend(self) -> ClockEvent | None:
        # Of the two counters only the steady one goes on in sleep: what it gained was slept.
        slept = self._steady() - self._monotonic()
        seconds, self._slept = slept - self._slept, slept
        if seconds <= TOLERANCE:
            return None
        return ClockEvent("suspend", seconds, self._off, self.now())

    def _jump(self) -> ClockEvent | None:
        off = self._wall() - self._seconds()
        seconds = off - self._off
        if abs(seconds) <= TOLERANCE:
            # Follow small corrections, or a slow drift would add up to a false jump; step by
            # step, so that terminals that look a moment apart show the same second.
            self._anchor(self._seconds() + max(-PACE, min(PACE, seconds)))
            return None
        event = ClockEvent("jump", seconds, off, self.now())
        if abs(off) <= TOLERANCE:
            # The wall clock was set back to where this clock stands: nothing is left to decide.
            self.accept()
        else:
            self._off, self.pending = off, event
            self.doubt = self.doubt if self.doubt in ("behind", "ahead") else "jump"
        return event


class FixedClock:
    """A clock that stands until it is moved."""

    def __init__(self, moment: datetime) -> None:
        """Stand at ``moment`` (aware)."""
        self.set(moment)

    def now(self) -> datetime:
        """Return the moment, aware, in UTC."""
        return self._moment

    def set(self, moment: datetime) -> None:
        """Go to ``moment`` (aware)."""
        self._moment = _aware(moment).astimezone(UTC)

    def advance(
        self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0
    ) -> None:
        """Go on by so much (below zero: back)."""
        self._moment += timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


@cache
def _shanghai() -> ZoneInfo:
    return ZoneInfo(_ZONE)


def _aware(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError(f"naive moment: {moment!r}")
    return moment


def local(moment: datetime) -> datetime:
    """Return the same moment on the clocks of Chongqing."""
    return _aware(moment).astimezone(_shanghai())


ON_PAPER = datetime(9000, 1, 1, tzinfo=UTC)
"""``now`` for papers and files, which are read on any day: each moment gets its whole date."""


def stamp(moment: datetime, now: datetime) -> str:
    """Write a moment as briefly as ``now`` allows: ``14:05``, ``昨天 14:05``, ``11-21 14:05``."""
    here, today = local(moment), local(now).date()
    # As `strftime` would, in a tenth of the time: a board writes thousands.
    clock = f"{here.hour:02}:{here.minute:02}"
    day = here.date()
    if day == today:
        return clock
    if day == today - timedelta(days=1):
        return _("昨天 {clock}").format(clock=clock)
    return f"{_day(day, today)} {clock}"


def day_of(moment: datetime, now: datetime) -> str:
    """Write a day: ``11-21``, with its year where that is not this year's."""
    return _day(local(moment).date(), local(now).date())


def _day(day: date, today: date) -> str:
    written = f"{day.month:02}-{day.day:02}"
    return written if day.year == today.year else f"{day.year:04}-{written}"


def countdown(left: timedelta, *, doubtful: bool = False) -> str:
    """Write time left in whole seconds: ``00:13:53``, from 100 hours in days, ``超 00:02:10``.

    ``doubtful``: the time is not sure (待核), and a ``?`` says so.
    """
    seconds = int(abs(left).total_seconds())
    hours, minutes = seconds // 3600, seconds // 60 % 60
    shown = f"{hours:02}:{minutes:02}:{seconds % 60:02}"
    if hours > 99:
        shown = _("{days}天{hours:02}时").format(days=hours // 24, hours=hours % 24)
    shown += "?" if doubtful else ""
    return shown if left >= timedelta() else _("超 {time}").format(time=shown)


def iso_local(moment: datetime) -> str:
    """Write a moment as ISO 8601 with ``+08:00``, whatever the machine's zone."""
    # As `isoformat` would, many times as quickly: an export writes some hundred thousand.
    written: str = to_builtins(_aware(moment).astimezone(_EAST_EIGHT))
    return written


def wall_clock(moment: datetime) -> str:
    """Write a moment as the clocks of Chongqing show it: ``2026-07-25 14:05:00``."""
    written: str = to_builtins(local(moment))
    return f"{written[:10]} {written[11:19]}"


def parse_iso(text: str) -> datetime:
    """Read a moment written in ISO 8601, and return it in UTC.

    Raises:
        BadInput: not ISO 8601, no offset, or not between the years 1900 and 2999.
    """
    try:
        if not _ISO_SHAPE.fullmatch(text):
            raise ValueError(text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(_("时间无法识别，请写成 2026-11-22T14:05:00+08:00 的样子。")) from None
    if moment.utcoffset() is None:
        raise BadInput(_("时间缺少时区，请在末尾写明，例如 +08:00。"))
    if not 1900 <= moment.year <= 2999:
        raise BadInput(_("时间须在1900年至2999年之间，请核对年份。"))
    return moment.astimezone(UTC)


def end_of_day_after(moment: datetime, days: int) -> datetime:
    """Return 24:00 in Chongqing of the ``days``-th day after the moment's own, in UTC (4.1.3)."""
    day = local(moment).date() + timedelta(days=days + 1)
    return datetime(day.year, day.month, day.day, tzinfo=_shanghai()).astimezone(UTC)
