"""Which rows of its plan an incident rests on, by what is written down of it."""

from collections.abc import Iterator

from cqcmd.incident.state import Incident
from cqcmd.rules.facts import Amount
from cqcmd.rules.plan import Plan


def codes_used(plan: Plan, incident: Incident) -> dict[str, set[str]]:
    """Return by table the codes of the plan's rows that the incident's entries name."""
    found: dict[str, set[str]] = {}
    for table, code in _named(incident):
        found.setdefault(table, set()).add(code)
    for code in incident.tasks.by_code:
        table = "aftermath" if code in plan.index["aftermath"] else "measures"
        found.setdefault(table, set()).add(code)
    return found


def _named(incident: Incident) -> Iterator[tuple[str, str]]:
    kind = incident.facts.choice("equipment")
    if kind:
        yield "equipment", kind
    for code, known in incident.facts.by_code.items():
        # A moment is no row of the plan: it is kept of every accident.
        if code != "equipment" and isinstance(known.value, Amount | str):
            yield "facts", code
    for receipt in incident.receipts:
        yield "orgs", receipt.org
    for _entry, report in incident.reports:
        yield "orgs", report.sender
        yield "orgs", report.receiver
    for _document, org in incident.copies:
        yield "orgs", org
    if incident.override and (grade := incident.override[1].grade):
        yield "grades", grade
    for step in incident.response.steps:
        if step.event.level:
            yield "responses", step.event.level
    for group in incident.roster.stood:
        if group not in incident.roster.added:
            yield "groups", group
    for act in incident.command.acts:
        yield "headquarters_acts", act
