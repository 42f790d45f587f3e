"""Chains held against what was seen of them; a drill's bundle held off a real post."""

from collections.abc import Iterator, Mapping

from cqcmd.desk.bundle.forms import Incoming
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.ledger import Ledger
from cqcmd.journal.foreign_rows import ChainForked, StationCloned
from cqcmd.journal.reader import Held


def cut(ledger: Ledger, incoming: Incoming, held: Mapping[str, Held]) -> Iterator[str]:
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
