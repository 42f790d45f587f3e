"""Every fact of an incident as a field of the office's own Word template, by its Chinese name."""

from collections.abc import Iterator, Mapping

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import fact_words, grade_name, moment_in_full
from cqcmd.desk.facts.views import word_names
from cqcmd.desk.reports.elements import ElementReader
from cqcmd.desk.reports.elsewhere import recorded_elsewhere
from cqcmd.i18n import _
from cqcmd.patterns import regex
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Fact

GRADE = "grade"
_IN_BRACKETS = regex(r"（[^）]*）")


def fields_known(open_record: OpenRecord, ident: str) -> dict[str, str]:
    """Return what is known as it stands now, by the plan's codes; blank ones are left out."""
    plan, incident = open_record.plan, open_record.incident(ident)
    reader, confirmed = ElementReader(open_record, ident), open_record.picture(ident).confirmed
    found = {code: reader.field(code) for code in word_names(plan)}
    for code in word_names(plan):
        if at := incident.facts.moment(code):
            found[code] = moment_in_full(at)
    for fact in plan.facts:
        known = incident.facts.by_code.get(fact.code)
        if known is not None and known.value is not None:
            found[fact.code] = fact_words(fact, known)
    for code, words in found.items():
        found[code] = words + recorded_elsewhere(open_record, incident, code)
    found[GRADE] = grade_name(plan, confirmed) if confirmed else ""
    return {code: words for code, words in found.items() if words}


def fields_named(plan: Plan, known: Mapping[str, str]) -> dict[str, str]:
    """Return every field there is by name, the unknown ones blank: ``死亡`` as ``死亡人数``."""
    named: dict[str, str] = {}
    for name, code in _names(plan):
        # Of two facts of one name the one that is known speaks.
        named[name] = named.get(name) or known.get(code, "")
    return named


def _names(plan: Plan) -> Iterator[tuple[str, str]]:
    for code, name in word_names(plan).items():
        yield name, code
    yield _("事故等级"), GRADE
    for fact in plan.facts:
        for name in _names_of(fact):
            yield name, fact.code


def _names_of(fact: Fact) -> dict[str, None]:
    return dict.fromkeys((fact.short, fact.name, _IN_BRACKETS.sub("", fact.name)))
