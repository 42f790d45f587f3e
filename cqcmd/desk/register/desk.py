"""事故台账: every incident of every year, found by words and by what is known of it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import chain
from operator import attrgetter
from pathlib import Path

from cqcmd.clock import local
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.register.figures import FiguresDesk
from cqcmd.desk.register.query import STANDINGS, Query, read_query
from cqcmd.desk.register.rows import Kept, kept_row, version_of
from cqcmd.desk.register.texts import Texts
from cqcmd.desk.situation.toll import BEFORE_A_NUMBER
from cqcmd.i18n import _
from cqcmd.incident.state import Incident
from cqcmd.views.office.register import NO_ACCIDENT, STATES, FilterChoice, Register, RegisterRow

SUMMED = ("deaths", "serious_injuries", "light_injuries", "injuries_unclear", "missing")
"""People whom the foot adds up; who was moved or stuck is no harm that adds up over years."""

LATELY = (_("近30日"), _("本年"))


class RegisterDesk:
    """The register. A row is made once and stands until an entry or time makes it another.

    Attributes:
        figures: the figures over what was found.
    """

    def __init__(self, open_record: OpenRecord, data: Path) -> None:
        self._open_record = open_record
        self.figures = FiguresDesk(open_record, data)
        self._kept: dict[str, Kept] = {}
        self._numbers: dict[str, int] = {}
        self._texts = Texts()
        self._rows: tuple[RegisterRow, ...] | None = None
        self._stale: list[str] = []
        self._until: datetime | None = None
        self._seen: tuple[int, int, str] | None = None

    # Keeping

    def keep(self, most: int | None = None) -> bool:
        """Make rows that are missing or out of date, ``most`` at once; tell whether all stand."""
        self._look()
        left = len(self._stale) if most is None else most
        while self._stale and left:
            self._make(self._stale.pop())
            left -= 1
        return not self._stale

    def _look(self) -> None:
        """Look which rows are out of date, if an entry came or time made a turn since."""
        ledger, now = self._open_record.ledger, self._open_record.clock.now()
        seen = id(ledger), ledger.absorbed, self._open_record.org
        if seen == self._seen and (self._until is None or now < self._until):
            return
        self._seen = seen
        stale = (one.id for one in ledger.incidents.values() if one.call and self._is_old(one, now))
        left = (one for one in ledger.finished.numbers if one not in ledger.incidents)
        self._stale = [*stale, *(one for one in left if one not in self._kept)]
        self._until = min((kept.until for kept in self._kept.values() if kept.until), default=None)

    def _is_old(self, incident: Incident, now: datetime) -> bool:
        kept = self._kept.get(incident.id)
        return kept is None or not kept.stands(version_of(self._open_record, incident), now)

    def _make(self, ident: str) -> None:
        kept, (head, rest) = self._short(ident)
        self._kept[ident] = kept
        number = self._numbers.setdefault(ident, len(self._numbers))
        self._texts.put(number, head, rest)
        if kept.until is not None:
            self._until = min(self._until or kept.until, kept.until)
        self._rows = None

    def _short(self, ident: str) -> tuple[Kept, tuple[str, str]]:
        """Return an incident in short, one that is finished as it was kept."""
        record = self._open_record
        known = ident in record.ledger.incidents
        sheet = None if known else record.sheet_of(ident)
        if sheet is None:
            return kept_row(record, record.ledger.one(ident))
        return Kept(sheet.row, (sheet.entries, sheet.struck, record.org), None), sheet.texts

    @property
    def preloaded(self) -> bool:
        """Whether incidents are found by pinyin."""
        return self._texts.sounds.ready

    def preload(self) -> None:
        """Make incidents findable by pinyin; meant for a thread."""
        self._texts.learn()

    # Finding

    def search(self, typed: str) -> Register:
        """Return what fits every word and filter of a line, the latest first."""
        self.keep()
        if self.preloaded:
            self._texts.learn()
        query = read_query(self._open_record.plan, typed, self._today)
        rows = tuple(self._fitting(query))
        return Register(rows, query.named, tuple(self._counts(rows)), len(self._kept))

    def is_filter(self, word: str) -> bool:
        """Whether a word filters by what is known, and is not sought in what is written."""
        return bool(read_query(self._open_record.plan, word, self._today).named)

    def choices(self) -> tuple[FilterChoice, ...]:
        """Return the filters there are, group by group, with how many each leaves."""
        self.keep()
        return tuple(self._choices())

    @property
    def _today(self) -> date:
        return local(self._open_record.clock.now()).date()

    def _every(self) -> tuple[RegisterRow, ...]:
        if self._rows is None:
            rows = (kept.row for kept in self._kept.values())
            self._rows = tuple(sorted(rows, key=attrgetter("received_at", "number"), reverse=True))
        return self._rows

    def _fitting(self, query: Query) -> Iterator[RegisterRow]:
        found = [self._texts.find(word) for word in query.words]
        numbers = frozenset.intersection(*found) if found else None
        for row in self._every():
            if query.takes(row) and (numbers is None or self._numbers[row.ident] in numbers):
                yield row

    def _counts(self, rows: Iterable[RegisterRow]) -> Iterator[str]:
        """Yield ``共 12 起``, each grade, each kind of harm; of no accident nothing is added."""
        every = tuple(rows)
        yield _("共 {count} 起").format(count=len(every))
        accidents = [row for row in every if row.state not in NO_ACCIDENT]
        grades = Counter(row.grade.name for row in accidents)
        order = dict.fromkeys(row.name for row in self._open_record.plan.grades)
        yield from (f"{name} {grades[name]}" for name in (order | grades) if grades[name])
        yield from self._harm(row.harm for row in accidents)

    def _harm(self, every: Iterable[tuple[tuple[str, int], ...]]) -> Iterator[str]:
        """Yield ``死 3``, ``重伤 5``."""
        found: Counter[str] = Counter()
        for code, count in chain.from_iterable(every):
            found[code] += count
        for fact in self._open_record.plan.facts:
            if found[fact.code] and fact.code in SUMMED:
                yield f"{BEFORE_A_NUMBER.get(fact.code, fact.short)} {found[fact.code]}"

    def _choices(self) -> Iterator[FilterChoice]:
        for word in LATELY:
            yield FilterChoice(_("接报"), word, self._count(word))
        for group, (words, counts) in self._groups().items():
            yield from (FilterChoice(group, word, counts[word]) for word in words if counts[word])

    def _groups(self) -> dict[str, tuple[Iterable[str], Counter[str]]]:
        """Return the words of each group in their order, and how many incidents each names."""
        rows, plan = self._every(), self._open_record.plan
        kinds = {row.code: row.short for row in plan.equipment}
        years = Counter(_("{year}年").format(year=row.day.year) for row in rows)
        return {
            _("接报"): (sorted(years, reverse=True), years),
            _("等级"): (
                [*(row.name for row in plan.grades), *STANDINGS.values()],
                Counter(row.grade.name for row in rows),
            ),
            _("设备"): (kinds.values(), Counter(kinds.get(row.equipment, "") for row in rows)),
            plan.word("district"): (
                [row.name for row in plan.districts],
                Counter(row.district for row in rows),
            ),
            _("状态"): (STATES.values(), Counter(STATES[row.state] for row in rows)),
        }

    def _count(self, word: str) -> int:
        query = read_query(self._open_record.plan, word, self._today)
        return sum(map(query.takes, self._every()))
