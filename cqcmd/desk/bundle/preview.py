"""What taking a bundle in would do, found out on a twin of the record; nothing is written."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from cqcmd.clock import stamp
from cqcmd.desk.bundle.forms import ComingIncident, Incoming, MergePreview
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.log.said_apart import conflict_lines
from cqcmd.errors import BadInput
from cqcmd.files.bundle.manifest import Manifest
from cqcmd.i18n import _
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.ledger import Ledger
from cqcmd.incident.office.meetings import Met, Sent
from cqcmd.incident.state import Incident
from cqcmd.journal.foreign_rows import ChainForked, StationCloned
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
            *_cut(ledger, incoming, held),
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


def sent_words(
    sent: Sent, receipts: tuple[Met, ...], names: Mapping[str, str], now: datetime
) -> str:
    """Return a bundle that was written here in one line, and who says that he has it."""
    words = _("{at} 导出{what}（{file}）：{became}")
    told = [
        _("{post} {time} 已收").format(
            post=names.get(met.station, met.station), time=stamp(met.at, now)
        )
        for met in receipts
    ]
    return words.format(
        at=stamp(sent.at, now),
        what=sent.event.number or _("全部事件"),
        file=sent.event.file,
        became="、".join(told) or _("还没有回执"),
    )


def met_words(met: Met, now: datetime) -> str:
    """Return a bundle that was taken in here in one line."""
    words = _("{at} 并入{name}的{what}，新增 {n} 条；{apart}")
    return words.format(
        at=stamp(met.at, now),
        name=met.event.name or met.event.station,
        what=met.event.number or _("全部事件"),
        n=met.event.added,
        apart=apart_words(met.event.apart),
    )


# Heads, held against what was seen


def _cut(ledger: Ledger, incoming: Incoming, held: Mapping[str, Held]) -> Iterator[str]:
    """Yield where the other post has less of its own chain than this one saw of it."""
    station = incoming.manifest.station
    there = next((one for one in incoming.manifest.held if one.station == station), None)
    here = held.get(station)
    if there is not None and here is not None and there.seq < here.seq:
        name = ledger.names.get(station) or incoming.manifest.name or station
        words = _(
            "{name} 的日志末尾少了 {n} 条：这里有它的第 {here} 条，它自己只到第 {there} 条"
            "（可能从旧备份恢复过）"
        )
        yield words.format(name=name, n=here.seq - there.seq, here=here.seq, there=there.seq)


def refuse_other_heads(
    own: str, incoming: Incoming, held: Mapping[str, Held], hashes: Mapping[tuple[str, int], str]
) -> None:
    """Refuse a bundle whose post saw another chain than there is here.

    ``hashes``: what stands here, by station and number. Raises ChainForked, StationCloned.
    """
    for there in incoming.manifest.held:
        here = hashes.get((there.station, there.seq))
        told = {"station": there.station, "seq": there.seq}
        if here is not None and here != there.hash:
            words = _(
                "值班点 {station} 第 {seq} 条，对方见过的和这里的不是同一条："
                "日志被改写过，或者两台机器用着同一份拷来的数据；没有并入。"
            )
            raise ChainForked(words.format(**told), there.station, there.seq)
        last = held[own].seq if own in held else 0
        if there.station == own and there.seq > last:
            words = _(
                "对方见过本值班点（{station}）第 {seq} 条，这里只到第 {last} 条："
                "这里从旧备份恢复过，或者是拷来的数据；没有并入。"
                "请用 --data 另建数据目录，再把对方的包并进去。"
            )
            raise StationCloned(words.format(**told, last=last), own, there.seq)


def refuse_drill(incoming: Incoming, *, drill: bool) -> None:
    """Refuse a drill's bundle to a real post, and the other way. Raises BadInput."""
    if incoming.manifest.drill and not drill:
        raise BadInput(_("这个包是演练导出的，没有并进真实日志。"))
    if drill and not incoming.manifest.drill:
        raise BadInput(_("这个包是真实日志导出的，演练里不并。"))
