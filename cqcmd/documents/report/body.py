"""The body of a written report: a paragraph for each item (1) to (5) of 4.1.2, in the plan's order.

Each element is told as its name, then its words, so that it can be found again after the officer
has edited the text.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from cqcmd.documents.report.changes import OPEN as OPEN
from cqcmd.documents.report.changes import change
from cqcmd.documents.report.content import Element, Kind
from cqcmd.i18n import _
from cqcmd.text import clean

HEADINGS = {
    "(1)": _("基本情况"),
    "(2)": _("经过和伤亡损失"),
    "(3)": _("等级和原因"),
    "(4)": _("处置措施"),
    "(5)": _("报告人"),
}
"""What a paragraph is headed, by the plan's number; these words are ours, the names the plan's."""

NUMERALS = _("一二三四五六七八九十")
_IS = _("[为是：:]")
"""What stands between an element's name and its words, however the officer put it."""

_ENDS = "。；，、;,. "


def compose(elements: Sequence[Element], kind: Kind, continues: str = "") -> str:
    """Propose the body, a line a paragraph; what is unknown is told as 待核.

    A follow-up (4.1.3) tells only what changed; ``continues`` names the report it continues.
    """
    told = told_in(elements, kind)
    if not told:
        return _("{first}没有变化。").format(first=_first(kind, continues))
    # An element that is no part of an item stands in a paragraph of its own.
    parts = groupby(told, key=lambda element: element.item or element.code)
    paragraphs = [
        _paragraph(number, tuple(group), kind) for number, (_item, group) in enumerate(parts)
    ]
    return "\n".join([_first(kind, continues), *paragraphs])


def told_in(elements: Sequence[Element], kind: Kind) -> tuple[Element, ...]:
    """List the elements a report of this kind tells: all of them, or those that changed."""
    if kind != "follow_up":
        return tuple(elements)
    return tuple(
        element for element in elements if element.before and element.before != element.words
    )


def unmarked(body: str, elements: Sequence[Element]) -> tuple[Element, ...]:
    """Those of ``elements`` that the body does not tell any more: name or words were deleted."""
    told = told_of(body, elements)
    return tuple(element for element in elements if not told.get(element.code))


def missing_in(body: str, elements: Sequence[Element]) -> tuple[Element, ...]:
    """Those of ``elements`` that the body tells as 待核."""
    told = told_of(body, elements)
    return tuple(element for element in elements if OPEN in told.get(element.code, ""))


def _first(kind: Kind, continues: str) -> str:
    if kind == "initial":
        return _("现将事故有关情况报告如下：")
    if kind == "final":
        return _("现将处置结束后的全部情况终报如下：")
    if kind == "assessment":
        return _("应急响应已经终止。现将事故应急评估情况报告如下：")
    if not continues:
        return _("现将上次报告以来的变化续报如下：")
    return _("现接{continues}，将其后的变化续报如下：").format(
        continues=clean(continues, lines=False)
    )


def _paragraph(number: int, group: tuple[Element, ...], kind: Kind) -> str:
    item, numeral = group[0].item, NUMERALS[number % len(NUMERALS)]
    heading = _("{numeral}、").format(numeral=numeral)
    if item:
        heading += _("{heading}。").format(heading=HEADINGS.get(item, item))
    return heading + "；".join(_sentences(group, kind)) + "。"


def _sentences(group: tuple[Element, ...], kind: Kind) -> Iterator[str]:
    for element in group:
        words = _tidy(element.words) or OPEN
        if kind == "follow_up":
            words = change(_tidy(element.before), words)
        yield _("{name}：{words}").format(name=clean(element.name, lines=False), words=words)


def _tidy(words: str) -> str:
    """One line without an end of its own: a paragraph goes on behind it."""
    return clean(words, lines=False).strip().rstrip(_ENDS)


def told_of(body: str, elements: Sequence[Element]) -> dict[str, str]:
    """Find what the body says of each element: from its name to the next or the end of the line."""
    names = {_tidy(element.name): element.code for element in elements}
    if not names:
        return {}
    # The longest first: a name that begins with another one's would be found as that one.
    longest_first = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    told: dict[str, str] = {}
    for line in body.split("\n"):
        _before, *parts = re.split(rf"({longest_first})\s*{_IS}", line)
        for name, words in zip(parts[::2], parts[1::2], strict=True):
            code = names[name]
            # Twice told counts together: the officer may have written on further down.
            told[code] = told.get(code, "") + words.strip(_ENDS)
    return told
