"""What is allotted: found in the stock, and refused where there is not so much of it."""

from collections.abc import Iterable

from msgspec import Struct

from cqcmd.desk.resources.forms import CONDITIONS, LOT_STATES, AllotForm
from cqcmd.desk.resources.holdings import every_lot, holdings, out, same_thing, total
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.command.supply import WAY, Held
from cqcmd.incident.events.resources import Category
from cqcmd.incident.ledger import Ledger
from cqcmd.incident.office.stock import Resource


class Chosen(Struct, frozen=True):
    """What is meant: from the stock or not, and to which incidents the very same is allotted."""

    name: str
    resource: str = ""
    owner: str = ""
    contact: str = ""
    phone: str = ""
    elsewhere: tuple[str, ...] = ()


def choose(ledger: Ledger, category: Category, form: AllotForm, resource: str) -> Chosen:
    """Return what is meant by a form.

    Raises:
        BadInput: it is not there, not in order, or with another incident and no reason is given.
    """
    resource = resource or _in_stock(ledger, category, form.name)
    known = ledger.stock.by_id.get(resource)
    if known is None:
        if not form.name.strip():
            raise BadInput(_("请填调拨什么。"), "name")
        name = form.name.strip()
        return Chosen(name, elsewhere=_elsewhere(_same(ledger, category, name), name, form.words))
    _refuse_unfit(known)
    held = holdings(ledger).get(resource, [])
    elsewhere = _from_stock(known, held, form)
    kept = known.kept
    return Chosen(kept.name, resource, kept.owner, kept.contact, kept.phone, elsewhere)


def _in_stock(ledger: Ledger, category: Category, name: str) -> str:
    """Return the one resource of that name; empty where there is none. Raises BadInput: several."""
    sought, same = name.strip().casefold(), same_thing(category, name)
    found = [
        ident
        for ident, known in ledger.stock.by_id.items()
        if known.removed is None and _is_called(known, sought, same)
    ]
    if len(found) > 1:
        words = _("应急资源里有 {n} 项都叫{name}：写成“名称（地点）”，按右键取提示的那一项。")
        raise BadInput(words.format(n=len(found), name=name.strip()), "name")
    return next(iter(found), "")


def _is_called(known: Resource, sought: str, same: str) -> bool:
    kept = known.kept
    return kept.name.casefold() == sought or (
        same != "" and same_thing(kept.category, kept.name) == same
    )


def _refuse_unfit(known: Resource) -> None:
    name = known.kept.name
    if known.removed is not None:
        words = _("{name}已经从应急资源里移出，没有调拨；请另选，或先在应急资源里重新登记。")
        raise BadInput(words.format(name=name), "name")
    if known.condition != "ready":
        words = _("{name}登记为“{condition}”，没有调拨；请另选，或先核对（应急资源里按 F8）。")
        raise BadInput(words.format(name=name, condition=CONDITIONS[known.condition]), "name")


def _from_stock(known: Resource, held: list[Held], form: AllotForm) -> tuple[str, ...]:
    """Return to which incidents the one thing is allotted already. Raises BadInput."""
    there, gone, unit = total(known, held), out(held), known.kept.unit
    if form.count <= there - gone:
        return ()
    if there == form.count == 1:
        return _elsewhere(held, known.kept.name, form.words)
    words = _("库里可调的只有 {free}{unit}（共 {there}，已调出 {gone}），调不了 {n}{unit}；")
    words += _("改数量，或先盘点核对。")
    free = max(0, there - gone)
    said = words.format(free=free, unit=unit, there=there, gone=gone, n=form.count)
    raise BadInput(said, "count")


def _same(ledger: Ledger, category: Category, name: str) -> list[Held]:
    """Return the lots elsewhere that are the very same, though neither is of the stock."""
    sought = same_thing(category, name)
    return [
        one
        for one in (every_lot(ledger) if sought else ())
        if same_thing(one.category, one.lot.allotted.name) == sought
    ]


def _elsewhere(held: Iterable[Held], name: str, why: str) -> tuple[str, ...]:
    """Return the incidents that have it by now. Raises BadInput where nobody says why."""
    with_others = [one for one in held if one.lot.out]
    if with_others and not why.strip():
        where = "、".join(f"{one.number}（{_state(one)}）" for one in with_others)
        words = _("{name}已调给 {where}，没有调拨；先在那边记归还，或在说明里写明为什么两边都用。")
        raise BadInput(words.format(name=name, where=where), "words")
    return tuple(dict.fromkeys(one.number for one in with_others))


def _state(held: Held) -> str:
    return next(LOT_STATES[state] for state in reversed(WAY) if held.lot.of(state))
