"""Who is meant by what is typed about a team: each name once, and how many heads that makes."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from cqcmd.errors import BadInput
from cqcmd.parsing.numbers import HAN, read_number
from cqcmd.patterns import regex
from cqcmd.text import clean, half_width

_ALWAYS = regex(r"[、，,；;。/|]+")
# What stands in brackets or before a colon is said of the same people: 张三（队长）.
_ASIDE = regex(r"[：:()（）\[\]【】]+")
_NAME = "[\u4e00-\u9fff·]"
# 和 and 及 stand in names too (张和平): they part two names only with a whole one on either side.
_AND = regex(rf"(?<={_NAME}{{2}})(?:以及|和|及|与)(?={_NAME}{{2}})")
_TITLE = (
    "(?:副?(?:大队长|中队长|小队长|支队长|队长|组长|班长|站长|科长|处长|局长|主任|经理|总指挥|指挥长"
    "|指挥员|指挥)|负责人|安全员|联络员|通讯员|工程师|队员|组员|成员|专家|师傅|同志)"
)
_ONLY_TITLE = regex(rf"(?:{_TITLE})+")
_TITLED = regex(rf"^(?:{_TITLE})?(?P<name>{_NAME}{{2,}}?)(?:{_TITLE})?$")
_COUNT = rf"(?P<n>\d{{1,5}}|[{HAN}]{{1,5}})\s*(?:个人|[人名个位])"
_TOLD = regex(
    rf"(?P<who>.*?)\s*(?:等|一行|共计?|带队|合计)*\s*{_COUNT}(?:{_TITLE}|[\u4e00-\u9fff]{{1,3}}员|战士)?"
)
_ENDING = regex("(?:等人|等)$")
MOST = 9_999
"""More than that go inside nowhere: a slip of the keys."""


class Heads(Struct, frozen=True):
    """The people of a text.

    Attributes:
        names: each once.
        count: all of them, with those that only a number tells.
        vague: there are more, and nobody said how many (等人).
    """

    names: tuple[str, ...] = ()
    count: int = 0
    vague: bool = False


def read_heads(texts: Iterable[str]) -> Heads:
    """Read names however they are set apart; ``张三等5人`` is five, ``张 三`` is one.

    Of several texts each counts for itself, and nobody is counted twice.
    """
    names: dict[str, None] = {}
    more, vague = 0, False
    for text in texts:
        group: list[str] = []
        for part in _parts(clean(text, lines=False)):
            who, told = _told(part)
            vague = vague or (not told and who != part)
            group += [name for name in _names(who) if name not in names]
            names |= dict.fromkeys(group)
            if told:
                # It closes a group: of the names before it each is one of the number.
                more += max(0, told - len(dict.fromkeys(group)))
                group = []
    return Heads(tuple(names), len(names) + more, vague)


def _parts(text: str) -> Iterator[str]:
    spaced = _ASIDE.sub(" ", text)
    yield from (part.strip() for part in _ALWAYS.split(spaced) if part.strip())


def _told(part: str) -> tuple[str, int]:
    """Part ``张三等5人`` into the names and the number; 0 where no number ends it."""
    found = _TOLD.fullmatch(half_width(part))
    if found is None:
        return _ENDING.sub("", part), 0
    try:
        count = int(read_number(found["n"]))
    except BadInput:
        return part, 0
    return part[: found.end("who")], min(count, MOST)


def _names(text: str) -> list[str]:
    words = [word for run in text.split() for word in _AND.split(run)]
    whole = [word for word in _joined(words) if not _ONLY_TITLE.fullmatch(word)]
    # A title alone stands for somebody where no name does.
    return [_bare(word) for word in whole] or words[:1]


def _joined(words: list[str]) -> Iterator[str]:
    """Yield words, a lone character with the next one: a name of two is often set wide (张 三)."""
    rest = iter(words)
    for word in rest:
        if len(word) == 1 and re.fullmatch(_NAME, word):
            word += next(rest, "")
        yield word


def _bare(name: str) -> str:
    """Return a name without its title, so that 张三队长 is 张三; 张队长 stays what it is."""
    found = _TITLED.fullmatch(name)
    return found["name"] if found else name
