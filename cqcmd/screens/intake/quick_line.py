"""The quick line of the intake form, read as it is typed, and times put into a form that stays."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from cqcmd.desk.desk import Desk
from cqcmd.parsing.sentence.quick_line import QuickLine, read_line
from cqcmd.screens.common.found_words import TIMES, dated, found_words
from cqcmd.screens.common.plan_names import PlanNames
from cqcmd.screens.common.quick_fill import SUMMARY, QuickFill, Reading, Said
from cqcmd.screens.devices.offers import RegisterOffers
from cqcmd.screens.intake.start import Start


class LineReader:
    """Reads the line, once for each way it stands, and says which fields change."""

    def __init__(self, desk: Desk, names: PlanNames, start: Start) -> None:
        """Go on from ``start``: what the line filled before stands as it is."""
        self._desk = desk
        self._names = names
        self._line = start.values.get("line", "")
        self._reading: Reading | None = None
        # A line that was typed before is read as at that time: 14:05 is not of another day now.
        self._read_at: datetime | None = start.opened_at
        self._register = RegisterOffers(desk)
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
        """Whether the line says something else than when it was last asked, or 登记簿 does."""
        before, self._line = self._line, line
        if line != before:
            self._reading = self._read_at = None
        elif self.owing:
            self._reading = None
        return self._reading is None

    @property
    def owing(self) -> bool:
        """Whether what was typed before 登记簿 was loaded can be looked up in it by now."""
        return bool(self._line) and self._register.owing

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
        text = dated(self._desk, values[code])
        return {code: text} if text != values[code] else {}

    def offered(self, code: str, values: Mapping[str, str]) -> dict[str, str]:
        """Leave a field: what 登记簿 has under what stands in it, to be looked at."""
        guessed = self._guessed(values)
        said = {field: "" if field in guessed else text for field, text in values.items()}
        changes = self._register.left(code, said, self.filling)
        self.filling.give_up(guessed & changes.keys())
        return changes

    def _guessed(self, values: Mapping[str, str]) -> set[str]:
        """Return the fields with what nobody said, as the station's own district, not looked at."""
        reading = self._read().items() if self._line else ()
        return {
            code
            for code, one in reading
            if not one.words and code in self.pending and values.get(code) == one.text
        }

    def several(self, code: str, values: Mapping[str, str]) -> tuple[str, ...]:
        """Return the names in 登记簿 that a field may mean, where it is more than one."""
        return self._register.several(code, values)

    def _read(self) -> Reading:
        if self._reading is None:
            now = self._read_at or self._desk.clock.now()
            home = self._desk.intake.home
            line = read_line(self._line, self._names.vocabulary, now, home=home)
            self._reading = self._register.said(dict(self._said(line)))
        return self._reading

    def _said(self, line: QuickLine) -> Iterator[tuple[str, Said]]:
        for found in line.found:
            words = line.text[found.start : found.end]
            yield found.field, Said(found_words(self._desk, found), found.question, words)
        if line.what:
            yield SUMMARY, Said(line.what, "", line.what)
