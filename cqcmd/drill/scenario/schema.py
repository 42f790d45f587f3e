"""The schema of a scenario as JSON Schema: for editors that complete and check while one writes.

It is made from the structs and the plan in force, so it names every code of the plan. What it
cannot say (conditions in a circle, a clause that supports nothing) `cqcmd drill check` says.
"""

from typing import Any

import msgspec

from cqcmd.drill.scenario.model import Scenario
from cqcmd.drill.scenario.targets import CONDITIONS, EXPECTED, UNTIL
from cqcmd.i18n import _
from cqcmd.parsing.fields import WORD_FIELDS
from cqcmd.rules.plan import Plan
from cqcmd.rules.scale import NO_GRADE

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The one that editors of TOML know."""
SPAN = r"^[0-9]{1,3}:[0-5][0-9]:[0-5][0-9]$"
"""Hours, minutes, seconds, as `span.read_span` reads them."""

Part = dict[str, Any]


def schema(plan: Plan) -> Part:
    """Of a scenario under a plan."""
    found = msgspec.json.schema(Scenario)
    parts: dict[str, Part] = found["$defs"]
    codes = _codes(plan)
    for part in parts.values():
        # As `read_table` has it, which refuses what it does not know.
        part["additionalProperties"] = False
        for name, prop in part["properties"].items():
            _spans(prop)
            _one_of(prop, codes.get(name, []))
    _by_place(parts, plan)
    parts["Scenario"]["properties"].pop("code")  # the file's name
    return {"$schema": DRAFT, "title": _("演练情景"), **found}


def _codes(plan: Plan) -> dict[str, list[str]]:
    """Return the texts a field of that name may hold, wherever it stands."""
    steps = [step.code for row in plan.measures for step in row.steps]
    later = [f"{row.code}:{org.code}" for row in plan.followups for org in plan.orgs]
    return {
        "clause": [*plan.clauses],
        "org": [row.code for row in plan.orgs],
        "equipment": [row.code for row in plan.equipment],
        "district": [row.name for row in plan.districts],
        "command": [row.code for row in plan.headquarters],
        "duty": [*(row.code for row in plan.duties), *later],
        "group": [row.code for row in plan.groups],
        "measure": [row.code for row in (*plan.measures, *plan.aftermath)] + steps,
        "grade": [*plan.grade_scale.codes],
        "response": [*plan.level_scale.codes],
        "tells": [row.code for row in plan.contents if row.report == "written"],
    }


def _by_place(parts: dict[str, Part], plan: Plan) -> None:
    """Return the rules that hold of one table alone."""
    facts = ["equipment", "occurred_at", *WORD_FIELDS, *plan.index["facts"]]
    parts["Inject"]["properties"]["facts"]["propertyNames"] = {"enum": facts}
    orgs = [row.code for row in plan.orgs]
    parts["Station"]["properties"]["numbers"]["propertyNames"] = {"enum": orgs}
    parts["Case"]["properties"]["grade"]["enum"] = [*plan.grade_scale.codes, NO_GRADE]
    parts["Expect"]["oneOf"] = _exactly_one(EXPECTED)
    parts["Expect"]["not"] = {"required": ["by", "within"]}
    parts["Expect"]["properties"]["points"]["minimum"] = 1
    for name in ("After", "Unless"):
        parts[name]["oneOf"] = _exactly_one(CONDITIONS)
    parts["Until"]["oneOf"] = _exactly_one(UNTIL)
    for table in ("case", "inject", "expect"):
        parts["Scenario"]["properties"][table]["minItems"] = 1


def _exactly_one(names: tuple[str, ...]) -> list[Part]:
    return [{"required": [name]} for name in names]


def _variants(part: Part) -> list[Part]:
    """Let a field be ``null`` too, which stands for what is left out."""
    return [part, *part.get("anyOf", [])]


def _spans(part: Part) -> None:
    for variant in _variants(part):
        # msgspec means ISO 8601 (PT30M); a scenario writes 0:30:00.
        if variant.get("format") == "duration":
            del variant["format"]
            variant["pattern"] = SPAN


def _one_of(part: Part, codes: list[str]) -> None:
    if not codes:
        return
    for variant in _variants(part):
        if variant.get("type") == "string":
            variant["enum"] = codes
        elif variant.get("type") == "array":
            variant["items"]["enum"] = codes
