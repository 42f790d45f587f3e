"""A form about an incident under its strip: a line a field, kept as a draft, saved in one act."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from threading import Lock

from msgspec import Struct
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static

from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput, Refusal
from cqcmd.screens.acting import attempt, tell_saved
from cqcmd.screens.ask import quiet_input
from cqcmd.screens.base import PostScreen
from cqcmd.screens.kept import keep, kept
from cqcmd.text import clean
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.pick import Option, Pick
from cqcmd.widgets.plain import plain
from cqcmd.widgets.strip import IncidentStrip
from cqcmd.words import _


class FormField(Struct, frozen=True):
    """A line of the form. ``note`` stands behind the field; ``options`` make it a choice."""

    name: str
    label: str
    note: str = ""
    placeholder: str = ""
    value: str = ""
    options: tuple[Option, ...] = ()
    letters: str = ""


class RoomForm(PostScreen):
    """Subclasses give `fields` and `save`; `changed` follows each key.

    Enter goes on, and saves on the last field; F9 saves; Esc leaves with what was typed kept.
    """

    BINDINGS: list[BindingType] = [
        Binding("f9", "save", _("保存"), id="save"),
        Binding("escape", "back", _("返回"), id="back"),
        Binding("up", "step(-1)", _("上一项"), show=False, id="field-up"),
        Binding("down", "step(1)", _("下一项"), show=False, id="field-down"),
    ]

    form = ""
    heading = ""
    silent = True

    def __init__(
        self, desk: Desk, ident: str, *, first: str = "", draft: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(desk)
        self.ident = ident
        self._first = first
        self._draft = dict(draft) if draft else kept(desk, self.draft_name)
        self._on_disk: dict[str, str] = {}
        self._closed = False
        self._turn = Lock()
        self._saving = False
        self._told = ""

    @property
    def draft_name(self) -> str:
        """The name under which what is being typed is kept: the form and the incident."""
        return f"{self.form}:{self.ident}"

    # What subclasses give

    def fields(self) -> Iterator[FormField]:
        """The lines, from the top."""
        yield from ()

    def save(self, reason: str) -> str:
        """Do the act; returns what to tell the officer. Raises Refusal."""
        raise NotImplementedError

    def changed(self) -> None:
        """A field changed."""

    # Drawing

    def compose(self) -> ComposeResult:
        """Masthead, strip, fields, what it would mean, keys."""
        yield Masthead(self.heading)
        yield IncidentStrip()
        with VerticalScroll(id="fields", can_focus=False):
            self._fields = {field.name: field for field in self.fields()}
            for field in self._fields.values():
                yield self._row(field)
        yield Static(id="live")
        yield Static(_("回车 下一项，末项保存   F9 保存   Esc 返回，填的留着"), id="hint")

    def _row(self, field: FormField) -> Widget:
        value = self._draft.get(field.name, field.value)
        entry: Widget = (
            Pick(field.options, value, letters=field.letters, id=field.name)
            if field.options
            else quiet_input(field.placeholder, value, id=field.name)
        )
        note = Static(plain(field.note), classes="note", id=f"note-{field.name}")
        label = Static(plain(field.label), classes="label")
        return Horizontal(label, entry, note, classes="field", id=f"row-{field.name}")

    def on_mount(self) -> None:
        """The cursor in the field asked for, else in the first."""
        first = self.query(f"#{self._first}") if self._first else None
        (first.first() if first else self._order()[0]).focus()
        self.changed()

    def tick(self, now: datetime) -> None:
        """The clock and the countdown run on; the draft follows the keyboard."""
        self.query_one(Masthead).tick(now)
        self.query_one(IncidentStrip).tick(now)
        if self.texts() != self._on_disk:
            self._keep_behind()

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
        self.query_one(f"#note-{name}", Static).update(plain(words))

    # Fields

    def text(self, name: str) -> str:
        """What stands in a field, without outer spaces."""
        found = self.query_one(f"#{name}")
        return found.value.strip() if isinstance(found, Input | Pick) else ""

    def texts(self) -> dict[str, str]:
        """What was typed, field by field; fields as they first stood are left out."""
        found = {name: self.text(name) for name in self._fields}
        return {name: text for name, text in found.items() if text != self._stood(name)}

    def _stood(self, name: str) -> str:
        field = self._fields[name]
        return field.value or (field.options[0][0] if field.options else "")

    def moment(self, name: str) -> datetime | None:
        """The moment typed into a field, ``None`` where it is blank. Raises BadInput."""
        text = self.text(name)
        if not text:
            return None
        reading = self.desk.facts.read({"received_at": text}, self.desk.clock.now())
        if reading.faults:
            raise BadInput(" ".join(reading.faults.values()))
        return reading.received_at

    def _order(self) -> list[Widget]:
        rows = [row for row in self.query(".field") if not row.has_class("-hidden")]
        return [row.query("Input, Pick").first() for row in rows]

    def action_step(self, step: int) -> None:
        """To the next field, or the one before."""
        order = self._order()
        at = order.index(self.focused) if self.focused in order else 0
        order[max(0, min(at + step, len(order) - 1))].focus()

    @on(Input.Changed)
    @on(Pick.Changed)
    def _changed(self, event: Input.Changed | Pick.Changed) -> None:
        event.stop()
        self.changed()

    @on(Input.Submitted)
    @on(Pick.Submitted)
    def _entered(self, event: Input.Submitted | Pick.Submitted) -> None:
        event.stop()
        if self.focused is self._order()[-1]:
            self.action_save()
        else:
            self.action_step(1)

    # Saving and leaving

    @work
    async def action_save(self) -> None:
        """Save everything in one act; pressing twice saves once."""
        if self._saving:
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
        typed = self.texts()
        keep(self.desk, self.draft_name, typed)
        if typed:
            self.keep_draft()
            words = _("没有保存；填的内容留着，再打开时接着填。")
            self.app.notify(words, severity="warning")
        self.dismiss()

    def _forget(self) -> None:
        keep(self.desk, self.draft_name, {})
        with self._turn:
            self._closed = True
            self.desk.drafts.discard(self.draft_name)

    @work(thread=True)
    def _keep_behind(self) -> None:
        try:
            self.keep_draft()
        except Refusal as refusal:
            words = clean(str(refusal))
            self.app.call_from_thread(self.notify, words, severity="warning", markup=False)

    def keep_draft(self) -> None:
        """Put what is being typed on disk now. Raises Unwritable."""
        with self._turn:
            typed = self.texts()
            if self._closed or typed == self._on_disk:
                return
            if typed:
                self.desk.drafts.keep(self.draft_name, typed)
            else:
                self.desk.drafts.discard(self.draft_name)
            self._on_disk = typed
