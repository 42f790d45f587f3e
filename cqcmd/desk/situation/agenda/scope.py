"""Whether another department's plan applies (1.3)."""

from collections.abc import Iterator

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.situation.agenda.source import Moment
from cqcmd.i18n import _
from cqcmd.rules.rows import ScopeRule
from cqcmd.views import Step


def scope(moment: Moment) -> Iterator[Step]:
    """Yield a word or a kind of equipment that the plan may leave to another department (1.3)."""
    # Judged in either way, it is not asked again.
    judged = any(entry.kind == "scope" for entry in moment.incident.entries)
    hint = scope_hint(
        moment.open_record, moment.incident.facts.choice("equipment"), moment.incident.details
    )
    if hint and not judged and not moment.over:
        words = _("是否属于“{name}”（不适用本预案）？").format(name=hint.name)
        yield Step(words, moment.clause("scope"), "scope", hint.code, "calm")


def scope_hint(
    open_record: OpenRecord, equipment: str | None, details: dict[str, str]
) -> ScopeRule | None:
    """Return the rule of 1.3 that the words, or failing them the equipment, point to."""
    text = _without_equipment(open_record, " ".join(details.values()))
    fitting = [
        rule
        for rule in open_record.plan.scope
        if rule.equipment is None or equipment in rule.equipment
    ]
    by_word = next((rule for rule in fitting if any(word in text for word in rule.words)), None)
    if by_word is not None:
        return by_word
    return next((rule for rule in fitting if rule.equipment is not None), None)


def _without_equipment(open_record: OpenRecord, text: str) -> str:
    """Return the words without names of equipment: a 海盗船 is no ship."""
    for row in open_record.plan.equipment:
        for word in row.words:
            text = text.replace(word, " ")
    return text
