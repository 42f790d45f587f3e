"""The stock as its screen shows it: what is free, where the rest is, what nobody looked at."""

from collections.abc import Iterable
from datetime import timedelta

from cqcmd.clock import stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.resources.forms import CATEGORIES, CONDITIONS, LOT_STATES, ROLES
from cqcmd.desk.resources.holdings import holdings, out, total
from cqcmd.i18n import _
from cqcmd.incident.command.supply import WAY, Held
from cqcmd.incident.office.stock import Resource
from cqcmd.views.office.resources import StockView


def stock_views(open_record: OpenRecord, stale_days: int) -> tuple[StockView, ...]:
    """Return every resource, kind by kind, each by its name; those removed stand last."""
    held = holdings(open_record.ledger)
    views = [
        _view(open_record, ident, known, held.get(ident, []), timedelta(days=stale_days))
        for ident, known in open_record.ledger.stock.by_id.items()
    ]
    order = list(CATEGORIES)
    return tuple(
        sorted(views, key=lambda one: (bool(one.removed), order.index(one.category), one.name))  # type: ignore[arg-type]
    )


def _view(
    open_record: OpenRecord, ident: str, known: Resource, held: list[Held], stale: timedelta
) -> StockView:
    kept, now = known.kept, open_record.clock.now()
    count = total(known, held)
    free = count - out(held)
    return StockView(
        ident,
        kept.category,
        CATEGORIES[kept.category],
        kept.name,
        kept.unit,
        count,
        free,
        kept.place,
        kept.owner,
        kept.contact,
        kept.phone,
        known.condition,
        CONDITIONS[known.condition],
        kept.words,
        known.looked_at,
        known.looked_by,
        now - known.looked_at > stale,
        tuple(_held(held)),
        _fault(free, kept.unit),
        _removed(open_record, known),
        open_record.plan.clause_of(ROLES[kept.category]),
    )


def _held(held: Iterable[Held]) -> Iterable[str]:
    """Yield ``26-0003 在途 2``: with which incident, where, how many."""
    for one in held:
        for state in WAY:
            if amount := one.lot.of(state):
                words = _("{number} {state}{amount}")
                yield words.format(number=one.number, state=LOT_STATES[state], amount=amount)


def _fault(free: int, unit: str) -> str:
    """Say that more is out than there is: two stations allotted the same, or one miscounted."""
    if free >= 0:
        return ""
    words = _("账上多调出 {n}{unit}：调出的比有的多，请盘点核对（F8），记录都在，没有丢。")
    return words.format(n=-free, unit=unit)


def _removed(open_record: OpenRecord, known: Resource) -> str:
    if known.removed is None:
        return ""
    at, reason = known.removed
    time = stamp(at, open_record.clock.now())
    return _("{time} 移出：{reason}").format(time=time, reason=reason)
