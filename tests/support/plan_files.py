"""Plan files made of the built-in one, changed where a test wants it."""

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copy
from typing import Any

from cqcmd.paths import plan_file

Tables = dict[str, dict[str, dict[str, Any]]]


def plan_like_built_in(path: Path, change: Callable[[Tables], None]) -> Path:
    """Write the built-in plan as changed, its wording beside it; returns the path."""
    tables: Tables = json.loads(plan_file().read_text(encoding="utf-8"))
    change(tables)
    path.write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    copy(plan_file().with_suffix(".md"), path.with_name("cq-2023.md"))
    return path


def quarter_of_an_hour(tables: Tables) -> None:
    """A district's plan: 15 minutes to telephone instead of 30."""
    tables["meta"]["1"] |= {"code": "yz-2026", "title": "渝中区预案", "version": "1"}
    for row in tables["duties"].values():
        if row["channel"] == "phone" and row["minutes"] == 30:
            row["minutes"] = 15


def without_explosion(tables: Tables) -> None:
    """Another plan that knows nothing of explosions."""
    quarter_of_an_hour(tables)
    for number, row in list(tables["facts"].items()):
        if row["code"] == "explosion":
            del tables["facts"][number]
    for number, row in list(tables["criteria"].items()):
        if any(condition["fact"] == "explosion" for condition in row["when"]):
            del tables["criteria"][number]
    for row in tables["followups"].values():
        row["facts"] = [code for code in row.get("facts", ()) if code != "explosion"]
