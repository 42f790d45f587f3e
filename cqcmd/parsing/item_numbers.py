"""Numbers of items in a list, as they are typed: ``1``, ``1、3-5``, ``全部``."""

import re

from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.patterns import regex
from cqcmd.text import clean, half_width

_ALL = ("全部", "全", "所有")
# `half_width` makes a slash of 、 and a dot of 。 as the slash key gives them.
_BETWEEN = regex(r"[/,;.\s和及]+")
_SPAN = regex(r"第?(?P<first>\d{1,3})(?:[-~至到](?P<last>\d{1,3}))?项?", re.ASCII)


def read_item_numbers(text: str, last: int) -> tuple[int, ...]:
    """Read which of the items 1 to ``last`` are meant, in order and each once.

    Raises:
        BadInput: it cannot be read, names nothing, or an item that is not there.
    """
    typed = half_width(clean(text, limit=200, lines=False)).strip()
    if typed in _ALL:
        return tuple(range(1, last + 1))
    found: set[int] = set()
    for part in filter(None, _BETWEEN.split(typed)):
        found |= _span(part, last)
    if not found:
        raise BadInput(_("请填第几项，如 1、3-5；全部就写“全部”。"))
    return tuple(sorted(found))


def write_item_numbers(numbers: tuple[int, ...]) -> str:
    """Write numbers as they are read: ``1-3、5``."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1] = [spans[-1][0], number]
        else:
            spans.append([number])
    return "、".join("-".join(map(str, span)) for span in spans)


def _span(part: str, last: int) -> set[int]:
    read = _SPAN.fullmatch(part)
    if read is None:
        raise BadInput(_("“{text}”读不出是第几项，请写成 1、3-5。").format(text=part[:20]))
    first, end = int(read["first"]), int(read["last"] or read["first"])
    if not 1 <= first <= end <= last:
        raise BadInput(_("没有第{text}项，只有 1 至 {last} 项。").format(text=part, last=last))
    return set(range(first, end + 1))
