"""What is out of the stock, with which incident; what is free; what is the very same thing."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from unicodedata import normalize

from cqcmd.i18n import _
from cqcmd.incident.command.supply import Held
from cqcmd.incident.events.resources import Category
from cqcmd.incident.ledger import Ledger
from cqcmd.incident.office.stock import Resource
from cqcmd.incident.state import Incident

Holdings = Mapping[str, list[Held]]
"""By the id of a resource every lot of it."""


def every_lot(ledger: Ledger) -> Iterator[Held]:
    """Yield each lot of every incident; of a void call too, for the things are out all the same."""
    yield from (held for held in ledger.finished.lots if held.ident not in ledger.incidents)
    for incident in ledger.incidents.values():
        yield from lots_of(incident)


def lots_of(incident: Incident) -> Iterator[Held]:
    """Yield each lot of an incident."""
    for lot in incident.supply.lots.values():
        need = incident.supply.needs.get(lot.allotted.need)
        category: Category = need.asked.category if need else "equipment"
        yield Held(incident.id, incident.number, category, lot)


def holdings(ledger: Ledger) -> Holdings:
    """Return the lots of each resource of the stock."""
    found: dict[str, list[Held]] = defaultdict(list)
    for held in every_lot(ledger):
        if held.lot.allotted.resource:
            found[held.lot.allotted.resource].append(held)
    return found


def total(resource: Resource, held: Iterable[Held]) -> int:
    """Return how many there are: as last counted, less what was used up or lost since."""
    moves = (move for one in held for move in one.lot.moves if move.order > resource.order)
    return resource.counted - sum(m.count for m in moves if m.state in ("used_up", "lost"))


def out(held: Iterable[Held]) -> int:
    """Return how many of them are with incidents."""
    return sum(one.lot.out for one in held)


NAMED, NUMBERED = ("team", "expert"), ("vehicle", "transport")
"""Kinds of which one name is one thing; and those of which it is if there is a number in it."""

PROVINCES = _("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼")
PLATE = re.compile(rf"[{PROVINCES}][a-z](?=[a-z]{{0,2}}\d)[a-z\d]{{5,6}}(?![a-z\d])")
"""A number plate, of a car or of a crane, among whatever other words."""


def same_thing(category: Category, name: str) -> str:
    """Return by what two names mean the very same thing; empty where a name is no proof of it."""
    plain = "".join(c for c in normalize("NFKC", name).casefold() if c.isalnum())
    if plate := PLATE.search(plain):
        return plate[0]
    numbered = category in NUMBERED and any(c.isdigit() for c in plain)
    return plain if category in NAMED or numbered else ""
