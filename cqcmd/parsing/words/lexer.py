"""The line cut into words: longest word first, numbers with what they count."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.lexicon import Words
from cqcmd.parsing.words.numbered import DIGITS, number_at
from cqcmd.parsing.words.tokens import Amount, Token
from cqcmd.patterns import regex

MOST_TOKENS = 400
"""A longer paste is no sentence about one accident; what lies behind is left as it is."""

_NUMERIC = DIGITS | frozenset("零〇一二两三四五六七八九十百千万亿俩仨几数半")
_LEADS = frozenset("约大将接近差快不最至超逾上本当今昨前明后凌清早晚夜下中傍")
_NUMERAL_NEAR = regex(r".{1,14}?[\d一二两三四五六七八九十百千万亿半几数个俩仨零〇]", re.ASCII)
_PUNCTUATION = {
    "“": t.FILLER, "”": t.FILLER, "【": t.COMMA, "】": t.COMMA, "「": t.FILLER, "」": t.FILLER,
    ".": t.STOP, ";": t.STOP, "!": t.STOP, "?": t.STOP, "\n": t.STOP, ",": t.COMMA, " ": t.BLANK,
    "→": t.RISEN, "(": t.OPEN, ")": t.CLOSE, "[": t.OPEN, "]": t.CLOSE, ":": t.FILLER, "/": t.COMMA,
}  # fmt: skip
_SHORT_STATE = regex(r"(?:重|轻)(?=[ ,;.()\d一二两三四五六七八九十]|$)")
_SHORT = {"重": t.SERIOUS, "轻": t.LIGHT}
_LONG_NUMBER = regex(r"\d{12,}", re.ASCII)
_ONE_MORE = regex(
    "个(?:老(?!鼠|板鸭)|小(?!时|区|厂|店)|女|男|娃|人(?!工)|孩|孕|大人|工人|师傅"
    "|打工|烧锅炉|上班|司机|驾驶|乘客|游客|员工|保安|徒弟|学徒|业主|住户|学生|送)"
)
_BODY = regex(
    "(?:脚|手|腿|(?<![\u4e00-\u9fff])头|脑壳|脸|腰杆?|肋骨|胳膊|手膀子|手指|指头"
    "|脚趾|眼睛|耳朵|胸口|背|颅)(?:部|杆|上|脑|骨)?(?:都|也|被|遭)?(?:断|破|烂|肿"
    "|骨折|砸断|夹断|流血|出血|烧|烫|痛|崴|扭|打断|打破|听不|看不|睁不"
    "|炸)[了到见起伤脱开]{0,2}(?!气)"
)
_HOLDS = frozenset((t.STUCK, t.BURIED, t.HANGING))


def tokens_of(text: str, words: Words, taken: Iterable[tuple[int, int]] = ()) -> list[Token]:
    """Cut a half-width line into words; ``taken`` are the places something else has claimed."""
    spans = dict(taken)
    return list(_joined(_cut(text, words, spans)))


def _cut(text: str, words: Words, spans: dict[int, int]) -> Iterator[Token]:
    place, count, end = 0, 0, len(text)
    before: Token | None = None
    while place < end:
        token = _next(text, place, words, spans, before)
        count += token.kind != t.GAP
        if count > MOST_TOKENS:
            yield Token(t.GAP, place, end, text[place:])
            return
        yield token
        before, place = token, token.end


def _next(
    text: str, place: int, words: Words, spans: dict[int, int], before: Token | None
) -> Token:
    if place in spans:
        return Token(t.OTHER, place, spans[place], text[place : spans[place]])
    first = text[place]
    if first in DIGITS and (run := _LONG_NUMBER.match(text, place)):
        return Token(t.THINGS, place, run.end(), run[0])
    if kind := _PUNCTUATION.get(first):
        return Token(kind, place, place + 1, first)
    if body := _BODY.match(text, place):
        return Token(t.INJURED, place, body.end(), body[0])
    word = _word(text, place, words)
    leads = (
        first in _NUMERIC
        or text.startswith("个把", place)
        or (first in _LEADS and _NUMERAL_NEAR.match(text, place))
    )
    number = number_at(text, place, before) if leads else None
    # 一共 and 万州 begin with a numeral and are no numbers; 一个人 is one.
    if number is not None and (word is None or number.end >= word.end):
        return number
    return word or _by_what_stands_before(text, place, before)


def _by_what_stands_before(text: str, place: int, before: Token | None) -> Token:
    """Read 个 in 关了个老太婆 as one person, and 重 in 2重1轻 as seriously injured."""
    letter = text[place]
    if before is not None and letter == "个" and _ONE_MORE.match(text, place):
        if before.kind in _HOLDS or before.text[-1:] in "了起到着有剩":
            return Token(t.PEOPLE, place, place + 1, letter, Amount(Decimal(1), Decimal(1)))
    elif before is not None and before.kind in "Nn" and _SHORT_STATE.match(text, place):
        return Token(_SHORT[letter], place, place + 1, letter)
    return Token(t.GAP, place, place + 1, letter)


def _word(text: str, place: int, words: Words) -> Token | None:
    for word, kind in words.get(text[place], ()):
        if text.startswith(word, place):
            return Token(kind, place, place + len(word), word)
    return None


def _joined(parts: Iterable[Token]) -> Iterator[Token]:
    """Join neighbouring letters that no word claims to one gap."""
    gap: Token | None = None
    for token in parts:
        if token.kind != t.GAP:
            if gap is not None:
                yield gap
            yield token
            gap = None
        elif gap is None:
            gap = token
        else:
            gap = Token(t.GAP, gap.start, token.end, gap.text + token.text)
    if gap is not None:
        yield gap
