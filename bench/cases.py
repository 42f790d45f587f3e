"""Accidents of pressure vessels, drawn around the plan's bounds, in both shapes."""

from random import Random

from bench.handwritten import Facts
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.rules.facts import NO, YES, Amount, FactSet
from cqcmd.rules.grading import Grader

EQUIPMENT = "pressure_vessel"
FLAGS = ("exploded", "toxic_leak")
USUAL = {
    "deaths": (0, 0, 0, 1, 2, 3, 9, 10, 29, 30),
    "serious_injuries": (0, 0, 1, 3, 9, 10, 49, 50, 100),
    "loss_yuan": (0, 9_999, 10_000, 300_000, 9_999_999, 10_000_000, 50_000_000, 100_000_000),
    "relocated": (0, 0, 499, 500, 10_000, 50_000, 149_999, 150_000),
}


def accidents(count: int, seed: int = 7) -> list[Facts]:
    """Most are small, as accidents are; every bound of the plan is among them."""
    rng = Random(seed)
    return [_accident(rng) for _ in range(count)]


def _accident(rng: Random) -> Facts:
    reach = rng.random()
    amounts = {
        name: values[int(rng.random() * reach * len(values))] for name, values in USUAL.items()
    }
    return Facts(exploded=rng.random() < 0.15, toxic_leak=rng.random() < 0.3, **amounts)


def built_in() -> Grader:
    """The grader of the plan that ships with the program."""
    return Grader(plan_in_force())


def fact_sets(grader: Grader, accidents: list[Facts], more: int = 0) -> list[FactSet]:
    """The same accidents as the program holds them; ``more`` deaths are possible."""
    return [_fact_set(grader, accident, more) for accident in accidents]


def _fact_set(grader: Grader, facts: Facts, more: int) -> FactSet:
    amounts = {name: YES if getattr(facts, name) else NO for name in FLAGS}
    for name in USUAL:
        value = getattr(facts, name)
        amounts[name] = Amount(value, value + (more if name == "deaths" else 0))
    return grader.fact_set(EQUIPMENT, amounts)


def disagreements(grader: Grader, accidents: list[Facts]) -> list[Facts]:
    """Accidents that the hand-written base grades otherwise than the program; must be none."""
    from bench.handwritten import grade

    def same(facts: Facts, values: FactSet) -> bool:
        verdict = grader.grade(EQUIPMENT, values.confirmed)
        codes = [criterion.code for criterion in verdict.because]
        return (verdict.grade, codes) == grade(facts)

    sets = fact_sets(grader, accidents)
    return [facts for facts, values in zip(accidents, sets, strict=True) if not same(facts, values)]
