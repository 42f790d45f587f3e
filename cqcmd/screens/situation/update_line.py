"""The quick line of 情况更新: what it says of an accident that is known already, by field."""

import re
from collections.abc import Iterator, Mapping

from cqcmd.clock import local
from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.parsing.sentence.quick_line import QuickLine, read_line
from cqcmd.parsing.words.scanned_line import Found
from cqcmd.screens.common.found_words import dated, found_words
from cqcmd.screens.common.plan_names import names_of
from cqcmd.screens.common.quick_fill import QuickFill, Reading, Said
from cqcmd.views import FactView

REST = "scene"
IDENTITY = ("district", "unit", "place", "equipment")
"""What an update does not change in passing: it is filled in only where it is not known yet."""
SIBLINGS = {"trapped": "stranded", "stranded": "trapped"}
"""People shut in are the one or the other, by the equipment, which a line need not name."""

# Left over where the number beside it was taken: 又 of 又死2个 is no account of the scene.
_EMPTY = "又再另还仍也已了都就是的地得并且而有共人名个位目前现在 "
_CLOCK = re.compile("[:：点时前]|刚才|刚刚")
_OF_CHANGE = _("“{text}”作变化时间，对吗？")
_MARKS = ",，;；、。!！?？"
_BETWEEN = re.compile(rf"[\s{_MARKS}]+")


class UpdateLine:
    """Reads the line against what is known, once for each way it stands."""

    def __init__(self, desk: Desk, ident: str) -> None:
        self._desk = desk
        self._names = names_of(desk, local(desk.clock.now()).date())
        situation = desk.situation(ident)
        self._known = {view.code: view for view in (*situation.facts, *situation.words)}
        self._line = ""
        self._reading: Reading = {}
        self.filling = QuickFill(REST)

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
        if line == self._line:
            return {}
        self._read(line)
        return self.filling.changes(self._reading, texts)

    def place_rest(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Leave the line: what no field could take goes to 现场情况."""
        return self.filling.place_rest(self._reading, texts)

    # What it says

    def _read(self, line: str) -> None:
        standing = {code: view.text for code, view in self._known.items() if view.kind != "words"}
        now = self._desk.clock.now()
        found = read_line(line, self._names.vocabulary, now, standing=standing)
        self._line, self._reading = line, self._said(found)

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
        rest = " ".join([*left_over(line), rest]).strip()
        if "at" not in said and (chunk := self._bare_time(rest)):
            words = chunk.strip(_EMPTY)
            said["at"] = Said(dated(self._desk, words), _OF_CHANGE.format(text=words), words)
            rest = rest.replace(chunk, "", 1).strip(f" {_MARKS}")
        if rest.strip(_EMPTY + _MARKS):
            said[REST] = Said(rest, "", rest)
        return said

    def _bare_time(self, rest: str) -> str:
        """Return what of the rest is a time, with particles: of a change nothing else is told."""
        for chunk in _BETWEEN.split(rest):
            words = chunk.strip(_EMPTY)
            if _CLOCK.search(words) and dated(self._desk, words) != words:
                return chunk
        return ""

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
            question = _OF_CHANGE.format(text=words) if question else ""
        # Name and number of whoever told it are one source.
        if before is not None and text not in before.text:
            text, words = f"{before.text} {text}", f"{before.words} {words}"
            question = before.question or question
        return Said(text, question, words)


def left_over(line: QuickLine) -> Iterator[str]:
    """Yield words that are neither found nor in the rest: a bare time in front of a count."""
    open_ones = list(line.text)
    for found in line.found:
        open_ones[found.start : found.end] = " " * (found.end - found.start)
    text = "".join(open_ones)
    for words in line.what.split():
        text = text.replace(words, " ", 1)
    for chunk in _BETWEEN.split(text):
        if chunk.strip(_EMPTY) and chunk not in line.what:
            yield chunk
