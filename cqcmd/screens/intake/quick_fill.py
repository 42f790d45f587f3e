"""What the quick line puts into the fields, marked until the officer has looked at it."""

from collections.abc import Callable, Mapping

from cqcmd.parsing.quick_line import QuickLine
from cqcmd.parsing.scanned_line import Found

SUMMARY = "summary"


class QuickFill:
    """Fills only fields that are empty or that it filled itself; never what somebody typed.

    Attributes:
        pending: fields filled and not yet looked at, with the question to be asked, if any.
    """

    def __init__(self, write: Callable[[Found], str]) -> None:
        """``write`` gives the text with which a field says what was found."""
        self._write = write
        self._filled: dict[str, str] = {}
        self.pending: dict[str, str] = {}

    def changes(self, line: QuickLine, texts: Mapping[str, str]) -> dict[str, str]:
        """The fields to be set, emptied ones too, now that the line reads so."""
        wanted, questions = self._wanted(line)
        mine = {code for code, text in self._filled.items() if texts.get(code, "") == text}
        changes = dict.fromkeys(mine - set(wanted), "")
        for code, text in wanted.items():
            if (code in mine or not texts.get(code, "")) and texts.get(code) != text:
                changes[code] = text
                self.pending[code] = questions[code]
        for code, text in changes.items():
            self._keep(code, text)
        return changes

    def unplaced(self, line: QuickLine, texts: Mapping[str, str]) -> str:
        """What the line says and no field does, because something else stands there."""
        wanted, _questions = self._wanted(line)
        lost = [
            line.text[found.start : found.end]
            for found in line.found
            if texts.get(found.field, "") != wanted[found.field]
        ]
        lost += line.what.split()
        return " ".join(words for words in lost if words not in texts.get(SUMMARY, ""))

    def looked_at(self, code: str) -> None:
        """The officer has passed over the field, or written something else."""
        self.pending.pop(code, None)

    def taken(self) -> None:
        """Enter on the line: what raised no question is as good as typed."""
        self.pending = {code: words for code, words in self.pending.items() if words}

    def _keep(self, code: str, text: str) -> None:
        if text:
            self._filled[code] = text
        else:
            self._filled.pop(code, None)
            self.pending.pop(code, None)

    def _wanted(self, line: QuickLine) -> tuple[dict[str, str], dict[str, str]]:
        wanted: dict[str, str] = {}
        questions: dict[str, str] = {}
        for found in line.found:
            if found.field not in wanted:
                wanted[found.field] = self._write(found)
                questions[found.field] = found.question
        if line.what:
            wanted[SUMMARY], questions[SUMMARY] = line.what, ""
        return wanted, questions
