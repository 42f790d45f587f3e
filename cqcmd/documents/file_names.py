"""Names of files that every system takes, and that tell papers of one incident apart."""

import re
from datetime import datetime
from pathlib import Path

from cqcmd.clock import local
from cqcmd.i18n import _
from cqcmd.patterns import regex
from cqcmd.text import clean

LONGEST = 150
"""Bytes of a name before its ending: systems allow 255, with room for a number behind it."""

_UNFIT = regex(r'[<>:"/\\|?*\s]+')
# With any ending: Windows opens the device for con.txt, too.
_RESERVED = regex(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def file_name(number: str, title: str, made_at: datetime, mark: str = "") -> str:
    """``26-0001-应急措施清单-20260725-141707.txt``; 演练 in it where it is one."""
    parts = (_("演练") if mark else "", number, title)
    name = safe_name("-".join(part for part in parts if part.strip()))
    return f"{name}-{local(made_at):%Y%m%d-%H%M%S}.txt"


def drill_name(path: Path) -> Path:
    """Put 演练 at the beginning of the file's name unless it stands in it."""
    drill = _("演练")
    # A file that leaves the drill must not be taken for a real one, whatever it was called.
    return path if drill in path.name else path.with_name(f"{drill}-{path.name}")


def safe_name(words: str) -> str:
    """Make a name of the words: no slash, no device of Windows, no dot at an end, not too long."""
    name = _UNFIT.sub("_", clean(words, lines=False))
    # Cut by bytes, as systems count; a character halved by the cut is dropped.
    name = name.encode("utf-8", "replace")[:LONGEST].decode("utf-8", "ignore").strip("._ ")
    return _("文书") + name if not name or _RESERVED.fullmatch(name) else name
