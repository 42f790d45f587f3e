"""Which fields a quick line fills, which of them are still to be looked at, and why."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from cqcmd.parsing.sentence import reader as reader  # loaded with a form, not by its first key

SUMMARY = "summary"

MOVES = {
    "received_at": ("occurred_at",),
    "occurred_at": ("received_at",),
    "injuries_unclear": ("serious_injuries", "light_injuries"),
}
"""Where what a field holds may rather belong: F5 the first, F6 the second."""


class Said(Struct, frozen=True):
    """One thing that a line says.

    Attributes:
        text: how its field says it; empty where the field cannot.
        question: what is to be asked before it is taken; empty: it need only be looked at.
        words: the words of the line that say it; empty where it is only offered.
    """

    text: str
    question: str
    words: str


Reading = Mapping[str, Said]
"""All that a line says, by field."""


class QuickFill:
    """Fills only fields that are empty or that it filled itself; never what somebody typed.

    Attributes:
        filled: what the line wrote into each field.
        pending: fields filled and not yet looked at, with the question to be asked, if any.
        settled: fields filled and looked at, with the question that was settled by it.
    """

    def __init__(self, rest: str = SUMMARY) -> None:
        """``rest`` is the field that takes what no other does."""
        self._rest = rest
        self.filled: dict[str, str] = {}
        self.pending: dict[str, str] = {}
        self.settled: dict[str, str] = {}

    def changes(self, reading: Reading, texts: Mapping[str, str]) -> dict[str, str]:
        """Return the fields to be set, emptied ones too, now that the line reads so."""
        # What the officer has typed over is his: only what the line wrote itself follows the line.
        mine = {code for code, text in self.filled.items() if texts.get(code, "") == text}
        wrote = {
            code: one.text
            for code, one in reading.items()
            if one.text and (code in mine or self._free(code, one.text, texts))
        }
        self._ask(reading, wrote)
        kept = {code: text for code, text in self.filled.items() if code in reading}
        self.filled = kept | wrote
        changes = dict.fromkeys(mine - set(wrote), "") | wrote
        return {code: text for code, text in changes.items() if texts.get(code, "") != text}

    def _free(self, code: str, text: str, texts: Mapping[str, str]) -> bool:
        # Emptied or moved on by the officer, it is not filled again with the very same.
        return not texts.get(code, "") and self.filled.get(code) != text

    def _ask(self, reading: Reading, wrote: Mapping[str, str]) -> None:
        """Ask what the reading asks; settled stays only what is the same, value and question."""
        self.settled = {
            code: question
            for code, question in self.settled.items()
            if code in reading and reading[code].question == question
            and reading[code].text == self.filled.get(code)
        }  # fmt: skip
        asked = [code for code in wrote if code not in self.settled]
        # What was not filled by the line, but offered beside it, is to be looked at all the same.
        beside = {
            code: question
            for code, question in self.pending.items()
            if code not in wrote and code not in self.filled
        }
        self.pending = beside | {code: reading[code].question for code in asked}

    def unplaced(self, reading: Reading, texts: Mapping[str, str]) -> str:
        """Return what the line says and no field does, because something else stands there."""
        lost: list[str] = []
        for code, one in reading.items():
            places = (code, *MOVES.get(code, ()))
            if code == self._rest:
                lost += one.words.split()
            elif one.words and all(texts.get(place, "") != one.text for place in places):
                lost.append(one.words)
        summary = texts.get(self._rest, "")
        return " ".join(words for words in lost if words not in summary)

    def place_rest(self, reading: Reading, texts: Mapping[str, str]) -> dict[str, str]:
        """Return the summary with what no field could take; it stays the line's if it was."""
        unplaced = self.unplaced(reading, texts)
        if not unplaced:
            return {}
        before = texts.get(self._rest, "")
        summary = " ".join(filter(None, [before, unplaced]))
        if before == self.filled.get(self._rest, ""):
            self.filled[self._rest] = summary
        return {self._rest: summary}

    def looked_at(self, code: str) -> None:
        """Confirm a field that the officer has passed over, or written something else in."""
        if code in self.pending:
            self.settled[code] = self.pending.pop(code)

    def give_up(self, codes: Iterable[str]) -> None:
        """Leave fields to what is offered beside the line, which is to be looked at in its turn."""
        for code in codes:
            self.filled.pop(code, None)

    def typed_over(self, texts: Mapping[str, str]) -> None:
        """Ask no more about a field that holds something else than the line wrote into it."""
        for code in list(self.pending):
            if texts.get(code, "") != self.filled.get(code, texts.get(code, "")):
                self.looked_at(code)

    def taken(self) -> None:
        """Enter on the line: what raised no question is as good as typed."""
        for code in [code for code, question in self.pending.items() if not question]:
            self.looked_at(code)

    def believe(self, reading: Reading, texts: Mapping[str, str]) -> None:
        """Take what equals the line's reading for filled by it, where nobody noted what was."""
        said = {code: one for code, one in reading.items() if texts.get(code, "") == one.text}
        self.filled = {code: one.text for code, one in said.items()}
        self.settled = {
            code: one.question for code, one in said.items() if code not in self.pending
        }
