"""The built-in plan's tables and text, fresh, as the shelf would hand them over."""

import json
from pathlib import Path
from typing import Any

PLANS = Path(__file__).parents[2] / "cqcmd" / "rules" / "plans"
TEXT = (PLANS / "cq-2023.md").read_text(encoding="utf-8")

Tables = dict[str, list[dict[str, Any]]]


def read_tables() -> Tables:
    """The rows of each table, free to be changed."""
    document = json.loads((PLANS / "cq-2023.json").read_text(encoding="utf-8"))
    return {table: list(found.values()) for table, found in document.items()}


def write_plan(tables: Tables, folder: Path, text: str = TEXT) -> Path:
    """Write a plan file and its text, as its author would have them."""
    numbered = {
        table: {str(number): row for number, row in enumerate(rows, 1)}
        for table, rows in tables.items()
    }
    file = folder / "district.json"
    file.write_text(json.dumps(numbered, ensure_ascii=False, indent=1), encoding="utf-8")
    (folder / "cq-2023.md").write_text(text, encoding="utf-8")
    return file
