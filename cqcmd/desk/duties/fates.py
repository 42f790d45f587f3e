"""What became of a report that was not made: the case was closed without it, or it was ended."""

from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.i18n import _
from cqcmd.incident import events
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.report_owed import ReportOwed
from cqcmd.incident.state import Incident

ENDED = {
    events.Dismissed.kind: _("因查证不属于特种设备事故终止"),
    events.ScopeJudged.kind: _("因不适用本预案终止"),
}
"""What ends a duty to report, by the kind of its entry."""


def fate_of(incident: Incident, owed: ReportOwed, now: datetime) -> str:
    """Return ``因不适用本预案终止（王局 14:20）``, ``未报，已办结（李敏 15:00）``, or nothing."""
    if owed.state == "ended":
        entry = ended_in(incident)
        words = ENDED[entry.kind]
    elif owed.open and incident.closing is not None:
        entry, words = incident.closing, _("未报，已办结")
    else:
        return ""
    who, at = decider(entry), stamp(entry.occurred_at, now)
    return _("{words}（{who} {at}）").format(words=words, who=who, at=at)


def ended_in(incident: Incident) -> Entry:
    """Return the entry that ended the duties: of several the first."""
    return min(incident.endings.values(), key=lambda entry: entry.order)


def decider(entry: Entry) -> str:
    """Return who decided; where nobody was named, whoever wrote it down."""
    event = events.decode(entry.kind, entry.data)
    named = getattr(event, "decided_by", "")
    return str(named) or entry.writer
