"""Entries about resources in words: the stock, what an incident asked for and has, money (6)."""

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.resources.forms import CATEGORIES, CONDITIONS, LOT_STATES
from cqcmd.desk.resources.supply_views import beyond_words
from cqcmd.i18n import _
from cqcmd.incident import events
from cqcmd.incident.command.supply import Supply
from cqcmd.incident.state import Incident
from cqcmd.parsing.money import write_money

KIND_NAMES = {
    "resource": _("应急资源"),
    "resource_checked": _("资源核对"),
    "resource_removed": _("资源移出"),
    "need": _("要资源"),
    "need_over": _("不再需要"),
    "lot": _("调拨"),
    "lot_moved": _("调拨进展"),
    "spent": _("经费"),
}
ROLES = {
    "resource": "resources.supplies",
    "resource_checked": "resources.supplies",
    "resource_removed": "resources.supplies",
    "need": "resources.supplies",
    "need_over": "resources.supplies",
    "lot": "resources.supplies",
    "lot_moved": "resources.supplies",
    "spent": "resources.money",
}


def say(open_record: OpenRecord, incident: Incident | None, event: events.Event) -> str:
    """Return what an entry about resources says, in one line."""
    if incident is None:
        return _stock(open_record, event)
    supply = incident.supply
    match event:
        case events.NeedAsked() as asked:
            return _asked(open_record, asked)
        case events.NeedOver(need=ident, reason=reason):
            known = supply.needs.get(ident)
            return _joined(known.asked.name if known else "", reason)
        case events.LotAllotted() as allotted:
            return _allotted(supply, allotted)
        case events.LotMoved() as moved:
            return _moved(supply, moved)
        case events.MoneySpent() as spent:
            by = _("{who}批准").format(who=spent.approver) if spent.approver else ""
            sum_words = write_money(spent.cents)
            return _joined(sum_words, spent.purpose, spent.payee, by, spent.voucher)
        case other:
            raise KeyError(other.kind)


def _stock(open_record: OpenRecord, event: events.Event) -> str:
    match event:
        case events.ResourceKept() as kept:
            count = f"{kept.count}{kept.unit}"
            condition = CONDITIONS[kept.condition]
            return _joined(
                CATEGORIES[kept.category], kept.name, count, condition, kept.owner, kept.place
            )
        case events.ResourceChecked(resource=ident, words=words) as checked:
            condition = CONDITIONS[checked.condition]
            name, unit = _name(open_record, ident)
            return _joined(name, f"{checked.count}{unit}", condition, checked.who, words)
        case events.ResourceRemoved(resource=ident, reason=reason):
            return _joined(_name(open_record, ident)[0], reason)
        case other:
            raise KeyError(other.kind)


def _name(open_record: OpenRecord, ident: str) -> tuple[str, str]:
    known = open_record.ledger.stock.by_id.get(ident)
    return (known.kept.name, known.kept.unit) if known else ("", "")


def _asked(open_record: OpenRecord, asked: events.NeedAsked) -> str:
    of = _("向 {org}").format(org=asked.asked_of) if asked.asked_of else ""
    beyond = beyond_words(open_record) if asked.beyond else ""
    what = f"{asked.name} {asked.count}{asked.unit}"
    return _joined(CATEGORIES[asked.category], what, of, beyond, asked.place, asked.words)


def _allotted(supply: Supply, allotted: events.LotAllotted) -> str:
    what = f"{allotted.name} {allotted.count}{_unit(supply, allotted.need)}"
    taken = _("征用") if allotted.requisitioned else ""
    also = ""
    if allotted.elsewhere:
        also = _("（同时还调给 {numbers}）").format(numbers="、".join(allotted.elsewhere))
    who = _joined(allotted.owner, allotted.contact, allotted.phone)
    return _joined(taken, what + also, who, allotted.words)


def _moved(supply: Supply, moved: events.LotMoved) -> str:
    lot = supply.lots.get(moved.lot)
    if lot is None:  # its allotting is void
        return _joined(f"{moved.count}", LOT_STATES[moved.state], moved.words)
    what = f"{lot.allotted.name} {moved.count}{_unit(supply, lot.allotted.need)}"
    return _joined(what, LOT_STATES[moved.state], moved.words)


def _unit(supply: Supply, need: str) -> str:
    known = supply.needs.get(need)
    return known.asked.unit if known else ""


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
