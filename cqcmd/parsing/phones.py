"""Telephone numbers as people write them: several in one cell, spaced, with extensions."""

import re

from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.patterns import regex
from cqcmd.text import half_width

LEAST_DIGITS, MOST_DIGITS = 3, 20

_EXTENSION = regex(r"\s*(?:转|分机|ext)[.:]?\s*", re.IGNORECASE)
_WHOLE = regex(r"(?<!\d)(\d{5,})\.0+(?!\d)")
"""A number that a spreadsheet took for one."""

_SPACED = (
    (regex(r"(?<!\d)(1\d\d) (\d{4}) (\d{4})(?!\d)"), r"\1\2\3"),
    (regex(r"(?<!\d)(\d{4}) (\d{4})(?!\d)"), r"\1\2"),
    (regex(r"(?<![\d-])(0\d{2,3}) (?=\d{7,8}(?!\d))"), r"\1-"),
    (regex(r"(\(\+?\d{2,4}\)) "), r"\1"),
    (regex(r"(\+\d{1,3}) (?=\d)"), r"\1-"),
    (regex(r"(?<=[\d)])\s*-+\s*(?=\d)"), "-"),
)
"""Blanks inside one number, and how it is written without."""

_BETWEEN = regex(r"[/,;|\s]+")
_NUMBER = regex(r"(?:\(\+?\d{2,4}\)-?|\+)?\d(?:-?\d)*(?:转\d{1,8})?", re.ASCII)
_REWRITTEN = regex(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)


def read_phones(typed: str) -> tuple[str, ...]:
    """Read the numbers in a text, each once, in order; reading them again changes nothing.

    Raises:
        BadInput: something in it is no number, which is named.
    """
    text = _EXTENSION.sub("转", half_width(typed))
    text = _WHOLE.sub(r"\1", text)
    for spaced, joined in _SPACED:
        text = spaced.sub(joined, text)
    parts = [part for part in _BETWEEN.split(text) if part]
    for part in parts:
        _check(part)
    return tuple(dict.fromkeys(parts))


def _check(part: str) -> None:
    shown = part[:MOST_DIGITS]
    # 1.38E+10 has lost its last digits for good: it must not be taken for a number.
    if _REWRITTEN.fullmatch(part):
        words = _("号码“{part}”被表格软件改写过；请把这一列设为文本，重填号码。")
        raise BadInput(words.format(part=shown), "phones")
    digits = sum(character.isdigit() for character in part)
    if not _NUMBER.fullmatch(part):
        words = _("号码“{part}”不是电话号码；只写数字、+、-、括号和转，几个号码用顿号分开。")
        raise BadInput(words.format(part=shown), "phones")
    if not LEAST_DIGITS <= digits <= MOST_DIGITS:
        words = _("号码“{part}”的位数不对；电话号码有 {least} 到 {most} 位数字。")
        raise BadInput(words.format(part=shown, least=LEAST_DIGITS, most=MOST_DIGITS), "phones")
