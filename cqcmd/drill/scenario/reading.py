"""A scenario read from its file, every fault named; nothing of it is used while one is left."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from cqcmd.drill.scenario.decode import Faults, read_table
from cqcmd.drill.scenario.model import Case, Expect, Guide, Inject, Scenario, Station
from cqcmd.drill.scenario.times import LONGEST_HOURS
from cqcmd.drill.scenario.validate import Checker
from cqcmd.errors import Refusal
from cqcmd.files.toml import Toml, read_toml
from cqcmd.i18n import _
from cqcmd.rules.plan import Plan
from cqcmd.text import clean

RowKind = type[Case] | type[Inject] | type[Expect] | type[Guide]
TABLES: dict[str, RowKind] = {"case": Case, "inject": Inject, "expect": Expect, "guide": Guide}
MOST_ROWS = 500
MOST_FAULTS = 500
"""Of more the first are named: they are corrected before anybody reads on."""
STAND_IN = Scenario(
    title="",
    trains="",
    clause="",
    start=datetime(2026, 1, 1),  # noqa: DTZ001 - local time, as a scenario writes it
    length=timedelta(hours=LONGEST_HOURS),
    station=Station(org="", name="", officer=""),
    case=(),
    inject=(),
    expect=(),
)
"""Carries the rows through their checks where the head itself is wrong."""

_ID = re.compile(r"[a-z0-9][a-z0-9_.-]{0,39}")


class BrokenScenario(Refusal):
    """A scenario with faults; every one is named.

    Attributes:
        faults: one sentence a fault, its place first.
    """

    def __init__(self, name: str, faults: tuple[str, ...]) -> None:
        words = _("情景 {name} 有 {count} 处错误，未采用：").format(name=name, count=len(faults))
        super().__init__(words + "；".join(faults))
        self.faults = faults


def read_scenario(path: Path, plan: Plan) -> Scenario:
    """Read the scenario in a file, proved against the plan.

    Raises:
        BadInput: the file cannot be read, is too large, not UTF-8 or not TOML.
        BrokenScenario: with every fault.
    """
    return scenario_of(read_toml(path), path.stem, plan)


def scenario_of(toml: Toml, code: str, plan: Plan) -> Scenario:
    """Read the scenario in these tables; ``code`` is its file's name. Raises BrokenScenario."""
    faults = Faults()
    rows = {table: Rows(toml, table, kind, faults) for table, kind in TABLES.items()}
    head = _head(toml, faults)
    good: dict[str, Any] = {table: content.good for table, content in rows.items()}
    scenario = replace(head or STAND_IN, code=code, **good)
    places = {table: content.places for table, content in rows.items()}
    ids = {table: frozenset(content.ids) for table, content in rows.items()}
    Checker(plan, scenario, places, ids, faults).check(whole=head is not None)
    if faults.found:
        raise BrokenScenario(clean(code, limit=60, lines=False), _named(faults))
    return scenario


def _named(faults: Faults) -> tuple[str, ...]:
    named = tuple(dict.fromkeys(faults.found))
    more = len(named) - MOST_FAULTS
    if more <= 0:
        return named
    return (*named[:MOST_FAULTS], _("另有 {more} 处没有列出，改好再查。").format(more=more))


def _head(toml: Toml, faults: Faults) -> Scenario | None:
    """Everything but the rows; ``None`` where something in it is wrong."""
    head = {name: value for name, value in toml.data.items() if name not in TABLES}
    if "code" in head:
        faults.add(_("情景"), _("不认识的字段 {name}").format(name="code"))
    # Empty tables: the rows are read one by one, so that a fault in one hides none in the others.
    return read_table(Scenario, head | {table: [] for table in TABLES}, _("情景"), faults)


class Rows:
    """The rows of one table: those that can be read, with their places, and every id."""

    def __init__(self, toml: Toml, table: str, kind: RowKind, faults: Faults) -> None:
        self.ids: list[str] = []
        self.places: list[str] = []
        self.good: tuple[Any, ...] = ()
        raw = toml.data.get(table, [])
        if not isinstance(raw, list) or len(raw) > MOST_ROWS:
            faults.add(table, _("须是 [[{table}]]，不超过 {n} 个").format(table=table, n=MOST_ROWS))
            return
        for number, item in enumerate(raw, 1):
            place = toml.place(table, number)
            row: Any = read_table(kind, item, place, faults)
            self._known(item, place, faults)
            if row is not None:
                self.good += (row,)
                self.places.append(place)

    def _known(self, item: Any, place: str, faults: Faults) -> None:
        name = item.get("id") if isinstance(item, dict) else None
        if not isinstance(name, str):
            return
        if not _ID.fullmatch(name):
            faults.add(place, _("id 须是小写字母、数字、点、横线，不超过 40 个"))
        if name in self.ids:
            faults.add(place, _("id {id} 重复").format(id=name))
        self.ids.append(name)
