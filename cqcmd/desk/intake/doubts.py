"""What a form leaves open of an answer of several kinds: an explosion not sure, or unasked."""

from collections.abc import Iterator

from cqcmd.desk.intake.desk import Preview
from cqcmd.i18n import _
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Fact


def doubt(plan: Plan, preview: Preview) -> str:
    """Return ``爆炸待核`` where the possible grade rests on an answer that leaves it open."""
    possible, confirmed = preview.assessment.possible, preview.assessment.confirmed
    if possible.grade == confirmed.grade:
        return ""
    rests_on = {condition.fact for row in possible.because for condition in row.when}
    named = [
        plan.fact(fact.sets).short
        for fact in plan.facts
        if fact.sets in rests_on and fact.sets and _reading(fact, preview) == "possible"
    ]
    return _("{facts}待核").format(facts="、".join(named)) if named else ""


def unasked(plan: Plan, preview: Preview) -> Iterator[str]:
    """Yield ``有没有爆炸？`` where that would decide the grade and the form says nothing of it."""
    equipment = preview.reading.equipment
    for fact in plan.facts:
        asked = fact.sets and equipment in (fact.equipment or ())
        if asked and fact.sets in preview.assessment.blanks:
            told = plan.fact(fact.sets).short in (preview.reading.details.get("summary") or "")
            words = _("概要说到{fact}：是哪种？") if told else _("有没有{fact}？")
            yield words.format(fact=plan.fact(fact.sets).short)


def _reading(fact: Fact, preview: Preview) -> str:
    chosen = preview.reading.choices.get(fact.code)
    return next((choice.reading for choice in fact.choices if choice.code == chosen), "")
