"""Data out: what incidents asked for and were allotted, and what was spent, as rows."""

from collections.abc import Iterator

from cqcmd.desk.register.row_values import Row
from cqcmd.desk.resources.forms import CATEGORIES, LotState
from cqcmd.i18n import _
from cqcmd.incident.command.supply import Lot, Need, Supply
from cqcmd.incident.state import Incident

RESOURCES = {
    "category": _("类别代码"),
    "category_name": _("类别"),
    "asked": _("需求"),
    "asked_count": _("要的数量"),
    "unit": _("单位"),
    "asked_at": _("提出时间"),
    "asked_of": _("向谁要"),
    "beyond": _("市外"),
    "lacking": _("还缺"),
    "over": _("不再需要的原因"),
    "name": _("调拨"),
    "owner": _("归属"),
    "requisitioned": _("征用"),
    "count": _("调拨数量"),
    "allotted_at": _("调拨时间"),
    "on_way_at": _("上路时间"),
    "in_place_at": _("到位时间"),
    "returned_at": _("归还时间"),
    "arrived": _("到位过"),
    "out": _("未归还"),
    "returned": _("归还"),
    "used_up": _("用完"),
    "lost": _("毁损灭失"),
}
"""A row a lot; of what nobody sent anything for, one with no lot. Times are those of the first."""

SPENDING = {
    "at": _("时间"),
    "yuan": _("金额（元）"),
    "purpose": _("用途"),
    "payee": _("付给"),
    "approver": _("批准"),
    "voucher": _("凭证号"),
    "writer": _("记录人"),
}

MOVED: tuple[LotState, ...] = ("on_way", "in_place", "returned")


def resource_rows(incident: Incident) -> Iterator[Row]:
    """Yield what was asked for, each with what was allotted to it."""
    supply = incident.supply
    for ident, need in supply.needs.items():
        asked = (incident.number, *_asked(supply, ident, need))
        for lot in supply.lots_of(ident) or (None,):
            yield (*asked, *_allotted(lot))


def _asked(supply: Supply, ident: str, need: Need) -> Row:
    asked = need.asked
    return (
        *(asked.category, CATEGORIES[asked.category], asked.name, asked.count, asked.unit),
        *(need.since, asked.asked_of, asked.beyond, supply.lacking(ident)),
        need.over[1] if need.over else "",
    )


def _allotted(lot: Lot | None) -> Row:
    if lot is None:
        return ("", "", None, None, None, *(None for _state in MOVED), *(None for _n in range(5)))
    said = lot.allotted
    first = {move.state: move.at for move in reversed(lot.moves)}
    return (
        *(said.name, said.owner, said.requisitioned, said.count, lot.at),
        *(first.get(state) for state in MOVED),
        *(lot.arrived, lot.out, lot.of("returned"), lot.of("used_up"), lot.of("lost")),
    )


def spending_rows(incident: Incident) -> Iterator[Row]:
    """Yield what was spent."""
    for one in incident.supply.spendings.values():
        event = one.event
        yield (
            *(incident.number, one.at, event.cents / 100, event.purpose),
            *(event.payee, event.approver, event.voucher, one.actor),
        )
