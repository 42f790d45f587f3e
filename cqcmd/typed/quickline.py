"""A line typed or pasted at the top of the form, read into the fields it speaks of."""

import re
from datetime import datetime

from msgspec import Struct

from cqcmd.clock import local
from cqcmd.typed.callers import find_caller, find_phone
from cqcmd.typed.damage import find_amounts, find_damage
from cqcmd.typed.harm import find_harm
from cqcmd.typed.line import Found, Line
from cqcmd.typed.moments import find_durations, find_times
from cqcmd.typed.vocabulary import Vocabulary
from cqcmd.words import _


class QuickLine(Struct, frozen=True):
    """What a line says.

    Attributes:
        text: the line as it is shown; every ``Found`` names its place in it.
        found: what was recognised, in order of place.
        what: everything else, whole, in order: the description of what happened.
    """

    text: str
    found: tuple[Found, ...]
    what: str

    def value(self, field: str) -> str | None:
        """What was found for a field."""
        return next((found.value for found in self.found if found.field == field), None)


_UNIT = re.compile(r"[^\0,;:!?()]{2,40}")
_LEADING = re.compile(
    r"^(?:(?:有人|群众|市民)?(?:报称|反映|来电称?|报警称?|报告称?|称)|位于|在|一家|某|的|境内|辖区|内)+"
)
_ORGANISATION = re.compile(
    "公司|集团|厂|医院|学校|小学|中学|大学|学院|幼儿园|小区|大厦|广场|商场|超市|酒店|宾馆|饭店|餐馆"
    "|景区|公园|乐园|中心|工地|码头|车站|机场|园区|化工|热电|电厂|气站|站|店|苑|城|楼"
)
_EVENT = re.compile("发生|突发|爆|炸|泄|漏|起火|着火|燃|倾|倒|坠|困|滞留|断|故障|失控|伤|死|停运")


def read_line(typed: str, vocabulary: Vocabulary, now: datetime) -> QuickLine:
    """Everything the line says that can be recognised; nothing is refused and nothing is lost."""
    line = Line(typed)
    find_phone(line)
    find_durations(line)
    find_times(line, now)
    find_amounts(line)
    vocabulary.find_district(line, local(now).date())
    equipment = vocabulary.find_equipment(line)
    find_harm(line, vocabulary, equipment)
    find_damage(line, vocabulary, equipment)
    find_caller(line)
    _find_unit(line)
    kept = tuple(f for f in line.found if vocabulary.bears_on(f.field, equipment))
    found = tuple(sorted(kept, key=lambda one: (one.start, one.end, one.field)))
    return QuickLine(line.text, found, line.rest())


def _find_unit(line: Line) -> None:
    """The words before the equipment or the event, from the district on."""
    text = line.open_text()
    district = next((f for f in line.found if f.field == "district"), None)
    equipment = next((f for f in line.found if f.field == "equipment"), None)
    for chunk in _UNIT.finditer(text, district.end if district else 0):
        start, end = _without_event(chunk, equipment)
        name = text[start:end].rstrip("的内里")
        start += len(name) - len(name := _LEADING.sub("", name.lstrip(), count=1).lstrip())
        if len(name) < 2:
            continue
        if district or equipment or _ORGANISATION.search(name):
            _add_unit(line, name, start, bool(_ORGANISATION.search(name)))
        return
