"""The built-in plan's tables and text, fresh, as the shelf would hand them over."""

import json
from pathlib import Path
from typing import Any

from cqcmd.rules.roles import completed

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
