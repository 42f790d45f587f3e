"""When something was achieved: read from the journal, through the same picture a screen shows."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from msgspec import Struct

from cqcmd.drill.play.elements_reported import elements_reported
from cqcmd.drill.scenario.model import Scenario
from cqcmd.drill.scenario.targets import Target
from cqcmd.incident import events
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.grades import GradeReader
from cqcmd.incident.ledger import Ledger
from cqcmd.incident.news_owed import NewsOwed
from cqcmd.incident.picture import Picture, draw
from cqcmd.incident.report_owed import ReportOwed
from cqcmd.incident.reports_owed import first_reached
from cqcmd.incident.state import Incident


class Achievement(Struct, frozen=True):
    """Achieved at ``at``; the journal knew of it from ``known`` on."""

    at: datetime
    known: datetime


class Achievements:
    """What was done by ``now`` about the cases of a scenario. Pure: it only reads."""

    def __init__(
        self, scenario: Scenario, reader: GradeReader, ledger: Ledger, org: str, now: datetime
    ) -> None:
        self.scenario, self.reader, self.ledger = scenario, reader, ledger
        self.org, self.now = org, now
        self._pictures: dict[str, Picture] = {}

    def incident(self, case: str) -> Incident | None:
        """Return the incident of a case; ``None`` while its call was not taken, or is void.

        Where the scenario has one case, the first incident is it: whoever takes the call on a
        second form, while the first still holds the case's id, has taken it all the same.
        """
        incidents = self.ledger.incidents
        if len(self.scenario.case) == 1:
            return next(
                (incident for incident in incidents.values() if incident.opened is not None), None
            )
        found = incidents.get(self.scenario.call(case))
        return found if found is not None and found.opened is not None else None

    def picture(self, case: str) -> Picture | None:
        """Its picture at ``now``."""
        incident = self.incident(case)
        if incident is None:
            return None
        # Drawn once: every expectation and condition of a case asks for the same picture.
        if incident.id not in self._pictures:
            self._pictures[incident.id] = draw(self.reader, incident, self.org, self.now)
        return self._pictures[incident.id]

    def report_owed(self, target: Target) -> ReportOwed | None:
        """Return the duty a target names, if it has begun."""
        picture = self.picture(target.case)
        found = picture.reports_owed if picture else ()
        return next((owed for owed in found if owed.duty.rule.code == target.duty), None)

    def done(self, target: Target, since: datetime | None = None) -> Achievement | None:
        """When a target was achieved; ``None`` if it was not, or not yet.

        Of follow-ups that are owed again and again, the first made from ``since`` on counts.
        """
        if target.warning is not None:
            return self._warning(target.warning)
        incident = self.incident(target.case)
        if incident is None:
            return None
        if target.duty is not None:
            return self._duty(incident, target, since)
        if target.grade is not None:
            return self._grade(target)
        return _first(incident.entries, incident.struck, lambda entry: _matches(entry, target))

    def is_follow_up(self, target: Target) -> bool:
        """Tell whether a target is a report that is owed anew whenever something changes."""
        code = (target.duty or "").partition(":")[0]
        rules = self.reader.plan.followups
        return any(rule.code == code and rule.report == "follow_up" for rule in rules)

    def call_taken(self, case: str) -> Achievement | None:
        """When the call of a case was taken."""
        incident = self.incident(case)
        if incident is None:
            return None
        return _first(incident.entries, incident.struck, lambda e: e.kind == events.Opened.kind)

    def _duty(
        self, incident: Incident, target: Target, since: datetime | None
    ) -> Achievement | None:
        owed = self.report_owed(target)
        found = [owed] if owed else []
        if since and self.is_follow_up(target):
            made = self._made(incident, target)
            found = [report for report in (*found, *made) if _tells_of(report, since)]
        proofs = [report.duty.proof for report in found if report.duty.proof]
        proof = min(proofs, key=lambda proof: proof.at, default=None)
        if proof is None:
            return None
        # When it was done and when it was written are told apart: an expectation asks for the one,
        # a condition for the other (docs/decisions/010).
        known = [entry.recorded_at for entry in incident.entries if entry.id == proof.ref]
        return Achievement(proof.at, max(known, default=proof.at))

    def _made(self, incident: Incident, target: Target) -> list[ReportOwed]:
        """Return the follow-ups of new circumstances already made, as far as a target is them."""
        _rule, _colon, receiver = (target.duty or "").partition(":")
        picture = self.picture(target.case)
        if picture is None:
            return []
        news = NewsOwed(self.reader, incident, picture.grade_changes, self.now)
        found = news.made(self.org, receiver)
        return [owed for owed in found if owed.duty.rule.code == target.duty]

    def _grade(self, target: Target) -> Achievement | None:
        """By the facts, by time, or by a person who decided on it."""
        picture = self.picture(target.case)
        assert picture is not None
        assert target.grade is not None
        grade, scale = target.grade, self.reader.scale
        moments = [first_reached(picture.grade_changes, grade, scale, possible=target.possible)]
        moments += [
            entry.occurred_at
            for entry in picture.incident.entries
            if entry.kind == events.GradeOverridden.kind
            and entry.id not in picture.incident.struck
            and scale.reaches(events.read(events.GradeOverridden, entry).grade, grade)
        ]
        first = min((at for at in moments if at is not None), default=None)
        return Achievement(first, first) if first is not None and first <= self.now else None

    def _warning(self, level: int) -> Achievement | None:
        def issued(entry: Entry) -> bool:
            if entry.kind != events.WarningIssued.kind:
                return False
            return events.read(events.WarningIssued, entry).level == level

        return _first(self.ledger.station_entries, self.ledger.warnings.struck, issued)


def _tells_of(owed: ReportOwed, since: datetime) -> bool:
    """Tell whether a follow-up tells of something learned from ``since`` on."""
    return any((change.last_learned_at or change.learned_at) >= since for change in owed.because)


def _first(
    entries: Iterable[Entry], struck: Mapping[str, object], fits: Callable[[Entry], bool]
) -> Achievement | None:
    """Find the earliest fitting entry that stands."""
    found = (entry for entry in entries if entry.id not in struck and fits(entry))
    first = min(found, key=lambda entry: (entry.occurred_at, entry.order), default=None)
    return Achievement(first.occurred_at, first.recorded_at) if first else None


def _matches(entry: Entry, target: Target) -> bool:
    """Whether an entry is what a target of an incident asks for."""
    match events.decode(entry.kind, entry.data):
        case events.ResponseStepped() as event:
            if target.response is not None:
                changed = event.step in ("started", "raised", "lowered")
                return changed and event.level == target.response
            return target.step is not None and event.step == target.step
        case events.CommandTaken() as event:
            return event.headquarters == target.command
        case events.GroupStood() as event:
            return event.stood and event.group == target.group
        case events.TaskMoved() as event:
            return event.task == target.measure and event.state in ("begun", "finished")
        case events.ReportIssued() as event:
            return event.stage == target.document and not {*target.tells} - elements_reported(event)
    return False
