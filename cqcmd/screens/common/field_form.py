"""A form on a whole screen: a line a field, kept as a draft, saved in one act."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput, Refusal, at_field
from cqcmd.i18n import _
from cqcmd.screens.common.acts import attempt, notify_saved
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.drafting import Drafting
from cqcmd.screens.common.faults import FaultsBeside
from cqcmd.screens.common.form_registry import Wanted
from cqcmd.screens.common.room_keys import TYPING_ROOM_BINDINGS, to_room
from cqcmd.screens.common.session_memory import recall, remember, remember_saved_form
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.fields.captioned import align
from cqcmd.widgets.fields.field_row import Field as Field
from cqcmd.widgets.fields.field_row import FieldRow
from cqcmd.widgets.incident_strip import IncidentStrip
from cqcmd.widgets.keys_line import KeysWords
from cqcmd.widgets.masthead import Masthead


class FieldForm(FaultsBeside, PostScreen):
    """Subclasses give `fields` and `save`; `changed` follows each key.

    Enter goes on, and saves on the last field; F9 saves; Esc leaves with what was typed kept.

    Attributes:
        ident: the incident it is about, under whose strip it stands; empty where it is about none.
        form: the form's name among the drafts.
        draft_name: the name under which what is being typed is kept.
        name_of_form: its name in the masthead.
        keys_words: what the keys do, on the last line.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "save", _("保存"), id="save"),
        Binding("enter", "enter", _("下一项"), id="field-next"),
        Binding("escape", "back", _("返回"), id="back"),
        Binding("up", "step(-1)", _("上一项"), show=False, id="field-up"),
        Binding("down", "step(1)", _("下一项"), show=False, id="field-down"),
        *TYPING_ROOM_BINDINGS,
    ]

    main_keys: ClassVar[tuple[str, ...]] = ("enter", "save", "back")
    form = ""
    name_of_form = ""
    keys_words = _("回车 下一项，末项保存   F9 保存   Esc 返回，填的留着")

    def __init__(
        self,
        desk: Desk,
        ident: str = "",
        *,
        first: str = "",
        draft: Mapping[str, str] | None = None,
    ) -> None:
        """``first``: the field in which the cursor stands. ``draft``: what was typed before."""
        super().__init__(desk)
        self.ident = ident
        restored = dict(draft) if draft else recall(desk, self.draft_name)
        self.drafting = Drafting(self, desk, self.draft_name, self.typed, on_disk=bool(restored))
        self._first = first
        self._restored = restored
        self._fields: dict[str, Field] = {}
        self.rows_by_name = {}
        self._stood: dict[str, str] = {}
        self._saving = self._saved = False

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> Screen[Any] | None:
        """About what is wanted; subclasses that are about a part of the incident take it third."""
        make: Callable[..., Screen[Any]] = cls
        about = (wanted.about,) if wanted.about else ()
        return make(desk, wanted.ident, *about, draft=wanted.typed)

    @property
    def draft_name(self) -> str:
        """The form and what it is about."""
        return f"{self.form}:{self.ident}"

    @property
    def saved(self) -> bool:
        """Whether it was saved, and not merely left."""
        return self._saved

    # What subclasses give

    def fields(self) -> Iterator[Field]:
        """Yield the fields, from the top."""
        yield from ()

    def save(self, reason: str) -> str:
        """Do the act; returns what to tell the officer. Raises Refusal."""
        raise NotImplementedError

    def changed(self) -> None:
        """React to a changed field."""

    def title_over(self, name: str) -> str:
        """Return the title of the group that begins with a field; empty within a group."""
        return ""

    def head(self) -> Iterator[Widget]:
        """Yield what stands over the fields: the masthead, and the strip of the incident."""
        yield Masthead(self.name_of_form)
        if self.ident:
            yield IncidentStrip()

    def below(self) -> Iterator[Widget]:
        """Yield what stands under the fields."""
        yield from ()

    # Drawing

    def compose(self) -> ComposeResult:
        """Head, fields, what saving would mean, keys."""
        self._fields = {field.code: field for field in self.fields()}
        self._stood = {name: field.text for name, field in self._fields.items()}
        yield from self.head()
        with VerticalScroll(id="fields", can_focus=False):
            self.rows_by_name = {name: FieldRow(field) for name, field in self._fields.items()}
            for name, row in self.rows_by_name.items():
                if title := self.title_over(name):
                    yield Static(plain(title), classes="title", id=f"title-{name}")
                yield row
        yield from self.below()
        yield Lines("live", fold=True)
        required = any(field.required for field in self._fields.values())
        star = _("* 必填  ") if required else ""
        yield KeysWords(star + self.keys_words, id="hint")

    def on_mount(self) -> None:
        """Fill in what was typed before, and put the cursor into its field."""
        for name, field in self._fields.items():
            if name in self._restored:
                field.fill(self._restored[name])
            self.watch(field, "value", self._field_changed, init=False)
        self.align_shown()
        self.focus_first()
        self.changed()

    def tick(self, now: datetime) -> None:
        """Show the time and the countdown."""
        super().tick(now)
        for strip in self.query(IncidentStrip):
            strip.tick(now)

    def reload(self) -> None:
        """Who is on duty, and the strip; nothing that is being typed is touched."""
        super().reload()
        if self.ident:
            self.query_one(IncidentStrip).show(self.desk.strip(self.ident), self.desk.clock.now())

    def tell(self, words: str) -> None:
        """Show what saving would mean."""
        self.query_one("#live", Lines).show(words)

    def note(self, name: str, words: str) -> None:
        """Show words behind a field."""
        self.rows_by_name[name].note(words)

    # Fields

    def text(self, name: str) -> str:
        """Return what stands in a field, without outer spaces."""
        return self._fields[name].text.strip()

    def typed(self) -> dict[str, str]:
        """Return what was typed, field by field; fields as they first stood are left out."""
        found = {name: field.text for name, field in self._fields.items()}
        return {name: text for name, text in found.items() if text != self._stood[name]}

    def take_in(self, now: Mapping[str, str]) -> None:
        """Fill what another terminal wrote since the form opened into the untouched fields.

        Raises:
            BadInput: a field was changed here and there; saving once more keeps what stands here.
        """
        typed, before = self.typed(), self._stood
        for name in now.keys() - typed.keys():
            self._fields[name].fill(now[name])
        both = [name for name in typed if now[name] not in (before[name], typed[name])]
        # Set before the refusal, so that saving once more compares with this and goes through.
        self._stood = {**before, **now}
        if both:
            field = self._fields[both[0]]
            words = _("{name}在另一个终端已改成“{words}”，没有保存；要用这里写的，请再保存一次。")
            raise BadInput(
                words.format(name=field.caption, words=field.label(now[both[0]])), both[0]
            )

    def moment(self, name: str) -> datetime | None:
        """Return the moment typed into a field, ``None`` where it is blank. Raises BadInput."""
        text = self.text(name)
        with at_field(name):
            return self.desk.plan_reader.moment(text) if text else None

    def moment_or_now(self, name: str) -> datetime:
        """Return the moment typed into a field, now where it is blank. Raises BadInput."""
        return self.moment(name) or self.desk.clock.now()

    def hide(self, name: str, hidden: bool) -> None:
        """Take a field away, or show it again."""
        self.rows_by_name[name].set_class(hidden, "-hidden")

    def align_shown(self) -> None:
        """Let the values of the fields that are shown begin in one column."""
        align(self._order())

    def focus_first(self) -> None:
        """Where the cursor stands as the form opens."""
        self.focus_field(self._first if self._first in self._fields else next(iter(self._fields)))

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field."""
        self._fields[name].focus()

    def _order(self) -> list[Field]:
        return [
            self._fields[name]
            for name, row in self.rows_by_name.items()
            if not row.has_class("-hidden")
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

    def _field_changed(self) -> None:
        self.look_again()
        self.changed()
        self.drafting.touched()

    def keep_draft(self) -> None:
        """Put what is being typed on disk now. Raises Unwritable."""
        self.drafting.keep()

    # Saving and leaving

    @work
    async def action_save(self) -> None:
        """Save everything in one act; pressing twice saves once."""
        # `dismiss` takes effect a moment later: F9 in between must not write a second entry.
        if self._saving or self._saved:
            return
        self._saving = True
        try:
            words = await attempt(self, self.save)
        finally:
            self._saving = False
        if words is not None:
            self._saved = True
            remember_saved_form(self.desk, self.draft_name, self.typed())
            self._leave({})
            notify_saved(self, words)

    def action_back(self) -> None:
        """Leave; what was typed is kept and stands there again the next time."""
        typed = self.typed()
        if typed:
            self.say(_("没有保存；填的留着，再打开时接着填。"))
        self._leave(typed)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There are rooms only about an incident."""
        return action != "room" or bool(self.ident)

    def action_room(self, name: str) -> None:
        """Show another room while typing; what was typed is kept, as on leaving by Esc."""
        self.action_back()
        # After the dismissal: `to_room` goes through the screens that are still open.
        self.app.call_later(to_room, self.app, name)

    def _leave(self, typed: Mapping[str, str]) -> None:
        remember(self.desk, self.draft_name, typed)
        if typed:
            self._keep_now()
        else:
            self.drafting.forget()
        self.dismiss()

    def _keep_now(self) -> None:
        try:
            self.keep_draft()
        except Refusal as refusal:
            self.say(str(refusal), "error")
