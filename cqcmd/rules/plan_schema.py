"""The schema of a plan file as JSON Schema: for editors that complete and check while one writes.

It is made from the structs of the rows. What it cannot say (a circle of reports, a quotation that
stands in no clause) `cqcmd plan check` says.
"""

from typing import Any

import msgspec

from cqcmd.i18n import _
from cqcmd.rules.plan_rows import LONGEST_CODE, NEEDED, TABLES
from cqcmd.rules.plan_sentences import KINDS

DRAFT = "https://json-schema.org/draft/2020-12/schema"

Part = dict[str, Any]


def plan_schema() -> Part:
    """Return the schema of a plan file: tables by name, in each the rows by their numbers."""
    kinds = tuple(TABLES.values())
    found, parts = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    for part in parts.values():
        _sized(part)
    return {
        "$schema": DRAFT,
        "title": _("预案文件"),
        "type": "object",
        "properties": {table: _table(table, row) for table, row in zip(TABLES, found, strict=True)},
        "required": ["meta", *NEEDED],
        "additionalProperties": False,
        "$defs": parts,
    }


def _table(table: str, row: Part) -> Part:
    return {
        "title": KINDS.get(table, table),
        "type": "object",
        "propertyNames": {"pattern": "^[0-9]+$"},
        "additionalProperties": row,
        "minProperties": 1 if table in ("meta", *NEEDED) else 0,
    }


def _sized(part: Part) -> None:
    """Say of codes how long they may be; drop what is written for whoever reads our source."""
    part.pop("description", None)
    if "code" in part["properties"]:
        part["properties"]["code"] |= {"minLength": 1, "maxLength": LONGEST_CODE}
