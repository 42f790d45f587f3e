"""A drill on the real screens: messages that ring, wait and are taken; its clock; its score."""

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from cqcmd.clock import parse_iso
from cqcmd.desk.drill_drawer import Drawer
from cqcmd.desk.drill_views import call_view, score_view
from cqcmd.desk.drilling import DrillDesk
from cqcmd.desk.office import Office
from cqcmd.drill.judge import ends_at
from cqcmd.drill.scenario import Inject, Scenario
from cqcmd.drill.tape import DrillClock
from cqcmd.errors import BadInput
from cqcmd.incident.entry import Entry
from cqcmd.shelf.document import opened, read_document
from cqcmd.views.drill import CallView, Course, ScoreView
from cqcmd.words import _

SPEEDS = (1, 2, 5, 10, 30, 60)
TABLE = "answered"


class DrillSession(DrillDesk):
    """What the screens of a drill ask of it.

    Attributes:
        drawer: where it lies.
    """

    def __init__(
        self, office: Office, scenario: Scenario, drawer: Drawer, tape: DrillClock
    ) -> None:
        super().__init__(office, scenario)
        self.drawer = drawer
        self._tape = tape
        self._end = ends_at(scenario)
        self._answered = self._read()
        self._told: set[str] = set()

    # Messages

    def arrived(self) -> tuple[Inject, ...]:
        """The same; nothing arrives before the journal says what was done."""
        return super().arrived() if self._office.ready else ()

    def calls(self) -> tuple[CallView, ...]:
        """Every message so far, in order of arrival."""
        self.arrived()
        by_id = {each.id: each for each in self.scenario.inject}
        return tuple(self._view(by_id[name], at) for name, at in self._arrivals.at.items())

    def waiting(self) -> tuple[CallView, ...]:
        """Those nobody has taken yet."""
        return tuple(call for call in self.calls() if call.answered_at is None)

    def news(self) -> tuple[CallView, ...]:
        """What came since the last look and waits."""
        new = tuple(call for call in self.waiting() if call.ident not in self._told)
        self._told.update(call.ident for call in new)
        return new

    def answer(self, ident: str) -> CallView:
        """Take a message, once; taken again it is only read again. Raises Refusal."""
        call = next(each for each in self.calls() if each.ident == ident)
        if call.answered_at is None and not self._office.observing:
            now = self._office.clock.now()
            with opened(self.drawer.answered) as file:
                file.table(TABLE).insert({"id": ident, "at": now.isoformat()})
            self._answered[ident] = now
        return next(each for each in self.calls() if each.ident == ident)

    def cases_waiting(self) -> Iterator[str]:
        """Cases whose call is not taken: answered ones first, then arrived ones, then the rest."""
        by_id = {each.id: each.case for each in self.scenario.inject}
        order = [by_id[name] for name in self._answered if name in by_id]
        order += [by_id[call.ident] for call in self.calls()]
        order += [case.id for case in self.scenario.case]
        for case in dict.fromkeys(map(self.scenario.case_of, order)):
            if not self.taken(case):
                yield case

    def _view(self, inject: Inject, at: datetime) -> CallView:
        return call_view(self._office.plan, inject, at, self._answered.get(inject.id))

    def _read(self) -> dict[str, datetime]:
        if not self.drawer.answered.exists():
            return {}
        tables, _digest = read_document(self.drawer.answered)
        rows = tables.get(TABLE, [])
        return {str(row.get("id")): parse_iso(str(row.get("at"))) for row in rows}

    # The clock

    def course(self) -> Course:
        """How it stands."""
        found, now = self.scenario, self._office.clock.now()
        speed = self.speed if now < self._end else 0
        count = len(self.waiting())
        return Course(found.title, found.trains, found.known, now, self._end, speed, count)

    @property
    def speed(self) -> int:
        """How many times faster than real time it runs; 0: held, or its tape cannot be read."""
        try:
            return self._tape.speed
        except BadInput:
            return 0

    @property
    def begun(self) -> bool:
        """Whether the clock was ever let run."""
        return bool(self._tape.changes)

    def hold(self) -> None:
        """Stand still. Raises Refusal."""
        if self.speed:
            self._tape.hold()

    def run(self, speed: int = 1) -> None:
        """Go on. Raises Refusal."""
        self._refuse_over()
        self._tape.run(speed)

    def faster(self, step: int) -> int:
        """The next speed up or down. Raises Refusal."""
        at = max((i for i, each in enumerate(SPEEDS) if each <= self.speed), default=0)
        speed = SPEEDS[max(0, min(at + step, len(SPEEDS) - 1))]
        self.run(speed)
        return speed

    def jump(self) -> None:
        """On to the next message. Raises Refusal: none is known to come."""
        self._refuse_over()
        to = self.next_arrival()
        if to is None or to >= self._end:
            raise BadInput(_("按现在的情况，后面没有还会来的消息。"))
        self._tape.jump(to)

    def finish(self) -> None:
        """On to the end. Raises Refusal."""
        self._refuse_over()
        self._tape.jump(self._end)

    def take_up(self) -> None:
        """After a break: no earlier than what was last written down. Raises Refusal."""
        written = [entry.recorded_at for entry in self._entries()]
        self._tape.catch_up(min(max([*written, *self._answered.values()]), self._end))

    def _entries(self) -> Iterator[Entry]:
        yield from self._office.ledger.station_entries
        for incident in self._office.ledger.incidents.values():
            yield from incident.entries

    def _refuse_over(self) -> None:
        if self._office.clock.now() >= self._end:
            raise BadInput(_("演练已经结束，评分不再变。"))

    # The end

    def close_book(self) -> None:
        """It is over: the clock stands, nothing more is written, nobody takes it up again."""
        self._office.observing = True
        marker = self.drawer.marker()
        if marker.over:
            return
        self.hold()
        self.drawer.write(replace(marker, over=True))

    def score_view(self) -> ScoreView:
        """The score in words."""
        return score_view(self._office, self.scenario, self.score())
