"""What is read rather than written: the plan's clauses and names, and times as typed."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from cqcmd.clock import local
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import limit_words
from cqcmd.i18n import _
from cqcmd.parsing.names import Name, Names
from cqcmd.parsing.times import read_time
from cqcmd.rules.districts import as_of, named, stands
from cqcmd.rules.rows import District, Source
from cqcmd.text import half_width

if TYPE_CHECKING:
    from cqcmd.desk.plan.laws import Laws


class PlanReader:
    """The verbs of the plan reader, finding the plan's names, and reading times."""

    def __init__(self, open_record: OpenRecord) -> None:
        self._open_record = open_record
        self._by_standing: dict[tuple[str, ...], Names] = {}

    def rows_on(self, number: str) -> tuple[str, ...]:
        """Return the rules that rest on a clause, in lines of words without codes."""
        # late: needed when somebody reads the plan, not when a post starts
        from cqcmd.rules.plan_lookup import rows_in_words

        return rows_in_words(self._open_record.plan, number)

    def heading(self, number: str) -> str:
        """Return the heading of a clause."""
        from cqcmd.rules import plan_lookup  # late: as in `rows_on`

        return plan_lookup.heading(self._open_record.plan.clauses[number])

    def clauses_with(self, typed: str) -> list[tuple[str, str]]:
        """Return clauses, number and heading: those of that number, then with all these words."""
        words, clauses = half_width(typed).lower().split(), self._open_record.plan.clauses
        if not words:
            return []
        by_number = [number for number in clauses if number.startswith(words[0])]
        texts = {one.number: f"{one.heading}\n{one.text}".lower() for one in clauses.values()}
        with_words = [
            number for number, text in texts.items() if all(word in text for word in words)
        ]
        # Headings first: who seeks 预警 wants the clause on it, not each that names it.
        with_words.sort(key=lambda number: words[0] not in clauses[number].heading)
        found = dict.fromkeys([*by_number, *with_words])
        return [(number, self.heading(number)) for number in found]

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Texts beside the plan that rows of it name, by title and article."""
        found: dict[str, Source] = {}
        for rows in self._open_record.plan.index.values():
            for row in rows.values():
                source = getattr(row, "source", None)
                if isinstance(source, Source):
                    found.setdefault(source.name, source)
        return found

    @cached_property
    def laws(self) -> "Laws":
        """The law around the plan."""
        # late: as in `rows_on`
        from cqcmd.desk.plan.laws import Laws

        return Laws(self.sources, self._open_record.plan)

    def day_of(self, ident: str) -> date:
        """Return the day of an accident, in whose districts it is told."""
        now = self._open_record.clock.now()
        return local(self._open_record.incident(ident).happened_at or now).date()

    def renamed(self, district: str, before: date, day: date) -> str:
        """Ask about a district of which one day knows another than the next; empty: the same."""
        rows = self._open_record.plan.districts
        one, other = named(rows, district, before), named(rows, district, day)
        if one is None or other is None or one.code == other.code:
            return ""
        if district == other.name != one.name:  # written as it was called on that day
            return ""
        words = _("{day} 由{name}履职，请核对{district}。")
        names = "、".join(row.name for row in rows if row.merged_into == one.code)
        word = self._open_record.plan.word("district")
        return words.format(day=day.isoformat(), name=names or other.name, district=word)

    def watch_words(self) -> str:
        """Return how long closed cases are watched, and what a change then asks for (4.1.3)."""
        watching = [rule for rule in self._open_record.plan.followups if rule.days]
        if not watching:
            return ""
        rule = max(watching, key=lambda rule: rule.days or 0)
        limit = (
            _("{limit}内").format(limit=limit_words(rule.minutes)) if rule.minutes else _("及时")
        )
        words = _("{days}日内观察：伤亡变化仍须{limit}续报（{clause}）")
        return words.format(days=rule.days, limit=limit, clause=rule.clause)

    def moment(self, typed: str, *, future: bool = False) -> datetime:
        """Read a moment such as ``14:05``; ``future``: of something planned.

        Raises:
            BadInput: it cannot be read, or lies ahead where it must not.
        """
        return read_time(typed, self._open_record.clock.now(), future_ok=future)

    @cached_property
    def districts(self) -> Names:
        """The districts as they are today, to be found by name or pinyin (after ``warm``)."""
        today = local(self._open_record.clock.now()).date()
        rows = (row for row in self._open_record.plan.districts if stands(row, today))
        return Names(tuple(Name(row.code, row.name, (row.short,)) for row in rows))

    def districts_on(self, day: date) -> Names:
        """Return the districts of a day; one that is not of it is found by what it is then."""
        every = self._open_record.plan.districts
        standing = tuple(row.code for row in every if stands(row, day))
        # Few days part one set of districts from another, and every key asks for one.
        if standing not in self._by_standing:
            names = Names(tuple(_name_on(every, row, day) for row in every if stands(row, day)))
            if self._by_standing:  # of the first, whoever made it loads the pinyin in a thread
                names.preload()
            self._by_standing[standing] = names
        return self._by_standing[standing]

    def district(self, typed: str) -> str:
        """Return the one district that fits what was typed, else the words as they are."""
        found = self.districts.search(typed, limit=2) if typed.strip() else ()
        if len(found) == 1 or (found and found[0].rank == 0):
            return found[0].item.name
        return typed.strip()

    def usual_name(self, org: str, district: str) -> str:
        """Return the usual name of a district's organisation; of the city's, the plan's name."""
        row = self._open_record.plan.org(org)
        level = self._open_record.plan.org_level(org)
        if level.at_scene:
            return ""
        if not level.of_district:
            return row.name
        name = district + row.name.removeprefix(self._open_record.plan.word("district"))
        department = _("部门")
        return name.removesuffix(department) + _("局") if name.endswith(department) else name


def _name_on(rows: Sequence[District], row: District, day: date) -> Name:
    """Return a district's name, and those of all that are this district on that day."""
    others = [other for other in rows if other is not row and as_of(rows, other, day) is row]
    names = (name for other in others for name in (other.name, other.short))
    return Name(row.code, row.name, (row.short, *dict.fromkeys(names)))
