"""接报: one form on one screen; the grade beside it follows every key."""

import asyncio

from textual import work
from textual.binding import Binding

from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.acts import attempt, notify_saved
from cqcmd.screens.common.ask import Confirm
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.screens.common.messages import ShowIncident
from cqcmd.screens.common.quick_fill import MOVES
from cqcmd.screens.intake.form import LINE
from cqcmd.screens.intake.joining import Joining
from cqcmd.screens.intake.live import LiveIntake
from cqcmd.widgets.fields.text_field import TextField

NAMED = 3
"""Of fields that were not looked over so many are named, the others counted."""


@form("intake", _("接报"), of_incident=False)
class IntakeScreen(LiveIntake):
    """Taking a call. What is typed is a draft within a second, and an incident once it is saved."""

    BINDINGS = [
        Binding("enter", "next", _("下一栏"), id="next-field"),
        Binding("down", "step(1)", _("下一行"), show=False, id="row-down"),
        Binding("up", "step(-1)", _("上一行"), show=False, id="row-up"),
        Binding("f9", "save", _("受理"), id="take-in-call"),
        Binding("f3", "facts", _("其余事实"), id="all-facts"),
        Binding("f4,ctrl+n", "another", _("另开一份"), id="another"),
        Binding("f5", "belongs(0)", _("改作别项"), show=False, id="belongs-first"),
        Binding("f6", "belongs(1)", _("改作再一项"), show=False, id="belongs-second"),
        Binding("f8", "join", _("并入同一起"), show=False, id="join"),
        Binding("f10", "drop", _("这份不要了"), show=False, id="drop-form"),
        Binding("escape", "leave", _("放一放"), id="leave-form"),
    ]

    _saving = False

    purpose = _("接报：边听边打，认得出的自动填好，F9 受理就起算。")
    main_keys = ("save", "next", "facts", "another", "leave")

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> "IntakeScreen":
        """Open a call that was half typed, one that was set aside, or a new one."""
        return cls(desk, wanted.draft, waiting=wanted.about)

    # Moving

    def action_next(self) -> None:
        """Go to the next field; the last one saves, the quick line goes to what it asks."""
        field, order = self.focused, self._form.order()
        if not isinstance(field, TextField) or field is order[-1]:
            self.action_save()
            return
        field.settle()
        if field.code == LINE and field.value:
            self._take_line()
        else:
            order[order.index(field) + 1].focus()

    def action_step(self, step: int) -> None:
        """Go to the row above or below."""
        (self._form.row_below(self.focused, step) or self._accept).focus()

    def _take_line(self) -> None:
        self._form.fill(self._reader.take(self._form.values()))
        order = [widget for widget in self._form.order() if isinstance(widget, TextField)]
        asked = [field for field in order if field.code in self._reader.pending]
        empty = [field for field in order if not field.value]
        (*asked, *empty, self._accept)[0].focus()

    def action_belongs(self, which: int) -> None:
        """Move what the field holds to where it belongs: a time, an injury."""
        field = self.focused
        targets = MOVES.get(field.code, ()) if isinstance(field, TextField) else ()
        if not isinstance(field, TextField) or which >= len(targets) or not field.value:
            return
        target = self._form.fields[targets[which]]
        if target.code in self._form.values():
            self._accept.say(_("{label}已有内容，请先改那一栏").format(label=target.caption))
            return
        with self._fills():
            self._form.fill({target.code: field.value, field.code: ""})
        self._reader.looked_at(field.code)
        self._form.show_facts()
        target.focus()
        self._typed()

    def action_facts(self) -> None:
        """Show or hide the facts that no criterion reads for this equipment."""
        self._form.toggle_all_facts()

    # Saving and leaving

    @work
    async def action_save(self) -> None:
        """Take the call: on disk, clocks running, then straight to the incident."""
        if self._saving or not self._looked_over():
            return
        self._saving = True
        try:
            await self._journal_opened()
            number = await attempt(self, self._take_call)
        finally:
            self._saving = False
        if number is not None:
            self._leave_for(number)
        elif self._view and (faulty := self._form.fields.get(next(iter(self._view.faults), ""))):
            faulty.focus()

    async def _journal_opened(self) -> None:
        """In the first second the journal is still being read: the call is saved right after."""
        if not self.desk.ready:
            self._accept.say(_("日志正在打开，打开后马上受理……"))
        while not self.desk.ready:
            await asyncio.sleep(0.05)

    def _take_call(self, reason: str) -> str:
        start, texts = self._start, self._form.texts()
        found = start.recovered
        recovered = self.desk.drafts.recovery(found, start.count) if found else None
        warned = start.warning
        becoming = self.desk.warnings.becoming(warned, start.ident) if warned else None
        return self.desk.intake.take_call(
            start.ident,
            texts,
            start.opened_at,
            reason=reason,
            recovered=recovered,
            line=self._form.values().get(LINE, ""),
            also=becoming,
        )

    def _looked_over(self) -> bool:
        """Whether all that the line filled in was seen; asked once, the second F9 saves."""
        fields = self._form.fields
        pending = tuple(code for code in self._reader.pending if code in fields)
        if not self._warned.holds(pending):
            return True
        labels = "、".join(fields[code].caption for code in pending[:NAMED])
        more = _("等{count}项").format(count=len(pending)) if len(pending) > NAMED else ""
        words = _("还没核对：{labels}{more}；再按 F9 就按现在的内容受理")
        self._accept.say(words.format(labels=labels, more=more))
        fields[pending[0]].focus()
        return False

    def _leave_for(self, number: str) -> None:
        self.desk.waiting.taken_in(self.snapshot())
        self.done_with()
        words = _("已记入，编号 {number}").format(number=number)
        notify_saved(self, words)
        ident, app = self._start.ident, self.app
        self.dismiss()
        app.post_message(ShowIncident(ident))

    @work
    async def action_join(self) -> None:
        """Add the call to the incident that the panel names, or take up the call it names."""
        if self.same is None:
            self._accept.say(_("在办的事件里没有像是同一起的；另立一起按 F9。"))
        elif self.same.waiting:
            self._take_up(self.same.ident)
        else:
            await Joining(self, self._form, self._reader).join(self.same)

    def _take_up(self, ident: str) -> None:
        """Set this form aside and go on with another that waits."""
        try:
            draft = self.desk.waiting.take_up(ident)
        except Refusal as refusal:
            self.refused(refusal)
            return
        self._wait()
        self.app.switch_screen(IntakeScreen(self.desk, draft, waiting=ident))

    def action_leave(self) -> None:
        """Back to where one came from; the form waits with what is in it."""
        self._wait()
        self.dismiss()

    def action_another(self) -> None:
        """Set this form aside and open a blank one for a second call."""
        self._wait()
        self.app.switch_screen(IntakeScreen(self.desk))

    @work
    async def action_drop(self) -> None:
        """Give the form up: asked once, because this alone throws words away."""
        if not self._form.values():
            self._leave_empty()
            return
        words = _("这一份没有受理，丢弃后找不回来。确定不要了？")
        if await self.app.push_screen_wait(Confirm(words, _("丢弃"), _("留着"))):
            self.done_with()
            self.desk.intake.give_up(self._start.ident)
            self.dismiss()

    def _leave_empty(self) -> None:
        self.done_with()
        self.desk.intake.give_up(self._start.ident)
        self.say(_("这份是空的，没有要丢的；已关闭。"))
        self.dismiss()

    def _wait(self) -> None:
        if self.set_aside():
            self.say(_("尚未受理，列在值班台“待受理”里，回车取回。"))
        else:
            self.desk.intake.give_up(self._start.ident)
