"""书面报告: composed from the facts, changed as text, signed; then it can be delivered (4.1.2)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

import msgspec
from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import TextArea

from cqcmd.desk.desk import Desk
from cqcmd.desk.reports.forms import Issued, IssueForm, Kind
from cqcmd.desk.reports.written import WrittenDesk
from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.acts import WarnOnce
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.messages import OpenForm
from cqcmd.screens.common.shared_fields import PERSON_EXAMPLE, POST_EXAMPLE, how_field, how_of
from cqcmd.screens.common.writing import Writing
from cqcmd.screens.reports.issued_menu import IssuedScreen
from cqcmd.text import clean
from cqcmd.views.duties import REPORT_STAGES, is_open
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.fields.text_field import TextField

KINDS: tuple[Kind, ...] = ("initial", "follow_up", "final")
"""What F10 goes through; an assessment report is of another clause and stands apart."""


@form("written", _("书面报告"))
class WrittenForm(FieldForm):
    """F9 signs it off: what stands here is the exact text that is entered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f10", "next_stage", _("换初报、续报、终报"), show=False, id="stage"),
        Binding("ctrl+l", "supply", _("补填缺的一项"), show=False, id="supply-missing"),
        Binding("f8", "recompose", _("按现在的事实重写正文"), show=False, id="recompose"),
    ]

    form = "written"
    keys_words = _("F9 签发  Tab 换栏  F8 重写  Ctrl+L 补缺项  F10 换一种  Esc 返回，填的留着")

    purpose = _("看、改、签发书面报告；签发的一字不差记入日志。")
    main_keys = ("save", "supply", "recompose", "next_stage", "back")

    def __init__(
        self,
        desk: Desk,
        ident: str,
        stage: Kind | None = None,
        *,
        draft: Mapping[str, str] | None = None,
    ) -> None:
        self._stage: Kind = stage or desk.written.composer.stage(ident)
        signing = desk.signing(self._stage)
        self._base = len(signing.issued.every(ident))
        self._composed = signing.composer.draft(ident, self._stage)
        self.name_of_form = _("书面报告：{stage}").format(stage=REPORT_STAGES[self._stage])
        if self._stage not in KINDS:
            self.keys_words = _("F9 签发  Tab 换栏  F8 重写  Ctrl+L 补缺项  Esc 返回，填的留着")
        super().__init__(desk, ident, first="signer", draft=draft)
        self.duties_in_hand = _met_by(desk, ident, self._stage)
        self._composed_of = self._restored_words()
        self._supplied = ""
        self._warned = WarnOnce()
        self._issued = False

    @property
    def draft_name(self) -> str:
        """Each kind of report has a draft of its own."""
        return f"{self.form}-{self._stage}:{self.ident}"

    @property
    def _signing(self) -> WrittenDesk:
        """What composes and signs a report of this kind."""
        return self.desk.signing(self._stage)

    # Drawing

    def fields(self) -> Iterator[Field]:
        """Title, whom it goes to, number, who signs and how that was said."""
        for name, label, text, example in (
            ("title", _("标题"), self._composed.title, _("例 关于某某事故的报告")),
            ("to", _("主送"), "、".join(self._composed.to), _("例 某某区人民政府")),
            ("number", _("文号"), self._composed.number, _("可空，纸上留空白")),
            ("signer", _("签发人"), "", PERSON_EXAMPLE),
            ("post", _("职务"), "", POST_EXAMPLE),
        ):
            required = name in ("title", "signer") or (name == "to" and bool(text))
            field = TextField(name, label, example=example, required=required)
            field.fill(text)
            yield field
        yield how_field()

    def below(self) -> Iterator[Widget]:
        """Build who has a copy and its file, then the body, to be changed freely."""
        yield Prose("goes")
        body = Writing(id="body")
        body.load_text(clean(self._restored.get("body", self._composed.body)))
        yield body

    def on_mount(self) -> None:
        """Write a draft in Word to disk a moment after the form is open."""
        self.note("signer", _("只记录，不代替签发"))
        self.note("how", _("键 1-4"))
        self._say_goes("")
        self._save_draft()

    def _say_goes(self, file: str) -> None:
        """Say to whom it goes as the lines above name them, who has a copy, and its file."""
        short = self.desk.written.composer.short_names(self.ident)
        to, copies = (
            "、".join(short.get(name, name) for name in names)
            for names in (self._composed.to, self._composed.copies)
        )
        said = (
            _("主送即{names}；全称为推定，可改").format(names=to) if to else "",
            _("抄送 {names}").format(names=copies) if copies else "",
        )
        first = "  ".join(filter(None, said))
        self.query_one(Prose).show(plain("\n".join(filter(None, (first, file)))))

    def _save_draft(self) -> None:
        shown = {name: self._restored.get(name, field.text) for name, field in self._fields.items()}
        self._put_on_disk(shown | {"body": self._restored.get("body", self._composed.body)})

    @work(thread=True)
    def _put_on_disk(self, shown: Mapping[str, str]) -> None:
        app, written = self.app, self._signing
        try:
            words = _("草稿已存：{path}").format(path=written.save_draft(self._composed, shown))
        except Refusal as refusal:
            app.call_from_thread(self.say, str(refusal), "error")
        else:
            app.call_from_thread(self._is_on_disk, words)

    def _is_on_disk(self, words: str) -> None:
        """Whole, over the text, while the form stands; of what was signed since, nothing."""
        if self.is_current:
            self._say_goes(words)
        elif not self._issued:
            self.say(words)

    def action_back(self) -> None:
        """Write what was changed to disk in Word too, and leave."""
        if self.typed():
            shown = {name: field.text for name, field in self._fields.items()}
            self._put_on_disk(shown | {"body": self.body})
        super().action_back()

    # What the text tells

    def _restored_words(self) -> dict[str, str]:
        """Return each element as it was when the text that stands here was composed."""
        if "told" in self._restored:
            return msgspec.json.decode(self._restored["told"], type=dict[str, str])
        return self._words_now()

    def _words_now(self) -> dict[str, str]:
        return self._signing.composer.words(self.ident, self._stage)

    def _news(self) -> str:
        composer = self._signing.composer
        return composer.news(self.ident, self._stage, self._composed_of)

    @property
    def body(self) -> str:
        """The text as it stands."""
        found = self.query("#body").results(TextArea)
        return next((area.text for area in found), self._composed.body)

    def typed(self) -> dict[str, str]:
        """Return what was typed, the text too where it is not what was composed."""
        found = super().typed()
        if self.body == self._composed.body:
            return found
        told = msgspec.json.encode(self._composed_of).decode()
        return found | {"body": self.body, "told": told}

    @on(TextArea.Changed, "#body")
    def _body_changed(self) -> None:
        self.changed()
        self.drafting.touched()

    def changed(self) -> None:
        """Which elements of 4.1.2 are still open, or were taken out."""
        names = self._signing.composer.missing(self.ident, self._stage, self.body)
        assessing = self._stage == "assessment"
        clause = self.desk.plan.role("assessment" if assessing else "report.contents").clause
        whole = _("内容齐全（{clause}）").format(clause=clause)
        said = _("缺：{names}").format(names="、".join(names)) if names else whole
        news = self._news()
        changed = _("事实已变，按 F8 重写正文：{news}").format(news=news) if news else ""
        self.tell("\n".join(filter(None, (changed, said))))

    def reload(self) -> None:
        """Somebody else may have learned something meanwhile."""
        super().reload()
        self.changed()

    # What can be done

    def action_enter(self) -> None:
        """From the last field into the text."""
        if self.in_order()[-1].has_focus:
            self.query_one("#body", TextArea).focus()
        else:
            self.action_step(1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Go on to another kind only from those that F10 goes through."""
        if action == "next_stage" and self._stage not in KINDS:
            return False
        return super().check_action(action, parameters)

    def action_next_stage(self) -> None:
        """Show another kind of report, composed anew; what was typed is kept."""
        following = KINDS[(KINDS.index(self._stage) + 1) % len(KINDS)]
        self.action_back()
        self.app.push_screen(WrittenForm(self.desk, self.ident, following))

    def action_recompose(self) -> None:
        """Compose the text anew from the facts as they are now."""
        self._composed = self._signing.composer.draft(self.ident, self._stage)
        self._composed_of = self._words_now()
        area = self.query_one("#body", TextArea)
        area.replace(clean(self._composed.body), (0, 0), area.document.end)

    def action_supply(self) -> None:
        """Open 情况更新 at the field of what is missing, each time at the next; F8 writes it."""
        composer = self._signing.composer
        lacking = composer.missing(self.ident, self._stage, self.body)
        unknown = composer.unknown_fields(self.ident)
        fields = [name for name in lacking if unknown.get(name)]
        if fields:
            self._supplied = _following(fields, lacking, self._supplied)
            about = unknown[self._supplied]
            self.app.post_message(OpenForm("situation/update", self.ident, about))
        elif any(name in unknown for name in lacking):
            words = _("报告人随交接班（值班台按 F9），联系电话在值班台按 F10 填；填好再按 F8。")
            self.warn(words)
        elif judged := composer.judged(lacking):
            self.warn(_("{names}要由人写：直接写进正文。").format(names="、".join(judged)))
        elif lacking:
            self.warn(_("缺的已经知道了：按 F8 重写正文，或直接写进正文。"))
        else:
            self.say(_("内容齐全，没有要补的。"))

    def save(self, reason: str) -> str:
        """Enter it as signed, then show it as it is to be handed over."""
        self._warn_once()
        form = IssueForm(
            stage=self._stage,
            title=self.text("title"),
            body=self.body,
            signer=self.text("signer"),
            post=self.text("post"),
            how=how_of(self.text("how")),
            number=self.text("number"),
            to=self.text("to"),
            base=self._base,
            told=self._composed_of,
        )
        issued = self._signing.issue(self.ident, form)
        self._issued = True
        self.app.call_later(_show, self, issued)
        if self._stage == "assessment":
            return _("已签发。送到以后在这里按 r 记送达。")
        return _("已签发。送达后在这里按 r 记送达，时限才算报过。")

    def _warn_once(self) -> None:
        """Signing a text that is older than the facts wants a second F9."""
        news = self._news()
        if self._warned.holds(news):
            words = _("事实已变：{news}。按 F8 重写正文；仍按现在的正文签发，请再按一次 F9。")
            raise BadInput(words.format(news=news))


def _following(fields: Sequence[str], lacking: Sequence[str], last: str) -> str:
    """Return the element behind the last that was led to, of those that have a field; around."""
    behind = lacking[lacking.index(last) + 1 :] if last in lacking else ()
    return next((name for name in behind if name in fields), fields[0])


def _show(form: WrittenForm, issued: Issued) -> None:
    screen = IssuedScreen(form.desk, form.ident, issued.entry, issued.report.kind)
    form.app.push_screen(screen)


def _met_by(desk: Desk, ident: str, stage: Kind) -> tuple[str, ...]:
    """Return the rules of this station's duties that a report of a stage on paper would meet."""
    return tuple(
        owed.rule
        for owed in desk.situation(ident).deadlines
        if owed.mine and is_open(owed) and owed.channel != "phone" and owed.stage == stage
    )
