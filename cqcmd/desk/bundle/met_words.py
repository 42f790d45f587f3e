"""Bundles that went and came, each in one line."""

from collections.abc import Mapping
from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.i18n import _
from cqcmd.incident.office.meetings import Met, Sent
from cqcmd.views.time_words import apart_words


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
