"""A drill on the real screens: messages that ring, wait and are taken; its instructor; its end."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cqcmd.desk.common.office import Office
from cqcmd.desk.drill.clock import DrillTiming
from cqcmd.desk.drill.drawer import Drawer
from cqcmd.desk.drill.presence import Presence, Role
from cqcmd.desk.drill.record import DrillRecord
from cqcmd.desk.drill.views import call_view, score_view
from cqcmd.drill.play.instructor_log import Observation
from cqcmd.drill.play.shared_clock import DrillClock
from cqcmd.drill.scenario.model import Inject, Scenario
from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _
from cqcmd.local_store.json_document import set_aside
from cqcmd.views.drill import CallView, Course, ScoreView

if TYPE_CHECKING:
    from cqcmd.desk.drill.instructor import InstructorDesk


class DrillSession(DrillTiming):
    """What the screens of a drill ask of it.

    Attributes:
        drawer: where it lies.
        role: whose terminal this is.
        record: what happens beside the journal.
        alone: no other terminal took part when this one entered.
    """

    def __init__(
        self,
        office: Office,
        scenario: Scenario,
        drawer: Drawer,
        tape: DrillClock,
        presence: Presence,
        role: Role,
    ) -> None:
        super().__init__(office, scenario, tape)
        self.drawer, self.role = drawer, role
        self._faults: list[str] = []
        self._presence = presence
        self.alone = not presence.others()
        self.record = DrillRecord(drawer.record)
        self._told: set[str] = set()
        self._look()

    # Terminals

    def trainees(self) -> int:
        """How many other terminals are trainees'."""
        return self._presence.others("trainee")

    def _refuse_led(self) -> None:
        if self.role == "trainee" and self._presence.others("instructor"):
            raise BadInput(_("导调在场：快慢、跳转和结束由导调来按；暂停、继续仍可按 F9。"))

    def beat(self) -> None:
        """This terminal runs the drill at this moment."""
        if self.speed:
            self._presence.beat()

    def leave(self, *, holding: bool = False) -> None:
        """Take no more part; the last trainee holds the clock, or ``holding``. Raises Refusal."""
        self._presence.leave()
        if holding or (self.role == "trainee" and not self.trainees()):
            self.hold()

    # Messages

    def arrived(self) -> tuple[Inject, ...]:
        """The same; nothing arrives before the journal says what was done."""
        if not self._office.ready:
            return ()
        self._look()
        new = super().arrived()
        for inject in new:
            self._try(self.record.arrive, inject.id, self._arrivals.at[inject.id])
        return new

    def calls(self) -> tuple[CallView, ...]:
        """Every message so far, those sent by hand among them, in order of arrival."""
        self.arrived()
        came = self._arrivals.at
        written = (
            self._view(each, came[each.id]) for each in self.scenario.inject if each.id in came
        )
        by_hand = (self._view(each.inject(), each.at) for each in self.record.sent)
        return tuple(sorted(chain(written, by_hand), key=lambda call: call.at))

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
            self.record.answer(ident, self._office.clock.now())
        return next(each for each in self.calls() if each.ident == ident)

    def cases_waiting(self) -> Iterator[str]:
        """Cases whose call is not taken: answered ones first, then arrived ones, then the rest."""
        by_id = {each.id: each.case for each in self.scenario.inject}
        order = [*self.record.answered, *(call.ident for call in self.calls())]
        cases = [by_id[name] for name in order if name in by_id]
        cases += [case.id for case in self.scenario.case]
        for case in dict.fromkeys(map(self.scenario.case_of, cases)):
            if not self.taken(case):
                yield case

    def call_of(self, ident: str) -> str:
        """The id under which the call of a message's case is to be taken."""
        case = next((each.case for each in self.scenario.inject if each.id == ident), "")
        return self.scenario.call(case)

    def observations(self) -> tuple[Observation, ...]:
        """What the instructor noted, in order of time."""
        self._look()
        return tuple(sorted(self.record.observed, key=lambda each: each.at))

    def _view(self, inject: Inject, at: datetime) -> CallView:
        view = call_view(self._office.plan, inject, at, self.record.answered.get(inject.id))
        return replace(view, incident=self._incident_of(inject))

    def _incident_of(self, inject: Inject) -> str:
        """The accident a message is about, once it was taken in."""
        known = bool(inject.case) or len(self.scenario.case) == 1
        return self.incident_id(inject.case) if known else ""

    @cached_property
    def instructor(self) -> "InstructorDesk":
        """What the instructor may do."""
        from cqcmd.desk.drill.instructor import InstructorDesk

        return InstructorDesk(self._office, self)

    # Its files

    def new_faults(self) -> list[str]:
        """What went wrong with the drill's own files since the last call, a sentence each."""
        found, self._faults = self._faults, []
        return found

    def _look(self) -> None:
        """Take in what other terminals saw arrive; a broken record is kept beside, and told."""
        try:
            self.record.look()
        except Refusal as refusal:
            now = self._office.clock.now()
            self._faults.append(set_aside(self.drawer.record, now, refusal))
        self._arrivals.at.update(self.record.arrived)

    def _written(self) -> Iterator[datetime]:
        record = self.record
        yield from super()._written()
        yield from chain(record.arrived.values(), record.answered.values())
        yield from (each.at for each in record.sent)
        yield from (each.at for each in record.observed)

    def _try(self, act: Callable[[str, datetime], None], ident: str, at: datetime) -> None:
        """What cannot be written now is told; the drill goes on without it."""
        try:
            act(ident, at)
        except Refusal as refusal:
            self._faults.append(str(refusal))

    # The end

    def course(self) -> Course:
        """How it stands."""
        found, now = self.scenario, self._office.clock.now()
        speed = self.speed if now < self._end else 0
        count = len(self.waiting())
        return Course(found.title, found.trains, found.known, now, self._end, speed, count)

    def close_book(self) -> None:
        """It is over: the clock stands, nothing more is written, nobody takes it up again."""
        self._office.observing = True
        self._office.only_looks = _("演练已经结束，没有记录；看评分、复盘请按 F11。")
        marker = self.drawer.marker()
        if marker.over:
            return
        self.hold()
        self.drawer.write(replace(marker, over=True))

    def score_view(self) -> ScoreView:
        """The score in words."""
        return score_view(self._office, self.scenario, self.score())
