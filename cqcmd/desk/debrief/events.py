"""What happened in a drill, as events of its timeline: messages, answers, acts, observations."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import timedelta

from cqcmd.clock import ON_PAPER, local
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.drill.session import DrillSession
from cqcmd.desk.log.kinds import SYSTEM
from cqcmd.desk.log.lines import log_lines, station_lines
from cqcmd.drill.play.instructor_log import Observation
from cqcmd.drill.score.timeline import Event, Lane
from cqcmd.i18n import _
from cqcmd.text import clean
from cqcmd.views import LogLine
from cqcmd.views.debrief import EventView
from cqcmd.views.drill import CallView

LANES: dict[Lane, str] = {
    "happened": _("发生"),
    "taken": _("接听"),
    "expected": _("应做"),
    "done": _("已做"),
    "observed": _("记录"),
}


BACKDATED = timedelta(minutes=1)
"""What was written down so much later than it happened says when it was."""


def events(open_record: OpenRecord, session: DrillSession) -> Iterator[Event]:
    """Yield everything but what was due, in no order."""
    yield from _calls(session.state.calls)
    for incident in open_record.ledger.incidents.values():
        yield from acts(log_lines(open_record, incident, ON_PAPER), incident.number)
    warnings = (line for line in station_lines(open_record) if line.kind.startswith("warning"))
    yield from acts(warnings, "")
    yield from map(_observed, session.inbox.observations())


def event_view(event: Event, results: Mapping[str, str]) -> EventView:
    """Return a point of the timeline as it is shown; ``results`` names how something due went."""
    return EventView(
        event.ref,
        event.at,
        LANES[event.lane],
        event.words,
        event.clause,
        event.result,
        results[event.result] if event.result else "",
    )


def _calls(calls: Iterable[CallView]) -> Iterator[Event]:
    for call in calls:
        words = _("{means} {sender}：{words}")
        said = words.format(means=call.means, sender=call.sender, words=_line(call.words))
        yield Event(call.at, "happened", call.ident, said)
        if call.answered_at is not None:
            yield Event(call.answered_at, "taken", call.ident, call.sender)


def acts(lines: Iterable[LogLine], number: str, happened: Collection[str] = ()) -> Iterator[Event]:
    """Yield what was written, at the times it names; what is void says so.

    ``happened``: kinds of entries that tell what happened, and not what was done about it.
    """
    for line in lines:
        if line.kind in SYSTEM:
            continue
        void = _("（已作废：{why}）").format(why=_line(line.struck)) if line.struck else ""
        late = line.recorded_at - line.occurred_at > BACKDATED
        later = _("（{time} 补记）").format(time=f"{local(line.recorded_at):%H:%M}") if late else ""
        words = _("{number} {kind}：{words}").format(
            number=number, kind=line.kind_name, words=_line(line.words)
        )
        lane: Lane = "happened" if line.kind in happened else "done"
        yield Event(line.occurred_at, lane, line.entry, words.strip() + later + void, line.clause)


def _observed(note: Observation) -> Event:
    by = _("（{name}）").format(name=_line(note.by)) if note.by else ""
    return Event(note.at, "observed", note.id, _line(note.words) + by)


def _line(words: str) -> str:
    return clean(words, lines=False).strip()
