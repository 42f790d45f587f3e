"""A scenario written as the file it is read from."""

import json
from collections.abc import Iterator
from typing import Any

from cqcmd.drill.scenario.model import Case, Expect, Inject, Scenario, Station
from cqcmd.drill.scenario.times import write_span


def as_toml(scenario: Scenario, remarks: tuple[str, ...] = ()) -> str:
    """Return the file; ``remarks`` stand above it."""
    lines = [
        *(f"# {remark}" for remark in remarks),
        *_fields(_head(scenario)),
        *_table("[station]", _station(scenario.station)),
    ]
    for case in scenario.case:
        lines += _table("[[case]]", _case(case))
    for inject in scenario.inject:
        lines += _table("[[inject]]", _inject(inject))
    for expect in scenario.expect:
        lines += _table("[[expect]]", _expect(expect))
    return "\n".join(lines) + "\n"


def _head(scenario: Scenario) -> dict[str, str]:
    return {
        "title": _text(scenario.title),
        "trains": _text(scenario.trains),
        "clause": _text(scenario.clause),
        "start": scenario.start.isoformat(timespec="seconds"),
        "length": _text(write_span(scenario.length)),
    }


def _station(station: Station) -> dict[str, str]:
    found = {"org": _text(station.org), "name": _text(station.name)}
    if station.district:
        found["district"] = _text(station.district)
    return found | {"officer": _text(station.officer), "numbers": _inline(station.numbers)}


def _case(case: Case) -> dict[str, str]:
    names = ("id", "title", "equipment", "grade", "clause")
    return {name: _text(getattr(case, name)) for name in names}


def _inject(inject: Inject) -> dict[str, str]:
    found = {"id": inject.id, "by": inject.by, "from": inject.sender, "words": inject.words}
    written = {name: _text(words) for name, words in found.items()}
    written["at"] = _text(write_span(inject.at)) if inject.at is not None else _text("")
    return written | ({"facts": _inline(inject.facts)} if inject.facts else {})


def _expect(expect: Expect) -> dict[str, str]:
    found: dict[str, str] = {"id": _text(expect.id)}
    for name in ("duty", "grade", "measure"):
        if value := getattr(expect, name):
            found[name] = _text(value)
    if expect.by is not None:
        found["by"] = _text(write_span(expect.by))
    return found | {"points": str(expect.points), "clause": _text(expect.clause)}


def _table(head: str, fields: dict[str, str]) -> Iterator[str]:
    yield ""
    yield head
    yield from _fields(fields)


def _fields(fields: dict[str, str]) -> Iterator[str]:
    yield from (f"{name} = {value}" for name, value in fields.items())


def _inline(values: dict[str, str]) -> str:
    inside = ", ".join(f"{name} = {_text(value)}" for name, value in values.items())
    return f"{{ {inside} }}" if inside else "{}"


def _text(words: Any) -> str:
    """Return a basic string; JSON's are TOML's but for one character."""
    return json.dumps(str(words), ensure_ascii=False).replace("\x7f", "\\u007f")
