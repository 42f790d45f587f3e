"""A plan file and the wording beside it: the built-in one, or a district's own."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from cqcmd.desk.plan.text_name import text_name
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.local_store import read_document
from cqcmd.paths import beside_plan_file, granted_file, plan_file
from cqcmd.rules.beside_plan import BesidePlan, laid_over
from cqcmd.rules.plan import Plan, broken, load_plan
from cqcmd.rules.roles import Raw, completed, misplaced


def plan_in_force(path: Path | None = None, *, proven: bool = False) -> Plan:
    """Load the plan of a file, the built-in one if none is named, with what stands beside it.

    A file from elsewhere is proven in full before it is used, the built-in one when asked
    (``proven``), since the tests have done so.

    Raises:
        BrokenPlan: every fault of the file is named.
    """
    return _shipped(plan_file()) if path is None and not proven else load_file(path or plan_file())


@lru_cache(maxsize=1)
def _shipped(source: Path) -> Plan:
    """Load the built-in plan once, as a module of the program: sessions of a server share it."""
    return load_file(source, proven=True)


def load_file(source: Path, *, proven: bool = False) -> Plan:
    """Load a plan file with what stands beside it; one ``proven`` before is not proven again.

    Raises:
        BadInput: it cannot be read.
        BrokenPlan: every fault of the file is named.
    """
    beside = msgspec.json.decode(beside_plan_file().read_bytes(), type=BesidePlan)
    return laid_over(_known(source) if proven else _unknown(source), beside)


def _unknown(source: Path) -> Plan:
    # late: neither the proof of a plan nor care with files is needed for the built-in one
    from cqcmd.desk.plan.proven_file import read_proven

    return read_proven(source, with_granted)


def _known(source: Path) -> Plan:
    tables, digest = read_document(source)
    text = _read_text(text_name(source, tables))
    return load_plan(with_granted(tables, source.name), text, name=source.name, digest=digest)


def with_granted(own: Raw, name: str) -> dict[str, Any]:
    """Return the tables of a plan with those that its format takes for granted.

    Raises:
        BrokenPlan: a table stands in it that its format does not know.
    """
    if faults := misplaced(own):
        raise broken(name, faults)
    return completed(own, read_document(granted_file())[0])


def text_file(source: Path) -> Path:
    """Return where the wording of a plan lies: beside its file."""
    return text_name(source, read_document(source)[0])


def _read_text(beside: Path) -> str:
    try:
        return beside.read_text(encoding="utf-8") if beside.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            _("读不了预案正文 {name}，请确认它是 UTF-8 文本。").format(name=beside.name)
        ) from error
