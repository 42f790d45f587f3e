"""Which elements of 4.1.2 a report told: on paper as signed, by telephone as known just then."""

from collections.abc import Iterator

from msgspec import Struct

from cqcmd.i18n import _
from cqcmd.incident.events import Reported, ReportIssued
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.ledger import Ledger
from cqcmd.incident.picture import has_value
from cqcmd.incident.state import Incident
from cqcmd.rules.plan import Plan
from cqcmd.rules.plan_text import without_spaces

UNKNOWN = _("待核")


class ReportElements(Struct, frozen=True):
    """A report and the elements it told, of all it should have told."""

    entry: Entry
    channel: str
    receiver: str
    stage: str
    elements: tuple[str, ...]
    missing: tuple[str, ...]


def elements_reported(event: ReportIssued) -> set[str]:
    """Return the elements that stand in a written report with their words, not as 待核."""
    # Of the body as it was signed: what the officer took out of it was not told.
    body = without_spaces(event.body)
    return {
        code
        for code, words in event.elements.items()
        # 待核 with a fact beside it still lacks the words that the element is for.
        if words and not words.startswith(UNKNOWN) and without_spaces(words) in body
    }


def reports_with_elements(
    plan: Plan, ledger: Ledger, incident: Incident, org: str
) -> Iterator[ReportElements]:
    """Find the first telephone report to each receiver, and written reports that tell everything.

    A follow-up tells only what changed (4.1.3), so nothing is asked of it here.
    """
    heard: set[str] = set()
    for entry, event in incident.reports:
        mine = event.sender == org and event.channel == "phone" and event.stage == "initial"
        if mine and event.receiver not in heard:
            heard.add(event.receiver)
            known = _known(plan, ledger, _as_of(incident, entry), org)
            yield _told(plan, "phone", known, entry, event)
    for entry, issued in incident.documents:
        if issued.stage != "follow_up":
            yield _told(plan, "written", elements_reported(issued), entry, issued)


def _told(
    plan: Plan, report: str, told: set[str], entry: Entry, event: Reported | ReportIssued
) -> ReportElements:
    rows = [row for row in plan.contents if row.report == report]
    return ReportElements(
        entry,
        report,
        event.receiver if isinstance(event, Reported) else "",
        event.stage,
        tuple(row.code for row in rows if row.code in told),
        tuple(row.name for row in rows if row.code not in told),
    )


def _known(plan: Plan, ledger: Ledger, incident: Incident, org: str) -> set[str]:
    """Return the elements of the telephone report that had a value."""
    numbers = ledger.serving.numbers if ledger.serving else {}
    ours = {"reporter": bool(ledger.officer), "reporter_phone": bool(numbers.get(org))}
    return {
        row.code
        for row in plan.contents
        if row.report == "phone"
        and any(ours.get(name, False) or has_value(incident, name) for name in row.fields)
    }


def _as_of(incident: Incident, last: Entry) -> Incident:
    """Return the incident as it stood when an entry was written."""
    earlier = Incident(incident.id)
    for entry in incident.entries:
        # By the order of the journal, not by the moments entries name: what is entered later was
        # not known to whoever spoke.
        if entry.order <= last.order:
            earlier.absorb(entry)
    return earlier
