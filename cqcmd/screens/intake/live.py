"""The intake form as it is typed: each key is read, graded and shown in the same frame."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical

from cqcmd.clock import local, stamp
from cqcmd.desk.common.preferences import Draft
from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.acts import WarnOnce
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.drafting import Drafting
from cqcmd.screens.common.plan_names import names_of
from cqcmd.screens.intake.form import LINE, AcceptLine, IntakeForm
from cqcmd.screens.intake.hint import hint
from cqcmd.screens.intake.quick_line import LineReader
from cqcmd.screens.intake.start import begin
from cqcmd.views import PreviewView, SameAccident
from cqcmd.widgets.drawing.cells import CellWidget, row_of
from cqcmd.widgets.fields.pick_field import PickField
from cqcmd.widgets.fields.text_field import GUESSED, TextField
from cqcmd.widgets.keys_line import KeysWords
from cqcmd.widgets.live_panel import LivePanel
from cqcmd.widgets.masthead import Masthead


class LiveIntake(PostScreen):
    """The form, the line about the field under the cursor, the grade so far."""

    silent = is_form = True
    HORIZONTAL_BREAKPOINTS = [(116, "-wide")]

    def __init__(self, desk: Desk, recovered: Draft | None = None, *, waiting: str = "") -> None:
        """Begin blank, or with what was typed before.

        ``recovered``: a found draft to go on with. ``waiting``: the id of the call among those
        set aside that is taken up again.
        """
        self._start = begin(desk, recovered, waiting)
        super().__init__(desk)
        on_disk = bool(self._start.values)
        self.drafting = Drafting(self, desk, self._start.form, self.snapshot, on_disk=on_disk)
        self._names = names_of(desk, local(desk.clock.now()).date())
        self._reader = LineReader(desk, self._names, self._start)
        self._form = IntakeForm(desk, self._names)
        self._panel = LivePanel(id="live")
        self._accept = AcceptLine(id="accept")
        self._hint = CellWidget(id="hint")
        self._view: PreviewView | None = None
        self.received_at = self._start.opened_at
        """When the call came, as the form says so far."""
        self.same: SameAccident | None = None
        """An open incident, or another call that waits, of which the call seems to tell."""
        self._filling = False
        self._warned = WarnOnce()
        self._restore()

    @property
    def ident(self) -> str:
        """The id of the call this form takes."""
        return self._start.ident

    def compose(self) -> ComposeResult:
        """Masthead, the form, the line about the field, the panel, the keys."""
        yield Masthead(_("接报"))
        with Container(id="work"):
            with Vertical(id="left"):
                yield self._form
                yield self._accept
                yield self._hint
            yield self._panel
        words = _("回车下一栏  F9受理  F3其余事实  F4另开一份  F10不要了  Esc放一放  F1帮助")
        yield KeysWords(words, id="keys")

    def on_mount(self) -> None:
        """Follow the fields from here on."""
        for field in self._form.fields.values():
            self.watch(field, "value", self._typed, init=False)
            if isinstance(field, PickField):
                self.watch(field, "index", self._show, init=False)
        self._form.fields[LINE].focus()
        self.desk.waiting.begin(self.ident)
        self._preload()

    def on_screen_resume(self) -> None:
        """Count the form as being typed here, no more as one that was set aside."""
        self.desk.waiting.begin(self.ident)
        self.snapshot()

    def _restore(self) -> None:
        """Fill in what stood there before, for the first paint to show."""
        values = self._start.values
        self._form.opened(f"{local(self._start.opened_at):%H:%M:%S}")
        self._form.restore(values)
        if not values:
            return
        words = _("取回 {time} 打开、尚未受理的接报，共 {count} 字；F4 另开空白表").format(
            time=stamp(self._start.opened_at, self.desk.clock.now()),
            count=self._start.count,
        )
        self._accept.say(words)

    @work(thread=True)
    def _preload(self) -> None:
        self._names.preload()
        with suppress(Refusal):  # a call is taken without the register as well
            self.desk.devices.preload()
        if self._reader.owing:
            self.app.call_from_thread(self._typed)

    # Following the keys

    @contextmanager
    def _fills(self) -> Iterator[None]:
        """Several fields change as one."""
        self._filling = True
        try:
            yield
        finally:
            self._filling = False

    def _typed(self) -> None:
        """React to a changed field; the field calls this itself, so one frame shows it all."""
        if self._filling:
            return
        line = self._form.fields[LINE].value
        if self._reader.changed(line):
            with self._fills():
                self._form.fill(self._reader.fill(self._form.values()))
        self._reader.filling.typed_over(self._form.values())
        self._form.show_facts()
        self._accept.say("")
        self._show()
        self.drafting.touched()

    def _show(self) -> None:
        """Show the grade, what is wrong, and what is asked."""
        desk = self.desk
        preview = desk.intake.preview(self._form.texts(), self._start.opened_at)
        self._view = desk.views.preview(preview)
        self.received_at = preview.reading.received_at
        self._follow_day(preview.reading.moments.get("occurred_at") or self.received_at)
        self.same = desk.intake.same_accident(
            self.ident, preview.reading
        ) or desk.waiting.same_call(self.ident, preview.reading)
        self._panel.show(self._view, self.same)
        pending, faults = self._reader.pending, self._view.faults
        for code, field in self._form.fields.items():
            faulty = code in faults and not field.has_focus
            field.mark = "!" if faulty else GUESSED if code in pending else " "
        here = self.focused if isinstance(self.focused, TextField) else None
        pieces = hint(desk, here, faults, pending, self._form.fields)
        self._hint.draw([row_of([(" ", ""), *pieces], self._hint.size.width)])

    def _follow_day(self, happened_at: datetime) -> None:
        """Find districts as they were on the day of the accident, and ask where one was another."""
        if question := self._form.told_on(local(happened_at).date()):
            self._reader.pending["district"] = question

    def on_resize(self) -> None:
        """Draw the panel for the new width."""
        self.call_after_refresh(self._show)

    def on_descendant_focus(self) -> None:
        """Say what can be typed here."""
        self._show()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Confirm what the line put into a field, since the officer passed over it."""
        if not isinstance(event.widget, TextField) or not self.app.app_focus:
            return
        code = event.widget.code
        self._reader.looked_at(code)
        values = self._form.values()
        left = self._reader.place_rest(values) if code == LINE else {}
        self._form.fill(left or self._reader.tidied(code, values))
        self._offer(code)
        self._show()

    def _offer(self, code: str) -> None:
        """Fill in what the register has under what was typed, for the officer to look at."""
        values = self._form.values()
        if offered := self._reader.offered(code, values):
            with self._fills():
                self._form.fill(offered)
            self._form.show_facts()
            self.drafting.touched()
        elif names := self._reader.several(code, values):
            words = _("登记簿里有几个：{names}；再打几个字")
            self._accept.say(words.format(names="、".join(names)))

    def tick(self, now: datetime) -> None:
        """Show the time; what grows with time grows on the panel too."""
        super().tick(now)
        self._show()

    def clause_here(self) -> str:
        """Return the clause of the grade shown."""
        return self._view.grade.clause if self._view else ""

    def keep_draft(self) -> None:
        """Put what is being typed on disk now. Raises Unwritable."""
        self.drafting.keep()

    def snapshot(self) -> dict[str, str]:
        """Return the form with its id and the moment it was opened."""
        fields = self._start.fields(self._form.values(), self._reader.filling)
        self.desk.waiting.typing(self.ident, fields)
        return fields

    def set_aside(self) -> bool:
        """Keep the form for this session and on disk; returns whether there is anything in it."""
        self.drafting.keep_behind()
        self.desk.waiting.park(self.ident)
        return bool(self.desk.waiting.parked(self.ident))

    def done_with(self) -> None:
        """Forget the form: its call is recorded, or nobody wants it."""
        self.desk.waiting.forget(self.ident)
        self.drafting.forget()
