"""What the words before a number make of it: a hedge, a plan, a claim of before, a total."""

from cqcmd.parsing.people.mention import STATES, Change
from cqcmd.parsing.people.neighbours import NUMBERS, kind_at
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.tokens import Token

_ENDS_STATEMENT = frozenset((*NUMBERS, t.GAP, t.THINGS, *STATES))
"""A blank behind one of these begins a new statement."""


def change_of(words: list[Token], number: int, last: int, state: str) -> Change:
    """Return how a number bears on what was said before; ``last`` is its statement's last word."""
    since = _statement_start(words, number)
    before = [word.kind for word in words[since:number]]
    kinds = [word.kind for word in words[since : last + 1]]
    if state == t.OUT:
        return "out"
    rises = t.RISES_FROM in before or kind_at(words, number + 1) == t.RISEN
    if (rises and t.RISEN not in before) or _is_former(words, number):
        return "former"
    if t.FIXED in kinds:
        return "fixed"
    if t.LEFT in kinds:
        return "left"
    if t.RISEN in before or t.TOTAL in kinds:
        return "total"
    return "more" if t.MORE in before else "is"


def _statement_start(words: list[Token], number: int) -> int:
    """Return where the words begin that bear on a number: behind the last blank before it."""
    for at in range(number - 1, 0, -1):
        if words[at].kind == t.BLANK and words[at - 1].kind in _ENDS_STATEMENT:
            return at
    return 0


def _is_former(words: list[Token], number: int) -> bool:
    """先报1死2伤: a claim of before, up to the next blank; in 不是3个是2个 only the first."""
    former = False
    for at, word in enumerate(words[:number]):
        if word.kind == t.FORMER:
            former = True
        elif word.kind == t.BLANK and at and words[at - 1].kind != t.FORMER:
            former = False
        elif former and word.kind in NUMBERS:
            former = not any(one.text in ("是", "而是") for one in words[at:number])
    return former


def is_maybe(words: list[Token], last: int) -> bool:
    """Tell whether a statement is hedged or unknown; what happened before it uses up the hedge."""
    hedged = False
    for at, word in enumerate(words[: last + 1]):
        if word.kind == t.HAPPENED and len(word.text) > 1:
            hedged = False  # 疑似爆炸致3人死亡: the hedge is spent on the blast
        else:
            hedged = _holds(words, at, (t.MAYBE, t.UNKNOWN), hedged)
    return hedged


def is_feared(words: list[Token], last: int) -> bool:
    """Tell whether a statement is only feared."""
    feared = False
    for at in range(last + 1):
        feared = _holds(words, at, (t.FEARED,), feared)
    return feared


def _holds(words: list[Token], at: int, hedges: tuple[str, ...], hedged: bool) -> bool:
    """Hold a hedge to the end of its clause; a blank ends it, unless right behind the hedge."""
    if words[at].kind in hedges:
        return True
    ends = words[at].kind == t.BLANK and words[at - 1].kind not in (t.MAYBE, t.FEARED)
    return hedged and not ends


def is_planned(words: list[Token], last: int, since: int) -> bool:
    """Tell whether it is only to be done; what was said before ``since`` does not bear on it."""
    near = [word for word in words[: last + 1] if word.start >= since]
    blanks = [at for at, word in enumerate(near) if word.kind == t.BLANK]
    if blanks and blanks[-1] < len(near) - 2:
        near = near[blanks[-1] :]
    return any(word.kind == t.PLANNED for word in near)
