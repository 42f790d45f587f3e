"""What taking a bundle in would do, found out on a twin of the record; nothing is written."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from cqcmd.clock import stamp
from cqcmd.desk.bundle.forms import ComingIncident, Incoming, MergePreview
from cqcmd.desk.bundle.heads import cut
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.log.said_apart import conflict_lines
from cqcmd.files.bundle.manifest import Manifest
from cqcmd.i18n import _
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.ledger import Ledger
from cqcmd.incident.state import Incident
from cqcmd.journal.reader import Held
from cqcmd.text import clean
from cqcmd.views.time_words import apart_words

_incident, _number = attrgetter("incident"), attrgetter("number")


def preview_of(
    open_record: OpenRecord,
    incoming: Incoming,
    held: Mapping[str, Held],
    new: tuple[Entry, ...],
    plans_here: frozenset[str],
) -> MergePreview:
    """Return what would come of it; ``new`` entries are those that are not here yet."""
    manifest, ledger = incoming.manifest, open_record.ledger
    now = open_record.clock.now()
    apart = (manifest.made_at - now).total_seconds()
    twins = dict(_twins(ledger, new))
    digests = {digest for digest, _end in (n.split("/")[1].split(".") for n in incoming.plans)}
    return MergePreview(
        incoming=incoming,
        whose=_whose(incoming, now, apart),
        made_at=manifest.made_at,
        apart=apart,
        added=len(new),
        known=len(incoming.rows.rows) - len(new),
        incidents=tuple(sorted(_coming(ledger, twins, new), key=_number)),
        conflicts=tuple(_conflicts(open_record, twins, _names(ledger, manifest))),
        doubts=(
            *cut(ledger, incoming, held),
            *_same_numbers(ledger, twins),
            *_lacking_plans(twins, digests | plans_here),
        ),
        receipts=tuple(_receipts(open_record, incoming, new, now)),
    )


def _whose(incoming: Incoming, now: datetime, apart: float) -> str:
    manifest = incoming.manifest
    what = _("只有{number}").format(number=manifest.number) if manifest.incident else _("全部事件")
    if manifest.receipt:
        what = _("回执")
    words = _("{name}（{station}）{time} 导出，{what}；{apart}。")
    return words.format(
        name=clean(manifest.name, lines=False) or _("未命名的值班点"),
        station=manifest.station,
        time=stamp(manifest.made_at, now),
        what=clean(what, lines=False),
        apart=apart_words(apart),
    )


def _twins(ledger: Ledger, new: tuple[Entry, ...]) -> Iterator[tuple[str, Incident]]:
    """Yield each incident that something new is about, as it would be."""
    told = sorted((entry for entry in new if entry.incident), key=_incident)
    for ident, entries in groupby(told, key=_incident):
        known, twin = ledger.find(ident), Incident(ident)
        before = [*known.entries, *known.verdicts.values()] if known else []
        twin.absorb_all([*before, *entries])
        yield ident, twin


def _coming(
    ledger: Ledger, twins: Mapping[str, Incident], new: tuple[Entry, ...]
) -> Iterator[ComingIncident]:
    counts = Counter(map(_incident, new))
    for ident, twin in twins.items():
        added = counts[ident]
        is_new = ledger.find(ident) is None
        title = twin.details.get("unit") or twin.details.get("summary") or ""
        words = clean(title, lines=False, limit=40)
        yield ComingIncident(clean(twin.given_number, lines=False), words, added, is_new)


def _names(ledger: Ledger, manifest: Manifest) -> dict[str, str]:
    """Return what stations are called, here and by the post that made the bundle."""
    told = {one.station: one.name for one in manifest.held} | {manifest.station: manifest.name}
    cleaned = {station: clean(name, lines=False) for station, name in told.items()}
    return cleaned | ledger.names


def _conflicts(
    open_record: OpenRecord, twins: Mapping[str, Incident], names: Mapping[str, str]
) -> Iterator[str]:
    for ident, twin in twins.items():
        known = open_record.ledger.find(ident)
        before = known.conflicts if known else {}
        for line in conflict_lines(open_record, twin, names):
            if before.get(line.fact) != twin.conflicts[line.fact]:
                yield line.words


def _same_numbers(ledger: Ledger, twins: Mapping[str, Incident]) -> Iterator[str]:
    here = {one.given_number: ident for ident, one in ledger.incidents.items()}
    here |= {number: ident for ident, number in ledger.finished.numbers.items()}
    for ident, twin in twins.items():
        if here.get(twin.given_number, ident) != ident:
            words = _("两边各有一起 {number}，都留下，编号后面写明是哪个值班点的")
            yield words.format(number=twin.given_number)


def _lacking_plans(twins: Mapping[str, Incident], there: set[str]) -> Iterator[str]:
    for twin in twins.values():
        if twin.plan_digest and twin.plan_digest not in there:
            words = _("{number} 适用的预案（校验码 {digest}）没有带来，打开前要补上它的文件")
            yield words.format(number=twin.given_number, digest=twin.plan_digest[:12])


def _receipts(
    open_record: OpenRecord, incoming: Incoming, new: tuple[Entry, ...], now: datetime
) -> Iterator[str]:
    manifest = incoming.manifest
    names = _names(open_record.ledger, manifest)
    told = Ledger(open_record.ledger.station)
    told.absorb(entry for entry in new if entry.incident is None)
    for met in told.meetings.met.values():
        sent = open_record.ledger.meetings.sent.get(met.event.bundle)
        if sent is not None and sent.station == open_record.ledger.station:
            words = _("已收：{at} 导出的{what}，{post} {time} 收到")
            yield words.format(
                at=stamp(sent.at, now),
                what=sent.event.number or _("全部事件"),
                post=names.get(met.station) or met.station,
                time=stamp(met.at, now),
            )
