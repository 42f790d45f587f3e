"""How grave it is: the plan's criteria over the facts, with the reasons and the margins (1.5)."""

from collections.abc import Mapping
from decimal import Context, Decimal

from msgspec import Struct

from cqcmd.rules.facts import Amount, FactSet, Number
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Condition, Criterion, Fact, Grade, ResponseLevel, ResponseRule

EXACT = Context(prec=3000)
"""Hours and megawatts are subtracted exactly as given; the usual 28 digits would round them."""

Bound = tuple[int, Number]
"""A fact's slot, and the least value that meets the condition."""

Rule = tuple[int, Number, tuple[Bound, ...], int, Criterion]
"""A criterion compiled: its first bound, the others, the rank of its grade. Tuples, because every
key press walks over all of them."""

Want = tuple[int, list[Bound]]
"""The rank of a criterion's grade, and the bounds at which blanks keep it from being met."""


class Margin(Struct, frozen=True):
    """``fact`` alone, raised to ``at``, brings the accident to ``grade``; ``short`` is missing."""

    fact: str
    grade: Grade
    at: Number
    short: Number


class Verdict(Struct, frozen=True):
    """A grade and every criterion that gives it; no grade where none is met."""

    grade: Grade | None
    because: tuple[Criterion, ...]

    @property
    def clauses(self) -> tuple[str, ...]:
        """The distinct clauses of the criteria, in the plan's order."""
        return tuple(dict.fromkeys(criterion.clause for criterion in self.because))


class Assessment(Struct, frozen=True):
    """All that the criteria say of a set of facts.

    ``margins`` are of the confirmed grade, one a fact, in the plan's order of facts; ``blanks`` are
    the blank facts that could still raise the possible grade (待核).
    """

    confirmed: Verdict
    possible: Verdict
    margins: tuple[Margin, ...]
    blanks: tuple[str, ...]

    @property
    def standing(self) -> str:
        """``graded``; ``open`` (待判) while a fact that matters is blank; else ``below`` (未达)."""
        if self.confirmed.grade:
            return "graded"
        return "open" if self.blanks else "below"


NOTHING = Verdict(None, ())


class Ground(Struct, frozen=True):
    """A condition of a criterion that is met: the fact, its value, and the least that meets it."""

    criterion: Criterion
    fact: Fact
    value: Number
    least: Number


