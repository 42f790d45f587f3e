"""Pictures of a screen as files that are whole by themselves."""

import re
from html import escape

from cqcmd.patterns import regex
from cqcmd.text import clean

FONT = regex(r"@font-face\s*\{.*?\}\s*", re.DOTALL)
COMMENT = regex(r"<!--.*?-->\s*", re.DOTALL)
FAMILY = regex(r"font-family: ?Fira Code, monospace")
TEXT = regex(
    r'x="([\d.]+)" (y="[\d.]+") textLength="([\d.]+)"([^>]*)>'
    r"((?:&#160;)*)([^<]*?)((?:&#160;)*)</text>"
)
BLANK = "&#160;"
CELL = 12.2
"""Width of a character in the pictures."""

AT_HAND = "'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace"
"""Fonts that are likely to be there, the first that is."""


def offline(svg: str) -> str:
    """Return a picture without the web font; fonts that are likely at hand are named instead."""
    svg = TEXT.sub(_without_blanks, FONT.sub("", COMMENT.sub("", svg)))
    return FAMILY.sub(f"font-family: {AT_HAND}", svg)


def titled(svg: str, title: str) -> str:
    """Return a picture that says its title itself, whatever its file is called."""
    opening, end, rest = svg.partition(">")
    return f"{opening}{end}<title>{escape(clean(title, lines=False), quote=False)}</title>{rest}"


def _without_blanks(found: re.Match[str]) -> str:
    """Return the same words in the same place without the blanks that some viewers drop."""
    x, y, length, rest, before, words, after = found.groups()
    left, right = len(before) // len(BLANK), len(after) // len(BLANK)
    place, width = float(x) + left * CELL, float(length) - (left + right) * CELL
    return f'x="{place:g}" {y} textLength="{width:g}"{rest}>{words}</text>'
