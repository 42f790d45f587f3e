"""书面报告: composed from the facts, changed as text, signed; then it can be delivered (4.1.2)."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import TextArea

from cqcmd.desk.deadlines import STAGES
from cqcmd.desk.desk import Desk
from cqcmd.desk.issued import Issued
from cqcmd.desk.reporting import Stage
from cqcmd.desk.response import How
from cqcmd.desk.response_words import HOW_NAMES
from cqcmd.desk.written import IssueForm
from cqcmd.errors import Refusal
from cqcmd.screens.note import Writing
from cqcmd.screens.room_form import Field, RoomForm
from cqcmd.text import clean
from cqcmd.widgets.choice import Choice
from cqcmd.widgets.text_field import TextField
from cqcmd.words import _

KINDS: tuple[Stage, ...] = ("initial", "follow_up", "final")


class WrittenForm(RoomForm):
    """F9 signs it off: what stands here is the exact text that is entered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f10", "next_stage", _("换初报、续报、终报"), show=False, id="stage"),
        Binding("f8", "recompose", _("按现在的事实重写正文"), show=False, id="recompose"),
    ]

    form = "written"

    def __init__(
        self,
        desk: Desk,
        ident: str,
        stage: Stage | None = None,
        *,
        draft: Mapping[str, str] | None = None,
    ) -> None:
        self._stage: Stage = stage or desk.written.composer.stage(ident)
        self._base = len(desk.written.issued.every(ident))
        self._composed = desk.written.composer.draft(ident, self._stage)
        self.name_of_form = _("书面报告：{stage}").format(stage=STAGES[self._stage])
        super().__init__(desk, ident, first="signer", draft=draft)

    @property
    def draft_name(self) -> str:
        """Each kind of report has a draft of its own."""
        return f"{self.form}-{self._stage}:{self.ident}"

    # Drawing

    def fields(self) -> Iterator[Field]:
        """Title, number, who signs and how that was said."""
        for name, label, text in (
            ("title", _("标题"), self._composed.title),
            ("number", _("文号"), self._composed.number),
            ("signer", _("签发人"), ""),
            ("post", _("职务"), ""),
        ):
            field = TextField(name, label)
            field.fill(text)
            yield field
        yield Choice("how", _("方式"), tuple(HOW_NAMES.items()))

    def under(self) -> Iterator[Widget]:
        """The body, to be changed freely."""
        body = Writing(id="body")
        body.load_text(clean(self._restored.get("body", self._composed.body)))
        yield body

    def on_mount(self) -> None:
        """A draft in Word lies on disk a moment after the form is open."""
        self.note("signer", _("必填；只记录，不代替签发"))
        self._save_draft()

    @work(thread=True)
    def _save_draft(self) -> None:
        try:
            words = _("草稿已存：{path}").format(path=self.desk.written.save_draft(self._composed))
        except Refusal as refusal:
            words = str(refusal)
        self.app.call_from_thread(self.notify, clean(words), markup=False)

    @property
    def body(self) -> str:
        """The text as it stands."""
        found = self.query("#body").results(TextArea)
        return next((area.text for area in found), self._composed.body)

    def typed(self) -> dict[str, str]:
        """What was typed, the text too where it is not what was composed."""
        found = super().typed()
        return found | {"body": self.body} if self.body != self._composed.body else found

    @on(TextArea.Changed, "#body")
    def _body_changed(self) -> None:
        self.changed()
        self.touched()

    def changed(self) -> None:
        """Which elements of 4.1.2 are still open, or were taken out."""
        names = self.desk.written.composer.missing(self.ident, self._stage, self.body)
        said = _("缺：{names}").format(names="、".join(names)) if names else _("内容齐全（4.1.2）")
        keys = _("F9 签发  Tab 换栏  F8 按现在的事实重写正文  F10 换初报、续报、终报  Esc 返回")
        self.tell(f"{said}\n{keys}")

    # What can be done

    def action_enter(self) -> None:
        """From the last field into the text."""
        if self._order()[-1].has_focus:
            self.query_one("#body", TextArea).focus()
        else:
            self.action_step(1)

    def action_next_stage(self) -> None:
        """Another kind of report, composed anew; what was typed is kept."""
        following = KINDS[(KINDS.index(self._stage) + 1) % len(KINDS)]
        self.action_back()
        self.app.push_screen(WrittenForm(self.desk, self.ident, following))

    def action_recompose(self) -> None:
        """The text as the facts are now."""
        self._composed = self.desk.written.composer.draft(self.ident, self._stage)
        area = self.query_one("#body", TextArea)
        area.replace(clean(self._composed.body), (0, 0), area.document.end)

    def save(self, reason: str) -> str:
        """Enter it as signed, then show it as it is to be handed over."""
        how: How = self.text("how")  # type: ignore[assignment]
        form = IssueForm(
            stage=self._stage,
            title=self.text("title"),
            body=self.body,
            signer=self.text("signer"),
            post=self.text("post"),
            how=how,
            number=self.text("number"),
            base=self._base,
        )
        issued = self.desk.written.issue(self.ident, form)
        self.app.call_later(_show, self, issued)
        return _("已签发。送达后按 r 记下对方是谁，时限才算报过。")


def _show(form: WrittenForm, issued: Issued) -> None:
    from cqcmd.screens.paper import PaperScreen

    form.app.push_screen(PaperScreen(form.desk, form.desk.written.paper(issued.report)))
