"""Who else is here, in words: on the board, beside an incident, and in full."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.i18n import _
from cqcmd.text import cells
from cqcmd.views.colleague import Colleague


def line_of(one: Colleague, now: datetime) -> str:
    """Return all there is to say of somebody on a line."""
    since = _("{time} 起").format(time=stamp(one.since, now))
    return "  ".join(filter(None, (one.name, one.place, _doing(one), since)))


def board_words(all_: Sequence[Colleague], now: datetime, room: int) -> str:
    """Return everybody, as far as they have ``room`` in cells; the widest form that has."""
    forms = list(_forms(all_, now))
    return next((words for words in forms if cells(words) <= room), forms[-1])


def _forms(all_: Sequence[Colleague], now: datetime) -> Iterator[str]:
    """Yield with since when; without; who and what is done; names; how many."""
    head = _("另有 {n} 台终端：").format(n=len(all_))
    since = _("{words} {time}起")
    told = [_told(one.name, one.place, _doing(one)) for one in all_]
    yield head + "  ".join(
        since.format(words=words, time=stamp(one.since, now))
        for words, one in zip(told, all_, strict=True)
    )
    yield head + "  ".join(told)
    yield head + "  ".join(_told(one.name, "", _doing(one)) for one in all_)
    yield head + "、".join(one.name for one in all_)
    yield _("另有 {n} 台终端（/ 打“谁在”看）").format(n=len(all_))


def _told(name: str, place: str, doing: str) -> str:
    words = f"{name} {place}" if place else name
    return _("{words}（{doing}）").format(words=words, doing=doing) if doing else words


def _doing(one: Colleague) -> str:
    return _("无响应") if one.silent else one.doing


def beside_words(here: Sequence[Colleague], duties: Sequence[str]) -> tuple[str, bool]:
    """Return who else is at this incident, and whether he is meeting the same duty to report."""
    same = [one for one in here if not one.silent and set(one.duties) & set(duties)]
    if same:
        words = _("{names} 也在报这一项：先问一声，别报两遍")
        return words.format(names=_names(same)), True
    if not here:
        return "", False
    words = _("{names} 也在这一起")
    doing = _doing(here[0]) if len(here) == 1 else ""
    words = _("{names} 也在这一起，{doing}") if doing else words
    return words.format(names=_names(here), doing=doing), False


def _names(some: Sequence[Colleague]) -> str:
    return "、".join(one.name for one in some)
