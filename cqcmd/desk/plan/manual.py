"""The officer's guide as plain text: its sections, without pictures, marks and links."""

import re
from collections.abc import Iterator

from cqcmd.errors import Unwritable, reason_of
from cqcmd.i18n import _
from cqcmd.paths import guide_file
from cqcmd.text import clean, pad
from cqcmd.views.office.manual import CHAPTER, Section

HEADING = re.compile(r"(#{1,3}) (.+)")
PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
RULE = re.compile(r"[-|:\s]+")
"""The line under the head of a table."""

FENCE = "```"
KEYS = 18
"""Cells of the first column of a table."""


def manual() -> tuple[Section, ...]:
    """Read the guide that came with the program. Raises Refusal: it is not there."""
    path = guide_file()
    try:
        words = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        said = _("手册 {path} 读不了（{why}）；按键仍可按 F1 看。")
        raise Unwritable(said.format(path=path, why=reason_of(error))) from error
    return tuple(sections(words))


def sections(words: str) -> Iterator[Section]:
    """Yield each heading with what stands under it, down to the next."""
    title, level, chapter, lines = "", 1, "", list[str]()
    for line in (*clean(words, limit=len(words)).split("\n"), None):
        heading = HEADING.fullmatch(line) if line is not None else None
        if line is not None and heading is None:
            lines.append(line)
            continue
        if title:
            yield Section(title, level, chapter, _text(lines))
        if heading is not None:
            level, title, lines = len(heading[1]), heading[2], []
            chapter = title if level <= CHAPTER else chapter


def _text(lines: list[str]) -> str:
    """Return the lines as they are read: no picture, no two blank lines in a row."""
    shown = "\n".join(_plain(line) for line in lines if not _hidden(line))
    return re.sub(r"\n{3,}", "\n\n", shown).strip("\n")


def _hidden(line: str) -> bool:
    ruled = line.startswith("|") and RULE.fullmatch(line) is not None
    return ruled or line.startswith(FENCE) or PICTURE.fullmatch(line.strip()) is not None


def _plain(line: str) -> str:
    words = LINK.sub(r"\1", PICTURE.sub("", line)).replace("**", "").replace("`", "")
    if not line.startswith("|"):
        return words
    cells = [cell.strip() for cell in words.strip().strip("|").split("|")]
    return "".join([*(pad(cell, KEYS) + " " for cell in cells[:-1]), cells[-1]])
