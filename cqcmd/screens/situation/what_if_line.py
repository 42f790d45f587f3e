"""The line of 假设推演: which facts it supposes, from when on, and what of it was not read."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from msgspec import Struct

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.parsing.sentence.coming import Coming, coming_moment
from cqcmd.parsing.sentence.idle_words import parts_of, says_nothing, stays_so, without_if
from cqcmd.screens.common.quick_fill import Reading
from cqcmd.screens.situation.update_line import REST, UpdateLine

GROWS = ("stranded", "stopped_at", "outage_since", "outage_hours")
"""What shows that time alone may make the grade graver, unless nobody is up any more."""


class SupposedLine(Struct, frozen=True):
    """What a line supposes.

    Attributes:
        facts: facts as their fields take them, and from when on; in order of time.
        at: the moment at which it is looked at.
        questions: what is to be asked about how it was read.
        unread: words that nothing was made of.
    """

    facts: tuple[tuple[datetime, Mapping[str, str]], ...]
    at: datetime
    questions: tuple[str, ...]
    unread: tuple[str, ...]


class WhatIfLine:
    """Reads the line against what is known: before a moment it is so now, behind it from then."""

    def __init__(self, desk: Desk, ident: str) -> None:
        self._desk = desk
        self._line = UpdateLine(desk, ident)
        situation = desk.situation(ident)
        self._known = {view.code: view.text for view in (*situation.facts, *situation.words)}

    def preload(self) -> None:
        """Load what the line is read with; in a thread."""
        self._line.preload()

    def read(self, typed: str) -> SupposedLine:
        """Return what the line supposes; what cannot be read is named and not guessed."""
        now = self._desk.clock.now()
        if not typed.strip():
            return SupposedLine((), now, (), ())
        coming = coming_moment(typed, now)
        if coming is None:
            return self._supposed([(now, typed)], now, None)
        parts = [(now, coming.before), (coming.at, coming.after)]
        return self._supposed(parts, coming.at, coming)

    def _supposed(
        self, parts: list[tuple[datetime, str]], at: datetime, coming: Coming | None
    ) -> SupposedLine:
        since: dict[str, str] = {}
        facts: list[tuple[datetime, Mapping[str, str]]] = []
        questions, unread = [coming.question] if coming else [], list[str]()
        for moment, words in parts:
            # To the reader an if is no news; here every line is one.
            said = self._line.says(without_if(words), since)
            texts = {code: one.text for code, one in said.items() if self._bears(code) and one.text}
            since |= texts
            facts.append((moment, texts))
            questions += [said[code].question for code in texts]
            unread += self._unread(said, texts)
        stay = [words for words in unread if coming and stays_so(words)]
        questions += [_nothing_grows(words) for words in stay if not self._grows(since)]
        return SupposedLine(
            tuple(pair for pair in facts if pair[1]),
            at,
            tuple(filter(None, questions)),
            tuple(words for words in unread if words not in stay),
        )

    def _bears(self, code: str) -> bool:
        """Tell whether a grade, a duty or the response can hang on what was said."""
        return code == "equipment" or any(fact.code == code for fact in self._desk.plan.facts)

    def _grows(self, since: dict[str, str]) -> bool:
        texts = {code: since.get(code) or self._known.get(code) for code in (*GROWS, *since)}
        return texts["stranded"] != "0" and any(map(texts.get, (*GROWS, "stranded_hours")))

    def _unread(self, said: Reading, used: Mapping[str, str]) -> Iterator[str]:
        """Yield the words of which nothing was made, without those that mean nothing alone."""
        rest = said[REST].words if REST in said else ""
        for words in (*(said[code].words for code in used), *self._equipment_words()):
            rest = rest.replace(words, " ", 1)
        others = (one.words for code, one in said.items() if code not in (*used, REST))
        for words in (*others, *parts_of(rest)):
            if not says_nothing(words, used):
                yield words

    def _equipment_words(self) -> list[str]:
        """Return every word for the equipment that is known; the longest first."""
        name = self._known.get("equipment")
        kinds = (kind for kind in self._desk.plan.equipment if name and kind.name == name)
        words = [word for kind in kinds for word in (kind.name, kind.short, *kind.words)]
        return sorted(words, key=len, reverse=True)


def _nothing_grows(words: str) -> str:
    sentence = _("“{words}”：记录里没有人滞留、没有停运，时间不升级，对吗？")
    return sentence.format(words=words)
