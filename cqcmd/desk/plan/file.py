"""Which plan is in force: the built-in one, or a district's own file."""

from pathlib import Path

from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.local_store import read_document
from cqcmd.paths import granted_file, plan_file
from cqcmd.rules.plan import Plan, broken, load_plan
from cqcmd.rules.roles import completed, misplaced


def plan_in_force(path: Path | None = None, *, proven: bool = False) -> Plan:
    """Load the plan of a file, the built-in one if none is named.

    A file from elsewhere is proven in full before it is used, the built-in one when asked
    (``proven``), since the tests have done so.

    Raises:
        BrokenPlan: every fault of the file is named.
    """
    source = path or plan_file()
    own, digest = read_document(source)
    text = _text_beside(source, own)
    if faults := misplaced(own):
        raise broken(source.name, faults)
    granted, _digest = read_document(granted_file())
    tables = completed(own, granted)
    if path is None and not proven:
        return load_plan(tables, text, name=source.name, digest=digest)
    # late: the proof of a whole plan is not needed for the built-in one
    from cqcmd.rules.plan_check import load_checked

    return load_checked(tables, text, name=source.name, digest=digest)


def _text_beside(source: Path, tables: dict[str, list[dict[str, object]]]) -> str:
    """Read the plan's wording from the file beside it that ``meta`` names."""
    names = [Path(str(row.get("text_file", ""))).name for row in tables.get("meta", [])]
    beside = source.with_name(names[0]) if names and names[0] else source.with_suffix(".md")
    try:
        return beside.read_text(encoding="utf-8") if beside.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            _("读不了预案正文 {name}，请确认它是 UTF-8 文本。").format(name=beside.name)
        ) from error
