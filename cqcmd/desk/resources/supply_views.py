"""应急保障 of an incident as its screen shows it."""

from collections.abc import Iterator

from cqcmd.clock import stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.resources.forms import CATEGORIES, LOT_STATES, ROLES
from cqcmd.i18n import _
from cqcmd.incident.command.supply import BEFORE, Lot, Need, Spending, Supply
from cqcmd.parsing.money import write_money
from cqcmd.views.office.resources import (
    LotStep,
    LotView,
    NeedView,
    SpendingView,
    SupplyView,
)


def supply_view(open_record: OpenRecord, ident: str) -> SupplyView:
    """Return needs, what is lacking first and what is over last, and what was spent."""
    supply = open_record.incident(ident).supply
    needs = [_need(open_record, supply, code, need) for code, need in supply.needs.items()]
    return SupplyView(
        tuple(sorted(needs, key=lambda need: (bool(need.over), not need.lacking))),
        tuple(map(_spending, supply.spendings.values())),
        write_money(supply.cents),
        open_record.plan.clause_of("resources.money"),
    )


def _need(open_record: OpenRecord, supply: Supply, code: str, need: Need) -> NeedView:
    asked, lots = need.asked, supply.lots_of(code)
    return NeedView(
        code,
        asked.category,
        CATEGORIES[asked.category],
        asked.name,
        asked.count,
        asked.unit,
        supply.lacking(code),
        supply.coming(code),
        asked.asked_of,
        beyond_words(open_record) if asked.beyond else "",
        asked.place,
        asked.words,
        need.since,
        _over(open_record, need),
        tuple(lot_view(lot, _unit(open_record, lot, asked.unit)) for lot in lots),
        open_record.plan.clause_of(ROLES[asked.category]),
    )


def beyond_words(open_record: OpenRecord) -> str:
    """Say who coordinates help from beyond the city (4.7); empty where the plan is silent."""
    plan = open_record.plan
    clause = plan.clause_of("support")
    words = _("市外支援，由{headquarters}协调（{clause}）")
    return words.format(headquarters=plan.headquarters[0].name, clause=clause) if clause else ""


def _over(open_record: OpenRecord, need: Need) -> str:
    if need.over is None:
        return ""
    at, reason = need.over
    return f"{stamp(at, open_record.clock.now())} {reason}"


def _unit(open_record: OpenRecord, lot: Lot, asked: str) -> str:
    """Return in what a lot is counted: out of the stock as the stock counts it."""
    known = open_record.ledger.stock.by_id.get(lot.allotted.resource)
    return known.kept.unit if known else asked


def lot_view(lot: Lot, unit: str) -> LotView:
    """Return a lot with every step of it."""
    said = lot.allotted
    return LotView(
        said.lot,
        said.need,
        said.name,
        said.count,
        unit,
        said.owner,
        said.contact,
        said.phone,
        said.requisitioned,
        "、".join(said.elsewhere),
        said.words,
        tuple((code, name, lot.of(code)) for code, name in LOT_STATES.items() if lot.of(code)),
        tuple((code, lot.movable(code)) for code in BEFORE),
        tuple(_steps(lot)),
        lot.out,
        "on_way" if lot.of("allotted") else "in_place" if lot.of("on_way") else "",
    )


def _steps(lot: Lot) -> Iterator[LotStep]:
    yield LotStep(LOT_STATES["allotted"], lot.allotted.count, lot.at, lot.allotted.words, lot.by)
    for move in lot.moves:
        yield LotStep(LOT_STATES[move.state], move.count, move.at, move.words, move.actor)


def _spending(one: Spending) -> SpendingView:
    event = one.event
    return SpendingView(
        event.spending,
        one.entry,
        one.at,
        event.cents,
        write_money(event.cents),
        event.purpose,
        event.payee,
        event.approver,
        event.voucher,
        one.actor,
    )
