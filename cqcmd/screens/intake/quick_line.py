"""The quick line of the intake form, read as it is typed, and times put into a form that stays."""

from collections.abc import Callable, Mapping

from cqcmd.clock import local
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.parsing.quick_line import QuickLine, read_line
from cqcmd.parsing.scanned_line import Found
from cqcmd.screens.intake.names import IntakeNames

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
        """Return the fields to be set, emptied ones too, now that the line reads so."""
        wanted, questions = self._wanted(line)
        # What the officer has typed over is his: only what the line wrote itself follows the line.
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
        """Return what the line says and no field does, because something else stands there."""
        wanted, _questions = self._wanted(line)
        lost = [
            line.text[found.start : found.end]
            for found in line.found
            if texts.get(found.field, "") != wanted[found.field]
        ]
        lost += line.what.split()
        return " ".join(words for words in lost if words not in texts.get(SUMMARY, ""))

    def looked_at(self, code: str) -> None:
        """Confirm a field that the officer has passed over, or written something else in."""
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


TIMES = ("received_at", "occurred_at")
ANSWERS = {"yes": _("是"), "no": _("否"), "possible": _("可能")}


class LineReader:
    """Reads the line and says which fields change. ``pending`` is that of `QuickFill`."""

    def __init__(self, desk: Desk, names: IntakeNames, pending: Mapping[str, str]) -> None:
        self._desk = desk
        self._names = names
        self._fill = QuickFill(self._words)
        self._fill.pending = dict(pending)
        self._last = ""

    @property
    def pending(self) -> dict[str, str]:
        """Fields that the line filled and nobody has looked at yet, with what is to be asked."""
        return self._fill.pending

    def looked_at(self, code: str) -> None:
        """Confirm a field that the officer passed over."""
        self._fill.looked_at(code)

    def seen(self, line: str) -> None:
        """Take the line as it stood before: what it filled then stands too."""
        self._last = line

    def changed(self, line: str) -> bool:
        """Whether the line says something else than when it was last asked."""
        before, self._last = self._last, line
        return line != before

    def fill(self, line: str, values: Mapping[str, str]) -> dict[str, str]:
        """Return the fields to be set, now that the line reads so."""
        return self._fill.changes(self._read(line), values)

    def take(self, values: Mapping[str, str]) -> dict[str, str]:
        """Enter on the line: what no field could take goes to the summary."""
        unplaced = self._fill.unplaced(self._read(self._last), values)
        self._fill.taken()
        if not unplaced:
            return {}
        return {SUMMARY: " ".join(filter(None, [values.get(SUMMARY, ""), unplaced]))}

    def tidied(self, code: str, values: Mapping[str, str]) -> dict[str, str]:
        """Give a clock time its date, so that it means the same tomorrow."""
        if code not in TIMES or code not in values:
            return {}
        try:
            moment = self._desk.plan_reader.moment(values[code])
        except BadInput:
            return {}
        here, today = local(moment), local(self._desk.clock.now())
        day = f"{here:%m-%d}" if here.year == today.year else f"{here:%Y-%m-%d}"
        clock = f"{here:%H:%M:%S}" if here.second else f"{here:%H:%M}"
        return {code: f"{day} {clock}"}

    def _read(self, line: str) -> QuickLine:
        return read_line(line, self._names.vocabulary, self._desk.clock.now())

    def _words(self, found: Found) -> str:
        """Return what was found, in the words of its field."""
        plan = self._desk.plan
        if found.field == "district":
            return plan.district(found.value).name
        if found.field == "equipment":
            return plan.kind(found.value).name
        if found.field in TIMES:
            return self.tidied(found.field, {found.field: found.value}).get(
                found.field, found.value
            )
        fact = next((fact for fact in plan.facts if fact.code == found.field), None)
        if fact and fact.kind == "choice":
            return next((choice.name for choice in fact.choices if choice.code == found.value), "")
        return ANSWERS.get(found.value, found.value) if fact else found.value
