"""What an incident needs of a plan that is to take the place of the one it is under."""

from collections.abc import Iterator

from cqcmd.i18n import _
from cqcmd.incident.state import Incident
from cqcmd.rules.facts import Amount
from cqcmd.rules.plan import Plan

Need = tuple[str, str]
"""A table of the plan, and a code that must stand in it."""


def lacking(plan: Plan, incident: Incident) -> tuple[str, ...]:
    """Return a sentence for each row the incident uses and the plan does not have."""
    words = {
        "equipment": _("设备种类"),
        "facts": _("事实"),
        "orgs": _("单位"),
        "groups": _("工作组"),
    }
    missing = [
        need for need in dict.fromkeys(_needs(incident)) if need[1] not in plan.index[need[0]]
    ]
    return tuple(
        _("{table}里没有 {code}").format(table=words[table], code=code) for table, code in missing
    )


def _needs(incident: Incident) -> Iterator[Need]:
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
    for group in incident.roster.stood:
        if group not in incident.roster.added:
            yield "groups", group
