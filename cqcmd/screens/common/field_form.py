"""A form on a whole screen: a line a field, kept as a draft, saved in one act."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.screen import Screen

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.acts import attempt, notify_saved
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.drafting import Drafting
from cqcmd.screens.common.faults import FaultsBeside
from cqcmd.screens.common.form_body import Field as Field
from cqcmd.screens.common.form_body import FormBody
from cqcmd.screens.common.form_registry import Wanted
from cqcmd.screens.common.room_keys import TYPING_ROOM_BINDINGS, to_room
from cqcmd.screens.common.session_memory import recall, remember, remember_saved_form


class FieldForm(FormBody, FaultsBeside, PostScreen):
    """Subclasses give `fields` and `save`; `changed` follows each key.

    Enter goes on, and saves on the last field; F9 saves; Esc leaves with what was typed kept.

    Attributes:
        form: the form's name among the drafts.
        draft_name: the name under which what is being typed is kept.
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
    is_form = True

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
        self.ident, self._first = ident, first
        self._fields, self._stood, self.rows_by_name = {}, {}, {}
        restored = dict(draft) if draft else recall(desk, self.draft_name)
        self.drafting = Drafting(self, desk, self.draft_name, self.typed, on_disk=bool(restored))
        self._restored = restored
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

    def save(self, reason: str) -> str:
        """Do the act; returns what to tell the officer. Raises Refusal."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Fill in what was typed before, and put the cursor into its field."""
        for name, field in self._fields.items():
            if name in self._restored:
                field.fill(self._restored[name])
            self.watch(field, "value", self._field_changed, init=False)
        self.align_shown()
        self.focus_first()
        self.changed()

    def action_step(self, step: int) -> None:
        """To the next field, or the one before."""
        order = self.in_order()
        at = next((place for place, field in enumerate(order) if field.has_focus), 0)
        order[max(0, min(at + step, len(order) - 1))].focus()

    def action_enter(self) -> None:
        """On to the next field; from the last, save."""
        if self.in_order()[-1].has_focus:
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
            self.drafting.keep_behind()
        else:
            self.drafting.forget()
        self.dismiss()
