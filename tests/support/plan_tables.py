"""The built-in plan's tables and text, fresh, as the shelf would hand them over."""

import json
from pathlib import Path
from typing import Any

from cqcmd.rules.roles import LATER_TABLES, completed

PLANS = Path(__file__).parents[2] / "cqcmd" / "rules" / "plans"
TEXT = (PLANS / "cq-2023.md").read_text(encoding="utf-8")

Tables = dict[str, list[dict[str, Any]]]


def read_tables() -> Tables:
    """The rows of each table, those of its format among them, free to be changed."""
    return completed(own_tables(), _tables("format-1.json"))


def own_tables() -> Tables:
    """The rows that stand in the plan's own file."""
    return _tables("cq-2023.json")


def _tables(name: str) -> Tables:
    document = json.loads((PLANS / name).read_text(encoding="utf-8"))
    return {table: list(found.values()) for table, found in document.items()}


def write_plan(tables: Tables, folder: Path, text: str = TEXT) -> Path:
    """Write a plan file and its text, as its author would have them."""
    # With the tables that format 1 takes for granted it is one of format 2.
    if set(LATER_TABLES) & set(tables) and tables.get("meta"):
        tables = tables | {"meta": [tables["meta"][0] | {"format": 2}, *tables["meta"][1:]]}
    numbered = {
        table: {str(number): row for number, row in enumerate(rows, 1)}
        for table, rows in tables.items()
    }
    file = folder / "district.json"
    file.write_text(json.dumps(numbered, ensure_ascii=False, indent=1), encoding="utf-8")
    (folder / "cq-2023.md").write_text(text, encoding="utf-8")
    return file


def written(tmp_path: Path, tables: Tables, text: str = TEXT) -> Path:
    """A plan file beside its text."""
    tables["meta"][0]["text_file"] = "own.md"
    (tmp_path / "own.md").write_text(text, encoding="utf-8")
    document = {
        table: {str(n): row for n, row in enumerate(found, 1)} for table, found in tables.items()
    }
    path = tmp_path / "own.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path
