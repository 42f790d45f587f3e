"""记事: a free note of as many lines as it takes, or a promise with the time it is due."""

from collections.abc import Mapping
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static, TextArea

from cqcmd.desk.desk import Desk
from cqcmd.errors import at_field
from cqcmd.i18n import _
from cqcmd.screens.common.acts import attempt, notify_saved
from cqcmd.screens.common.base import ModalSheet
from cqcmd.screens.common.drafting import Drafting
from cqcmd.screens.common.faults import FaultsBeside
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.screens.common.room_keys import TYPING_ROOM_BINDINGS, to_room
from cqcmd.screens.common.session_memory import recall, remember
from cqcmd.screens.common.writing import Writing
from cqcmd.text import clean
from cqcmd.widgets.box import Box
from cqcmd.widgets.fields.captioned import align
from cqcmd.widgets.fields.field_row import FieldRow
from cqcmd.widgets.fields.text_field import TextField


@form("note", _("记事"))
class NoteForm(FaultsBeside, ModalSheet[bool]):
    """``True`` once it is on disk. Esc leaves; what was typed stands there the next time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "save", _("保存"), show=False, id="save"),
        Binding("enter", "enter", _("下一项"), show=False, id="field-next"),
        Binding("escape", "back", _("返回"), show=False, id="back"),
        Binding("up", "step(-1)", _("上一项"), show=False, id="field-up"),
        Binding("down", "step(1)", _("下一项"), show=False, id="field-down"),
        Binding("f1", "app.help", _("帮助"), show=False, id="help"),
        *TYPING_ROOM_BINDINGS,
    ]

    purpose = _("记一句话到日志；写明几点，也可以记待办。")
    main_keys = ("save", "back")

    def __init__(self, desk: Desk, ident: str, *, draft: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._desk, self._ident = desk, ident
        self._form = f"note:{ident}"
        self._initial = dict(draft or recall(desk, self._form))
        self._drafting = Drafting(self, desk, self._form, self._typed, on_disk=bool(self._initial))
        self._saving = False

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> "NoteForm":
        """Open a note on an incident."""
        return cls(desk, wanted.ident, draft=wanted.typed)

    def compose(self) -> ComposeResult:
        """Build the text, when it happened, and by when something was promised."""
        text = Writing(clean(self._initial.get("text", "")), compact=True, id="text")
        text.cursor_blink = False
        times = (
            TextField("at", _("发生时间"), example=_("空为现在")),
            TextField("due", _("承诺办到时间"), example=_("填了就是承诺，如 16:00")),
        )
        align(times)
        self._times = {str(field.id): field for field in times}
        self.rows_by_name = {str(field.id): FieldRow(field) for field in (text, *times)}
        with Box():
            yield Static(_("记事"), classes="question")
            yield from self.rows_by_name.values()
            yield Static(_("F9 保存   下键到时间   Esc 返回，内容保留"), classes="hint")

    def on_mount(self) -> None:
        """Go on at the end of what was typed before."""
        text = self.query_one(Writing)
        text.move_cursor(text.document.end)
        text.focus()
        for name, field in self._times.items():
            field.fill(self._initial.get(name, ""))
            self.watch(field, "value", self._touched, init=False)

    # What is typed

    def fields(self) -> dict[str, str]:
        """Return what stands in the form."""
        return {name: row.field.text for name, row in self.rows_by_name.items()}

    def _typed(self) -> dict[str, str]:
        fields = self.fields()
        # Blanks alone are not worth a draft that is offered again after a restart.
        return fields if any(text.strip() for text in fields.values()) else {}

    @on(TextArea.Changed)
    def _touched(self) -> None:
        self.look_again()
        self._drafting.touched()

    def keep_draft(self) -> None:
        """Put what is being typed on disk now. Raises Unwritable."""
        self._drafting.keep()

    def on_key(self, event: events.Key) -> None:
        """Leave the text downward from its last line; inside it Down goes by lines."""
        text = self.query_one(Writing)
        if event.key == "down" and text.has_focus and text.cursor_at_last_line:
            self.action_step(1)

    def action_step(self, step: int) -> None:
        """To the next field, or the one before."""
        order = [row.field for row in self.rows_by_name.values()]
        at = next((place for place, field in enumerate(order) if field.has_focus), 0)
        order[max(0, min(at + step, len(order) - 1))].focus()

    def action_enter(self) -> None:
        """On to the next field; from the last, save."""
        if self._times["due"].has_focus:
            self.action_save()
        else:
            self.action_step(1)

    # Saving and leaving

    @work
    async def action_save(self) -> None:
        """Write it down, once however often it is pressed; long ago, with a reason."""
        if self._saving:
            return
        self._saving = True
        words = await attempt(self, self._write)
        if words is None:
            self._saving = False
            return
        remember(self._desk, self._form, {})
        self._drafting.forget()
        notify_saved(self, words)
        self.dismiss(True)

    def _write(self, reason: str) -> str:
        fields = {name: text.strip() for name, text in self.fields().items()}
        reading, record = self._desk.plan_reader, self._desk.logbook
        with at_field("at"):
            at = reading.moment(fields["at"]) if fields["at"] else None
        if fields["due"]:
            with at_field("due"):
                due = reading.moment(fields["due"], future=True)
            record.promise(self._ident, fields["text"], due)
        else:
            record.note(self._ident, fields["text"], at, reason=reason)
        return _("已记入")

    def action_back(self) -> None:
        """Leave; the words are kept."""
        typed = self._typed()
        remember(self._desk, self._form, typed)
        if typed:
            self.say(_("没有保存，内容留着，再按 . 接着写。"))
        self._drafting.keep_behind()
        self.dismiss(False)

    def action_room(self, name: str) -> None:
        """Show another room while typing; the words are kept, as on leaving by Esc."""
        self.action_back()
        # After the dismissal: `to_room` goes through the screens that are still open.
        self.app.call_later(to_room, self.app, name)
