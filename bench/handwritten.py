"""The base of grading: 1.5 for pressure vessels as a person would write it out."""

from msgspec import Struct


class Facts(Struct, frozen=True):
    """What is known of an accident of a pressure vessel: people, whole yuan, yes or no."""

    deaths: int
    serious_injuries: int
    loss_yuan: int
    exploded: bool
    toxic_leak: bool
    relocated: int


def grade(facts: Facts) -> tuple[str | None, list[str]]:
    """The gravest grade, and every criterion that gives it."""
    because: list[str] = []
    if facts.deaths >= 30:
        because.append("I.deaths")
    if facts.serious_injuries >= 100:
        because.append("I.serious_injuries")
    if facts.loss_yuan >= 100_000_000:
        because.append("I.loss")
    if facts.toxic_leak and facts.relocated >= 150_000:
        because.append("I.toxic_leak")
    if because:
        return "I", because
    if facts.deaths >= 10:
        because.append("II.deaths")
    if facts.serious_injuries >= 50:
        because.append("II.serious_injuries")
    if facts.loss_yuan >= 50_000_000:
        because.append("II.loss")
    if facts.toxic_leak and facts.relocated >= 50_000:
        because.append("II.toxic_leak")
    if because:
        return "II", because
    return _lower(facts, because)


def _lower(facts: Facts, because: list[str]) -> tuple[str | None, list[str]]:
    if facts.deaths >= 3:
        because.append("III.deaths")
    if facts.serious_injuries >= 10:
        because.append("III.serious_injuries")
    if facts.loss_yuan >= 10_000_000:
        because.append("III.loss")
    if facts.exploded:
        because.append("III.explosion")
    if facts.toxic_leak and facts.relocated >= 10_000:
        because.append("III.toxic_leak")
    if because:
        return "III", because
    if facts.deaths >= 1:
        because.append("IV.deaths")
    if facts.serious_injuries >= 1:
        because.append("IV.serious_injuries")
    if facts.loss_yuan >= 10_000:
        because.append("IV.loss")
    if facts.toxic_leak and facts.relocated >= 500:
        because.append("IV.toxic_leak")
    return ("IV", because) if because else (None, because)
