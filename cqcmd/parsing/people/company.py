"""Who stands beside the people counted: others in their company, or nobody and nothing at all."""

from cqcmd.parsing.people.mention import GUESSED, STATES, WHOSE
from cqcmd.parsing.people.neighbours import has_between, next_state, own_number
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.tokens import Token
from cqcmd.patterns import regex

ONE_MORE = "个"
"""Of 关了个老人: one, though no number says so."""
_ONLY_ME = regex("就我|只有[我他她]|就[他她]|我一个")
_AND_THEIRS = regex(
    "[和跟与](?:她|他|我|其)?(?:老公|老婆|娃|孩|儿|女|妈|爸|爱人|丈夫|妻|母|父|朋友|同事|老伴)"
)
_PASSENGERS = ("乘客", "游客", "旅客")
_STANDS_ALONE = STATES | {
    t.FILLER, t.TOTAL, t.MORE, t.FIXED, t.PEOPLE, t.FORMER, t.RISEN, t.RISES_FROM, t.LASTING
}  # fmt: skip
_SPEAKS_FOR_ITSELF = (t.OUT, t.LEFT, t.CREW, t.MOVED)


def is_accompanied(words: list[Token], first: int, last: int) -> bool:
    """Tell whether somebody else stands beside those counted: 一个孕妇带个娃儿被困."""
    near = words[first : last + 6]
    if any(word.text in ("抱着", "抱起") or word.text.startswith("带") for word in near):
        return True
    return bool(_AND_THEIRS.search("".join(word.text for word in near)))


def is_inside(words: list[Token], number: int) -> bool:
    """Tell whether the people counted are said to be inside: 里头3个人, 3名乘客, 就我一个人."""
    near = words[max(number - 4, 0) : number + 4]
    before = "".join(word.text for word in near[:4])
    return bool(_ONLY_ME.search(before)) or any(
        word.kind == t.INSIDE or word.text in _PASSENGERS for word in near
    )


def stands_alone(words: list[Token], number: int) -> bool:
    """Tell whether nothing but the number stands between two blanks or marks: 现在一共4个."""
    first = last = number
    while first > 0 and words[first - 1].kind != t.BLANK:
        first -= 1
    while last + 1 < len(words) and words[last + 1].kind != t.BLANK:
        last += 1
    around = words[first : last + 1]
    return all(word.kind in _STANDS_ALONE or word.text == "电梯" for word in around)


def doubt_of_pair(words: list[Token], number: int, state: int) -> str:
    """Return why a number and its state may not belong together, or nothing."""
    unclear = (
        has_between(words, number, state, t.GAP)
        or words[number].text == ONE_MORE
        or is_accompanied(words, min(number, state), max(number, state))
    )
    if unclear:
        return GUESSED
    return WHOSE if _is_wanted_behind(words, number, state) else ""


def _is_wanted_behind(words: list[Token], number: int, state: int) -> bool:
    """Tell whether the state behind a number may want it as well: 受伤3人死亡."""
    if number < state or words[state].kind in _SPEAKS_FOR_ITSELF:
        return False
    after = next_state(words, number)
    if after is None or words[after].kind in (t.OUT, t.CREW):
        return False
    of_all = any(word.kind == t.ALL for word in words[:after])
    return not of_all and own_number(words, after) is None
