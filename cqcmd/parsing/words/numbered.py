"""Numbers in a line with what they count: times, lengths, people, things, names."""

import re

from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.amounts import NUMBER, read_amount
from cqcmd.parsing.words.clocks import CLOCK, is_clock
from cqcmd.parsing.words.lengths import LENGTH, read_length
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
from cqcmd.patterns import regex

DIGITS = frozenset("0123456789")
_NAMED = frozenset((t.GAP, t.OTHER, t.THINGS))
_EACH = regex("每[\u4e00-\u9fff]{0,3}$")
"""每个吊厢4人: a number of each is none of all."""
_OF_THINGS = regex(
    "(?:吊厢|车厢|轿厢|座舱|座位|舱位|舱|吊椅|钢瓶|气瓶|储罐|车位|座椅)(?:一共|总共"
    "|共有|共|有|计)?$"
)
_AGO = regex(r"(?:以|之)?前")


def number_at(text: str, place: int, before: Token | None) -> Token | None:
    """Return the number at a place with what it counts; ``before`` is the word before it."""
    for read in (_clock, _identifier, _length, _group, _counted):
        if token := read(text, place, before):
            return token
    return None


def _identifier(text: str, place: int, _before: Token | None) -> Token | None:
    """``2-1302``, ``3栋1501``, ``Q235`` and ``119`` name a thing, they count nothing."""
    found = IDENTIFIER.match(text, place)
    return Token(t.THINGS, place, found.end(), found[0]) if found else None


def _clock(text: str, place: int, before: Token | None) -> Token | None:
    found = CLOCK.match(text, place)
    if found is None or not is_clock(found, text, before):
        return None
    return Token(t.TIME, place, found.end(), found[0])


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
    if amount is not None and amount.least % 1:
        amount = None  # 3.5人: no number of people
    if unit := PEOPLE_UNIT.match(text, end):
        of_things = unit[0].strip() == "个" and _OF_THINGS.search(text[max(place - 8, 0) : place])
        if of_things or _EACH.search(text[max(place - 4, 0) : place]):
            return Token(t.THINGS, place, unit.end(), text[place : unit.end()])
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
    beside = before is not None and before.end == found.start() and not found["high"]
    if beside and before is not None and before.kind in _NAMED:
        in_name = low[:1] in DIGITS or before.kind != t.GAP
        if in_name:
            return True
    if ATTACHED_TO.search(text[max(found.start() - 4, 0) : found.start()]):
        return True
    return found.end() < len(text) and text[found.end()].isascii() and text[found.end()].isalpha()
