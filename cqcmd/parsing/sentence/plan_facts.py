"""Facts that a plan has words of its own for: ``停暖1200户``, ``学校停课``."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice

from cqcmd.i18n import _
from cqcmd.parsing.quantities import Quantity, write_quantity
from cqcmd.parsing.words.amounts import NUMBER, read_amount
from cqcmd.parsing.words.scanned_line import MOST, Found
from cqcmd.parsing.words.tokens import Amount
from cqcmd.patterns import regex
from cqcmd.rules.rows import Fact

_MARK = regex(r"[;!?\n]|,(?!\d{3}(?!\d))|\.(?!\d)")
_NO = regex("(?:没有?|没得|未|并?无|不会|不)(?:发生|造成|出现|再|导致|引起)?$")
_MAYBE = regex("可能|疑似|估计|预计|也许|恐|怕|据说|听说|好像|大概|会(?:造成|导致|引起)?")
_UNSURE = regex("吗|待核|不确定|不清楚|没有核实")
_MORE_STILL = regex("又|再|新增|增加|另有|另外")
_OVER = regex("已?经?(?:恢复|解除|修复)")


class _Said:
    """One of the fact's words in its part of the line, between two marks."""

    def __init__(self, text: str, hit: re.Match[str], part: tuple[int, int]) -> None:
        self.start, self.end = hit.span()
        self.part, self.text = part, text

    @cached_property
    def before(self) -> str:
        return self.text[self.part[0] : self.start]

    @cached_property
    def after(self) -> str:
        return self.text[self.end : self.part[1]]

    @property
    def denied(self) -> bool:
        return bool(_NO.search(self.before))

    @property
    def doubted(self) -> bool:
        return bool(_MAYBE.search(self.before) or _UNSURE.match(self.after))


class PlanFacts:
    """The facts of a plan that have words, found in a line. Build it once for a plan."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts = tuple(
            (fact, _any(fact.words), _counted(fact)) for fact in facts if fact.words
        )

    def find(self, text: str) -> Iterator[Found]:
        """Yield what the half-width line tells of each."""
        for fact, words, counted in self._facts:
            hits = islice(words.finditer(text), MOST)
            said = [_Said(text, hit, _part_at(text, hit.start())) for hit in hits]
            found = _flag(fact, said) if fact.kind == "flag" else _count(fact, said, counted, text)
            if found is not None:
                yield found


def _any(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _counted(fact: Fact) -> re.Pattern[str]:
    """Return the pattern of a number with the fact's unit behind it."""
    around = "(?:(?P<around>左右|上下)|(?P<up>以上))?"
    return re.compile(rf"{NUMBER.pattern}[ ]?个?{re.escape(fact.unit)}{around}", re.ASCII)


def _part_at(text: str, place: int) -> tuple[int, int]:
    """Return where the part of the line begins and ends that a place stands in."""
    start = max((mark.end() for mark in _MARK.finditer(text, 0, place)), default=0)
    end = _MARK.search(text, place)
    return start, end.start() if end else len(text)


def _flag(fact: Fact, said: list[_Said]) -> Found | None:
    """Read the flag: what is told for certain weighs most, a denial least."""
    readings = ["no" if one.denied else "possible" if one.doubted else "yes" for one in said]
    for reading in ("yes", "possible", "no"):
        if reading in readings:
            one = said[readings.index(reading)]
            return Found(fact.code, reading, one.start, one.end)
    return None


def _count(fact: Fact, said: list[_Said], counted: re.Pattern[str], text: str) -> Found | None:
    every = [(one, hit) for one in said if (hit := _beside(one, counted, text))]
    for one, hit in every:
        amount = read_amount(hit)
        if amount is not None and not amount.least % 1 and not amount.greatest % 1:
            value = _value(one, hit, amount)
            question = _several(fact, every) or _question(fact, one, hit, amount)
            return Found(fact.code, value, *_span(hit), question)
    none = next((one for one in said if one.denied), None)
    return Found(fact.code, "0", none.start, none.end) if none else None


def _beside(one: _Said, counted: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the number of the word's own part of the line, else that of the next part."""
    if one.denied:
        return None
    inside = list(counted.finditer(text, *one.part))
    if inside:
        return min(inside, key=lambda hit: max(hit.start() - one.end, one.start - hit.end()))
    following = _part_at(text, one.part[1] + 1) if one.part[1] < len(text) else (0, 0)
    return counted.search(text, *following)


def _value(one: _Said, hit: re.Match[str], amount: Amount) -> str:
    doubted = amount.about or hit["around"] or one.doubted
    least = None if doubted else int(amount.least)
    return write_quantity(Quantity(least, int(amount.greatest)), "people")


def _several(fact: Fact, every: list[tuple[_Said, re.Match[str]]]) -> str:
    if len({hit.start() for _one, hit in every}) < 2:
        return ""
    return _("{fact}说了几个数，请核对。").format(fact=fact.name)


def _question(fact: Fact, one: _Said, hit: re.Match[str], amount: Amount) -> str:
    start, end = min(one.start, hit.start()), max(one.end, hit.end())
    words = one.text[start:end]
    if hit.start() >= one.part[1]:
        return _("“{words}”是{fact}吗？").format(words=hit[0].strip(), fact=fact.name)
    if more := _MORE_STILL.search(one.text, one.part[0], start):
        words = one.text[more.start() : end]
        return _("“{words}”是新增的还是总数？").format(words=words)
    if _OVER.search(one.text, end, one.part[1]):
        return _("“{words}”说已恢复，现在还有多少？").format(words=words)
    if (amount.more or hit["up"]) and not amount.about:
        return _("“{words}”按至少计，准确数是多少？").format(words=words)
    return ""


def _span(hit: re.Match[str]) -> tuple[int, int]:
    """Return where the number stands, without blanks before it."""
    return hit.end() - len(hit[0].lstrip()), hit.end()
