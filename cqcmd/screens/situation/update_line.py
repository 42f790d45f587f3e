"""The quick line of 情况更新: what it says of an accident that is known already, by field."""

from collections.abc import Mapping

from cqcmd.clock import local
from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.parsing.sentence.quick_line import QuickLine, read_line
from cqcmd.parsing.words.scanned_line import Found
from cqcmd.screens.common.found_words import dated, found_words
from cqcmd.screens.common.plan_names import names_of
from cqcmd.screens.common.quick_fill import QuickFill, Reading, Said
from cqcmd.screens.devices.offers import RegisterOffers
from cqcmd.views import FactView

REST = "scene"
IDENTITY = ("district", "unit", "place", "equipment")
"""What an update does not change in passing: it is filled in only where it is not known yet."""
SIBLINGS = {
    "trapped": "stranded",
    "stranded": "trapped",
    "stranded_hours": "outage_hours",
}
"""What is the one or the other by the equipment, which a line need not name."""


class UpdateLine:
    """Reads the line against what is known, once for each way it stands.

    Attributes:
        offers: what 登记簿 has under a word, or under what stands in a field.
    """

    def __init__(self, desk: Desk, ident: str) -> None:
        self._desk = desk
        self._names = names_of(desk, local(desk.clock.now()).date())
        situation = desk.situation(ident)
        self._known = {view.code: view for view in (*situation.facts, *situation.words)}
        self._line = ""
        self._reading: Reading = {}
        self.filling = QuickFill(REST)
        self.offers = RegisterOffers(desk, REST)

    @property
    def pending(self) -> dict[str, str]:
        """Fields that the line filled and nobody has looked at yet, with what is to be asked."""
        return self.filling.pending

    def preload(self) -> None:
        """Load what the line is read with; in a thread."""
        self._names.preload()

    def restore(self, texts: Mapping[str, str], line: str) -> None:
        """Go on with a form that was left: what equals the line's reading was filled by it."""
        self._read(line)
        said = self._reading.items()
        mine = {code: one for code, one in said if one.text and texts.get(code) == one.text}
        # What it asked is asked again: nobody noted what had been looked at.
        self.filling.pending = {code: one.question for code, one in mine.items()}
        self.filling.believe(self._reading, texts)

    def changes(self, line: str, texts: Mapping[str, str]) -> dict[str, str]:
        """Return the fields to be set; none where the line stands as it did."""
        if line == self._line and not (line and self.offers.owing):
            return {}
        self._read(line)
        return self.filling.changes(self._reading, texts)

    def place_rest(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Leave the line: what no field could take goes to 现场情况."""
        return self.filling.place_rest(self._reading, texts)

    # What it says

    def says(self, line: str, since: Mapping[str, str] | None = None) -> Reading:
        """Return what a line says by field, against what is known and what changed ``since``."""
        standing = {code: view.text for code, view in self._known.items() if view.kind != "words"}
        return self._said(
            read_line(
                line,
                self._names.vocabulary,
                self._desk.clock.now(),
                standing=standing | dict(since or {}),
                equipment=self._equipment(),
            )
        )

    def _equipment(self) -> str | None:
        name = self._text("equipment")
        return next((kind.code for kind in self._desk.plan.equipment if kind.name == name), None)

    def _read(self, line: str) -> None:
        self._line, self._reading = line, self.says(line)
        # Of a unit that is known nothing is replaced in passing.
        if not self._text("unit"):
            self._reading = self.offers.said(self._reading)

    def _said(self, line: QuickLine) -> Reading:
        said: dict[str, Said] = {}
        rest = line.what
        for found in line.found:
            words = line.text[found.start : found.end]
            field = self._field(found)
            if field == "source" or (field and field not in said):
                said[field] = self._joined(said.get(field), found, words)
            elif words not in rest:
                rest = f"{words} {rest}".strip()
        if rest:
            said[REST] = Said(self._with_what_stands(rest), "", rest)
        return said

    def _with_what_stands(self, rest: str) -> str:
        """Return 现场情况 with the line's words behind what an officer entered: none is lost."""
        stands = self._text(REST)
        return rest if not stands or stands in rest else f"{stands}；{rest}"

    def _field(self, found: Found) -> str:
        """Return the field that takes what was found; empty: its words are left to the rest."""
        match found.field:
            case "caller" | "callback":
                return "source"
            case "received_at" | "occurred_at":
                return self._time(found)
            case field if field in IDENTITY:
                return "" if self._text(field) else field
            case field:
                return self._fact(field, found)

    def _time(self, found: Found) -> str:
        """Return 获知时间 where the words say so; a time of the accident is one of a change."""
        if found.field == "received_at" and not found.question:
            return "learned"
        unknown = found.field == "occurred_at" and not found.question
        return "occurred_at" if unknown and not self._text("occurred_at") else "at"

    def _fact(self, field: str, found: Found) -> str:
        sibling = SIBLINGS.get(field, "")
        if field not in self._known and sibling in self._known:
            return sibling
        row = next((row for row in self._desk.plan.facts if row.code == field), None)
        if row is None or row.kind not in ("flag", "choice"):
            return field
        # What is known stays so: a word in passing (泄漏已止住) is not to make it doubtful.
        known = self._text(field)
        same = known == found_words(self._desk, found)
        return "" if known and (same or found.question) else field

    def _text(self, code: str) -> str:
        view: FactView | None = self._known.get(code)
        return view.text if view else ""

    def _joined(self, before: Said | None, found: Found, words: str) -> Said:
        text, question = found_words(self._desk, found), found.question
        if found.field in ("received_at", "occurred_at"):
            text = dated(self._desk, found.value)
            question = _("“{text}”作变化时间，对吗？").format(text=words) if question else ""
        # Name and number of whoever told it are one source.
        if before is not None and text not in before.text:
            text, words = f"{before.text} {text}", f"{before.words} {words}"
            question = before.question or question
        return Said(text, question, words)
