"""One cell: what stands in it made harmless text, and text made harmless for a spreadsheet."""

import re
from datetime import date, datetime, time
from unicodedata import is_normalized

from cqcmd.i18n import _
from cqcmd.text import clean

LONGEST = 500
"""The most characters of a cell."""

_EDGES = " \t\n\r\u3000\xa0\u200b\u200c\u200d\u200e\u200f\ufeff" + "".join(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
"""Blanks, and the marks nobody sees that copying from a telephone puts around a number."""

# What `clean` makes of controls; one that stood in the cell as such is no fault.
_PICTURES = frozenset([*map(chr, range(0x2400, 0x2420)), "\u2421", "\ufffd"])
# With any quotes before it: a text that brings its own gets one more, and only that one is taken
# away again.
_COMMANDING = re.compile(r"'*[=+\-@＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@＝＋－＠]")
_TEXT_FORMULA = re.compile(r'[=＝]"([^"]*)"')


def settled(raw: str) -> tuple[str, str]:
    """Return the text of a cell on one line, and what is wrong with it; empty if nothing is."""
    raw = raw.strip(_EDGES)
    # Most cells of a long list: nothing in them that cleaning would change.
    if len(raw) <= LONGEST and raw.isprintable() and is_normalized("NFC", raw):
        return raw, ""
    text = clean(raw, limit=LONGEST + 1, lines=False).strip()
    if len(text) > LONGEST:
        return text, _("超过 {most} 个字").format(most=LONGEST)
    if _PICTURES & set(text) - set(raw):
        return text, _("有看不见的控制字符，请删去重填")
    return text, ""


def line_parts(raw: str) -> tuple[str, ...]:
    """Return the lines of a cell, each settled; empty where it has only one."""
    if raw.isprintable():
        return ()
    parts = tuple(text for line in raw[: LONGEST * 2].splitlines() if (text := settled(line)[0]))
    return parts if len(parts) > 1 else ()


def formula_text(raw: str) -> str:
    """Return the text of ``="13800000000"``, by which programs keep a number from being one."""
    found = _TEXT_FORMULA.fullmatch(raw.strip())
    return found[1] if found else raw


def words_of(value: object) -> str:
    """Write a value of a workbook as one would type it: 13800000000.0 is 13800000000."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    # Before the date: a datetime is one, too.
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes").removesuffix(" 00:00")
    if isinstance(value, time):
        return value.isoformat("minutes")
    return value.isoformat() if isinstance(value, date) else str(value)


def guarded(text: str) -> str:
    """Put a ``'`` before a text that a spreadsheet would take for a formula."""
    return f"'{text}" if _COMMANDING.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return text[1:] if _GUARDED.match(text) else text
