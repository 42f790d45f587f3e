"""What stands beside a number or a state in its clause, and whether the two belong together."""

from cqcmd.parsing.people.mention import HELD, HURT, STATES
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.tokens import Amount, Token

GLUE = frozenset(
    (t.PERSON, t.INSIDE, t.FILLER, t.ALL, t.PART, t.TOTAL, t.MORE, t.MAYBE, t.BLANK, t.PLANNED,
     t.LASTING, t.TIME, t.FIXED, t.RISEN, t.RISES_FROM, t.HAPPENED, t.FORMER, t.FEARED)
)  # fmt: skip
"""Classes of words that may stand between a number and its state."""
NUMBERS = (t.PEOPLE, t.NUMBER)
LONGEST_GAP = 6
"""So many letters that no word claims may stand between people and what happened to them."""
_MOST_OF_A_STATE, _MOST_MOVED = 1000, 10**7
"""A bare number beside a state is no count of people beyond these."""


def amount_of(word: Token) -> Amount:
    """Return the number of a word that counts."""
    assert word.amount is not None
    return word.amount


def kind_at(words: list[Token], at: int) -> str:
    """Return the class of a word, or nothing beyond the clause."""
    return words[at].kind if 0 <= at < len(words) else ""


def has_between(words: list[Token], one: int, other: int, kind: str) -> bool:
    """Tell whether a word of a class stands between two others."""
    return any(word.kind == kind for word in words[min(one, other) + 1 : max(one, other)])


def is_glued(words: list[Token], end: int, at: int) -> bool:
    """Tell whether nothing of weight stands between a place of the line and a word."""
    between = [word for word in words[:at] if word.start >= end]
    return all(
        word.kind in GLUE or (word.kind == t.GAP and len(word.text) <= 4) for word in between
    )


def next_state(words: list[Token], number: int) -> int | None:
    """Return the state that a number leads to, with no other number between."""
    for place in range(number + 1, len(words)):
        word = words[place]
        if word.kind in STATES:
            return place
        if word.kind not in GLUE and not (word.kind == t.GAP and len(word.text) <= LONGEST_GAP):
            return None
    return None


def own_number(words: list[Token], state: int) -> int | None:
    """Return the number that follows a state, unless that has a state of its own behind it."""
    for place in range(state + 1, len(words)):
        kind = words[place].kind
        if kind in NUMBERS:
            # 找到3个失踪的: of those who got out the state behind only says whence.
            return place if words[state].kind == t.OUT or _is_free(words, place) else None
        if kind == t.LEFT and words[state].kind in HURT:  # 伤的还剩6个
            continue
        if kind not in GLUE:
            return None
    return None


def _is_free(words: list[Token], number: int) -> bool:
    """Tell whether the state behind a number has no need of it."""
    after = next_state(words, number)
    if after is None:
        return True
    bare = words[number].kind == t.NUMBER
    if bare and has_between(words, number, after, t.BLANK):  # 死亡：0 重伤：2 轻伤：无
        return True
    return words[after].kind == t.OUT or own_number(words, after) is not None


def is_short_form(words: list[Token], number: int) -> bool:
    """Tell whether a bare number counts people: right before a word for their state, ``1死``."""
    following = kind_at(words, number + 1)
    if following == t.PLANNED:  # 三百多要撤
        return kind_at(words, number + 2) == t.MOVED
    if following not in STATES or following == t.CREW:
        return False
    if kind_at(words, number - 1) in (t.GAP, t.OTHER):
        return False
    return amount_of(words[number]).greatest < _MOST_OF_A_STATE


def _ends_bare(words: list[Token], number: int, state: int) -> bool:
    """Tell whether a bare number behind a state has nothing of its own behind it: 死3重伤5."""
    if kind_at(words, number + 1) in (t.GAP, t.OTHER, t.THINGS, t.INSIDE):
        return False
    most = _MOST_MOVED if words[state].kind == t.MOVED else _MOST_OF_A_STATE
    return amount_of(words[number]).greatest < most


def joins(words: list[Token], first: int, second: int, used: set[int]) -> bool:
    """Tell whether a number and a state belong together; ``used`` words are paired already."""
    between = [words[at].kind for at in range(first + 1, second) if at not in used]
    if t.DENIED in between or t.UNKNOWN in between:
        return False
    if words[first].kind in STATES:
        return _label_joins(words, first, second, between)
    return words[first].kind == t.PEOPLE or second == first + 1 or is_short_form(words, first)


def _label_joins(words: list[Token], state: int, number: int, between: list[str]) -> bool:
    """死亡 ... 3人: nothing unknown may stand between; 疏散了3个社区1500人 counts things first."""
    allowed = GLUE | {t.LEFT}
    if words[state].kind in (t.MOVED, t.CREW):
        allowed |= {t.THINGS, t.GAP}
    if not allowed.issuperset(between):
        return False
    return words[number].kind == t.PEOPLE or _ends_bare(words, number, state)


def belongs_right(words: list[Token], state: int, number: int) -> bool:
    """Tell whether a number belongs to the state after it rather than to the one before it."""
    after = next_state(words, number)
    if after is None or own_number(words, after) is not None:
        return False
    before, behind = words[state].kind, words[after].kind
    if {before, behind} & {t.OUT, t.CREW}:
        return False
    if before == t.LEFT:
        return behind not in HELD
    left = has_between(words, state, number, t.BLANK)
    return left and not has_between(words, number, after, t.BLANK)
