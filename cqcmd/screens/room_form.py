"""A form about an incident under its strip: a line a field, kept as a draft, saved in one act."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from threading import Lock

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.screens.acting import attempt, tell_saved
from cqcmd.screens.base import PostScreen
from cqcmd.screens.kept import keep, kept
from cqcmd.text import clean, pad
from cqcmd.widgets.choice import Choice
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.plain import plain
from cqcmd.widgets.strip import IncidentStrip
from cqcmd.widgets.text_field import TextField
from cqcmd.words import _

LABEL = 10
"""Cells of the labels, so that the values stand under each other."""

Field = TextField | Choice


class RoomForm(PostScreen):
    """Subclasses give `fields` and `save`; `changed` follows each key.

    Enter goes on, and saves on the last field; F9 saves; Esc leaves with what was typed kept.

    Attributes:
        form: the form's name among the drafts.
        name_of_form: its name in the masthead.
    """

    BINDINGS: list[BindingType] = [
        Binding("f9", "save", _("保存"), id="save"),
        Binding("enter", "enter", _("下一项"), id="field-next"),
        Binding("escape", "back", _("返回"), id="back"),
        Binding("up", "step(-1)", _("上一项"), show=False, id="field-up"),
        Binding("down", "step(1)", _("下一项"), show=False, id="field-down"),
    ]

    form = ""
    name_of_form = ""

    def __init__(
        self, desk: Desk, ident: str, *, first: str = "", draft: Mapping[str, str] | None = None
    ) -> None:
        """``first``: the field in which the cursor stands. ``draft``: what was typed before."""
        super().__init__(desk)
        self.ident = ident
        self._first = first
        self._draft = dict(draft) if draft else kept(desk, self.draft_name)
        self._fields: dict[str, Field] = {}
        self._stood: dict[str, str] = {}
        self._on_disk: dict[str, str] = dict(draft or {})
        self._turn = Lock()
        self._saving = self._done = False
        self._told = ""

    @property
    def draft_name(self) -> str:
        """The name under which what is being typed is kept: the form and the incident."""
        return f"{self.form}:{self.ident}"

    # What subclasses give

    def fields(self) -> Iterator[Field]:
        """The fields, from the top."""
        yield from ()

    def save(self, reason: str) -> str:
        """Do the act; returns what to tell the officer. Raises Refusal."""
        raise NotImplementedError

    def changed(self) -> None:
        """A field changed."""

    # Drawing

    def compose(self) -> ComposeResult:
        """Masthead, strip, fields, what saving would mean, keys."""
        self._fields = {field.code: field for field in self.fields()}
        self._stood = {name: field.text for name, field in self._fields.items()}
        yield Masthead(self.name_of_form)
        yield IncidentStrip()
        with VerticalScroll(id="fields", can_focus=False):
            for name, field in self._fields.items():
                field.label = pad(field.label, LABEL)
                note = Static(classes="note", id=f"note-{name}")
                yield Horizontal(field, note, classes="field", id=f"row-{name}")
        yield Static(id="live")
        yield Static(_("回车 下一项，末项保存   F9 保存   Esc 返回，填的留着"), id="hint")

    def on_mount(self) -> None:
        """What was typed before stands there again; the cursor in its field."""
        for name, field in self._fields.items():
            if name in self._draft:
                field.fill(self._draft[name])
        for field in self._fields.values():
            self.watch(field, "value", self.changed, init=False)
        self.focus_field(self._first if self._first in self._fields else next(iter(self._fields)))
        self.changed()

    def tick(self, now: datetime) -> None:
        """The clock and the countdown run on; the draft follows the keyboard."""
        if not self._fields:
            return
        self.query_one(Masthead).tick(now)
        self.query_one(IncidentStrip).tick(now)
        typed = self.typed()
        if typed != self._on_disk:
            self._keep_behind(typed)

    def reload(self) -> None:
        """Read the strip anew; nothing that is being typed is touched."""
        board = self.desk.board()
        self.query_one(Masthead).show(board.station, board.officer)
        self.query_one(IncidentStrip).show(self.desk.strip(self.ident), self.desk.clock.now())

    def tell(self, words: str) -> None:
        """Show what saving would mean."""
        if words != self._told:
            self._told = words
            self.query_one("#live", Static).update(plain(words))

    def note(self, name: str, words: str) -> None:
        """Show words behind a field."""
        note = self.query_one(f"#note-{name}", Static)
        if str(note.content) != words:
            note.update(plain(words))

    # Fields

    def text(self, name: str) -> str:
        """What stands in a field, without outer spaces."""
        return self._fields[name].text.strip()

    def typed(self) -> dict[str, str]:
        """What was typed, field by field; fields as they first stood are left out."""
        found = {name: field.text for name, field in self._fields.items()}
        return {name: text for name, text in found.items() if text != self._stood[name]}

    def moment(self, name: str) -> datetime | None:
        """The moment typed into a field, ``None`` where it is blank. Raises BadInput."""
        text = self.text(name)
        return self.desk.reading.moment(text) if text else None

    def hide(self, name: str, hidden: bool) -> None:
        """Take a field away, or show it again."""
        self.query_one(f"#row-{name}").set_class(hidden, "-hidden")

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field."""
        self._fields[name].focus()

    def _order(self) -> list[Field]:
        return [
            field
            for name, field in self._fields.items()
            if not self.query_one(f"#row-{name}").has_class("-hidden")
        ]

    def action_step(self, step: int) -> None:
        """To the next field, or the one before."""
        order = self._order()
        at = next((place for place, field in enumerate(order) if field.has_focus), 0)
        order[max(0, min(at + step, len(order) - 1))].focus()

    def action_enter(self) -> None:
        """On to the next field; from the last, save."""
        if self._order()[-1].has_focus:
            self.action_save()
        else:
            self.action_step(1)

    # Saving and leaving

    @work
    async def action_save(self) -> None:
        """Save everything in one act; pressing twice saves once."""
        if self._saving or self._done:
            return
        self._saving = True
        try:
            words = await attempt(self, self.save)
        finally:
            self._saving = False
        if words is not None:
            self._forget()
            tell_saved(self, words)
            self.dismiss()

    def action_back(self) -> None:
        """Leave; what was typed is kept and stands there again the next time."""
        typed = self.typed()
        keep(self.desk, self.draft_name, typed)
        if typed:
            self._keep_behind(typed)
            self.app.notify(_("没有保存；填的留着，再打开时接着填。"), severity="warning")
        else:
            self._forget()
        self.dismiss()

    def _forget(self) -> None:
        keep(self.desk, self.draft_name, {})
        with self._turn:
            self._done = True
            self.desk.drafts.discard(self.draft_name)

    def keep_draft(self) -> None:
        """Put what is being typed on disk now. Raises Unwritable."""
        self._keep(self.typed())

    @work(thread=True)
    def _keep_behind(self, typed: dict[str, str]) -> None:
        try:
            self._keep(typed)
        except Refusal as refusal:
            words = clean(str(refusal))
            self.app.call_from_thread(self.app.notify, words, severity="warning", markup=False)

    def _keep(self, typed: dict[str, str]) -> None:
        with self._turn:
            if self._done or typed == self._on_disk:
                return
            if typed:
                self.desk.drafts.keep(self.draft_name, typed)
            else:
                self.desk.drafts.discard(self.draft_name)
            self._on_disk = typed
