"""What broke, blew up, leaked or turned over; a hedge, a fear or a denial changes what is known."""

from collections.abc import Iterator
from itertools import islice
from typing import Literal

from msgspec import Struct

from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.clauses import Clause
from cqcmd.parsing.words.lexicon import Patterns
from cqcmd.parsing.words.scanned_line import MOST
from cqcmd.patterns import regex

Certainty = Literal["yes", "maybe", "feared", "denied"]


class Event(Struct, frozen=True):
    """Something that is said to have happened."""

    what: str
    words: str
    start: int
    end: int
    certainty: Certainty
    clause: int


_AFTER_FEARED = regex(
    "的?可能(?:性)?(?=[ ,;.]|$)|的?(?:危险|风险|隐患|苗头|威胁|边缘)|极限|下限|上限|试验"
)
_AFTER_DENIED = regex("(?:的说法)?(?:不实|是谣言|已?排除|不成立)")
_NO = regex(
    "(?:没有?|没得|未|不|无|非|别|并未|尚未|还没|没再|不再|不会)(?:发生|造成|出现"
    "|有|引发|引起|再|继续)?$"
)
_NOT_WITHIN = regex("没有?|未|不")


def events_of(clauses: list[Clause], text: str, patterns: Patterns) -> Iterator[Event]:
    """Yield every event told, with how certain the words around it make it."""
    for place, clause in enumerate(clauses):
        said, done = text[clause.start : clause.end], set[int]()
        for what, pattern in patterns:
            for hit in islice(pattern.finditer(said), MOST):
                start, end = clause.start + hit.start(), clause.start + hit.end()
                # 炉膛爆炸 is no 爆炸 besides: the longer words stand first.
                if done.isdisjoint(range(start, end)) or what not in ("爆炸", "倒"):
                    yield Event(
                        what, hit[0], start, end, _certainty(clause, text, start, end), place
                    )
                    done.update(range(start, end))


def _certainty(clause: Clause, text: str, start: int, end: int) -> Certainty:
    before = text[max(start - 6, clause.start) : start]
    if _NOT_WITHIN.search(text[start:end]):
        return "denied"
    if _NO.search(before) or _AFTER_DENIED.match(text, end):
        return "denied"
    if _AFTER_FEARED.match(text, end):
        return "feared"
    found: Certainty = "yes"
    previous = None
    for word in (*clause.resumed, *clause.tokens):
        if word.start >= start:
            break
        if word.kind == t.FEARED:
            found = "feared"
        elif word.kind == t.DENIED or word.text == "不是":
            found = "denied"
        elif word.kind == t.MAYBE or (word.kind == t.UNKNOWN and found == "yes"):
            found = "maybe" if found == "yes" else found
        elif (word.kind == t.BLANK and previous not in (t.MAYBE, t.FEARED, t.DENIED)) or (
            word.kind in (t.PEOPLE, t.HAPPENED) and found == "denied"
        ):
            found = "yes"
        previous = word.kind
    after = text[end : end + 4]
    if found == "yes" and after.startswith(("吗", "没有", "没得", "不确定", "待核")):
        return "maybe"
    return found
