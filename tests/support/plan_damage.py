"""Damage done to a plan file by chance: slips of its author, and what no author would write."""

import random
from collections.abc import Callable, Iterator
from typing import Any

from tests.support.plan_tables import Tables

Blow = Callable[[Tables, random.Random], Any]

JUNK: list[Any] = [
    None,
    True,
    -1,
    0,
    1,
    1.5,
    7,
    10**6,
    float("nan"),
    10**400,
    "",
    "I",
    "city",
    "any",
    "phone",
    "people",
    "flag",
    "\x1b[2J",
    "\u202e倒",
    "a b",
    "长" * 3000,
    "{name}",
    "[red]x[/]",
    [],
    {},
    ["x"],
    [[]],
]


def damage(tables: Tables, chance: random.Random) -> None:
    """Strike one blow."""
    chance.choice(BLOWS)(tables, chance)


def _rows(tables: Tables, chance: random.Random) -> list[dict[str, Any]]:
    return tables[chance.choice(sorted(table for table in tables if tables[table]))]


def _drop_row(tables: Tables, chance: random.Random) -> None:
    found = _rows(tables, chance)
    found.pop(chance.randrange(len(found)))


def _drop_row_and_all_that_names_it(tables: Tables, chance: random.Random) -> None:
    found = _rows(tables, chance)
    code = found.pop(chance.randrange(len(found))).get("code")
    for table, rows in tables.items():
        tables[table] = [kept for row in rows if (kept := _without(row, code))]


def _without(row: dict[str, Any], code: Any) -> dict[str, Any] | None:
    """Return the row with the code taken out of its lists; ``None`` where it was a field."""
    kept = {}
    for name, value in row.items():
        if name != "code" and isinstance(value, str) and value == code:
            return None
        if name == "when" and any(part.get("fact") == code for part in value):
            return None
        kept[name] = [v for v in value if v != code] if isinstance(value, list) else value
    return kept


def _rename(tables: Tables, chance: random.Random) -> None:
    row = chance.choice(_rows(tables, chance))
    row["code"] = chance.choice(("x", "新", "a.b", row.get("code")))


def _rename_everywhere(tables: Tables, chance: random.Random) -> None:
    code = chance.choice(_rows(tables, chance)).get("code")
    for rows in tables.values():
        rows[:] = [_renamed(row, code, f"{code}-2") for row in rows]


def _renamed(value: Any, code: Any, other: str) -> Any:
    if isinstance(value, dict):
        return {name: _renamed(part, code, other) for name, part in value.items()}
    if isinstance(value, list):
        return [_renamed(part, code, other) for part in value]
    return other if value == code and isinstance(value, str) else value


def _empty_table(tables: Tables, chance: random.Random) -> None:
    tables[chance.choice(sorted(tables))] = []


def _drop_table(tables: Tables, chance: random.Random) -> None:
    del tables[chance.choice(sorted(tables))]


def _double(tables: Tables, chance: random.Random) -> None:
    found = _rows(tables, chance)
    for number in range(chance.choice((1, 4, 12))):
        again = dict(chance.choice(found))
        found.append(again | {"code": f"{again.get('code')}.{number}"})


def _shuffle(tables: Tables, chance: random.Random) -> None:
    chance.shuffle(_rows(tables, chance))


def _drop_field(tables: Tables, chance: random.Random) -> None:
    row = chance.choice(_rows(tables, chance))
    if row:
        del row[chance.choice(sorted(row))]


def _junk(tables: Tables, chance: random.Random) -> None:
    row = chance.choice(_rows(tables, chance))
    if row:
        row[chance.choice(sorted(row))] = chance.choice(JUNK)


def _value_of_another_row(tables: Tables, chance: random.Random) -> None:
    """Swap numbers, clauses, levels: each value is right somewhere."""
    found = _rows(tables, chance)
    one, other = chance.choice(found), chance.choice(found)
    if both := sorted(set(one) & set(other) - {"code"}):
        name = chance.choice(both)
        one[name], other[name] = other[name], one[name]


def _number(tables: Tables, chance: random.Random) -> None:
    places = [place for rows in tables.values() for row in rows for place in _numbers(row)]
    if places:
        holder, name = chance.choice(places)
        holder[name] = chance.choice((0, 1, -1, holder[name] + 1, holder[name] * 2, 0.5, 10**9))


def _numbers(row: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    for name, value in row.items():
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield row, name
        for part in value if isinstance(value, list) else ():
            if isinstance(part, dict):
                yield from _numbers(part)


def _new_field(tables: Tables, chance: random.Random) -> None:
    chance.choice(_rows(tables, chance))["colour_of_tomorrow"] = 1


BLOWS: tuple[Blow, ...] = (
    _drop_row,
    _drop_row_and_all_that_names_it,
    _drop_row_and_all_that_names_it,
    _rename,
    _rename_everywhere,
    _rename_everywhere,
    _empty_table,
    _drop_table,
    _double,
    _shuffle,
    _drop_field,
    _junk,
    _value_of_another_row,
    _number,
    _new_field,
)
