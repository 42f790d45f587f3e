"""The drill's clock: held, run faster, moved on; several processes share its file of changes."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

import msgspec

from cqcmd.drill.play.simulated_time import FASTEST, Change, Counter, Tick, simulated
from cqcmd.drill.scenario.times import LATEST, micros, moment_of
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.local_store.json_document import opened, read_document, state_of

TABLE = "changes"
MOST_CHANGES = 1000
"""More than an exercise of days can need; of more the latest are kept, and the file stays small."""


class DrillClock:
    """A clock over the changes on a tape; it never goes back.

    Any process may read the tape and change the speed: what one does, the others see at their
    next look.
    """

    def __init__(
        self, shared_clock: Path, start: datetime, counter: Counter, ended: datetime | None = None
    ) -> None:
        """Nothing is read until the first look; without a tape the clock stands at ``start``.

        Of a drill that ``ended`` the clock stands there for ever, and its tape is not asked.
        """
        self._path = shared_clock
        self._start = micros(start)
        self._counter = counter
        self._ended = ended
        self._changes: tuple[Change, ...] = ()
        self._seen: tuple[int, int, int] | None = None
        self._latest = self._start
        self._turn = Lock()

    def now(self) -> datetime:
        """Return the simulated moment, aware, in UTC. Raises BadInput: the tape is broken."""
        if self._ended is not None:
            return self._ended
        with self._turn:
            self._poll()
            return moment_of(self._at(self._counter()))

    @property
    def speed(self) -> int:
        """How many times faster than real time it runs; 0: held."""
        if self.ended is not None:
            return 0
        with self._turn:
            if not self._changes or self._changes[-1].tick.counter != self._counter().counter:
                return 0  # the machine was started anew: held until somebody lets it run
            return self._changes[-1].speed

    @property
    def ended(self) -> datetime | None:
        """When the drill was ended; ``None`` while it was not. Raises BadInput: a broken tape."""
        if self._ended is not None:
            return self._ended
        with self._turn:
            self._poll()
            if not any(change.last for change in self._changes):
                return None
            return moment_of(self._at(self._counter()))

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every change so far."""
        with self._turn:
            self._poll()
            return self._changes

    def run(self, speed: int = 1) -> None:
        """Go on at 1 to 60 times real time. Raises BadInput, Unwritable."""
        if not 1 <= speed <= FASTEST:
            raise BadInput(_("演练时钟的倍速须在 1 到 {most} 之间。").format(most=FASTEST))
        self._add(speed, None)

    def hold(self) -> None:
        """Stand still, for as long as it takes. Raises Unwritable."""
        self._add(0, None)

    def jump(self, to: datetime) -> None:
        """Go on from ``to``, at the speed that was. Raises BadInput: that lies behind."""
        if to < self.now():
            raise BadInput(_("演练时钟只能往前跳。"))
        self._add(None, micros(to))

    def end(self) -> None:
        """Stand here for ever. Raises Unwritable."""
        self._add(0, None, last=True)

    def stand_since(self, last: Tick | None) -> None:
        """Stand where it stood at ``last``: nobody ran the drill since then.

        Nothing where it stands already, or where the machine was started anew since.
        Raises Unwritable.
        """
        with self._turn, opened(self._path) as shared_clock:
            self._poll()
            before = self._changes[-1] if self._changes else None
            if before is None or not before.speed:
                return
            # A reading of another run of the machine tells nothing of the time since the change.
            same = last is not None and last.counter == before.tick.counter
            tick = last if last is not None and same else before.tick
            at = self._simulated(tick)
            self._put(shared_clock.storage.write, Change(tick=tick, speed=0, to=at))
            self._latest = at

    def catch_up(self, written: datetime) -> None:
        """Stand no earlier than what was last ``written``: for a drill that is taken up again."""
        if written > self.now():
            self._add(None, micros(written))

    def _add(self, speed: int | None, to: int | None, *, last: bool = False) -> None:
        """One more change on the tape; ``None`` leaves the speed, or the moment, as it is."""
        with self._turn, opened(self._path) as shared_clock:
            self._poll()
            tick = self._counter()
            before = self._changes[-1] if self._changes else None
            same = before is not None and before.tick.counter == tick.counter
            going = before.speed if before is not None and same else 0
            # Each says outright where it stands: nobody falls back behind it, whatever was before.
            at = self._at(tick) if to is None else max(self._at(tick), to)
            self._put(
                shared_clock.storage.write,
                Change(tick=tick, speed=going if speed is None else speed, to=at, last=last),
            )

    def _put(self, write: Callable[[dict[str, Any]], None], change: Change) -> None:
        # The oldest may go: each change says outright where the drill stood at it.
        kept = (*self._changes[1 - MOST_CHANGES :], change)
        rows = {str(place): msgspec.to_builtins(change) for place, change in enumerate(kept, 1)}
        write({TABLE: rows})
        self._poll()

    def _at(self, tick: Tick) -> int:
        # Whatever a tape says that was replaced or cut off: what was shown once is not taken back.
        self._latest = max(self._latest, self._simulated(tick))
        return self._latest

    def _simulated(self, tick: Tick) -> int:
        """No later than any moment that can be shown, whatever stands on the tape."""
        return min(simulated(self._start, self._changes, tick), micros(LATEST))

    def _poll(self) -> None:
        """Read the tape if it is another than the one last read."""
        # Its state before its content: what is written in between shows at the next look. A tape
        # that is gone leaves the changes that were read.
        seen = state_of(self._path)
        if seen is None or seen == self._seen:
            return
        tables, _digest = read_document(self._path)
        try:
            self._changes = msgspec.convert(tables.get(TABLE, []), tuple[Change, ...])
        except msgspec.ValidationError as error:
            words = _("演练时钟的记录 {name} 内容不对，时钟停在原处。")
            raise BadInput(words.format(name=self._path.name)) from error
        # Only what could be read counts as seen: a broken tape is told at every look.
        self._seen = seen
