"""Where a plan's wording lies."""

from pathlib import Path

from cqcmd.rules.plan import Tables


def text_name(source: Path, tables: Tables) -> Path:
    """Return the file beside the plan that ``meta`` names; where none is, of the plan's name."""
    names = [Path(str(row.get("text_file", ""))).name for row in tables.get("meta", ())]
    named = source.with_name(names[0]) if names and names[0] else source
    return named if named != source and named.exists() else source.with_suffix(".md")
