"""Editing one fact or word in a bar under the list: the value, who said so, since when."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from cqcmd.clock import local
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.acts import attempt, notify_saved
from cqcmd.screens.common.ask import LOSES
from cqcmd.screens.common.base import ModalSheet
from cqcmd.views import FactView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.fields.fact_field import FactField
from cqcmd.widgets.fields.text_field import TextField

NUMBERS = ("people", "yuan", "hours", "megawatts")
HINTS = {
    "people": _("3 确认，3-5 确认3可能5，?5 可能"),
    "yuan": _("500万，300万-500万，?500万"),
    "hours": _("2.5 或 2时30分"),
    "megawatts": _("600，?600"),
    "flag": _("是、否、?（可能）"),
}


class FactEdit(ModalSheet[bool]):
    """``True`` once it is on disk. An emptied value makes the fact unknown again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", _("保存这一项"), show=False, id="save-fact-enter"),
        Binding("f9", "save", _("保存"), show=False, id="save"),
        Binding("escape", "back", _("返回"), show=False, id="back"),
        Binding("left,shift+tab", "step(-1)", _("上一项"), show=False, id="fact-left"),
        Binding("up", "step(-1)", _("上一项"), show=False, id="field-up"),
        Binding("down", "step(1)", _("下一项"), show=False, id="field-down"),
    ]

    places_message_line = True

    def __init__(self, desk: Desk, ident: str, fact: FactView) -> None:
        super().__init__()
        self._desk, self._ident, self._fact = desk, ident, fact
        self._saving = False

    def compose(self) -> ComposeResult:
        """Build the fields on one line, and what they mean under them."""
        kind = FactField if self._fact.kind in NUMBERS else TextField
        with Vertical(id="bar"):
            with Horizontal(classes="fields"):
                yield kind("value", self._fact.name)
                if self._fact.kind != "words" or self._fact.code in ("equipment", "occurred_at"):
                    yield TextField("source", _("来源"))
                    yield TextField("at", _("变化时间"))
            yield Lines("meaning")
            yield self.message_line
            yield Static(
                _("回车 保存   下键 来源、时间   清空后回车 改为待核   Esc 返回"), id="keys"
            )

    def on_mount(self) -> None:
        """Select the whole value: typing replaces it."""
        value = self.query_one("#value", TextField)
        value.fill(self._fact.text)
        for field in self.query(TextField):
            self.watch(field, "value", self._changed, init=False)
        self._stood = self._given_up = tuple(field.text for field in self.query(TextField))
        self.set_focus(value)
        self._changed()

    def _text(self, name: str) -> str:
        found = self.query(f"#{name}")
        return found.first(TextField).text.strip() if found else ""

    def _changed(self) -> None:
        self.query_one("#meaning", Lines).show(self._meaning())

    def _meaning(self) -> str:
        value, code = self._text("value"), self._fact.code
        if self._fact.kind == "words" and code not in ("equipment", "occurred_at"):
            return ""
        now = self._desk.clock.now()
        view = self._desk.views.preview(
            self._desk.facts.preview(self._ident, {code: value} if value else {}, now)
        )
        if view.faults:
            return " ".join(view.faults.values())
        words = _("保存后 {grade} {clause}  {hint}")
        hint = self._choices() or HINTS.get(self._fact.kind, "")
        return words.format(grade=view.grade.name, clause=view.grade.clause, hint=hint)

    def _choices(self) -> str:
        rows = {row.code: row for row in self._desk.plan.facts}
        choices = rows[self._fact.code].choices if self._fact.code in rows else ()
        return "  ".join(f"{place} {choice.name}" for place, choice in enumerate(choices, 1))

    # Keys

    def action_enter(self) -> None:
        """Save: a correction is one value, the rest may stay blank."""
        self.action_save()

    def action_back(self) -> None:
        """Leave; what was typed goes with it only when Esc is pressed once more."""
        typed = tuple(field.text for field in self.query(TextField))
        if typed in (self._stood, self._given_up):
            self.dismiss(False)
            return
        self._given_up = typed
        self.query_one("#keys", Static).update(plain(LOSES))

    def action_step(self, step: int) -> None:
        """To the next field, or the one before."""
        fields = list(self.query(TextField))
        at = next((place for place, field in enumerate(fields) if field.has_focus), 0)
        fields[max(0, min(at + step, len(fields) - 1))].focus()

    def refused(self, refusal: Refusal) -> None:
        """Say what is wrong, with the cursor in the field at fault."""
        super().refused(refusal)
        name = getattr(refusal, "field", "")
        self.query_one(f"#{name}" if name in ("source", "at") else "#value", TextField).focus()

    @work
    async def action_save(self) -> None:
        """Write it down; pressing twice does it once."""
        if self._saving:
            return
        self._saving = True
        try:
            words = await attempt(self, self._save)
        finally:
            self._saving = False
        if words is not None:
            notify_saved(self, words)
            self.dismiss(True)

    def _save(self, reason: str) -> str:
        facts, code, value = self._desk.facts, self._fact.code, self._text("value")
        if not value:
            facts.clear(self._ident, code, self._text("source"))
            return _("{name}：已改为待核。").format(name=self._fact.name)
        typed = self._text("at")
        now = self._desk.clock.now()
        at = self._desk.plan_reader.moment(typed) if typed else now
        if value == self._fact.text and not typed and not self._text("source"):
            raise BadInput(_("没有改动，未保存；Esc 返回。"))
        record = facts.update
        record(self._ident, {code: value}, source=self._text("source"), at=at, reason=reason)
        return _("{name}：{value}（{time}）已记入。").format(
            name=self._fact.name, value=value, time=f"{local(at):%H:%M}"
        )
