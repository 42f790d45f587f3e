"""The messages of a drill: they arrive, wait, and are taken; every terminal shares the record."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain

from msgspec.structs import replace

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.drill.record import DrillRecord
from cqcmd.desk.drill.scoring import DrillScoring
from cqcmd.desk.drill.views import call_view
from cqcmd.drill.play.instructor_log import Observation
from cqcmd.drill.scenario.model import Inject
from cqcmd.drill.scenario.speech import spoken
from cqcmd.errors import Refusal
from cqcmd.local_store.json_document import set_aside
from cqcmd.parsing.sentence.vocabulary import Vocabulary
from cqcmd.views.drill import CallView


class DrillInbox:
    """What came, as of the last `refresh`.

    Attributes:
        record: the file of what happens beside the journal.
    """

    def __init__(self, open_record: OpenRecord, scoring: DrillScoring, record: DrillRecord) -> None:
        self._open_record, self._scoring = open_record, scoring
        self._scenario = scoring.scenario
        self.record = record
        self._faults: list[str] = []
        self._announced: set[str] = set()
        self._speech: dict[str, str] = {}
        self._read_record()

    # What changes it

    def refresh(self) -> None:
        """Take in what came by now; nothing arrives before the journal says what was done."""
        if not self._open_record.ready:
            return
        self._read_record()
        for inject in self._scoring.take_arrivals():
            try:
                self.record.arrive(inject.id, self._scoring.arrived_at[inject.id])
            except Refusal as refusal:  # it is told; the drill goes on without it
                self._faults.append(str(refusal))

    def take_news(self, calls: Iterable[CallView]) -> tuple[CallView, ...]:
        """Return the waiting calls not yet announced on this terminal; now they count as such."""
        waiting = (call for call in calls if call.answered_at is None)
        new = tuple(call for call in waiting if call.ident not in self._announced)
        self._announced.update(call.ident for call in new)
        return new

    def take_faults(self) -> tuple[str, ...]:
        """Return and forget what went wrong with the drill's own files, a sentence each."""
        found, self._faults = tuple(self._faults), []
        return found

    def _read_record(self) -> None:
        """Take in what other terminals saw arrive; a broken record is kept beside, and told."""
        try:
            self.record.poll()
        except Refusal as refusal:
            now = self._open_record.clock.now()
            self._faults.append(set_aside(self.record.path, now, refusal))
        self._scoring.add(self.record.arrived)

    # Questions

    def calls(self) -> tuple[CallView, ...]:
        """Return every message so far, those sent by hand among them, in order of arrival."""
        came = self._scoring.arrived_at
        written = (
            self._view(inject, came[inject.id], self._spoken(inject))
            for inject in self._scenario.inject
            if inject.id in came
        )
        by_hand = (self._view(sent.inject(), sent.at) for sent in self.record.sent)
        return tuple(sorted(chain(written, by_hand), key=lambda call: call.at))

    def cases_waiting(self) -> Iterator[str]:
        """Yield cases whose call is not taken: answered ones, then arrived ones, then the rest."""
        by_id = {inject.id: inject.case for inject in self._scenario.inject}
        order = [*self.record.answered, *(call.ident for call in self.calls())]
        cases = [by_id[name] for name in order if name in by_id]
        cases += [case.id for case in self._scenario.case]
        for case in dict.fromkeys(map(self._scenario.case_of, cases)):
            if not self._scoring.taken(case):
                yield case

    def call_of(self, ident: str) -> str:
        """Return the id under which the call of a message's case is to be taken."""
        cases = (inject.case for inject in self._scenario.inject if inject.id == ident)
        return self._scenario.call(next(cases, ""))

    def observations(self) -> tuple[Observation, ...]:
        """Return what the instructor noted, in order of time."""
        return tuple(sorted(self.record.observed, key=lambda seen: seen.at))

    def moments(self) -> Iterator[datetime]:
        """Yield when anything of it happened."""
        record = self.record
        yield from chain(record.arrived.values(), record.answered.values())
        yield from (sent.at for sent in record.sent)
        yield from (seen.at for seen in record.observed)

    def _spoken(self, inject: Inject) -> str:
        """Return how a message of the scenario is heard; worked out once, shown every second."""
        if inject.id not in self._speech:
            plan = self._open_record.plan
            vocabulary = Vocabulary.of(plan)
            self._speech[inject.id] = spoken(plan, vocabulary, self._scenario, inject)
        return self._speech[inject.id]

    def _view(self, inject: Inject, at: datetime, speech: str = "") -> CallView:
        answered = self.record.answered.get(inject.id)
        view = call_view(self._open_record.plan, inject, at, answered, speech)
        return replace(view, incident=self._incident_of(inject))

    def _incident_of(self, inject: Inject) -> str:
        """Return the accident a message is about, once it was taken in."""
        # Of several accidents only a message that names one is about one.
        known = bool(inject.case) or len(self._scenario.case) == 1
        return self._scoring.incident_id(inject.case) if known else ""
