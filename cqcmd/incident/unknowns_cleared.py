"""What a report told as 待核 and is known by now: that too is to be reported (4.1.3)."""

from collections.abc import Iterator

from msgspec.structs import replace

from cqcmd.incident.events import DetailsSet, FactsSet
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.follow_up_reasons import Change, UnknownCleared
from cqcmd.incident.reports_made import ReportMade
from cqcmd.incident.state import Incident
from cqcmd.rules.facts import Amount
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import FollowUpRule


def unknowns_cleared(plan: Plan, incident: Incident, rule: FollowUpRule) -> Iterator[Change]:
    """Yield each entry that fills elements of 4.1.2 which were wholly blank before it.

    Numbers that rules of their own count are theirs: of them a blank that becomes 0 is no news.
    """
    rows = [row for row in plan.contents if row.report in ("phone", "written")]
    counted = {code for followup in plan.followups for code in followup.facts}
    acted = _first_act(plan, incident)
    known: set[str] = set()
    said: list[tuple[Entry, FactsSet | DetailsSet]] = [*incident.learned, *incident.described]
    for entry, event in sorted(said, key=lambda pair: pair[0].order):
        # What was begun, or started, told of the measures before anybody wrote words about them.
        before = known | ({"measures"} if acted and acted < entry.order else set())
        for name, filled in _told(event):
            (known.add if filled else known.discard)(name)
        found = tuple(
            UnknownCleared(row.report, row.name)
            for row in rows
            if before.isdisjoint(row.fields) and not known.isdisjoint({*row.fields} - counted)
        )
        # Words carry no time of their own: they were learned when they were written down.
        learned = event.learned_at if isinstance(event, FactsSet) else entry.recorded_at
        if found:
            yield Change(rule, learned, learned, (), entry.order, found)


def _first_act(plan: Plan, incident: Incident) -> str:
    """Return the place in the journal of the first measure or response; empty if there is none."""
    codes = [code for row in plan.measures for code in (row.code, *(s.code for s in row.steps))]
    orders = [incident.tasks.of(code).order for code in codes]
    orders += [step.entry.order for step in incident.response.steps if step.event.step == "started"]
    return min(filter(None, orders), default="")


def _told(event: FactsSet | DetailsSet) -> Iterator[tuple[str, bool]]:
    """Yield each field that an entry is about, and whether it has a value now."""
    if isinstance(event, DetailsSet):
        yield from ((name, bool(text)) for name, text in event.fields.items())
        return
    for values in (event.amounts, event.choices, event.moments):
        for name, value in values.items():
            yield name, value is not None and value != Amount()


def still_to_report(change: Change, reports: tuple[ReportMade, ...]) -> Change | None:
    """Return what of a change the receiver of these reports is still to be told, or ``None``.

    An element that was never reported to him, not even as 待核, asks for no follow-up.

    What was written down before a report of its kind was is told by that report.
    """
    said = {made.report.channel for made in reports if made.told_order < change.order}
    left = tuple(cleared for cleared in change.cleared if cleared.report in said)
    return replace(change, cleared=left) if change.moves or left else None
