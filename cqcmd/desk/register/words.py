"""The words of an incident: what is known of it by name, and what people wrote about it."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from cqcmd.incident.state import Incident
from cqcmd.rules.plan import Plan

NAME = 12
"""Characters up to which what people wrote is taken for a name, or a post, or a unit."""

SAID_ELSEWHERE = frozenset(("body", "elements", "sheet", "debts"))
"""Parts of events that say once more what is written down of the incident anyway."""

_CODE = re.compile(r"[!-~]*[A-Za-z_][!-~]*")
"""A code, an id, a moment: letters of the program's own, which nobody types."""

_DECODER = msgspec.json.Decoder()


def head_of(plan: Plan | None, incident: Incident) -> Iterator[str]:
    """Yield the names under which an incident is known: number, unit, place, equipment ..."""
    yield incident.number
    # As it is typed without looking for the dash.
    yield incident.number.replace("-", "")
    yield from incident.details.values()
    kind = incident.facts.choice("equipment")
    if plan and kind and kind in plan.index["equipment"]:
        yield from (plan.kind(kind).name, plan.kind(kind).short)


def written_of(incident: Incident) -> Iterator[str]:
    """Yield what people wrote in the entries that stand, and who wrote them down."""
    for entry in list(incident.entries):
        if entry.id not in incident.struck:
            yield entry.actor
            yield from _strings(_DECODER.decode(entry.data))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value and not _CODE.fullmatch(value):
            yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in SAID_ELSEWHERE:
                yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def text_of(plan: Plan | None, incident: Incident) -> tuple[str, str]:
    """Return the names of an incident, a line a name, and the rest of its words."""
    names = dict.fromkeys(filter(None, head_of(plan, incident)))
    rest: dict[str, None] = {}
    for words in written_of(incident):
        (names if len(words) <= NAME else rest)[words] = None
    return "\n".join(names), "\n".join(rest)
