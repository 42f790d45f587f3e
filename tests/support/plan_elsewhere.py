"""A plan of format 2 of another place: other clauses, offices, words, and three headquarters."""

import json
import re
from typing import Any

from tests.support.plan_tables import TEXT, Tables, read_tables

WORDS = {
    "区县": "旗县",
    "重庆": "青川",
    "渝": "青",
    "市指挥部": "省指挥部",
    "市政府": "省政府",
    "市市场": "省市场",
    "市应急局": "省应急局",
    "附件1": "附件7",
}
CODES = {
    "district_regulator": "county_bureau",
    "district_government": "county_office",
    "city_regulator": "province_bureau",
    "city_government": "province_office",
    "city_emergency_bureau": "province_rescue",
    "national_regulator": "ministry",
}
LEVELS = {"city": "province", "district": "county"}


def text_elsewhere() -> str:
    """The text with its words exchanged, every chapter ten higher."""
    shifted = re.sub(r"^(#+ )(\d+)", lambda n: f"{n[1]}{int(n[2]) + 10}", TEXT, flags=re.MULTILINE)
    return _exchanged(shifted, WORDS)


def tables_elsewhere() -> Tables:
    """The tables to that text."""
    words = json.dumps(read_tables(), ensure_ascii=False)
    tables: Tables = json.loads(_exchanged(words, WORDS | CODES))
    tables["meta"][0] |= {"code": "qc-2026", "format": 2}
    for row in (row for found in tables.values() for row in found):
        row |= {name: _shifted(row[name]) for name in ("clause", "groups_clause") if name in row}
    for row in (*tables["org_levels"], *tables["headquarters"]):
        row["code"] = LEVELS.get(row["code"], row["code"])
    for row in tables["orgs"]:
        row["level"] = LEVELS.get(row["level"], row["level"])
    for row in (*tables["responses"], *tables["posts"]):
        row["headquarters"] = LEVELS[row["headquarters"]]
    for row in tables["headquarters_acts"]:
        row["headquarters"] = [*LEVELS.values(), "zone"]
    return _with_a_third(tables)


def _with_a_third(tables: Tables) -> Tables:
    """Put a headquarters between the two: it leads at level II."""
    zone = {"code": "zone", "clause": "12.1", "groups_clause": "12.1", "name": "片区指挥部"}
    tables["headquarters"].insert(1, zone | {"inferred": True})
    chief: dict[str, Any] = next(row for row in tables["posts"] if row.get("chief"))
    tables["posts"].append(chief | {"code": "zone.commander", "headquarters": "zone"})
    next(row for row in tables["responses"] if row["level"] == "II")["headquarters"] = "zone"
    return tables


def _exchanged(text: str, words: dict[str, str]) -> str:
    for here, there in words.items():
        text = text.replace(here, there)
    return text


def _shifted(clause: str) -> str:
    return re.sub(r"^\d+", lambda number: str(int(number[0]) + 10), clause)
