"""A cell of numbers in a list: numbers, the remarks beside them, and zeros that were lost."""

import re

from msgspec import Struct

from cqcmd.parsing.nothing import says_nothing
from cqcmd.parsing.phones import read_phones
from cqcmd.patterns import regex
from cqcmd.text import half_width

_QUOTED = regex(r"^[=＝]?[\"“”](.*)[\"“”]$|^['’‘`](.*)$", re.DOTALL)
_EXTENSION = regex(r"(?<=[\d）)])\s*(?:转接?|分机|ext)[.:：]?\s*(?=[\d０-９])()", re.IGNORECASE)
_IN_BRACKETS = regex(r"[(（]\s*(?:转接?|分机|ext)[.:：]?\s*(\d{1,8})\s*[)）]", re.IGNORECASE)
_AREA_CODE = regex(r"(?<![\d-])(10|2\d|[3-9]\d{2}) (?=\d{7,8}(?!\d))")
_REMARK = regex(
    r"\((?!\+?\d{2,4}\))[^()]*[^()\d+\-\s][^()]*\)"  # (微信同号), but not (023)
    r"|\[[^\[\]]*\]"
    r"|(?<!\d)\d{1,4}(?:[*x]\d{1,2})?(?:小时|[年月日点楼层室])[\u4e00-\u9fff]*"
    r"|(?:(?!转\d)[\u4e00-\u9fff])+(?:\([^()\d]*\))?[:.]?",
    re.IGNORECASE,
)
_BETWEEN = regex(r"[/,;|\s]+")
_LOST = (
    (regex(r"\(?(10|2\d)\)?-?(\d{8})(转\d+)?"), "0{}-{}{}"),
    (regex(r"\(?([3-9]\d{2})\)?-?(\d{7,8})(转\d+)?"), "0{}-{}{}"),
)
_SERVICE = regex(r"[48]00-?\d|9[56]\d{3,6}$")
"""Numbers of services, which are dialled as they stand: 400, 800, 95598."""


class Number(Struct, frozen=True):
    """A number of a cell.

    Attributes:
        digits: as `read_phones` gives it.
        remark: what stands beside it: 传真, 微信同号.
        guess: with the zero that its area code may have lost; empty if none is missing.
    """

    digits: str
    remark: str = ""
    guess: str = ""


class PhoneCell(Struct, frozen=True):
    """The numbers of a cell, and words in it that belong to no number."""

    numbers: tuple[Number, ...] = ()
    words: str = ""


def read_phone_cell(words: str) -> PhoneCell:
    """Read a cell of numbers; 无 and the like are no number.

    Raises:
        BadInput: something in it is neither number nor remark, or was rewritten by a spreadsheet.
    """
    text = _in_one_piece(_unquoted(words))
    if says_nothing(text):
        return PhoneCell()
    chunks, remarks = _parted(text)
    numbers = [read_phones(_worded(chunk)) for chunk in chunks]
    said: dict[str, list[str]] = {"": []}
    for place, remark in enumerate(remarks):
        if not says_nothing(remark):
            said.setdefault(_about(place, remark, chunks, numbers), []).append(_bare(remark))
    found = dict.fromkeys(digits for chunk in numbers for digits in chunk)
    made = (Number(each, "，".join(said.get(each, ())), with_zero(each)) for each in found)
    return PhoneCell(tuple(made), " ".join(said[""]))


def with_zero(digits: str) -> str:
    """Return a number with the 0 that its area code lost: 023-67891234; empty if none did."""
    if _SERVICE.match(digits):
        return ""
    for lost, restored in _LOST:
        if found := lost.fullmatch(digits):
            return restored.format(found[1], found[2], found[3] or "")
    return ""


def _unquoted(words: str) -> str:
    """Return what ``="138…"`` and ``'138…`` mean."""
    found = _QUOTED.match(words.strip())
    return (found[1] or found[2] or "").strip() if found else words


def _in_one_piece(text: str) -> str:
    """Write a number in one piece, so that 转 and 分机 are no remarks: 63765110转801."""
    text = _IN_BRACKETS.sub(r"转\1", _EXTENSION.sub(r"转\1", text))
    return _AREA_CODE.sub(r"\1-", text)


def _parted(text: str) -> tuple[list[str], list[str]]:
    """Return the texts between remarks, and the remarks, one less."""
    half = half_width(text)
    chunks, remarks, end = [], [], 0
    for found in _REMARK.finditer(half):
        chunks.append(half[end : found.start()])
        remarks.append(text[found.start() : found.end()])
        end = found.end()
    return [*chunks, half[end:]], remarks


def _worded(chunk: str) -> str:
    """Drop the marks for nothing, and a colon or dash that belonged to a remark."""
    kept = [part for part in _BETWEEN.split(chunk) if not says_nothing(part)]
    return " ".join(kept).strip(":. ").removesuffix("-")


def _about(place: int, remark: str, chunks: list[str], numbers: list[tuple[str, ...]]) -> str:
    """Return the number that a remark is about: 办：63765110, 63765110（办）; empty if none."""
    before = next((found[-1] for found in reversed(numbers[: place + 1]) if found), "")
    behind = next((found[0] for found in numbers[place + 1 :] if found), "")
    touched = _touches(chunks[place][-1:]), _touches(chunks[place + 1][:1])
    # Where it stands alike to both, the first in the cell tells whether remarks come first.
    behind_first = touched == (False, True) or (touched[0] == touched[1] and not numbers[0])
    if behind_first or half_width(remark).endswith(":"):
        return behind or before
    return before or behind


def _touches(character: str) -> bool:
    return bool(character) and not _BETWEEN.fullmatch(character)


def _bare(remark: str) -> str:
    return remark.strip().strip("()（）[]【】:：.").strip()
