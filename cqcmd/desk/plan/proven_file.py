"""A plan file from elsewhere, no part of it trusted: its size, its names, every proof."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from cqcmd.desk.plan.text_name import text_name
from cqcmd.errors import BadInput
from cqcmd.files.untrusted import read_plain
from cqcmd.i18n import _
from cqcmd.local_store import tables_of
from cqcmd.local_store.repeated_names import repeated_names
from cqcmd.rules.plan import Plan, broken
from cqcmd.rules.proofs.plan_check import load_checked
from cqcmd.rules.roles import Raw

LARGEST_PLAN = 4 * 1024 * 1024
"""The most bytes of a plan file, fifty times the built-in one."""

LARGEST_TEXT = 2 * 1024 * 1024
"""The most bytes of a plan's wording."""


def read_proven(source: Path, completed: Callable[[Raw, str], dict[str, Any]]) -> Plan:
    """Load a plan from elsewhere, ``completed`` by what its format takes for granted.

    Raises:
        BadInput: it cannot be read, or is larger than any plan.
        BrokenPlan: every fault of the file is named.
    """
    data = read_plain(source, LARGEST_PLAN)
    tables, digest = tables_of(source, data)
    if doubled := repeated_names(data):
        raise broken(source.name, doubled)
    beside = text_name(source, tables)
    text = _decoded(beside, read_plain(beside, LARGEST_TEXT)) if beside.exists() else ""
    whole = completed(tables, source.name)
    return load_checked(whole, text, name=source.name, digest=digest)


def _decoded(beside: Path, data: bytes) -> str:
    try:
        # As a text file is read: whatever ends its lines, they end alike.
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        words = _("读不了预案正文 {name}，请确认它是 UTF-8 文本。")
        raise BadInput(words.format(name=beside.name)) from error
