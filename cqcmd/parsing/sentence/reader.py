"""The whole of a line read: words, clauses, and from them every field."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from msgspec.structs import replace

from cqcmd.clock import local
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.parsing.people.injured import INJURED
from cqcmd.parsing.people.people import people_found
from cqcmd.parsing.quantities import Quantity, read_quantity
from cqcmd.parsing.sentence.callers import find_caller, find_phone
from cqcmd.parsing.sentence.devices import asks_which
from cqcmd.parsing.sentence.effects import explosion_found, flags_found, leak_found
from cqcmd.parsing.sentence.events import Event, events_of
from cqcmd.parsing.sentence.moments import moments_found
from cqcmd.parsing.sentence.places import place_found
from cqcmd.parsing.sentence.stays import stays_found
from cqcmd.parsing.sentence.summary import summary_of
from cqcmd.parsing.sentence.sums import sums_found
from cqcmd.parsing.sentence.units import unit_found
from cqcmd.parsing.sentence.vocabulary import Vocabulary
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.clauses import Clause, clauses_of
from cqcmd.parsing.words.lexer import MOST_TOKENS, tokens_of
from cqcmd.parsing.words.lexicon import unit_words
from cqcmd.parsing.words.scanned_line import Found, Line
from cqcmd.parsing.words.tokens import Token
from cqcmd.patterns import regex

_TWO = regex("两起|三起|另一起|还有一起|第二起|另有一起|一起是.*一起是|分别发生")
_ANYTHING_ELSE = regex("钢包|钢水包|货物|车斗|料斗|集装箱|吊物|挂车|货车|槽车|三轮车|轿车")


class Sentence:
    """One line as it is read; each step adds what it finds."""

    def __init__(
        self, typed: str, vocabulary: Vocabulary, now: datetime, equipment: str | None = None
    ) -> None:
        self.line = Line(typed)
        self._vocabulary = vocabulary
        self._now = now
        self._text = self.line.half
        self._taken: list[tuple[int, int]] = []
        self._words: list[Token] = []
        self._clauses: list[Clause] = []
        self._equipment = equipment
        self._devices: dict[int, int] = {}
        self._named: frozenset[int] = frozenset()
        self._teller = vocabulary.tellers.find(self._text)

    def read(self, standing: Mapping[str, str]) -> tuple[tuple[Found, ...], str]:
        """Return what was found, and the rest as a summary."""
        self._names()
        self._words = tokens_of(self._text, self._vocabulary.words, self._taken)
        self._clauses = clauses_of(self._words)
        self._people(_quantities(standing))
        self._lengths_and_times()
        self._date_district()
        self._events()
        self._unit_and_place()
        self._ask_if_two()
        if sum(word.kind != t.GAP for word in self._words) >= MOST_TOKENS:
            self._ask_all(_("这一行太长，只读了前面一段，请核对。"))
        self.line.blot(self._taken)
        find_caller(self.line, self._teller, self._vocabulary.tellers)
        self._take([f for f in self.line.found if f.field == "caller"])
        found = sorted(self.line.found, key=lambda one: (one.start, one.end, one.field))
        return tuple(found), summary_of(
            self._clauses, self.line.text, self._text, self._taken, self._named
        )

    def _add(self, found: Found, *spans: tuple[int, int]) -> None:
        if self.line.has(found.field) or not self._vocabulary.bears_on(
            found.field, self._equipment
        ):
            return
        self.line.add(found)
        self._taken += spans

    def _take(self, found: list[Found]) -> None:
        self._taken += [(one.start, one.end) for one in found]

    def _names(self) -> None:
        find_phone(self.line)
        self._take(self.line.found)
        for found in sums_found(self._text):
            self._add(found, (found.start, found.end))
        if district := self._district(local(self._now).date()):
            self._add(district, (district.start, district.end))
        devices = self._vocabulary.devices.find(self._text)
        self._named = frozenset(one.start for one in devices)
        self._devices = {one.start: one.end for one in devices if not one.weak}
        chosen = [one for one in devices if not one.weak] or list(devices[:1])
        if chosen and not self._denied(chosen[0].start):
            self._equipment = chosen[0].code
            equipment = Found(
                "equipment", chosen[0].code, chosen[0].start, chosen[0].end, asks_which(devices)
            )
            self._add(equipment)
        for found in self._vocabulary.facts.find(self._text):
            self._add(found, (found.start, found.end))
        self._taken = _apart(self._taken)

    def _district(self, day: date) -> Found | None:
        named = self._vocabulary.districts.find(self._text, day)
        if named is None:
            return None
        return Found("district", named.row.code, named.start, named.end, named.question)

    def _date_district(self) -> None:
        """Read the district as it was on the day of the accident, now that the time is known."""
        day = self.line.day(self._now)
        district = self._district(day) if day != local(self._now).date() else None
        if district is not None:
            others = [one for one in self.line.found if one.field != "district"]
            self.line.found = [*others, district]

    def _denied(self, place: int) -> bool:
        return self._text[max(place - 4, 0) : place].endswith(
            ("排除", "不是", "并非", "非", "不属于")
        )

    def _people(self, standing: Mapping[str, Quantity]) -> None:
        vocabulary, equipment = self._vocabulary, self._equipment
        stranding = vocabulary.bears_on("stranded", equipment) if equipment else None
        for found, spans in people_found(
            self._clauses,
            self._text,
            stranding=stranding,
            standing=standing,
            asked_of=lambda field: vocabulary.bears_on(field, equipment),
            in_one=vocabulary.knows(INJURED),
        ):
            self._add(found, *spans)

    def _lengths_and_times(self) -> None:
        outage = self._equipment is not None and self._vocabulary.bears_on(
            "outage_hours", self._equipment
        )
        for found in stays_found(self._clauses, self._text, outage=outage):
            self._add(found, (found.start, found.end))
        lengths = {
            f.start for f in self.line.found if f.field in ("stranded_hours", "outage_hours")
        }
        for found in moments_found(self._words, self._text, self._now):
            if found.start not in lengths:
                self._add(found, (found.start, found.end))

    def _events(self) -> None:
        events = list(events_of(self._clauses, self._text, self._vocabulary.events))
        for found in explosion_found(
            events, self._vocabulary.choices, vessel=self._equipment is not None
        ):
            self._add(found)
        if leak := leak_found(events, self._text):
            self._add(leak)
        if self._equipment is not None:
            for found in flags_found(events, self._near_device):
                self._add(found)

    def _ask_if_two(self) -> None:
        """Two accidents in one line: nothing of it is sure until they are taken apart."""
        if not (_TWO.search(self._text) or "②" in self._text):
            return
        self._ask_all(_("像是说了两起，请分开受理；这一栏是哪一起的？"))

    def _ask_all(self, question: str) -> None:
        found = self.line.found
        found[:] = [one if one.question else replace(one, question=question) for one in found]

    def _near_device(self, event: Event) -> bool:
        """Whether the equipment is named in the clause of the event or in the one before."""
        first = self._clauses[max(event.clause - 1, 0)].start
        if _ANYTHING_ELSE.search(self._text[max(event.start - 6, 0) : event.start]):
            return False
        return (
            any(first <= place <= event.end for place in self._devices) or len(self._devices) == 1
        )

    def _unit_and_place(self) -> None:
        """Find both: a name is the unit's or the place's, whichever takes it whole."""
        unit, place = self._unit(), self._place()
        stem = self._stem_of(unit) if unit else 0
        if unit and place and unit.start < place.end and place.start < unit.end:
            own = self._text[stem : unit.end] in unit_words("own_names")
            within = place.start <= unit.start and stem <= place.end and not own
            unit, place = (None, place) if within else (unit, None)
        if unit:
            self._add(unit, (unit.start, stem))
        if place:
            # 吊臂横跨科学大道: a street that may be none stays where a sentence needs it.
            before = self._text[max(place.start - 1, 0) : place.start]
            loose = not place.question or not before.isalpha()
            self._add(place, *([(place.start, place.end)] if loose else []))

    def _stem_of(self, unit: Found) -> int:
        """Return where the equipment in a unit's name begins: the summary tells of it too."""
        return next((at for at in sorted(self._devices) if unit.start < at < unit.end), unit.end)

    def _unit(self) -> Found | None:
        apart = [(one.start, one.end) for one in (self._teller,) if one]
        unit = unit_found(self._words, self._text, self._devices, apart)
        return unit and replace(unit, value=self.line.text[unit.start : unit.end])

    def _place(self) -> Found | None:
        teller = [(one.start, one.end) for one in (self._teller,) if one]
        district = next((one for one in self.line.found if one.field == "district"), None)
        return place_found(
            self._text,
            self.line.text,
            (*self._taken, *self._devices.items(), *teller),
            (district.start, district.end) if district else None,
        )


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans in order, without any that lies within one before it."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _quantities(standing: Mapping[str, str]) -> dict[str, Quantity]:
    found: dict[str, Quantity] = {}
    for field, text in standing.items():
        try:
            found[field] = read_quantity(text, "people")
        except BadInput:
            continue
    return found


def home_offered(line: Line, vocabulary: Vocabulary, home: str, now: datetime) -> Iterator[Found]:
    """Yield the station's own district where the line names none."""
    row = vocabulary.districts.is_home(home, line.day(now))
    if row and line.text.strip() and not line.has("district"):
        question = _("没有说{area}，是本站所在的{area}吗？").format(area=vocabulary.area)
        yield Found("district", row.code, 0, 0, question)
