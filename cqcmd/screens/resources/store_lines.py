"""The stock as lines of a table, kind by kind, and everything about one of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.i18n import _
from cqcmd.views.office.resources import StockView
from cqcmd.widgets.table import HEADING, Cell, Column, Line

COLUMNS = (
    Column(_("名称"), 0),
    Column(_("可调/共"), 9),
    Column(_("状态"), 6),
    Column(_("归属"), 14),
    Column(_("地点"), 14),
    Column(_("核对"), 11),
)
WIDE_COLUMNS = (
    *COLUMNS[:5],
    Column(_("联系人"), 10),
    Column(_("电话"), 14),
    Column(_("能做什么"), 20),
    COLUMNS[5],
)
"""On a screen with room: whom to call, and what it can do."""

REMOVED = _("已移出")


def store_lines(stock: Sequence[StockView], now: datetime, *, wide: bool) -> Iterator[Line]:
    """Yield a heading for each kind with its count, and its resources."""
    counts = Counter(map(_group, stock))
    last = ""
    for one in stock:
        if (group := _group(one)) != last:
            words = _("── {group}（{n}）").format(group=group, n=counts[group])
            yield Line(f"{HEADING}{group}", (Cell(words, "dim"),))
            last = group
        yield _line(one, now, wide=wide)


def _group(one: StockView) -> str:
    return REMOVED if one.removed else one.category_name


def _line(one: StockView, now: datetime, *, wide: bool) -> Line:
    gone = bool(one.removed)
    free = _("{free}/{count}{unit}").format(free=one.free, count=one.count, unit=one.unit)
    short = "urgent" if one.free < 0 else "soon" if one.free == 0 else ""
    broken = "" if one.condition == "ready" else "urgent"
    contact = (Cell(one.contact), Cell(one.phone), Cell(one.words)) if wide else ()
    cells = (
        Cell(one.name),
        Cell(free, "dim" if gone else short),
        Cell(one.condition_name, "dim" if gone else broken),
        Cell(one.owner),
        Cell(one.place),
        *contact,
        _looked(one, now),
    )
    return Line(one.ident, cells, one.clause, "dim" if gone else "")


def _looked(one: StockView, now: datetime) -> Cell:
    if one.removed:
        return Cell("", "dim")
    if one.stale:
        days = (now - one.looked_at).days
        return Cell(_("{n}天没核对").format(n=days), "soon")
    return Cell(stamp(one.looked_at, now))


def said_words(one: StockView, now: datetime, stale_days: int) -> str:
    """Return everything about a resource; what does not add up first."""
    unit = one.unit
    count = _("共 {count}{unit}，可调 {free}").format(count=one.count, unit=unit, free=one.free)
    who = " ".join(part for part in (one.owner, one.place, one.contact, one.phone) if part)
    looked = _("{time} {who}核对").format(time=stamp(one.looked_at, now), who=one.looked_by)
    if one.stale and not one.removed:
        stale = _("超过 {n} 天没核对，用前先问（天数是本站的设置，不是预案的，F7 改）")
        looked += "，" + stale.format(n=stale_days)
    held = _("调出：{where}").format(where="、".join(one.held)) if one.held else ""
    first = "　".join((one.name, one.condition_name, count))
    rest = "　".join(part for part in (who, one.words) if part)
    lines = (one.fault, one.removed, first, rest, held, looked)
    return "\n".join(line for line in lines if line)
