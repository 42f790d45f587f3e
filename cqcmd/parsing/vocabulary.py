"""The plan's words for districts, equipment and choices, made ready for finding in a line."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import islice

from cqcmd.i18n import _
from cqcmd.parsing.scanned_line import MOST, Found, Line
from cqcmd.rules.rows import Choice, District, Equipment, Fact

_DISGUISED = re.compile("[自银平]行车|行车[道记]")
"""Words in which the name of a device stands by chance."""
_READINGS = ("yes", "possible", "no")


class Vocabulary:
    """The names of the rows of one plan. Build it once for a plan."""

    def __init__(
        self,
        districts: tuple[District, ...],
        equipment: tuple[Equipment, ...],
        facts: tuple[Fact, ...],
    ) -> None:
        """Compile the words of the rows."""
        self._facts = {fact.code: fact for fact in facts}
        # A name of one character stands by chance in too many other words.
        self._districts = {
            word: row for row in districts for word in (row.short, row.name) if len(word) > 1
        }
        self._equipment = {
            word: row.code for row in equipment for word in (row.name, row.short, *row.words)
        }
        self._choices = {
            fact: {word: choice for choice in fact.choices for word in choice.name.split("、")}
            for fact in facts
            if fact.choices
        }
        self._district_words = any_of(self._districts)
        self._equipment_words = any_of(self._equipment)
        self._choice_words = {fact: any_of(words) for fact, words in self._choices.items()}

    def find_district(self, line: Line, today: date) -> None:
        """Find the first district named; one that has been merged is the one it went into."""
        found = self._district_words.search(line.open)
        if found is None:
            return
        row = self._districts[found[0]]
        code, question = row.code, ""
        if row.until and row.merged_into and date.fromisoformat(row.until) <= today:
            code = row.merged_into
            question = _("{name}已并入新的行政区，请核对。").format(name=row.name)
        # 重庆市 before the name and 区 or 县 behind it belong to it, and are no part of a place.
        start = found.start() - 3 * line.half.startswith("重庆市", max(found.start() - 3, 0))
        end = found.end() + (line.half[found.end() :][:1] in ("区", "县"))
        line.add(Found("district", code, start, end, question))

    def find_equipment(self, line: Line) -> str | None:
        """Find the equipment named first and return its code; its words stay in the rest."""
        kinds: dict[str, tuple[int, int]] = {}
        # Three for three: every place in the text has to stay what it is.
        text = _DISGUISED.sub("\0\0\0", line.open)
        for found in islice(self._equipment_words.finditer(text), MOST):
            kinds.setdefault(self._equipment[found[0]], found.span())
        if not kinds:
            return None
        code, (start, end) = next(iter(kinds.items()))
        question = _("提到了几种设备，请核对是哪一种。") if len(kinds) > 1 else ""
        line.add(Found("equipment", code, start, end, question), take=False)
        return code

    def bears_on(self, fact: str, equipment: str | None) -> bool:
        """Tell whether the plan asks for the fact with this equipment, or either is unknown."""
        row = self._facts.get(fact)
        asked = row.equipment if row else None
        return asked is None or equipment is None or equipment in asked

    def choices_in(self, text: str) -> Iterable[tuple[str, Choice, int, int]]:
        """Yield each word of a choice, the gravest first: fact's code, choice, start and end."""
        for fact, words in self._choices.items():
            hits = islice(self._choice_words[fact].finditer(text), MOST)
            named = [(fact.code, words[hit[0]], hit.start(), hit.end()) for hit in hits]
            yield from sorted(named, key=lambda hit: _READINGS.index(hit[1].reading))

    def unsure_choice(self, fact: str) -> Choice | None:
        """Return the answer that leaves it open (未明), if the plan has one."""
        choices = self._facts[fact].choices
        return next((c for c in reversed(choices) if c.reading == "possible"), None)


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Compile a pattern that finds any of the words, the longest first; of none, nothing."""
    longest_first = sorted(filter(None, words), key=len, reverse=True)
    if not longest_first:
        return re.compile(r"(?!)")
    # Looking at the first character alone passes most places of a long paste at once.
    firsts = "".join(sorted({re.escape(word[0]) for word in longest_first}))
    return re.compile(f"(?=[{firsts}])(?:{'|'.join(map(re.escape, longest_first))})")
