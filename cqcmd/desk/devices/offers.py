"""What the register has for a call: one word of it means a device, or a unit."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from cqcmd.desk.common.inspections import is_over
from cqcmd.desk.devices.forms import Offer
from cqcmd.i18n import _
from cqcmd.parsing.quantities import megawatts_in
from cqcmd.registers.rows import DeviceRow
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Equipment

if TYPE_CHECKING:
    from cqcmd.registers.store import Registered, Registers

LEAST_LETTERS = 3
"""Letters of a name, from which on it is looked up: fewer begin too many."""

LEAST_CHARACTERS = 3
"""Characters of a name: two stand in too many others."""

LEAST_OF_A_CODE = 5


def offer_of(plan: Plan, registers: "Registers", word: str, most: int, today: date) -> Offer | None:
    """Return what the register has under a word; of several units with one name what they are."""
    if not _is_worth(word):
        return None
    found = registers.named(word, most)
    devices = [one for one in found if one.row.is_device]
    if len(devices) == 1:
        return Offer(
            dict(_of_device(plan, devices[0].row)), _device_question(devices[0].row, today)
        )
    if len(found) == 1 and not devices:
        return _of_unit(plan, registers, found[0])
    return Offer({}, "", tuple(one.row.unit for one in found)) if found else None


def equipment_of(plan: Plan, kind: str) -> Equipment | None:
    """Return the plan's equipment that a kind in a list is: 曳引驱动乘客电梯 is 电梯."""
    named = [
        (len(word), row)
        for row in plan.equipment
        for word in (row.name, row.short, *row.words)
        if word in kind
    ]
    longest = max((length for length, _row in named), default=0)
    rows = {row.code: row for length, row in named if length == longest}
    return next(iter(rows.values())) if len(rows) == 1 else None


def _is_worth(word: str) -> bool:
    if not word.isascii():
        return len(word) >= LEAST_CHARACTERS
    digits = any(character.isdigit() for character in word)
    return len(word) >= (LEAST_OF_A_CODE if digits else LEAST_LETTERS)


def _of_unit(plan: Plan, registers: "Registers", unit: "Registered") -> Offer:
    """Offer a unit; with the one device that it has."""
    if unit.devices == 1:
        (device,) = registers.of_unit(unit.ident, 1)
        return Offer(dict(_of_device(plan, device.row)), _unit_question(unit))
    row = unit.row
    texts = {"unit": row.unit, "district": row.district, "place": row.address}
    return Offer({name: text for name, text in texts.items() if text}, _unit_question(unit))


def _of_device(plan: Plan, row: DeviceRow) -> Iterator[tuple[str, str]]:
    place = " ".join(dict.fromkeys(filter(None, (row.address, row.place))))
    kind = equipment_of(plan, row.kind)
    texts = {
        "unit": row.unit,
        "district": row.district,
        "place": place,
        "equipment": kind.name if kind else "",
        "device": row.code or row.rescue_code or row.certificate or row.safety_code,
        "maintainer": " ".join(filter(None, (row.maintainer, row.maintainer_phones))),
    }
    yield from ((name, text) for name, text in texts.items() if text)
    power = megawatts_in(row.capacity)
    if kind and power:
        sized = (fact for fact in plan.facts if fact.kind == "megawatts")
        fits = (fact for fact in sized if fact.equipment is None or kind.code in fact.equipment)
        yield from ((fact.code, power) for fact in fits)


def _device_question(row: DeviceRow, today: date) -> str:
    said = " ".join(filter(None, (row.unit, row.name, row.kind)))
    words = _("登记簿：{said}，对吗？").format(said=said)
    return words + _("检验有效期已过。") if is_over(row.inspected_until, today) else words


def _unit_question(unit: "Registered") -> str:
    words = _("登记簿：{unit}，有设备 {count} 台，对吗？")
    return words.format(unit=unit.row.unit, count=unit.devices)
