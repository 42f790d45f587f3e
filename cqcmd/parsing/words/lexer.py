"""The line cut into words: longest word first, numbers with what they count."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from cqcmd.parsing.times import MOMENT
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.amounts import NUMBER, read_amount
from cqcmd.parsing.words.lengths import LENGTH, read_length
from cqcmd.parsing.words.lexicon import Words
from cqcmd.parsing.words.measures import (
    ATTACHED_TO,
    GROUP,
    IDENTIFIER,
    MEASURE,
    NOT_PEOPLE,
    PEOPLE_UNIT,
    read_group,
)
from cqcmd.parsing.words.tokens import Amount, Token

MOST_TOKENS = 800
MOST_LETTERS = 3000
"""A longer paste is no sentence about one accident; what lies behind is left as it is."""

_DIGITS = frozenset("0123456789")
_NUMERIC = _DIGITS | frozenset("零〇一二两三四五六七八九十百千万亿俩仨几数半个")
_LEADS = frozenset("约大将接近差快不最至超逾上本当今昨前凌清早晚夜下中傍")
_PUNCTUATION = {
    "“": t.FILLER, "”": t.FILLER, "【": t.COMMA, "】": t.COMMA, "「": t.FILLER, "」": t.FILLER,
    ".": t.STOP, ";": t.STOP, "!": t.STOP, "?": t.STOP, "\n": t.STOP, ",": t.COMMA, " ": t.BLANK,
    "(": t.OPEN, ")": t.CLOSE, "[": t.OPEN, "]": t.CLOSE, ":": t.FILLER, "/": t.COMMA,
}  # fmt: skip
_CLOCK = re.compile(MOMENT, re.ASCII)
_SHORT_STATE = re.compile(r"(?:重|轻)(?=[ ,;.()\d一二两三四五六七八九十]|$)")
_SHORT = {"重": t.SERIOUS, "轻": t.LIGHT}
_LONG_NUMBER = re.compile(r"\d{12,}", re.ASCII)
_MID_NUMBER = re.compile(r"\d[:.]$")
_ONE_MORE = re.compile(
    "个(?:老(?!鼠|板鸭)|小(?!时|区|厂|店)|女|男|娃|人(?!工)|孩|孕|大人|工人|师傅|打工|烧锅炉|上班|司机|驾驶|乘客|游客|员工|保安|徒弟|学徒|业主|住户|学生|送)"
)
_BODY = re.compile(
    "(?:脚|手|腿|(?<![\u4e00-\u9fff])头|脑壳|脸|腰杆?|肋骨|胳膊|手膀子|手指|指头|脚趾|眼睛|耳朵|胸口|背|颅)(?:部|杆|上|脑|骨)?(?:都|也|被|遭)?(?:断|破|烂|肿|骨折|砸断|夹断|流血|出血|烧|烫|痛|崴|扭|打断|打破|听不|看不|睁不|炸)[了到见起伤脱开]{0,2}(?!气)"
)
_HOLDS = frozenset((t.STUCK, t.BURIED, t.HANGING))
_AGO = re.compile(r"(?:以|之)?前")
_NO_CLOCK = re.compile(r"\s*(?:意见|建议|要求|原因|问题|说明|钱|事|儿|点|都|也)")
_SAYS_CLOCK = re.compile(r"[的就钟许左发开接打报停炸起来掉困被,. ]|$")
_HURRIED = frozenset("差快早有晚慢多大小")


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
        if count > MOST_TOKENS or place > MOST_LETTERS:
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
    if first in _DIGITS and (run := _LONG_NUMBER.match(text, place)):
        return Token(t.THINGS, place, run.end(), run[0])
    if kind := _PUNCTUATION.get(first):
        return Token(kind, place, place + 1, first)
    if body := _BODY.match(text, place):
        return Token(t.INJURED, place, body.end(), body[0])
    word = _word(text, place, words)
    numeric = first in _NUMERIC
    if (numeric or first in _LEADS) and (number := _number(text, place, before)):
        # 一共 and 万州 begin with a numeral and are no numbers; 一个人 is one.
        if word is None or number.end >= word.end:
            return number
    if word is not None:
        return word
    if first == "个" and before is not None and _ONE_MORE.match(text, place):
        if before.kind in _HOLDS or before.text[-1:] in "了起到着有剩":
            return Token(t.PEOPLE, place, place + 1, first, Amount(Decimal(1), Decimal(1)))
    if _SHORT_STATE.match(text, place) and before is not None and before.kind in "Nn":
        return Token(_SHORT[first], place, place + 1, first)
    return Token(t.GAP, place, place + 1, first)


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


def _number(text: str, place: int, before: Token | None) -> Token | None:
    for read in (_clock, _identifier, _length, _group, _counted):
        if token := read(text, place, before):
            return token
    return None


def _identifier(text: str, place: int, _before: Token | None) -> Token | None:
    """``2-1302``, ``3栋1501``, ``Q235`` and ``119`` name a thing, they count nothing."""
    found = IDENTIFIER.match(text, place)
    return Token(t.THINGS, place, found.end(), found[0]) if found else None


def _clock(text: str, place: int, before: Token | None) -> Token | None:
    found = _CLOCK.match(text, place)
    if found is None or not _is_clock(found, text, before):
        return None
    return Token(t.TIME, place, found.end(), found[0])


def _is_clock(found: re.Match[str], text: str, before: Token | None) -> bool:
    """Tell a time of day from an idiom (一时, 差一点, 三点意见), a length or a number."""
    after, end = text[found.end() : found.end() + 1], found.end()
    if _MID_NUMBER.search(text[max(found.start() - 2, 0) : found.start()]):
        return False
    dated = any(found[part] for part in ("month", "lone", "compact", "ago", "part"))
    if found["digits"]:
        alone = found.start() == 0 and len(found["digits"]) == 4 and after in (" ", ",", ";")
        return dated or alone
    if found[0][-1] in "0123456789" and after and (after.isdigit() or after in ":%"):
        return False
    if text.startswith(("小时", "米"), end):
        return False
    if found["minute"]:
        return True
    if text[found.start("hour") :][:2] in ("一时", "几时", "多时") and not (
        dated or found["spoken"]
    ):
        return bool(found["vague"])
    if _NO_CLOCK.match(text, end) and not found["spoken"] and not found["half"]:
        return False
    if (
        dated
        or found[0].endswith("整")
        or found["spoken"]
        or found["half"]
        or found["quarter"]
        or found["vague"]
    ):
        return not (
            before is not None
            and before.text[-1:] in _HURRIED
            and not dated
            and found["vague"] is None
            and found["half"] is None
            and found["quarter"] is None
            and found["spoken"] is None
        )
    if before is not None and before.text[-1:] in _HURRIED:
        return False
    if found["hour"].isdigit():
        return True
    return bool(_SAYS_CLOCK.match(text, end)) and found["hour"] not in ("一", "两")


def _length(text: str, place: int, _before: Token | None) -> Token | None:
    found = LENGTH.match(text, place)
    amount = read_length(found) if found else None
    if found is None or amount is None:
        return None
    ago = _AGO.match(text, found.end())
    end = ago.end() if ago else found.end()
    return Token(t.AGO if ago else t.LASTING, place, end, text[place:end], amount)


def _group(text: str, place: int, _before: Token | None) -> Token | None:
    """``1男2女``, ``一家三口``, ``一对夫妻``: people without a word for people behind a number."""
    found = GROUP.match(text, place)
    if found is None or (people := read_group(found)) is None:
        return None
    return Token(t.PEOPLE, place, found.end(), found[0], Amount(people, people))


def _counted(text: str, place: int, before: Token | None) -> Token | None:
    found = NUMBER.match(text, place)
    if found is None or not (found["low"] or found["some"]):
        return None
    amount, end = read_amount(found), found.end()
    if unit := PEOPLE_UNIT.match(text, end):
        if things := NOT_PEOPLE.match(text, unit.start()):
            return Token(t.THINGS, place, things.end(), text[place : things.end()])
        amount = _with_unit(amount, unit)
        kind = t.PEOPLE if amount else t.THINGS
        return Token(kind, place, unit.end(), text[place : unit.end()], amount)
    if measure := MEASURE.match(text, end):
        return Token(t.THINGS, place, measure.end(), text[place : measure.end()])
    if amount is None or _stands_in_a_name(found, text, before):
        return Token(t.THINGS, place, end, text[place:end])
    return Token(t.NUMBER, place, end, text[place:end], amount)


def _with_unit(amount: Amount | None, unit: re.Match[str]) -> Amount | None:
    if amount is None:
        return None
    about = amount.about or bool(unit["about"])
    more = not about and (amount.more or bool(unit["more"]))
    return Amount(amount.least, amount.greatest, about, more)


def _stands_in_a_name(found: re.Match[str], text: str, before: Token | None) -> bool:
    """Whether a bare number belongs to a name before it, or is too long to be a count alone."""
    low = found["low"] or ""
    if before is not None and before.kind in (t.GAP, t.OTHER, t.THINGS) and not found["high"]:
        if before.end == found.start() and (low[0] in _DIGITS or before.kind != t.GAP):
            return True
    if ATTACHED_TO.search(text[max(found.start() - 4, 0) : found.start()]):
        return True
    return found.end() < len(text) and text[found.end()].isascii() and text[found.end()].isalpha()
