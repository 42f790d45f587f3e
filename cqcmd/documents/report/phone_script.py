"""What is said on the telephone: the seven elements of 4.1.2 in short sentences."""

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from cqcmd.documents.report.body import OPEN
from cqcmd.documents.report.content import Element, PhoneReport
from cqcmd.i18n import _
from cqcmd.text import clean, half_width

MOST = 130
"""Characters read aloud in all. What is too long loses filler, then the summary's later clauses.

Those stand under the script, to be read where there is time: nothing is dropped.
"""

SHAPES = {
    "phone.1": _("{words}，发生事故。"),
    "phone.2": _("地点，{words}。"),
    "phone.3": _("单位，{words}。"),
    "phone.4": _("设备，{words}。"),
    "phone.5": _("{words}。"),
    "phone.6": _("报告人，{words}。"),
    "phone.7": _("电话，{words}。"),
}
"""A sentence by the code of its element; others are told by their name."""

SUMMARY = "phone.5"
NUMBER = "phone.7"
CHANGE = "change"
LEFT = "phone.5.left"
"""Codes of sentences that are no elements: what has changed, what was left of the summary."""
BARE = _("{words}。")
_DIALLED = re.compile(r"(?<![\d.])\+?\d[\d-]{5,}\d(?![\d.])", re.ASCII)
_ENDS = "。；，、;,. "
_CLAUSE = re.compile(r"[^。；，！？;!? ]+(?:[。；，！？;!? ]+|$)")


class Sentence(Struct, frozen=True):
    """A sentence to be read: ``code`` of its element, or one of a sentence that is none.

    Those are ``mark``, ``opening``, `CHANGE`, `LEFT` and ``mark.end``.
    ``missing``: it says 待核, or 待核 of a part.
    """

    code: str
    words: str
    missing: bool = False


def sentences(report: PhoneReport) -> tuple[Sentence, ...]:
    """Write the script; shorter ways of saying it are taken until it is short enough.

    Unknown elements keep their label in every way: a bare 待核 would say nothing.
    """
    for opened, labelled in ((True, True), (False, True), (False, False)):
        script = tuple(_script(report, opened=opened, labelled=labelled))
        over = sum(spoken(sentence.words) for sentence in script) - MOST
        if over <= 0:
            return script
    return _shortened(report, over) or script


def _shortened(report: PhoneReport, over: int) -> tuple[Sentence, ...]:
    """Write the script with the first clauses of the summary alone; empty: it has only one."""
    words = next((element.words for element in report.elements if element.code == SUMMARY), "")
    clauses = _CLAUSE.findall(clean(words, lines=False))
    room, kept = spoken(words) - over, 1
    while kept < len(clauses) and spoken("".join(clauses[: kept + 1])) <= room:
        kept += 1
    if kept >= len(clauses):
        return ()
    short = tuple(
        replace(element, words="".join(clauses[:kept])) if element.code == SUMMARY else element
        for element in report.elements
    )
    rest = _("概要其余：{words}。").format(words="".join(clauses[kept:]).strip().rstrip(_ENDS))
    said = _script(replace(report, elements=short), opened=False, labelled=False)
    return (*said, Sentence(LEFT, rest))


def spoken(words: str) -> int:
    """How many characters are read aloud: punctuation and blanks are not."""
    return sum(unicodedata.category(character)[0] not in "PZ" for character in words)


def _script(report: PhoneReport, *, opened: bool, labelled: bool) -> Iterator[Sentence]:
    mark = clean(report.mark, lines=False).strip()
    if mark:
        yield Sentence("mark", BARE.format(words=mark))
    sender = clean(report.sender, lines=False).strip()
    if opened and sender:
        yield Sentence("opening", _("这里是{sender}。").format(sender=sender))
    if report.changed:
        yield Sentence(CHANGE, BARE.format(words=clean(report.changed, lines=False)))
    for element in report.elements:
        said = _said(element, labelled)
        yield _with(said, report.casualties) if element.code == SUMMARY else said
    if mark:
        yield Sentence("mark.end", BARE.format(words=mark))


def _with(said: Sentence, casualties: str) -> Sentence:
    """Say the summary, and who was harmed."""
    if not casualties:
        return said
    words = f"{said.words.rstrip(_ENDS)}，{clean(casualties, lines=False)}"
    return replace(said, words=BARE.format(words=words))


def _said(element: Element, labelled: bool) -> Sentence:
    words = clean(element.words, lines=False).strip().rstrip(_ENDS)
    # In groups, as it is read aloud and written down at the other end.
    if element.code == NUMBER:
        words = grouped(words)
    missing = element.missing or not words
    if missing and words in ("", OPEN):
        name = clean(element.name, lines=False)
        return Sentence(element.code, _("{name}待核。").format(name=name), missing=True)
    named = BARE if not labelled else SHAPES.get(element.code)
    shape = named or _("{name}，{words}。")
    return Sentence(element.code, shape.format(name=element.name, words=words), missing)


def grouped(words: str) -> str:
    """Telephone numbers as they are spoken: ``138 0000 0000``, ``023 6376 5110``."""
    return _DIALLED.sub(lambda found: _groups(found[0]), half_width_digits(words))


def half_width_digits(words: str) -> str:
    """Full-width digits as plain ones, all else as it stands."""
    return "".join(half_width(text) if text.isdecimal() else text for text in words)


def _groups(number: str) -> str:
    digits = number.replace("-", "")
    for shape in (r"(1\d\d)(\d{4})(\d{4})", r"(0\d{2,3}?)(\d{3,4})(\d{4})", r"(\d{3,4})(\d{4})"):
        if found := re.fullmatch(shape, digits):
            return " ".join(found.groups())
    return number.replace("-", " ")
