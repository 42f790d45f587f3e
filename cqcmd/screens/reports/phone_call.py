"""电话报告: what to say, to whom, at which number; read off, then who took it (4.1.2)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, ClassVar

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget

from cqcmd.clock import countdown
from cqcmd.desk.desk import Desk
from cqcmd.desk.reports.forms import ReportForm
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.screens.common.ask import AskWords
from cqcmd.screens.common.base import EASTERN
from cqcmd.screens.common.fact_edit import FactEdit
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.screens.common.shared_fields import (
    MAY_BE_BLANK,
    NUMBER_EXAMPLE,
    PERSON_EXAMPLE,
    read_back_field,
    read_back_of,
)
from cqcmd.screens.contacts.pick import PickContact
from cqcmd.screens.papers.qr import QrScreen
from cqcmd.screens.reports.call_so_far import CallSoFar, so_far
from cqcmd.screens.reports.record_form import ReportScreen, tell_earlier
from cqcmd.views import Deadline, FactView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.fields.text_field import TextField
from cqcmd.widgets.phone_script import PhoneScript
from cqcmd.widgets.sentences import ScriptSentence
from cqcmd.widgets.table import Table


@form("call", _("电话报告"))
class PhoneCall(FieldForm):
    """The call itself: its clock runs, no bell rings over it.

    Enter marks what stands on the screen as read, and after the last of it goes on to who took
    the call; F9 records it. What was not read stands in the record.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f8", "supply", _("补填这一项"), show=False, id="supply"),
        Binding("f10", "read_back", _("对方复诵了"), show=False, id="read-back"),
        Binding("ctrl+t", "dial_code", _("拨号二维码"), show=False, id="dial-code"),
        Binding("ctrl+e", "call_other", _("没打通，改找别人"), show=False, id="call-other"),
    ]

    form = "call"
    name_of_form = _("电话报告")
    silent = True

    purpose = _("照话稿念，念一句按一次回车，最后记下接报人。")
    main_keys = ("enter", "save", "supply", "call_other", "back")

    def __init__(
        self, desk: Desk, ident: str, deadline: Deadline, *, draft: Mapping[str, str] | None = None
    ) -> None:
        self._deadline = deadline
        super().__init__(desk, ident, draft=draft)
        self._so_far = so_far(self._restored, desk.clock.now())
        self._begun, self._read_at = self._so_far.begun, self._so_far.read_at

    @property
    def duties_in_hand(self) -> tuple[str, ...]:  # type: ignore[override]
        """The one that is telephoned."""
        return (self._deadline.rule,)

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> Screen[Any]:
        """Open the call about a duty, or a report to be recorded where that duty is gone."""
        every = desk.situation(wanted.ident).deadlines
        deadline = next((deadline for deadline in every if deadline.rule == wanted.about), None)
        if deadline is None:
            return ReportScreen(desk, wanted.ident, draft=wanted.typed)
        return cls(desk, wanted.ident, deadline, draft=wanted.typed)

    @property
    def draft_name(self) -> str:
        """Each recipient has a draft of his own."""
        return f"{self.form}:{self.ident}:{self._deadline.rule}"

    def typed(self) -> dict[str, str]:
        """Return what was typed; with it, or with a sentence read, how far the call has got."""
        found, spoken = super().typed(), self.query_one(PhoneScript)
        if not (found or spoken.read_words or spoken.left_out):
            return {}
        now = CallSoFar(self._begun, self._read_at, spoken.read_words, spoken.left_out)
        return found | now.written()

    # Drawing

    def on_mount(self) -> None:
        """Go on with the sentences that were read before."""
        self.query_one(PhoneScript).go_on(self._so_far.read, self._so_far.left_out)

    def head(self) -> Iterator[Widget]:
        """Whom to call, how long it has lasted, and what to say."""
        yield from super().head()
        yield Lines("dial")
        yield PhoneScript("script", self.desk.plan.role("report.contents").clause)

    def fields(self) -> Iterator[Field]:
        """Who took it, whether it was read back, at which number, a remark."""
        yield TextField("person", _("接报人"), example=PERSON_EXAMPLE, required=True)
        yield read_back_field()
        number = TextField("number", _("号码"), example=NUMBER_EXAMPLE)
        number.fill(self._deadline.number)
        yield number
        yield TextField("remark", _("备注"), example=MAY_BE_BLANK)

    def focus_first(self) -> None:
        """Put the cursor on the script: it is read, then the fields are filled."""
        self.query_one(PhoneScript).focus()

    def reload(self) -> None:
        """Let the sentences follow the facts, also during the call."""
        super().reload()
        composer, deadline = self.desk.written.composer, self._deadline
        report = composer.phone(self.ident, deadline.receiver, deadline.stage)
        said = [
            ScriptSentence(*pair, optional=composer.is_optional(pair[0]))
            for pair in composer.spoken(report)
        ]
        self.query_one(PhoneScript).say(said)
        self.changed()

    def tick(self, now: datetime) -> None:
        """Show the call's own clock."""
        super().tick(now)
        self._dial(now)

    @property
    def _number(self) -> str:
        """The number typed, else the one that is set up."""
        typed = self.text("number") if "number" in self._fields else ""
        return typed or self._deadline.number

    def _dial(self, now: datetime) -> None:
        unset = self._deadline.no_number or _("没有设号码，值班台按 F10 填")
        number = self._number or f"（{unset}）"
        words = _("拨 {number}  {label}  通话 {time}").format(
            number=number, label=self._deadline.label, time=countdown(now - self._begun)
        )
        for line in self.query("#dial").results(Lines):
            line.show(words)

    def changed(self) -> None:
        """Show the number to dial, from when it counts, and how the call goes on."""
        self._dial(self.desk.clock.now())
        about = _("（{about}）").format(about=self._deadline.about) if self._deadline.about else ""
        keys = _("回车 读完，往下  左 没读  右 读了  F8 补填  F10 复诵  Ctrl+E 没打通  F9 记入")
        spare = any(sentence.optional for sentence in self.query_one(PhoneScript).said)
        left = _("概要太长，没有全部排进话稿：余下的在最后一句，标“未念”。") if spare else ""
        counts = f"{self._deadline.anchor}{about}  {self._deadline.clause}"
        self.tell(f"{left or counts}\n{keys}")

    def on_key(self, event: events.Key) -> None:
        """Put a name that is typed while the script has the focus into its field."""
        typed = event.character or ""
        if self.query_one(PhoneScript).has_focus and typed and ord(typed[0]) in EASTERN:
            event.prevent_default()
            self._fields["person"].insert(typed)  # type: ignore[union-attr]
            self.focus_field("person")
            self.warn(_("话稿还没有标为念完：按 上 回去，念完按 回车。"))

    # Reading

    def action_enter(self) -> None:
        """Through the script, a window at a time, to who took it; from the last field, save."""
        spoken = self.query_one(PhoneScript)
        if spoken.has_focus and spoken.read_on():
            self._read_at = self.desk.clock.now()
            self.focus_field("person")
        elif not spoken.has_focus:
            super().action_enter()

    @on(PhoneScript.Marked)
    def _marked(self, event: PhoneScript.Marked) -> None:
        event.stop()
        self.drafting.touched()

    @on(Table.Chosen)
    def _script_done(self, event: Table.Chosen) -> None:
        event.stop()
        self.action_enter()

    def action_read_back(self) -> None:
        """Say from any field that it was read back; pressed again, that nobody wrote it down."""
        field = self._fields["read_back"]
        field.fill("" if field.text == "yes" else "yes")

    def action_step(self, step: int) -> None:
        """Up from the first field leads back to the script, whose arrows are its own."""
        if step < 0 and self._fields["person"].has_focus:
            self.query_one(PhoneScript).focus()
        elif not self.query_one(PhoneScript).has_focus:
            super().action_step(step)

    @work
    async def action_supply(self) -> None:
        """Fill in what the sentence under the cursor lacks, without leaving the call."""
        said = self.query_one(PhoneScript).current
        fact = self._fact(said.code) if said else None
        if said and said.code == "change":
            self.warn(_("这一句按事实的变化写成，在情况更新里改。"))
        elif said and "reporter_phone" in self._fields_of(said.code):
            await self._ask_own_number()
        elif fact is None:
            self.warn(_("这一项随交接班：值班台按 F9 接班。"))
        elif await self.app.push_screen_wait(FactEdit(self.desk, self.ident, fact)):
            self.reload()

    async def _ask_own_number(self) -> None:
        act = self.desk.station.own_number
        if await self.app.push_screen_wait(AskWords(_("联系电话"), _("本站值班电话"), act=act)):
            self.reload()

    def action_dial_code(self) -> None:
        """Show the number as a code that a mobile telephone reads and dials."""
        try:
            paper = self.desk.papers.dialling(self._number)
        except BadInput as refusal:
            self.refused(refusal)
            return
        self.app.push_screen(QrScreen(self.desk, paper))

    @work
    async def action_call_other(self) -> None:
        """Choose somebody else of the receiver out of 通讯录; what was dialled in vain is noted."""
        tried = self._number
        title = _("{label} 没打通：改找谁？").format(label=self._deadline.label)
        whose = self.desk.rota.people_of(self._deadline.receiver)
        chosen = await self.app.push_screen_wait(PickContact(self.desk, title, whose))
        if chosen is None:
            return
        if tried:
            told = _("先拨 {number} 未打通").format(number=tried)
            self._fields["remark"].fill(" ".join(filter(None, (self.text("remark"), told))))
        name, phones = (chosen, ()) if isinstance(chosen, str) else (chosen.name, chosen.phones)
        self._fields["person"].fill(name)
        if phones:
            self._fields["number"].fill(phones[0])
        self.changed()

    def _fact(self, element: str) -> FactView | None:
        """Return the blank field of an element, else its last one."""
        view = self.desk.situation(self.ident)
        known = {fact.code: fact for fact in view.facts + view.words}
        filled = [known[name] for name in self._fields_of(element) if name in known]
        blank = [fact for fact in filled if fact.blank]
        return (blank or filled)[-1] if filled else None

    def _fields_of(self, element: str) -> tuple[str, ...]:
        rows = self.desk.plan.contents
        found = (row.fields for row in rows if f"{element}.".startswith(f"{row.code}."))
        return next(found, ())

    # Saving

    def save(self, reason: str) -> str:
        """Meet the duty with this proof, and start the receiver's clock."""
        deadline = self._deadline
        form = ReportForm(
            sender=deadline.sender,
            receiver=deadline.receiver,
            channel="phone",
            person=self.text("person"),
            number=self.text("number"),
            at=self._read_at or self.desk.clock.now(),
            read_back=read_back_of(self.text("read_back")),
            remark=self._remark(),
            stage=deadline.stage,  # type: ignore[arg-type]
        )
        earlier = self.desk.reports.record(self.ident, form, reason=reason)
        if earlier is not None:
            tell_earlier(self, self.desk, earlier)
        return _("已记入：{label}。").format(label=deadline.label)

    def _remark(self) -> str:
        unread = self.query_one(PhoneScript).unread_sentences
        left_out = _("未读：{names}").format(names="、".join(unread)) if unread else ""
        return " ".join(part for part in (self.text("remark"), left_out) if part)
