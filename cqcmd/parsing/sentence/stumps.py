"""What a clause says once its numbers stand in fields: 电梯困人 of 电梯困人5人; else nothing."""

from cqcmd.parsing.people.mention import STATES
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.tokens import Token
from cqcmd.patterns import regex

_AMOUNTS = frozenset((t.PEOPLE, t.NUMBER))
_SKIPPED = frozenset((t.LASTING, t.TIME, t.AGO, t.BLANK, t.OTHER))
_BECAME = STATES - {t.CREW}
_TELLS = frozenset((t.HAPPENED, t.ENDED, t.FEARED, t.UNKNOWN, t.DENIED, t.CALLED, *_BECAME))
"""Words that make a sentence of a name."""
_NAMES = frozenset((t.GAP, t.THINGS, t.INSIDE))
_TAKES_PEOPLE = regex("(?!被|受|遭|重|轻|死亡|伤亡).*[了到住起着伤死困关压埋夹卡]$")
"""States that people stand behind: 困人, 夹伤人; of others it is 有人受伤."""
_WHOLE = {"死": "死亡", "伤": "受伤", "重": "重伤", "轻": "轻伤"}
_LEADS_UP = regex(
    "(?:已经?|都|还|共|现|目前|约|时间|时长|另外?|其中|致使?|造成|导致|持续|长达|达)+$"
)
"""What leads up to a number and says nothing without it."""
_ABOUT = "约"
_NUMBER_BEHIND = regex(r"\s*[\d一二两三四五六七八九十百千半几数上下今昨凌早中傍晚]")


def without_lead(half: str, start: int, end: int) -> int:
    """Return where a clause ends without what led up to a number that is gone: 索道停运已经."""
    lead = _LEADS_UP.search(half[start:end])
    if lead and lead[0].endswith(_ABOUT) and not _NUMBER_BEHIND.match(half, end):
        return end  # 约渝中区: a place is no number, and a doubt that is spoken stays
    return start + lead.start() if lead else end


def tells(words: list[Token], devices: frozenset[int]) -> bool:
    """Tell whether words say something of somebody: 电梯 and 已困 do not."""
    told = [word for word in words if word.kind in _TELLS]
    named = any(word.kind in _NAMES or word.start in devices for word in words)
    short = all(word.kind in STATES and len(word.text) <= 2 for word in told)
    return bool(told) and (named or not short)


def is_device_alone(words: list[Token], devices: frozenset[int]) -> bool:
    """Tell whether words do no more than name equipment: 索道, 3号梯."""
    named = any(word.start in devices for word in words)
    return named and not any(word.kind in _TELLS or _is_unknown(word, devices) for word in words)


def _is_unknown(word: Token, devices: frozenset[int]) -> bool:
    return word.kind == t.GAP and word.start not in devices


def whole_again(
    before: list[Token], said: str, left: list[Token], behind: list[Token], devices: frozenset[int]
) -> str:
    """Return a clause that its numbers were taken from as a whole one.

    About equipment it is said again without them; elsewhere as it was, since who knows how the
    words hang together. Of a length of time alone nothing is left to be said.
    """
    around = [word for word in before + behind if word.kind != t.OTHER]
    named = any(word.start in devices for word in left)
    unknown = any(_is_unknown(word, devices) for word in left)
    if not (named or unknown) and not any(word.kind in _AMOUNTS for word in around):
        return ""
    if not named or any(_is_unknown(word, devices) for word in around):
        return _as_it_was(before) + said + _as_it_was(behind)
    first, last = without_numbers(before), without_numbers(behind)
    if not (first or last or unknown):
        return ""
    return first + said.removesuffix("有" if last.startswith("有人") else "\0") + last


def _as_it_was(words: list[Token]) -> str:
    return "".join(word.text for word in words if word.kind != t.OTHER).strip()


def became(words: list[Token]) -> str:
    """Return what became of people, where the words say how many, or only that."""
    kinds = {word.kind for word in words}
    counted = kinds & _AMOUNTS or not kinds & {t.DENIED, t.LASTING}
    return without_numbers(words) if counted else ""


def without_numbers(words: list[Token]) -> str:
    """Return what became of people, not of how many; empty where the words tell of no state."""
    kinds = {word.kind for word in words}
    if not kinds & _BECAME or t.GAP in kinds:
        return ""
    said = _Said()
    for word in words:
        said.take(word)
    return _LEADS_UP.sub("", "".join(said.words))


class _Said:
    """Words as they are said again, with people where a number of them stood."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._state: int | None = None
        self._people = False

    def take(self, word: Token) -> None:
        """Say a word again."""
        if word.kind in _AMOUNTS:
            if not self._people:
                self._somebody()
            self._people = True
        elif word.kind in _BECAME:
            # 3死: who is told of before his state needs a whole word for it.
            before = self._people and self._state is None
            self.words.append(_WHOLE.get(word.text, word.text) if before else word.text)
            self._state, self._people = (None if before else len(self.words) - 1), False
        elif word.kind not in _SKIPPED and not (self._people and word.kind == t.PERSON):
            self._people = self._people or word.kind == t.PERSON
            self.words.append(word.text)

    def _somebody(self) -> None:
        """Put people before their state, or behind it where it takes them."""
        words, state = self.words, self._state
        if state is None:
            words.append("人" if words and words[-1].endswith("有") else "有人")
        elif not words[-1].endswith("人"):
            if _TAKES_PEOPLE.match(words[state]):
                words.append("人")
            else:
                words[state] = "有人" + words[state]
