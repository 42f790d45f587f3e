"""A drill on the real screens: its clock, its messages, its score, and the terminals in it."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from msgspec import UNSET
from msgspec.structs import replace

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.drill.clock import DrillClockControl
from cqcmd.desk.drill.drawer import DrillFolder
from cqcmd.desk.drill.inbox import DrillInbox
from cqcmd.desk.drill.presence import Presence, Role
from cqcmd.desk.drill.record import DrillRecord
from cqcmd.desk.drill.scoring import DrillScoring
from cqcmd.desk.drill.views import score_view
from cqcmd.drill.play.instructor_log import Observation, Sent
from cqcmd.drill.play.shared_clock import DrillClock
from cqcmd.drill.scenario.model import Scenario
from cqcmd.drill.score.judge import ends_at
from cqcmd.drill.score.score import Score
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.views.drill import CallView, DrillProgress, DrillState, ScoreView


class DrillSession:
    """Verbs act and leave `state` up to date; what nobody here did, `poll` takes in.

    Attributes:
        scenario: what is played.
        drawer: where it lies.
        role: whose terminal this is.
        alone: no other terminal took part when this one entered.
        scoring: what was done, and the score.
        clock: how fast it goes; asked here, worked by the verbs below.
        inbox: the messages and the notes, asked here.
        state: how it stood when last polled, or after the last verb.
    """

    def __init__(
        self,
        open_record: OpenRecord,
        scenario: Scenario,
        drill_folder: DrillFolder,
        shared_clock: DrillClock,
        presence: Presence,
        role: Role,
    ) -> None:
        self._open_record, self._presence = open_record, presence
        self.scenario, self.drawer, self.role = scenario, drill_folder, role
        self.alone = not presence.others()
        self.scoring = DrillScoring(open_record, scenario)
        self.clock = DrillClockControl(open_record.clock, shared_clock, ends_at(scenario))
        self.inbox = DrillInbox(open_record, self.scoring, DrillRecord(drill_folder.record))
        self.state = self._state()

    def poll(self) -> DrillState:
        """Take in arrivals and other terminals' acts, once a tick; news are told only once."""
        self._open_record.take_in()  # what others wrote may let a message come, or keep it away
        self._refresh()
        news = self.inbox.take_news(self.state.calls)
        self.state = replace(self.state, news=news, faults=self.inbox.take_faults())
        return self.state

    def _refresh(self) -> None:
        """Renew the state after an act; news and faults wait for the next `poll`."""
        self.inbox.refresh()
        self.state = self._state()

    def _state(self) -> DrillState:
        found, calls, now = self.scenario, self.inbox.calls(), self._open_record.clock.now()
        speed = self.clock.speed if now < self.clock.end else 0
        count = sum(call.answered_at is None for call in calls)
        course = DrillProgress(
            found.title, found.trains, found.known, now, self.clock.end, speed, count
        )
        return DrillState(course, calls)

    # Questions

    def trainees(self) -> int:
        """Return how many other terminals are trainees'."""
        return self._presence.others("trainee")

    def score_view(self) -> ScoreView:
        """Return the score in words."""
        return score_view(self._open_record, self.scenario, self.score())

    def score(self) -> Score:
        """Return the score up to now; once it is over, the score."""
        return self.scoring.score(early=self.clock.ended_early is not None)

    # Terminals

    def heartbeat(self) -> None:
        """Write down that this terminal runs the drill at this moment."""
        if self.clock.speed:
            self._presence.heartbeat()

    def leave(self, *, holding: bool = False) -> None:
        """Take no more part; the last trainee holds the clock, or ``holding``. Raises Refusal."""
        # Left first: of two that leave together, one at least sees nobody and holds the clock.
        self._presence.leave()
        if holding or (self.role == "trainee" and not self.trainees()):
            self.clock.hold()

    def close_book(self) -> None:
        """End the drill: its clock stops, nothing more is written, nobody resumes it."""
        self._open_record.observing = True
        self._open_record.only_looks = _("演练已经结束，没有记录；看评分、复盘请按 F11。")
        marker = self.drawer.marker()
        if marker.over:
            return
        self.clock.hold()
        # The mark last: over a drill that is marked as ended nobody holds the clock again.
        self.drawer.write(replace(marker, over=True, ended=self.clock.ended_early or UNSET))

    # The clock

    def hold(self) -> None:
        """Stop the clock. Raises Refusal."""
        self.clock.hold()
        self._refresh()

    def run(self, speed: int = 1) -> None:
        """Go on. Raises Refusal."""
        self.clock.run(speed)
        self._refresh()

    def faster(self, step: int) -> int:
        """Change to the next speed up or down. Raises Refusal."""
        self._refuse_led()
        speed = self.clock.faster(step)
        self._refresh()
        return speed

    def jump(self) -> None:
        """Jump to the next message. Raises Refusal: none is known to come."""
        self.clock.refuse_over()
        self._refuse_led()
        self._refresh()  # what came since the last poll is not to come any more
        self.clock.jump(self.scoring.next_arrival())
        self._refresh()

    def finish(self) -> None:
        """End it here: what had not fallen due by now is not judged. Raises Refusal."""
        self.clock.refuse_over()
        self._refuse_led()
        self.clock.finish()
        self._refresh()

    def resume(self) -> None:
        """Resume after a break, before the first poll, no earlier than the last entry.

        Raises Refusal.
        """
        self.clock.catch_up(max(self._written()))

    def _written(self) -> Iterator[datetime]:
        ledger = self._open_record.ledger
        entries = (incident.entries for incident in ledger.incidents.values())
        for entry in chain(ledger.station_entries, *entries):
            yield entry.recorded_at
        yield from self.inbox.moments()

    def _refuse_led(self) -> None:
        if self.role == "trainee" and self._presence.others("instructor"):
            raise BadInput(_("导调在场：快慢、跳转和结束由导调来按；暂停、继续仍可按 F9。"))

    # Messages

    def answer(self, ident: str) -> CallView:
        """Take a message, once; taken again it is only read again. Raises Refusal."""
        self._refresh()
        if self.state.call(ident).answered_at is None and not self._open_record.observing:
            self.inbox.record.answer(ident, self._open_record.clock.now())
            self._refresh()
        return self.state.call(ident)

    def send(self, message: Sent) -> None:
        """Record a message of the instructor's own. Raises Unwritable."""
        self.inbox.record.send(message)
        self._refresh()

    def send_now(self, ident: str) -> None:
        """Send a message of the scenario now. Raises BadInput: it came already; Unwritable."""
        self._refresh()
        if ident in self.scoring.arrived_at:
            raise BadInput(_("这条已经到了。"))
        self.inbox.record.arrive(ident, self._open_record.clock.now())
        self._refresh()

    def observe(self, seen: Observation) -> None:
        """Record what the instructor saw. Raises Unwritable."""
        self.inbox.record.observe(seen)
        self._refresh()
