"""情况更新: what changed, from one source at one time; the grade it would give, while typing."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar, Self

from textual.binding import Binding, BindingType

from cqcmd.desk.desk import Desk
from cqcmd.desk.intake.form import FormReading
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.views import PreviewView
from cqcmd.widgets.fields.fact_field import FactField
from cqcmd.widgets.fields.text_field import TextField

ASKED = (
    "deaths",
    "serious_injuries",
    "injuries_unclear",
    "missing",
    "trapped",
    "relocated",
    "stranded",
)
"""What changes during an accident, in the order of the form."""


@form("update", _("情况更新"))
class UpdateForm(FieldForm):
    """Fields left blank stay as they were; only what is typed is recorded."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f10", "moved", _("从重伤转入"), id="moved"),
    ]

    form = "update"
    name_of_form = _("情况更新")

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> Self:
        """Open the form with the cursor in the field that is named."""
        return cls(desk, wanted.ident, first=wanted.about, draft=wanted.typed)

    def fields(self) -> Iterator[Field]:
        """People first, then one source and one time for all of it."""
        known = {fact.code: fact for fact in self.desk.situation(self.ident).facts}
        self._known = {code: known[code] for code in ASKED if code in known}
        asked_for = (self._first, *self._restored)
        self._known |= {code: known[code] for code in asked_for if code in known}
        for code, fact in self._known.items():
            yield FactField(code, fact.name)
        yield TextField("source", _("来源"))
        yield TextField("at", _("变化时间"))
        yield TextField("learned", _("获知时间"))

    def on_mount(self) -> None:
        """Show behind each field what the fact is now."""
        for code, fact in self._known.items():
            self.note(code, _("现 {words}").format(words=fact.words))
        self.note("source", _("谁说的"))
        self.note("at", _("空为现在；14:20、10分钟前 均可"))
        self.note("learned", _("与现在不同才填"))

    # While typing

    def changed(self) -> None:
        """Show the grade that would result, and what cannot be read."""
        view = self.desk.views.preview(
            self.desk.facts.preview(self.ident, self._values(), self._at() or self.desk.clock.now())
        )
        self.tell(outlook_words(view))
        self.note("deaths", self._deaths_note())

    def _values(self) -> dict[str, str]:
        return {code: text for code in self._known if (text := self.text(code))}

    def _at(self) -> datetime | None:
        try:
            return self.moment("at")
        except BadInput:
            return None

    def _deaths_note(self) -> str:
        fact = self._known["deaths"]
        risen = self._risen()
        if risen and not self.text("serious_injuries"):
            return _("其中由重伤转来的，按 F10（{n}人）").format(n=risen)
        return _("现 {words}").format(words=fact.words)

    def _risen(self) -> int:
        """By how many the confirmed deaths rise, as far as there are serious injuries to move."""
        now = self._confirmed("deaths", self.text("deaths"))
        before = self._confirmed("deaths", self._known["deaths"].text)
        injured = self._confirmed("serious_injuries", self._known["serious_injuries"].text)
        return max(0, min(now - before, injured))

    def _confirmed(self, code: str, text: str) -> int:
        amount = self._read(code, text).amounts.get(code)
        return int(amount.confirmed or 0) if amount else 0

    def _read(self, code: str, text: str) -> FormReading:
        return self.desk.facts.read({code: text}, self.desk.clock.now())

    def action_moved(self) -> None:
        """Lower the seriously injured by as many as died: an injured person who dies moves."""
        risen = self._risen()
        if not risen:
            self.notify(_("先填增加后的死亡人数，再转入。"), severity="warning")
            return
        code = "serious_injuries"
        amount = self._read(code, self._known[code].text).amounts[code]
        confirmed = int(amount.confirmed or 0) - risen
        possible = max(confirmed, int(amount.possible or 0) - risen)
        words = str(confirmed) if possible == confirmed else f"{confirmed}-{possible}"
        self._fields[code].fill(words)

    # Saving

    def save(self, reason: str) -> str:
        """One entry for all facts, from one source."""
        now = self.desk.clock.now()
        record = self.desk.facts.update
        record(
            self.ident,
            self._values(),
            source=self.text("source"),
            at=self.moment("at") or now,
            learned_at=self.moment("learned"),
            reason=reason,
        )
        strip = self.desk.strip(self.ident)
        return _("已记入，现为{grade}。").format(grade=strip.grade.name)


def outlook_words(view: PreviewView) -> str:
    """``保存后 较大 1.5.3  可能重大 1.5.2``; margin and projection; faults."""
    grade = _("保存后 {name} {clause}").format(name=view.grade.name, clause=view.grade.clause)
    if view.possible.grade:
        possible = _("可能{name} {clause}：{why}")
        grade += "  " + possible.format(
            name=view.possible.name, clause=view.possible.clause, why=view.possible.because
        )
    ahead = [view.projection.words if view.projection else "", view.margin]
    lines = [grade, "  ".join(words for words in ahead if words), *view.faults.values()]
    return "\n".join(line for line in lines if line)
