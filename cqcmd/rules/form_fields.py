"""The fields of forms and reports that are no facts of the plan, by what they fill."""

from collections.abc import Iterable, Mapping

from cqcmd.rules.rows import Fact

WORD_FIELDS = (
    "district",
    "unit",
    "place",
    "summary",
    "caller",
    "callback",
    "unit_profile",
    "scene",
    "cause",
    "measures",
    "device",
    "maintainer",
)
"""Fields of a form that hold words and are no facts of the plan: no criterion reads them."""

OF_THE_CALL = ("equipment", "occurred_at")
"""Fields of a form that hold a kind of equipment, and the moment of the accident."""

OF_THE_STATION = ("grade", "reporter", "reporter_phone")
"""What the program itself fills into a report."""

FILLED: Mapping[str, tuple[str, ...]] = {
    "phone": (*WORD_FIELDS, *OF_THE_CALL, *OF_THE_STATION),
    "written": (*WORD_FIELDS, *OF_THE_CALL, *OF_THE_STATION),
    "press": (*WORD_FIELDS, *OF_THE_CALL, "grade", "progress", "public", "traffic"),
    "start_order": ("items", "level", "duration", "measures"),
}
"""What the elements of a report may be filled from, facts apart."""

SPOKEN: Mapping[str, tuple[str, ...]] = {
    "phone.1": ("occurred_at",),
    "phone.2": ("district", "place"),
    "phone.3": ("unit",),
    "phone.4": ("equipment",),
    "phone.5": ("summary",),
    "phone.6": ("reporter",),
    "phone.7": ("reporter_phone",),
}
"""The elements of the telephone report that are read as sentences of their own."""


def is_read(fact: Fact) -> bool:
    """Tell whether a criterion asks for a fact."""
    return bool(fact.graded or fact.adds_possible or fact.sets)


def in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return what a form asks for, in an order in which nothing moves that stays in sight.

    First what is asked of every kind of equipment, then what of the most; what no criterion reads
    stands behind all others.
    """
    facts = tuple(facts)
    decided = {fact.sets for fact in facts if fact.sets}
    asked = [fact for fact in facts if fact.code not in decided]
    return tuple(sorted(asked, key=lambda fact: (not is_read(fact), _kinds_besides(fact))))


def _kinds_besides(fact: Fact) -> tuple[bool, int]:
    return fact.equipment is not None, -len(fact.equipment or ())
