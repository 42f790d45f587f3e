"""What the call was about, in its own words: without what the fields hold and without greetings."""

from itertools import pairwise, zip_longest

from cqcmd.parsing.people.mention import STATES
from cqcmd.parsing.sentence.stumps import became, is_device_alone, tells, whole_again, without_lead
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.clauses import Clause
from cqcmd.parsing.words.tokens import Token
from cqcmd.patterns import regex

_CONTENT = frozenset(
    (
        t.GAP, t.HAPPENED, t.THINGS, t.FEARED, t.UNKNOWN, t.ENDED, t.DENIED, t.NUMBER, t.PEOPLE,
        t.FIXED, t.FORMER, t.TIME, t.LASTING, *STATES,
    )
)  # fmt: skip

_COUNTED = frozenset((t.PEOPLE, t.NUMBER, t.LASTING, *STATES))
"""Words of what the fields of people and lengths take."""
Span = tuple[int, int]

GREETINGS = regex(
    r"^(?:@(?:各位领导|所有人|全体成员|全体|值班室|领导)?|喂+|你好|您好|同志"
    r"|各位领导|领导好?|报告领导|报告|向领导|给领导|跟领导|汇报一下|汇报|刚才|刚刚"
    r"|刚(?=[^性])|还有|另外|请问|请|麻烦|那个|我们这边|我们这里|我们|我这边|我是"
    r"|这边|这里|这儿"
    r"|快点来?|搞快点|快来人?|速来|尽快|赶快|赶紧|来人|情况紧急|紧急"
    r"|具体(?:情况)?(?:不清楚|不详|不晓得)|是1\d\d[不吗]?|哟|嘛|哈|啊|哦|呢|了|的|，"
    r"|,|更正一下|更正|不对|说错了|报错了|现在|目前|其他(?:还在问)?|晓得的|距今)+"
)
FAREWELLS = regex(
    r"(?:请?(?:速|尽快|赶快|赶紧|快点|快)(?:来|派人|处理|救援)(?:一下)?|尽快|赶快|赶紧|快点|搞快点|哟"
    r"|嘛|哈|啊|哦|呢|，|,|：|:)+$"
)

_NOTHING = frozenset(("", "事", "的事", "我的", *"一二三四五六七八九十"))
"""What is left of a time, a telephone number, or a numbered list."""


def summary_of(
    clauses: list[Clause],
    text: str,
    half: str,
    taken: list[Span],
    devices: frozenset[int],
) -> str:
    """Return what is left to be told, clause by clause.

    ``taken`` are the places that fields hold; ``devices`` where equipment is named: it is told.
    """
    parts = [part for clause in clauses for part in _parts(clause)]
    kept = [_kept(part, text, half, taken, devices) for part in parts]
    for place, part in enumerate(parts[:-1]):
        # 索道 滞留20人: the name alone tells nothing, and what it did stands in a field.
        after = parts[place + 1]
        free = [word for word in part if not _is_held(word, taken)]
        alone = free and text[free[0].start : free[-1].end] == kept[place]
        if alone and not kept[place + 1] and is_device_alone(free, devices):
            kept[place] += became(after)
    return _joined(list(filter(None, kept)))


def _joined(parts: list[str]) -> str:
    """Join with Chinese commas; Latin words keep their blanks."""
    joints = [" " if a.isascii() and b.isascii() else "，" for a, b in pairwise(parts)]
    return "".join(part + joint for part, joint in zip_longest(parts, joints, fillvalue=""))


def _parts(clause: Clause) -> list[list[Token]]:
    """Cut a clause at its blanks: in a message a blank stands for a mark."""
    parts: list[list[Token]] = [[]]
    for word in clause.tokens:
        if word.kind == t.BLANK:
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part]


def _kept(
    words: list[Token],
    text: str,
    half: str,
    taken: list[Span],
    devices: frozenset[int],
) -> str:
    first, last = words[0].start, words[-1].end
    inside = [span for span in taken if span[0] < last and span[1] > first]
    start, end = _without_edges(first, last, inside, half)
    other = [
        span
        for span in inside
        if not any(_is_held(w, [span]) and w.kind in _COUNTED for w in words)
    ]
    around = [word for word in words if not _is_held(word, other)]
    before, left, behind = _around(around, start, end)
    told = [
        word
        for word in left
        if (word.kind in _CONTENT or word.start in devices) and not _is_held(word, inside)
    ]
    if start >= end or not told:
        return ""
    said = _without_manners(text, half, start, end)
    if not said or tells(left, devices) or not _lost_a_number(before + behind):
        return said
    return whole_again(before, said, left, behind, devices)


def _is_held(word: Token, spans: list[Span]) -> bool:
    return any(start <= word.start and word.end <= end for start, end in spans)


def _around(words: list[Token], start: int, end: int) -> tuple[list[Token], ...]:
    """Return the words before, within and behind what is left of a clause."""
    return (
        [word for word in words if word.end <= start],
        [word for word in words if word.start < end and word.end > start],
        [word for word in words if word.start >= end],
    )


def _lost_a_number(words: list[Token]) -> bool:
    return any(word.kind in _COUNTED for word in words)


def _without_manners(text: str, half: str, start: int, end: int) -> str:
    """Return the words without greetings and farewells; empty where nothing else is left."""
    left = GREETINGS.sub("", half[start:end])
    if FAREWELLS.sub("", left) in _NOTHING:
        return ""
    start = end - len(left)
    cut = FAREWELLS.search(half[start:end])
    end = start + cut.start() if cut else end
    return text[start:end].strip(" ，,、。；;:：")


def _without_edges(start: int, end: int, spans: list[Span], half: str) -> Span:
    moved, whole = True, end
    while moved and start < end:
        moved = False
        for first, last in spans:
            if first <= start < last:
                start, moved = last, True
            elif first < end <= last:
                end, moved = first, True
        while start < end and half[start] in " ,:的在，":
            start, moved = start + 1, True
        while start < end and half[end - 1] in " ,:，":
            end, moved = end - 1, True
        if end < whole and (shorter := without_lead(half, start, end)) < end:
            end, moved = shorter, True
    return start, end
