"""To whom the copy of an issued report went, and who is still to have one (抄送, 4.1.1)."""

from cqcmd.clock import stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.i18n import _
from cqcmd.incident.state import Incident


def copied_words(
    open_record: OpenRecord, incident: Incident, document: str, orgs: tuple[str, ...]
) -> str:
    """Return who took the copy and when; of several receivers each by name, also who has none."""
    said = {org: _took(open_record, incident, document, org) for org in orgs}
    if len(said) < 2:
        return "".join(said.values())
    return "；".join(
        f"{open_record.plan.org(org).short} {words or _('未抄送')}" for org, words in said.items()
    )


def _took(open_record: OpenRecord, incident: Incident, document: str, org: str) -> str:
    copy = incident.copies.get((document, org))
    if copy is None:
        return ""
    entry, event = copy
    return f"{stamp(entry.occurred_at, open_record.clock.now())} {event.person}".strip()
