"""docs/plans.md says what a plan file may hold, table by table, and its example passes."""

import json
import re
from pathlib import Path

import pytest

from cqcmd.rules.form_fields import FILLED
from cqcmd.rules.plan_rows import TABLES
from cqcmd.rules.proofs.codes import KINDS
from cqcmd.rules.proofs.plan_check import decision_table, load_checked
from cqcmd.rules.rows import Choice, Condition, Source, Step
from tests.support.plan_tables import PLANS

PAGE = (Path(__file__).parents[2] / "docs" / "plans.md").read_text(encoding="utf-8")
SHARED = ("code", "clause", "text")


def section(table: str) -> str:
    found = re.search(rf"^## {table}：.+?(?=^## )", PAGE, re.MULTILINE | re.DOTALL)
    assert found, table
    return found[0]


@pytest.mark.parametrize("table", TABLES)
def test_every_field_of_a_table_is_explained(table: str) -> None:
    fields = [name for name in TABLES[table].__struct_encode_fields__ if name not in SHARED]
    told = section(table)
    assert [name for name in fields if f"`{name}`" not in told] == []
    rows = re.findall(r"^\| (`.+?`) \|", told, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert named - set(fields) == set(), "a field that the table does not have"


def test_every_part_of_a_row_is_explained() -> None:
    parts = {name for part in (Choice, Condition, Source, Step) for name in part.__struct_fields__}
    assert [name for name in sorted(parts) if f"`{name}`" not in PAGE] == []


def test_the_codes_that_the_program_knows_are_listed() -> None:
    assert [code for code in KINDS if f"`{code}`" not in section("facts")] == []
    known = {name for names in FILLED.values() for name in names}
    assert [name for name in sorted(known) if f"`{name}`" not in section("contents")] == []


def test_the_example_added_to_the_new_plan_passes() -> None:
    [example] = re.findall(r"```json\n(.+?)```", PAGE, re.DOTALL)
    document = json.loads((PLANS / "skeleton.json").read_text(encoding="utf-8"))
    for table, rows in json.loads(example).items():
        assert set(rows).isdisjoint(document[table]), "a number that is taken"
        document[table] |= rows
    tables = {table: list(rows.values()) for table, rows in document.items()}
    text = (PLANS / "skeleton.md").read_text(encoding="utf-8")
    plan = load_checked(tables, text, name="x", digest="")
    assert "停暖户数 ≥ 500 户" in decision_table(plan)
