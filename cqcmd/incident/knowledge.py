"""What was known when a report's words were fixed, and what is known now (4.1.3)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import Struct

from cqcmd.incident import events
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.grades import GradeReader
from cqcmd.incident.known import KnownFacts
from cqcmd.incident.reports_made import ReportMade
from cqcmd.incident.state import Incident
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Grade, ResponseLevel

ACTED = "…"
"""Stands for words about measures where a measure or the response begun told of them before."""

TELLING = frozenset(
    event.kind
    for event in (
        events.DetailsSet,
        events.FactsSet,
        events.GradeOverridden,
        events.Opened,
        events.ResponseStepped,
        events.Struck,
        events.TaskMoved,
    )
)
"""Kinds of entries that may change what a report tells."""


class Knowledge(Struct, frozen=True):
    """Facts and words, the confirmed and the possible grade, and the response in force."""

    facts: KnownFacts
    details: Mapping[str, str]
    grades: tuple[Grade | None, Grade | None]
    response: ResponseLevel | None


def known_now(reader: GradeReader, incident: Incident, now: datetime) -> Knowledge:
    """Return what a report made at ``now`` would tell of."""
    confirmed, possible = reader.grades(incident.facts, incident.received_at, now)
    decided = incident.override[1].grade if incident.override else None
    grades = reader.scale.graver(confirmed, decided), reader.scale.graver(possible, decided)
    details = incident.details
    if "measures" not in details and _has_acted(reader.plan, incident):
        details = details | {"measures": ACTED}
    return Knowledge(incident.facts, details, grades, incident.response.level)


class Telling:
    """What the reports on one incident told of: every entry as it stood, also one void since."""

    def __init__(self, reader: GradeReader, incident: Incident) -> None:
        self._reader, self._incident = reader, incident
        self._entries = [entry for entry in incident.entries if entry.kind in TELLING]
        # Most reports are made in turn on the same entries: phone and writing, to two receivers.
        self._folded: dict[tuple[str, ...], Incident] = {}

    def known_at(self, made: ReportMade) -> Knowledge:
        """Return what was known when the words of a report were fixed."""
        told = [entry for entry in self._entries if is_told(self._incident, entry, made)]
        key = tuple(entry.id for entry in told)
        if key not in self._folded:
            self._folded[key] = self._fold(told)
        return known_now(self._reader, self._folded[key], made.told_at)

    def between(self, told: ReportMade, later: ReportMade | None) -> list[Entry]:
        """Return what one report did not tell of, and ``later`` did; without that, all of it."""
        incident = self._incident
        return [
            entry
            for entry in self._entries
            if not is_told(incident, entry, told)
            and (later is None or is_told(incident, entry, later))
        ]

    def _fold(self, entries: Iterable[Entry]) -> Incident:
        then = Incident(self._incident.id)
        for entry in entries:
            then.absorb(entry)
        return then


def is_told(incident: Incident, entry: Entry, made: ReportMade) -> bool:
    """Tell whether a report can have told of an entry: learned by then, and written down."""
    # Words carry no time of their own, and the call is what the first report is about: what of
    # these was written down before the report was is told by it.
    if entry.kind in (events.DetailsSet.kind, events.Opened.kind) or _is_call(incident, entry):
        return entry.order < made.told_order
    return made.can_tell_of(learned_at(entry), entry.order)


def learned_at(entry: Entry) -> datetime:
    """Return when this station learned of what an entry says."""
    if entry.kind == events.FactsSet.kind:
        return events.read(events.FactsSet, entry).learned_at
    return entry.recorded_at if entry.kind == events.DetailsSet.kind else entry.occurred_at


def _is_call(incident: Incident, entry: Entry) -> bool:
    return bool(incident.learned) and entry.id == incident.learned[0][0].id


def _has_acted(plan: Plan, incident: Incident) -> bool:
    codes = {code for row in plan.measures for code in (row.code, *(s.code for s in row.steps))}
    begun = any(task.order for code, task in incident.tasks.by_code.items() if code in codes)
    return begun or any(step.event.step == "started" for step in incident.response.steps)