class Grader:
    """The criteria of one plan, compiled once, by equipment."""

    def __init__(self, plan: Plan) -> None:
        self.facts: tuple[Fact, ...] = tuple(fact for fact in plan.facts if fact.graded)
        self._slots = {fact.code: slot for slot, fact in enumerate(self.facts)}
        self._implied: tuple[Number, ...] = tuple(fact.implied or 0 for fact in self.facts)
        self._flags = tuple(fact.kind == "flag" for fact in self.facts)
        self.scale = plan.grade_scale
        self._levels = {row.level: self._alternatives(row) for row in plan.responses if row.when}
        self._sure_levels = {row.level for row in plan.responses if not row.on_possible}
        kinds: tuple[str | None, ...] = (None, *(row.code for row in plan.equipment))
        self._rules = {kind: self._compile(plan.criteria, kind) for kind in kinds}
        self._ladders = {kind: self._by_grade(rules) for kind, rules in self._rules.items()}

    def _compile(self, criteria: tuple[Criterion, ...], equipment: str | None) -> tuple[Rule, ...]:
        """Return the rules that bear on the equipment, gravest first."""
        mine = [row for row in criteria if row.equipment is None or equipment in row.equipment]
        return tuple(sorted((self._rule(row) for row in mine), key=lambda rule: rule[3]))

    def _rule(self, criterion: Criterion) -> Rule:
        (slot, least), *others = self._bounds(criterion.when)
        return (slot, least, tuple(others), self.scale.rank(criterion.grade), criterion)

    def _bounds(self, conditions: tuple[Condition, ...]) -> list[Bound]:
        return [(self._slots[condition.fact], _least(condition)) for condition in conditions]

    def _alternatives(self, rule: ResponseRule) -> tuple[list[Bound], ...]:
        return tuple(self._bounds(conditions) for conditions in rule.when)

    def _by_grade(self, rules: tuple[Rule, ...]) -> tuple[tuple[Grade, tuple[Rule, ...]], ...]:
        return tuple(
            (grade, tuple(rule for rule in rules if rule[3] == rank))
            for rank, grade in enumerate(self.scale.codes)
        )

    def levels_met(self, facts: FactSet) -> frozenset[ResponseLevel]:
        """Return the levels of response whose own conditions these facts meet (4.5)."""
        return frozenset(
            level
            for level, alternatives in self._levels.items()
            for values in (facts.confirmed if level in self._sure_levels else facts.possible,)
            if any(all(values[slot] >= least for slot, least in part) for part in alternatives)
        )

    def reads(self, fact: str) -> bool:
        """Tell whether the plan grades by that fact."""
        return fact in self._slots

    def fact_set(self, equipment: str | None, amounts: Mapping[str, Amount]) -> FactSet:
        """Lay the amounts, by fact code, into slots; what is absent is blank."""
        confirmed, possible = list(self._implied), list(self._implied)
        known: list[Number | None] = [None] * len(confirmed)
        for code, amount in amounts.items():
            slot = self._slots[code]
            if amount.confirmed is not None:
                known[slot] = confirmed[slot] = amount.confirmed
            # What is possible includes what is confirmed, whatever the writer put there.
            least = confirmed[slot]
            more = amount.possible
            possible[slot] = least if more is None or more < least else more
        return FactSet(equipment, tuple(confirmed), tuple(possible), tuple(known))

    def grade(self, equipment: str | None, values: tuple[Number, ...]) -> Verdict:
        """Return the gravest grade that any criterion gives, with all that give it (1.5)."""
        # Only lower bounds are compared. Gravest first, an upper end is never needed: of several
        # criteria the gravest counts (docs/decisions/001, 2).
        for grade, rules in self._ladders[equipment]:
            met = []
            for slot, least, others, _rank, criterion in rules:
                if values[slot] >= least:
                    for other, bound in others:
                        if values[other] < bound:
                            break
                    else:
                        met.append(criterion)
            if met:
                return Verdict(grade, tuple(met))
        return NOTHING

    def grounds(self, verdict: Verdict, values: tuple[Number, ...]) -> tuple[Ground, ...]:
        """Return every condition that a verdict over these values rests on, in the plan's order."""
        return tuple(
            Ground(row, self.facts[slot], values[slot], _least(condition))
            for row in verdict.because
            for condition in row.when
            for slot in (self._slots[condition.fact],)
        )

    def grades(self, facts: FactSet) -> tuple[Verdict, Verdict]:
        """Return the confirmed and the possible verdict."""
        confirmed = self.grade(facts.equipment, facts.confirmed)
        if facts.possible == facts.confirmed:
            return confirmed, confirmed
        return confirmed, self.grade(facts.equipment, facts.possible)

    def assess(self, facts: FactSet) -> Assessment:
        """Return both grades with their reasons, the margins and the blanks that matter."""
        confirmed, possible = self.grades(facts)
        return Assessment(
            confirmed, possible, self.margins(facts, confirmed.grade), self._blanks(facts, possible)
        )

    def margins(self, facts: FactSet, grade: Grade | None) -> tuple[Margin, ...]:
        """Return, for each fact that alone could raise the grade, the smallest value that does.

        A criterion of a graver grade that fails by one fact alone is a margin of that fact.
        """
        nearest: dict[int, tuple[Number, int]] = {}
        limit = self.scale.rank(grade)
        values, flags = facts.confirmed, self._flags
        for slot, least, others, rank, _criterion in self._rules[facts.equipment]:
            if rank >= limit:
                break
            short, at = (slot, least) if values[slot] < least else (-1, least)
            for other, bound in others:
                if values[other] < bound:
                    if short >= 0:
                        break
                    short, at = other, bound
            else:
                # A flag has no distance to go: that it holds is no number anybody approaches.
                if short < 0 or flags[short]:
                    continue
                found = nearest.get(short)
                if found is None or (at, rank) < found:
                    nearest[short] = (at, rank)
        return tuple(
            Margin(self.facts[slot].code, self.scale.codes[rank], at, _short(at, facts.known[slot]))
            for slot, (at, rank) in sorted(nearest.items())
        )

    def bounds(self, equipment: str | None, slot: int) -> tuple[Number, ...]:
        """Return the values of a fact at which some criterion of the equipment turns, ascending."""
        found = {
            least
            for first, at, others, _rank, _criterion in self._rules[equipment]
            for place, least in ((first, at), *others)
            if place == slot
        }
        return tuple(sorted(found))

    def level_bounds(self, slot: int) -> tuple[Number, ...]:
        """Return the values of a fact at which the own conditions of a level of response turn."""
        parts = (part for alternatives in self._levels.values() for part in alternatives)
        return tuple(sorted({least for part in parts for place, least in part if place == slot}))

    def _blanks(self, facts: FactSet, possible: Verdict) -> tuple[str, ...]:
        """Return the blank facts that could still raise the possible grade (待核)."""
        wants = self._wants(facts, possible)
        asked = {slot for want in wants if not _needless(want, wants) for slot, _least in want[1]}
        return tuple(self.facts[slot].code for slot in sorted(asked))

    def _wants(self, facts: FactSet, possible: Verdict) -> list[Want]:
        """Return what each graver criterion still wants that fails by blank facts alone."""
        # Against the possible grade: a blank that brings only what is possible anyway is quiet.
        limit = self.scale.rank(possible.grade)
        values, known = facts.possible, facts.known
        found: list[Want] = []
        for slot, least, others, rank, _criterion in self._rules[facts.equipment]:
            if rank >= limit:
                break
            if values[slot] < least and known[slot] is not None:
                continue
            failing = [(slot, least)] if values[slot] < least else []
            for other, bound in others:
                if values[other] < bound:
                    if known[other] is not None:
                        break
                    failing.append((other, bound))
            else:
                found.append((rank, failing))
        return found


def _needless(want: Want, wants: list[Want]) -> bool:
    """Tell whether a part of it already brings a grade as grave: then the rest is not asked for."""
    rank, failing = want
    return len(failing) > 1 and any(
        other <= rank
        and len(part) < len(failing)
        and all(any(slot == at and bound <= end for at, end in failing) for slot, bound in part)
        for other, part in wants
    )


def _least(condition: Condition) -> Number:
    """Return the least value that meets a condition: 1 of a flag, the end of a range (以上)."""
    bound = condition.at_least
    if bound is None:
        return 1
    # Through its text: 0.1 as a float is not the 0.1 that stands in the plan file.
    return bound if isinstance(bound, int) else Decimal(str(bound))


def _short(at: Number, known: Number | None) -> Number:
    # From what was entered, not from what a blank stands for: of a blank all is missing.
    if isinstance(known, Decimal) or isinstance(at, Decimal):
        return EXACT.subtract(Decimal(at), Decimal(known or 0))
    return at - (known or 0)
