"""What changed between two reports of one element, in words: 死亡由1人变为3人."""

import re
from collections.abc import Iterator

from cqcmd.i18n import _

OPEN = _("待核")
"""Stands where nothing is known (and is how a missing element is found again)."""

_SECTIONS = re.compile(r"[；;]")
_PIECES = re.compile(r"[，、,](?![^（]*）)")
"""Where a list is divided; what stands in brackets belongs together."""

_COUNT = re.compile(r"(\D*?)(\d[\d.,]*\S*)")
_UNSURE = re.compile(_("可能|预计|估计|疑似|约"))
_SURE, _PERHAPS = _("确认"), _("可能")
_MAYBE = re.compile(_(r"可能\d\S*"))
"""Said of the number before it alone: 死亡确认1人，可能3人."""

_BRACKETS = re.compile(r"（[^）]*）")


def change(before: str, words: str) -> str:
    """How the words became others: number by number where both count the same way.

    Numbers told as possible are never taken apart: their 可能 would be lost.
    """
    old, unsure_then = _parted(before)
    new, unsure_now = _parted(words)
    # Without a count in common there is nothing to set side by side: the words stand whole.
    if old is None or new is None or not old.keys() & new.keys():
        return _whole(before, words)
    changes = list(_counted(old, new))
    if unsure_then != unsure_now:
        changes.append(_whole(unsure_then, unsure_now))
    return "，".join(changes) or _whole(before, words)


def _counted(old: dict[str, str], new: dict[str, str]) -> Iterator[str]:
    for name, number in new.items():
        if name not in old:
            yield _("新增{name}{number}").format(name=name, number=number)
        elif old[name] != number:
            yield _("{name}由{old}变为{new}").format(name=name, old=old[name], new=number)
    for name in old.keys() - new.keys():
        yield _("{name}前报{old}，现已更正").format(name=name, old=old[name])


def _whole(before: str, words: str) -> str:
    if not before:
        return words
    if OPEN in before:  # said otherwise, or what is known now would read as missing
        return _("前报未明，现为{words}").format(words=words)
    if OPEN in words:
        return _("前报{before}，现为{words}").format(before=before, words=words)
    if not words:
        return _("前报“{before}”，现已更正").format(before=before)
    if words.startswith(before):
        return _("新增：{words}").format(words=words[len(before) :].lstrip("，、；。, "))
    return _("由“{before}”变为“{words}”").format(before=before, words=words)


def _parted(words: str) -> tuple[dict[str, str] | None, str]:
    """Read confirmed numbers by what they count, and all possible ones; None: no such list."""
    counts: dict[str, str] = {}
    unsure: list[str] = []
    for section in _SECTIONS.split(words):
        doubted: list[str] = []
        name = ""
        for piece in map(str.strip, _PIECES.split(section)):
            piece = name + piece if _MAYBE.fullmatch(piece) else piece
            found = _COUNT.fullmatch(piece)
            ended = bool(found and found[1].endswith(_PERHAPS) and found[1] != _PERHAPS)
            # Without brackets: what stands in them explains, and a 约 there doubts no number.
            if doubted or (_UNSURE.search(_BRACKETS.sub("", piece)) and not ended):
                doubted.append(piece)
            elif found and found[1] and found[1] not in counts:
                counts[found[1].removesuffix(_SURE)] = found[2]
                name = name if ended else found[1].removesuffix(_SURE)
            else:
                return None, words
        if doubted:
            unsure.append("、".join(doubted))
    return counts, "；".join(unsure)
