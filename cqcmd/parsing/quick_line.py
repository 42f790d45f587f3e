"""A line typed or pasted at the top of the form, read into the fields it speaks of."""

import re
from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from cqcmd.clock import local
from cqcmd.i18n import _
from cqcmd.parsing.callers import find_caller, find_phone
from cqcmd.parsing.damage import POISON, find_amounts, find_damage
from cqcmd.parsing.harm import find_harm
from cqcmd.parsing.harm_words import WHO
from cqcmd.parsing.line_times import find_durations, find_times
from cqcmd.parsing.scanned_line import Found, Line
from cqcmd.parsing.vocabulary import Vocabulary


class QuickLine(Struct, frozen=True):
    """A line as it was read.

    Attributes:
        text: the line as it is shown; every ``Found`` names its place in it.
        found: what was recognised, in order of place.
        what: everything else, whole, in order: the description of what happened.
    """

    text: str
    found: tuple[Found, ...]
    what: str

    def value(self, field: str) -> str | None:
        """Return what was found for a field, or ``None``."""
        return next((found.value for found in self.found if found.field == field), None)


_NAMELIKE = re.compile("[\u4e00-\u9fffA-Za-z]{2}")
_PEOPLE = re.compile(f"(?:{WHO})+")
_CHUNK = re.compile(r"[^\0,;:!?()]{2,40}")
_LEADING = re.compile(
    "^(?:(?:有人|群众|市民)?(?:报称|反映|来电称?|报警称?|报告称?|称)"
    "|位于|在|一家|的|境内|辖区|内|[ ])*"
)
_ORGANISATION = re.compile(
    "公司|集团|厂|医院|学校|小学|中学|大学|学院|幼儿园|小区|大厦|广场|商场|超市|酒店|宾馆|饭店|餐馆"
    "|景区|公园|乐园|中心|工地|码头|车站|机场|园区|化工|热电|电厂|气站|站|店|苑|城|楼"
)
_EVENT = re.compile(
    "发生|突发|出现|爆炸|爆燃|爆管|炸了|泄漏|泄露|漏气|起火|着火|燃烧|倾覆|倾翻|侧翻|倒塌|坠|被?困|滞留"
    f"|断裂|折断|故障|失控|停运|停炉|造成|导致|致|{POISON}"
    r"|[\d一二两三四五六七八九十百千]+[人名个]"
    "|死|伤亡|受伤|重伤|轻伤|伤情|有无|是否|几人"
)


def read_line(
    typed: str,
    vocabulary: Vocabulary,
    now: datetime,
    *,
    home: str = "",
    standing: Mapping[str, str] | None = None,
) -> QuickLine:
    """Read all that can be recognised in a line; nothing is refused and nothing is lost.

    ``home`` is the station's own district, offered where none is said; ``standing`` what the facts
    hold now, as their fields write it, for words such as ``又死2个``.
    """
    line = Line(typed)
    # In this order, as each stage takes its words from the next: a telephone number before times
    # and amounts, the equipment before what only it brings, and names among what is left over.
    find_phone(line)
    equipment = vocabulary.find_equipment(line)
    find_durations(line, vocabulary, equipment)
    find_times(line, now)
    find_amounts(line)
    vocabulary.find_district(line, local(now).date())
    find_harm(line, vocabulary, equipment)
    find_damage(line, vocabulary, equipment)
    find_caller(line)
    _find_unit(line)
    if home and line.text.strip() and not line.has("district"):
        line.add(Found("district", home, 0, 0, _("没有说区县，是本站所在的区县吗？")), take=False)
    found = sorted(line.found, key=lambda one: (one.start, one.end, one.field))
    return QuickLine(line.text, tuple(found), line.rest())


def _find_unit(line: Line) -> None:
    """Find the unit: the words before the equipment or the event, from the district on."""
    text = line.open
    district = next((f for f in line.found if f.field == "district"), None)
    equipment = next((f for f in line.found if f.field == "equipment"), None)
    for chunk in _CHUNK.finditer(text, district.end if district else 0):
        start, end = chunk.start(), _before_event(chunk, equipment)
        name = text[start:end]
        start += len(name) - len(name := _LEADING.sub("", name))
        name = name.rstrip(" 的内里在")
        if not _NAMELIKE.search(name) or _PEOPLE.fullmatch(name):
            continue
        organisation = len(name) > 2 and bool(_ORGANISATION.search(name))
        if organisation or district or equipment:
            question = "" if organisation else _("单位是“{name}”吗？").format(name=name)
            line.add(Found("unit", name, start, start + len(name), question))
        return


def _before_event(chunk: re.Match[str], equipment: Found | None) -> int:
    """Return where the equipment or the event begins in the chunk, or its end."""
    event = _EVENT.search(chunk.string, chunk.start(), chunk.end())
    end = event.start() if event else chunk.end()
    return equipment.start if equipment and chunk.start() <= equipment.start < end else end
