"""The quick line of the intake form, read as it is typed, and times put into a form that stays."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from cqcmd.clock import local
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.parsing.fields import WORD_FIELDS, choice_text
from cqcmd.parsing.sentence.quick_line import QuickLine, read_line
from cqcmd.parsing.words.scanned_line import Found
from cqcmd.screens.intake.names import IntakeNames
from cqcmd.screens.intake.quick_fill import SUMMARY, QuickFill, Reading, Said
from cqcmd.screens.intake.start import Start

TIMES = ("received_at", "occurred_at")
ANSWERS = {"yes": _("是"), "no": _("否"), "possible": _("可能")}


class LineReader:
    """Reads the line, once for each way it stands, and says which fields change."""

    def __init__(self, desk: Desk, names: IntakeNames, start: Start) -> None:
        """Go on from ``start``: what the line filled before stands as it is."""
        self._desk = desk
        self._names = names
        self._line = start.values.get("line", "")
        self._reading: Reading | None = None
        # A line that was typed before is read as at that time: 14:05 is not of another day now.
        self._read_at: datetime | None = start.opened_at
        self.filling = QuickFill()
        self.filling.pending = dict(start.pending)
        if start.filled is not None:
            self.filling.filled, self.filling.settled = dict(start.filled), dict(start.settled)
        elif self._line:
            self.filling.believe(self._read(), start.values)

    @property
    def pending(self) -> dict[str, str]:
        """Fields that the line filled and nobody has looked at yet, with what is to be asked."""
        return self.filling.pending

    def looked_at(self, code: str) -> None:
        """Confirm a field that the officer passed over."""
        self.filling.looked_at(code)

    def changed(self, line: str) -> bool:
        """Whether the line says something else than when it was last asked."""
        before, self._line = self._line, line
        if line != before:
            self._reading = self._read_at = None
        return line != before

    def fill(self, values: Mapping[str, str]) -> dict[str, str]:
        """Return the fields to be set, now that the line reads so."""
        return self.filling.changes(self._read(), values)

    def place_rest(self, values: Mapping[str, str]) -> dict[str, str]:
        """Leave the line: what no field could take goes to the summary."""
        return self.filling.place_rest(self._read(), values) if self._line else {}

    def take(self, values: Mapping[str, str]) -> dict[str, str]:
        """Enter on the line: what raised no question is confirmed, the rest goes where it can."""
        changes = self.place_rest(values)
        self.filling.taken()
        return changes

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

    def _read(self) -> Reading:
        if self._reading is None:
            now = self._read_at or self._desk.clock.now()
            home = self._desk.intake.home
            line = read_line(self._line, self._names.vocabulary, now, home=home)
            self._reading = dict(self._said(line))
        return self._reading

    def _said(self, line: QuickLine) -> Iterator[tuple[str, Said]]:
        for found in line.found:
            words = line.text[found.start : found.end]
            yield found.field, Said(self._words(found), found.question, words)
        if line.what:
            yield SUMMARY, Said(line.what, "", line.what)

    def _words(self, found: Found) -> str:
        """Return what was found, in the words of its field; nothing if the plan asks no such."""
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
            choices = (choice for choice in fact.choices if choice.code == found.value)
            return next((choice_text(fact, choice) for choice in choices), "")
        if fact is None and found.field not in WORD_FIELDS:
            return ""
        return ANSWERS.get(found.value, found.value) if fact else found.value
