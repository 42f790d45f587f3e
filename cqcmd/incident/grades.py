"""An incident's grade at any moment: what was known by then, and how long people had been up."""

from collections.abc import Iterator
from datetime import datetime
from operator import attrgetter
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from cqcmd.incident.growth import ended, growing_since, has_grown, possible_since
from cqcmd.incident.known import KnownFacts
from cqcmd.incident.state import Incident
from cqcmd.incident.stranding import Span, hours_between, spans
from cqcmd.rules.facts import BLANK, NO, PERHAPS, YES, Amount, FactSet
from cqcmd.rules.grading import Assessment, Grader, Ground, Verdict
from cqcmd.rules.plan import Plan
from cqcmd.rules.projection import Projection, after, forecast, project
from cqcmd.rules.rows import Fact, Grade, ResponseLevel

ANSWERS = {"yes": YES, "possible": PERHAPS, "no": NO}


class GradeChange(Struct, frozen=True):
    """From ``at`` on the grades were these. ``waits``: none yet, and time alone can give one."""

    at: datetime
    confirmed: Grade | None
    possible: Grade | None
    waits: bool
    cause: Literal["facts", "time"]


class GradeReader:
    """Reads facts through one plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.grader = Grader(plan)
        self.scale = plan.grade_scale
        self._grows = {fact.code for fact in plan.facts if fact.grows}
        self._graded = {fact.code for fact in plan.facts if fact.graded}
        self._indirect = tuple(fact for fact in plan.facts if fact.sets or fact.adds_possible)

    def assess(self, facts: KnownFacts, call: datetime | None, now: datetime) -> Assessment:
        """Assess at ``now``: the gravest of every span of stranding, the margins of the last."""
        # Harm done does not shrink: that people come down lowers no grade once reached (1.5).
        sets = self._fact_sets(facts, call, now)
        latest = self.grader.assess(sets[-1])
        confirmed, possible = self._gravest(sets, (latest.confirmed, latest.possible))
        if confirmed is latest.confirmed and possible is latest.possible:
            return latest
        margins = self.grader.margins(sets[-1], confirmed.grade)
        return Assessment(confirmed, possible, margins, latest.blanks)

    def grades(
        self, facts: KnownFacts, call: datetime | None, now: datetime
    ) -> tuple[Grade | None, Grade | None]:
        """Return the confirmed and the possible grade of `assess`, without what is missing."""
        sets = self._fact_sets(facts, call, now)
        confirmed, possible = self._gravest(sets, self.grader.grades(sets[-1]))
        return confirmed.grade, possible.grade

    def _gravest(
        self, sets: tuple[FactSet, ...], latest: tuple[Verdict, Verdict]
    ) -> tuple[Verdict, Verdict]:
        """Return both verdicts of the spans; of equally grave ones the latest span's."""
        confirmed, possible = latest
        for earlier in sets[:-1]:
            sure, maybe = self.grader.grades(earlier)
            confirmed = sure if self.scale.is_lower(confirmed.grade, sure.grade) else confirmed
            possible = maybe if self.scale.is_lower(possible.grade, maybe.grade) else possible
        return confirmed, possible

    def levels_met(
        self, facts: KnownFacts, call: datetime | None, now: datetime
    ) -> frozenset[ResponseLevel]:
        """Return the levels of response whose own conditions were met by ``now``."""
        sets = self._fact_sets(facts, call, now)
        return frozenset().union(*map(self.grader.levels_met, sets))

    def level_turns(self, facts: KnownFacts, call: datetime | None) -> tuple[datetime, ...]:
        """Return when time alone may meet the own conditions of a level of response."""
        slots = {fact.code: slot for slot, fact in enumerate(self.grader.facts)}
        return tuple(
            after(since, hours)
            for possible in (False, True)
            for code, since in self._growing(facts, call, possible=possible)
            for hours in self.grader.level_bounds(slots[code])
        )

    def grounds(
        self, facts: KnownFacts, call: datetime | None, now: datetime
    ) -> tuple[tuple[Ground, ...], tuple[Ground, ...]]:
        """Return what the confirmed and the possible grade rest on, of the span that gave each."""
        sets = self._fact_sets(facts, call, now)
        found = []
        for take in (attrgetter("confirmed"), attrgetter("possible")):
            graded = [(self.grader.grade(one.equipment, take(one)), take(one)) for one in sets]
            # The last of equal ones, as `assess` takes it: it is what is known now.
            verdict, values = min(reversed(graded), key=lambda pair: self.scale.rank(pair[0].grade))
            found.append(self.grader.grounds(verdict, values))
        return found[0], found[1]

    def projections(
        self, facts: KnownFacts, call: datetime | None, now: datetime, *, possible: bool = False
    ) -> tuple[Projection, ...]:
        """Return when time alone raises the grade, if nothing changes; soonest first."""
        latest = self._fact_sets(facts, call, now)[-1]
        # A projection reads confirmed values, so the possible ones are put in their place.
        if possible:
            latest = replace(latest, confirmed=latest.possible)
        found: list[Projection] = []
        for code, since in self._growing(facts, call, possible=possible):
            found += project(self.grader, latest, code, since)
        found = [replace(projection, possible=possible) for projection in found]
        return tuple(sorted(found, key=lambda projection: projection.moment))

    def forecast(
        self, facts: KnownFacts, call: datetime | None, now: datetime
    ) -> tuple[Projection, ...]:
        """Return when time alone raises the confirmed grade, and when the possible one."""
        sure = self.projections(facts, call, now)
        return forecast(sure, self.projections(facts, call, now, possible=True))

    def fact_set(self, facts: KnownFacts, call: datetime | None, now: datetime) -> FactSet:
        """Lay the facts at ``now`` into slots, of people stranded the last span."""
        return self._fact_sets(facts, call, now)[-1]

    def grown(self, facts: KnownFacts, call: datetime | None, now: datetime) -> dict[str, Amount]:
        """Return the hours that had passed by ``now``, of each fact that grows with time."""
        if not has_grown(facts, call) and not facts.by_code.keys() & self._grows:
            return {}
        latest = self.fact_set(facts, call, now)
        return {
            fact.code: Amount(latest.confirmed[slot], latest.possible[slot])
            for slot, fact in enumerate(self.grader.facts)
            if fact.grows and latest.known[slot] is not None
        }

    def holding(self, facts: KnownFacts) -> frozenset[str]:
        """Return the facts that hold or may hold: a number above 0, a flag not denied."""
        found: dict[str, Amount | None] = {code: facts.amount(code) for code in facts.by_code}
        found |= self._amounts(facts, facts.choice("equipment"))
        return frozenset(code for code, amount in found.items() if amount and amount.possible)

    def grade_changes(self, incident: Incident, now: datetime) -> tuple[GradeChange, ...]:
        """Return how the grades went, by the moment each fact was learned and by time itself."""
        # By when it was learned, not when it came to be so: duties start at what is known.
        call = incident.received_at
        learned = sorted(incident.learned, key=lambda pair: pair[1].learned_at)
        ends = [event.learned_at for _entry, event in learned[1:]] + [now]
        facts = KnownFacts()
        found: list[GradeChange] = []
        if not learned:
            return (GradeChange(call, None, None, False, "facts"),) if call else ()
        # Between two entries only time can turn the grade.
        for (entry, event), end in zip(learned, ends, strict=True):
            facts.learn(entry, event)
            for turn in self._turns_between(facts, call, event.learned_at, end):
                if not found or _grades(found[-1]) != _grades(turn):
                    found.append(turn)
        return tuple(found)

    def _turns_between(
        self, facts: KnownFacts, call: datetime | None, start: datetime, end: datetime
    ) -> Iterator[GradeChange]:
        yield self._turn(facts, call, start, "facts")
        moments = {
            projection.moment
            for possible in (False, True)
            for projection in self.projections(facts, call, start, possible=possible)
        }
        for moment in sorted(moments):
            if start < moment <= end:
                yield self._turn(facts, call, moment, "time")

    def _turn(
        self,
        facts: KnownFacts,
        call: datetime | None,
        at: datetime,
        cause: Literal["facts", "time"],
    ) -> GradeChange:
        confirmed, possible = self.grades(facts, call, at)
        waits = possible is None and has_grown(facts, call)
        return GradeChange(at, confirmed, possible, waits, cause)

    def _fact_sets(
        self, facts: KnownFacts, call: datetime | None, now: datetime
    ) -> tuple[FactSet, ...]:
        equipment = facts.choice("equipment")
        amounts = self._amounts(facts, equipment)
        sure, maybe = growing_since(facts, call), possible_since(facts, call)
        ends = ended(facts)
        for code, earliest in maybe.items():
            if self.grader.reads(code):
                end, told = ends[code] or now, amounts.get(code, BLANK)
                hours = hours_between(sure[code], end) if code in sure else told.confirmed
                amounts[code] = Amount(hours, hours_between(earliest, end))
        if "stranded_hours" not in sure:
            return (self.grader.fact_set(equipment, amounts),)
        # Whatever the hours may have been, they are of every span: it is the start that is unsure.
        up = spans(facts, sure["stranded_hours"], maybe["stranded_hours"], now)
        return tuple(self.grader.fact_set(equipment, amounts | self._of_span(span)) for span in up)

    def _of_span(self, span: Span) -> dict[str, Amount]:
        found = {"stranded": span.count, "stranded_hours": Amount(span.hours, span.possible)}
        # A plan may ask after people who are up without grading by them.
        return {code: amount for code, amount in found.items() if self.grader.reads(code)}

    def _growing(
        self, facts: KnownFacts, call: datetime | None, *, possible: bool
    ) -> Iterator[tuple[str, datetime]]:
        starts = possible_since(facts, call) if possible else growing_since(facts, call)
        ends = ended(facts)
        for code, since in starts.items():
            if ends[code] is None and self.grader.reads(code):
                yield code, since

    def _amounts(self, facts: KnownFacts, equipment: str | None) -> dict[str, Amount]:
        """Return what criteria read: amounts, choices as flags, what other facts make possible."""
        graded = self._graded & facts.by_code.keys()
        amounts = ((code, facts.amount(code)) for code in graded)
        found = {code: amount for code, amount in amounts if amount is not None}
        # After all amounts: what missing people add needs the deaths that were entered.
        for fact in self._indirect:
            if fact.equipment is None or equipment in fact.equipment:
                _add_indirect(found, fact, facts)
        return found


def _add_indirect(found: dict[str, Amount], fact: Fact, facts: KnownFacts) -> None:
    if fact.sets and (choice := facts.choice(fact.code)):
        reading = next((c.reading for c in fact.choices if c.code == choice), None)
        if reading:
            found[fact.sets] = ANSWERS[reading]
    more = facts.amount(fact.code)
    if fact.adds_possible and more is not None and more.possible:
        base = found.get(fact.adds_possible, BLANK)
        # Missing people are possible deaths (docs/decisions/001, 5): on top of what is possible.
        total = (base.possible or base.confirmed or 0) + more.possible
        found[fact.adds_possible] = Amount(base.confirmed, total)


def _grades(turn: GradeChange) -> tuple[Grade | None, Grade | None, bool]:
    return turn.confirmed, turn.possible, turn.waits
