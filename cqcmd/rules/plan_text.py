"""The plan's own text, split into its clauses: 1, 1.1, 1.5.3, 附件1, 附件1.二."""

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from cqcmd.i18n import _
from cqcmd.patterns import regex
from cqcmd.rules.rows import Clause

# Our copy of the text says in a comment where it comes from; that is no paragraph of a clause.
_COMMENT = regex(r"<!--.*?-->", re.DOTALL)
_NUMBERED = regex(r"#+\s*(\d+(?:\.\d+)*)(?:\s+(.*))?$")
_ANNEX = regex(r"(?:#+\s*)?附件\s*(\d+)$")
_ANNEX_PART = regex(r"#+\s*([一二三四五六七八九十]+)、(.*)$")
_LIST_MARK = regex(r"- ")


def split_clauses(text: str) -> dict[str, Clause]:
    """Split a text into its clauses by number, in order; drop what stands before the first.

    A clause holds its own paragraphs, without those of the clauses beneath it. Where a number
    stands twice, the first is kept: `text_faults` names such numbers.
    """
    clauses: dict[str, Clause] = {}
    for clause in _sections(text):
        clauses.setdefault(clause.number, clause)
    return clauses


def text_digest(text: str) -> str:
    """Return the SHA-256 of a plan's text in UTF-8, its lines ended as Unix ends them."""
    # Line ends may be changed on the way from one system to another; the wording is not.
    return sha256(text.replace("\r\n", "\n").encode("utf-8", "replace")).hexdigest()


def text_faults(stated: str | None, text: str) -> Iterator[str]:
    """Yield a sentence for every clause headed twice, and for a text that is not the one stated."""
    counts = Counter(clause.number for clause in _sections(text))
    for number in (number for number, count in counts.items() if count > 1):
        yield _("预案正文中条款 {number} 出现不止一次。").format(number=number)
    if stated is not None and stated != (found := text_digest(text)):
        words = _("预案正文与 meta 的 text_digest 不符：正文改过，或不是同一份；现为 {found}")
        yield words.format(found=found)


def without_spaces(text: str) -> str:
    """Strip a text of all white space, for comparing quotations."""
    return "".join(text.split())


def within(clauses: dict[str, Clause], number: str) -> str:
    """Return a clause's heading and text and all clauses beneath it, a line a paragraph."""
    beneath = number + "."  # with the dot: 1.1 does not hold 1.10
    own = (c for c in clauses.values() if c.number == number or c.number.startswith(beneath))
    return "\n".join(part for clause in own for part in (clause.heading, clause.text) if part)


def _sections(text: str) -> Iterator[Clause]:
    number, heading, annex = "", "", ""
    paragraphs: list[str] = []
    for raw in _COMMENT.sub("", text).splitlines():
        line = raw.strip()
        found = _heading(line, annex)
        if found is None:
            if line and not line.startswith("#"):
                paragraphs.append(_LIST_MARK.sub("", line, count=1) if line[0] == "-" else line)
            continue
        if number:
            yield Clause(number=number, heading=heading, text="\n".join(paragraphs))
        number, heading = found
        annex = number if number.startswith("附件") and "." not in number else annex
        paragraphs = []
    if number:
        yield Clause(number=number, heading=heading, text="\n".join(paragraphs))


def _heading(line: str, annex: str) -> tuple[str, str] | None:
    """Return the number and heading that the line opens; ``None`` for any other line."""
    if not line.startswith(("#", "附件")):
        return None
    if found := _NUMBERED.match(line):
        return found[1], found[2] or ""
    # The annexes have no numbers of their own parts, only 一、二、: they count within the annex.
    if found := _ANNEX.match(line):
        return f"附件{found[1]}", ""
    if annex and (found := _ANNEX_PART.match(line)):
        return f"{annex}.{found[1]}", found[2]
    return None
