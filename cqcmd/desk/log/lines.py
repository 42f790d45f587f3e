"""Entries said in words, one line each, for the log screen and for documents."""

from collections import ChainMap
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from cqcmd.desk.attachments.sentences import attached_words
from cqcmd.desk.common.damage import unreadable_words
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.log import command_sentences as command_lines
from cqcmd.desk.log import resource_sentences
from cqcmd.desk.log.aftermath_sentences import say_aftermath, say_promised
from cqcmd.desk.log.desk import can_be_struck
from cqcmd.desk.log.entry_sentences import (
    detail_words,
    facts_words,
    reported_words,
    say_decision,
    source_words,
)
from cqcmd.desk.log.kinds import KIND_NAMES, ROLES, SYSTEM
from cqcmd.i18n import _
from cqcmd.incident import events
from cqcmd.incident.events.entry import Entry, Event, LateEvent
from cqcmd.incident.ledger import Ledger
from cqcmd.incident.state import Incident
from cqcmd.rules.rows import HeadquartersAct
from cqcmd.views import LogLine
from cqcmd.views.log_lines import LogLines


def log_lines(
    open_record: OpenRecord, incident: Incident, read_at: datetime | None = None
) -> LogLines[Entry]:
    """Return every entry of an incident, struck ones too, in logical order.

    ``read_at``: when that is read, if not now; moments are told as one says them then.
    """
    return _lines(open_record, incident, tuple(incident.entries), read_at)


def last_lines(
    open_record: OpenRecord, incident: Incident, most: int
) -> tuple[tuple[LogLine, ...], int]:
    """Return the last entries, the newest first, and how many there are in all.

    What was struck, and what is about the log itself, is left to 日志.
    """
    told = [
        entry
        for entry in incident.entries
        if entry.kind not in SYSTEM and entry.id not in incident.struck
    ]
    now = open_record.clock.now()
    newest = reversed(told[-most:])
    return tuple(_line(open_record, incident, now, entry) for entry in newest), len(told)


def station_lines(open_record: OpenRecord) -> LogLines[Entry]:
    """Return the station's own entries: watches, backups, clock events."""
    return _lines(open_record, None, tuple(open_record.ledger.station_entries), None)


def _lines(
    open_record: OpenRecord,
    incident: Incident | None,
    entries: Sequence[Entry],
    read_at: datetime | None,
) -> LogLines[Entry]:
    now = read_at or open_record.clock.now()
    struck = incident.struck if incident else _station_struck(open_record.ledger)
    say_line = partial(_line, open_record, incident, now)
    return LogLines(entries, say_line, struck, open_record.damage.altered)


def _station_struck(ledger: Ledger) -> Mapping[str, object]:
    return ChainMap(*(fold.struck for fold in ledger.folds))


def _line(
    open_record: OpenRecord, incident: Incident | None, now: datetime, entry: Entry
) -> LogLine:
    struck = incident.struck.get(entry.id) if incident else open_record.ledger.struck(entry.id)
    return LogLine(
        entry.id,
        entry.kind,
        KIND_NAMES[entry.kind],
        entry.occurred_at,
        entry.recorded_at,
        entry.actor,
        say(open_record, incident, entry, now),
        entry.kind in SYSTEM,
        f"{struck[1].reason}（{struck[0].writer}）" if struck else "",
        entry.station,
        entry.seq,
        can_be_struck(open_record.ledger, entry),
        _clause(open_record, entry),
        entry.id in open_record.damage.altered,
        "" if entry.operator == entry.actor else entry.operator,
    )


def _clause(open_record: OpenRecord, entry: Entry) -> str:
    """Return the clause behind an entry, or the other source of an act that is not the plan's."""
    if entry.kind == events.HeadquartersActed.kind:
        act = events.read(events.HeadquartersActed, entry).act
        row = open_record.plan.index["headquarters_acts"].get(act)
        if isinstance(row, HeadquartersAct) and row.source is not None:
            return row.source.name
    # A plan may be silent on what came later; then an entry is of the records, as any is.
    if clause := open_record.plan.clause_of(ROLES.get(entry.kind, "")):
        return clause
    own = command_lines.clause_of(open_record, entry)
    return own or open_record.plan.role("records").clause


def say(open_record: OpenRecord, incident: Incident | None, entry: Entry, now: datetime) -> str:
    """Return an entry in one line for a reader at ``now``, with the reason if it came late."""
    event = events.decode(entry.kind, entry.data)
    words = _say(open_record, incident, entry, event, now)
    if isinstance(event, LateEvent | events.FactsSet | events.TeamEntered) and event.late_reason:
        words += _("〔补记：{reason}〕").format(reason=event.late_reason)
    return words


def _say(
    open_record: OpenRecord, incident: Incident | None, entry: Entry, event: Event, now: datetime
) -> str:
    match event:
        case events.Unreadable() as unread:
            return unreadable_words(entry.seq, unread)
        case events.Opened(number=number):
            return _("接报，编号 {number}").format(number=number)
        case events.DetailsSet(fields=fields, source=source):
            return detail_words(open_record, fields) + source_words(source)
        case events.FactsSet() as facts:
            return facts_words(open_record, entry, facts, now)
        case events.Reported() as report:
            return reported_words(open_record, report)
        case events.Received(org=org):
            return _("{org}获知事故").format(org=open_record.plan.org(org).name)
        case events.Noted(text=text):
            return text
        case events.Attached() as attached:
            return attached_words(attached, now)
        case events.Promised() as promised:
            return say_promised(incident, promised, now)
        case events.PromiseKept(entry=kept, words=words):
            return " ".join(filter(None, (_words_of(open_record, incident, kept, now), words)))
        case events.FamilyKept() | events.Referred() as told:
            return say_aftermath(incident, told)
        case events.Struck(entry=target, reason=reason, undone=undone):
            verb = _("恢复") if undone else _("作废")
            why = f"（{reason}）" if reason else ""
            return f"{verb}：{_words_of(open_record, incident, target, now)}{why}"
        case other if incident is not None and other.kind in command_lines.KIND_NAMES:
            return command_lines.say(open_record, incident, other)
        case other if other.kind in resource_sentences.KIND_NAMES:
            return resource_sentences.say(open_record, incident, other)
        case other:
            return say_decision(open_record, other)


def _words_of(open_record: OpenRecord, incident: Incident | None, ident: str, now: datetime) -> str:
    entries = incident.entries if incident else open_record.ledger.station_entries
    found = next((entry for entry in entries if entry.id == ident), None)
    if found is None or found.kind == "struck":
        return ""
    return f"{KIND_NAMES[found.kind]} {say(open_record, incident, found, now)}"
