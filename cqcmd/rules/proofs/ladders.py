"""Proofs about the criteria: more harm never lowers the grade, and the rungs of a ladder meet."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from cqcmd.i18n import _
from cqcmd.rules.plan import Plan
from cqcmd.rules.proofs.facts import MOST_CONDITIONS
from cqcmd.rules.rows import Condition, Criterion
from cqcmd.rules.scale import Scale

Number = int | float
Rung = tuple[Number, Number | None, Criterion]
"""The ends of a criterion's range of one fact."""


def ladder_faults(plan: Plan) -> Iterator[str]:
    """Yield a sentence for every two criteria at odds, and every gap or overlap of a ladder."""
    yield from _reversals(plan.criteria, plan.grade_scale)
    # A dict, for its order: criteria of all equipment meet again under every kind.
    faults: dict[str, None] = {}
    for rungs in _ladders(plan.criteria).values():
        for mine in _by_equipment(rungs, plan.index["equipment"]):
            faults |= dict.fromkeys(_breaks(mine))
    yield from faults


def _by_equipment(rungs: list[Rung], known: Collection[str]) -> Iterator[list[Rung]]:
    """Yield the rungs that bear on equipment of all kinds, then those on each kind named."""
    kinds = dict.fromkeys(kind for *_ends, row in rungs for kind in row.equipment or ())
    everywhere = [rung for rung in rungs if rung[2].equipment is None]
    if everywhere:
        yield everywhere
    for kind in (kind for kind in kinds if kind in known):
        yield [rung for rung in rungs if rung[2].equipment is None or kind in rung[2].equipment]


def _reversals(criteria: Sequence[Criterion], scale: Scale) -> Iterator[str]:
    """Yield the pairs in which the graver situation is given the lower grade."""
    reached = [{c.fact: c.at_least or 0 for c in criterion.when} for criterion in criteria]
    for worse, harm in zip(criteria, reached, strict=True):
        for milder, least in zip(criteria, reached, strict=True):
            if (
                scale.is_lower(worse.grade, milder.grade)
                and _meet(worse, milder)
                and _implies(harm, least)
            ):
                yield _("情形 {worse} 比 {milder} 更重，等级却更低（{low} < {high}）").format(
                    worse=worse.code, milder=milder.code, low=worse.grade, high=milder.grade
                )


def _meet(one: Criterion, other: Criterion) -> bool:
    """Tell whether some equipment falls under both."""
    if one.equipment is None or other.equipment is None:
        return True
    return not set(one.equipment).isdisjoint(other.equipment)


def _implies(harm: Mapping[str, Number], least: Mapping[str, Number]) -> bool:
    """Tell whether all that meets these lower bounds reaches every one of the others."""
    return all(fact in harm and bound <= harm[fact] for fact, bound in least.items())


def _ladders(criteria: Sequence[Criterion]) -> dict[tuple[str, frozenset[object]], list[Rung]]:
    """Group the criteria that differ in the range of one fact, by that fact and all the rest."""
    ladders: dict[tuple[str, frozenset[object]], list[Rung]] = defaultdict(list)
    for criterion in criteria:
        when = criterion.when[:MOST_CONDITIONS]
        for condition in when:
            if condition.at_least is not None:
                rest = frozenset(_lower_end(c) for c in when if c is not condition)
                rung = (condition.at_least, condition.below, criterion)
                ladders[condition.fact, rest].append(rung)
    return ladders


def _lower_end(condition: Condition) -> object:
    return condition.fact, condition.at_least


def _breaks(rungs: list[Rung]) -> Iterator[str]:
    """Yield where consecutive rungs do not meet exactly; the top one must be open above."""
    rungs = sorted(rungs, key=lambda rung: rung[0])
    for (_low, high, lower), (start, _end, upper) in pairwise(rungs):
        if high is None or high > start:
            yield _("情形 {lower} 与 {upper} 的范围重叠于 {start}").format(
                lower=lower.code, upper=upper.code, start=start
            )
        elif high < start:
            yield _("情形 {lower} 与 {upper} 之间有空档：{high} 至 {start}").format(
                lower=lower.code, upper=upper.code, high=high, start=start
            )
    _least, top, highest = rungs[-1]
    if top is not None:
        yield _("情形 {code} 之上没有相接的情形：{top} 以上落空").format(code=highest.code, top=top)
