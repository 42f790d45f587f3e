"""假设推演: facts tried on a copy of an incident at a moment to come; nothing is written."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.preferences import Preferences
from cqcmd.desk.common.wording import (
    grade_view,
    margin_view,
    margins_beside,
    possible_view,
    projection_view,
)
from cqcmd.desk.duties.deadlines import deadlines
from cqcmd.desk.facts.settling import seen
from cqcmd.desk.intake.form import FormReading, read_form, unsaved
from cqcmd.desk.situation.strip import asked_words, response_words
from cqcmd.desk.situation.twin import change_of_fact, twin_record
from cqcmd.incident.events import FactsSet
from cqcmd.incident.known import KnownFacts, Value
from cqcmd.incident.picture import Picture
from cqcmd.incident.state import Incident
from cqcmd.views.what_if import Outlook, ResponseAsked, SupposedFact, WhatIf

Supposed = Sequence[tuple[datetime, Mapping[str, str]]]
"""Facts as their fields take them, and from when on they are supposed to be so."""


class WhatIfDesk:
    """Looks at what might be. It has no verb that writes."""

    def __init__(self, open_record: OpenRecord, settings: Preferences) -> None:
        self._open_record = open_record
        self._settings = settings

    def look(self, ident: str, supposed: Supposed, at: datetime) -> WhatIf:
        """Return how the incident stands now, and how it would stand at ``at``."""
        now = self._open_record.clock.now()
        plan = self._open_record.plan
        readings = [read_form(plan, texts, since, now) for since, texts in supposed]
        twin = self._twin(ident, readings, at)
        return WhatIf(
            at,
            self._outlook(self._open_record, ident),
            self._outlook(twin, ident),
            tuple(self._supposed(ident, readings)),
            tuple(fault for reading in readings for fault in reading.faults.values()),
        )

    def _twin(self, ident: str, readings: Sequence[FormReading], at: datetime) -> OpenRecord:
        """Return a record of this incident alone, at ``at``, told more."""
        news = _news(self._open_record.incident(ident), readings)
        return twin_record(self._open_record, ident, news, at)

    def _outlook(self, open_record: OpenRecord, ident: str) -> Outlook:
        """Say how an incident stands, in times as they read now."""
        picture, plan = open_record.picture(ident), open_record.plan
        assessment, now = picture.assessment, self._open_record.clock.now()
        ahead = picture.forecast
        return Outlook(
            grade_view(plan, assessment.confirmed, assessment.standing, picture.confirmed),
            possible_view(plan, assessment, picture.possible),
            tuple(margin_view(plan, margin) for margin in margins_beside(assessment, ahead)),
            tuple(projection_view(plan, one, now) for one in ahead),
            _response(open_record, picture),
            deadlines(open_record, picture, self._settings.stage_minutes),
        )

    def _supposed(self, ident: str, readings: Sequence[FormReading]) -> Iterator[SupposedFact]:
        facts = self._open_record.incident(ident).facts.copy()
        for reading in readings:
            event = reading.event("", reading.received_at)
            for code, value in {**event.amounts, **event.choices, **event.moments}.items():
                yield SupposedFact(reading.received_at, self._change(facts, code, value))
            facts.learn(unsaved(reading.received_at), event)

    def _change(self, facts: KnownFacts, code: str, value: Value) -> str:
        known = facts.by_code.get(code)
        return change_of_fact(self._open_record, code, known.value if known else None, value)


def _news(
    incident: Incident, readings: Sequence[FormReading]
) -> Iterator[tuple[datetime, FactsSet]]:
    for reading in readings:
        at = reading.received_at
        event = seen(reading.event("", at), incident.facts)
        if event.amounts or event.choices or event.moments:
            yield at, event


def _response(open_record: OpenRecord, picture: Picture) -> ResponseAsked:
    """Return what is asked for next and by whom; what was proposed already is told as such."""
    incident, plan = picture.incident, open_record.plan
    over = incident.closed or incident.dismissed or incident.out_of_scope
    decision = None if over else incident.response.decision(picture.response, plan.level_scale)
    if decision is None or decision[0] != "proposed":
        return ResponseAsked(response_words(open_record, picture))
    rule = plan.response(decision[1])
    return ResponseAsked(
        asked_words(plan, incident.response, decision[1]),
        plan.org(rule.proposer).short,
        rule.approver_post,
        open_record.plan.role(
            "response.change" if incident.response.level else "response.decide"
        ).clause,
    )
