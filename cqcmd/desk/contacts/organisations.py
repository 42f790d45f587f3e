"""Organisations that people of the 通讯录 belong to: units of the plan, suppliers, any other."""

from collections.abc import Iterable, Iterator

from cqcmd.i18n import _
from cqcmd.parsing.names import Name, Names
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Unit


class Organisations:
    """The plan's units by every name for them, and what an officer may type for one."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._codes = dict(_named(plan))
        self._names = Names(())

    def unit_of(self, org: str) -> str:
        """Return the code of the plan's unit of that name; empty if there is none."""
        return self._codes.get(org.strip(), "")

    def name_of(self, unit: str) -> str:
        """Return the plan's name of a unit; empty for a code it does not have."""
        row = self._plan.index["units"].get(unit)
        return row.name if isinstance(row, Unit) else ""

    def called(self, unit: str) -> tuple[str, ...]:
        """Return other names under which people of a member unit are sought."""
        row = self._plan.index["units"].get(unit)
        if not isinstance(row, Unit) or not row.member:
            return ()
        return tuple(name for name in (row.name, row.current_name) if name)

    def search(self, typed: str, known: Iterable[str]) -> tuple[str, ...]:
        """Return which of the organisations ``known`` fit, best first."""
        return tuple(match.item.name for match in self._all(known).search(typed))

    def preload(self, known: Iterable[str]) -> None:
        """Make them findable by pinyin; may run in a thread."""
        self._all(known).preload()

    def _all(self, known: Iterable[str]) -> Names:
        names = tuple(Name("", name) for name in dict.fromkeys(known) if name)
        if names != self._names.items:
            self._names = Names(names)
        return self._names

    def of_district(self, district: str) -> Iterator[str]:
        """Yield the district's counterparts of the plan's units."""
        for row in self._plan.units:
            if rest := _of_any_district(self._plan, row):
                yield district + rest

    def of_plan(self) -> Iterator[str]:
        """Yield the member units, by their names of today first, and the suppliers."""
        for row in self._plan.units:
            if row.member:
                yield from (name for name in (row.current_name, row.name) if name)
            else:
                yield from suppliers(row)


def suppliers(row: Unit) -> tuple[str, ...]:
    """Return the suppliers that the plan names together in one row: 供电 供水 供气."""
    return tuple(row.name.removesuffix(_("等单位")).split("、"))


def _of_any_district(plan: Plan, unit: Unit) -> str:
    """Return the name of a unit's counterpart in a district, without the word for any district."""
    word, name = plan.word("district"), unit.district_name or ""
    return name.removeprefix(word) if name.startswith(word) else ""


def _named(plan: Plan) -> Iterator[tuple[str, str]]:
    districts = [row.name for row in plan.districts]
    for unit in plan.units:
        if not unit.member:
            yield from (
                (supplier + end, unit.code)
                for supplier in suppliers(unit)
                for end in ("", _("单位"))
            )
        for name in (unit.name, unit.current_name, unit.district_name):
            if name:
                yield name, unit.code
        if unit.name.startswith(plan.word("city.units")):
            yield plan.word("city") + unit.name, unit.code
        if rest := _of_any_district(plan, unit):
            yield from ((district + rest, unit.code) for district in districts)
