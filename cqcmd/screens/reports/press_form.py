"""新闻通稿 (4.7): the plan's contents, filled from confirmed facts, finished by hand as prose."""

from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.reports.release import ReleaseFieldForm, ReleaseScreen
from cqcmd.text import fit
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.fields.text_field import TextField

LABEL = 16
"""Cells of a label; the whole name stands below while its field is filled in."""

ROOMY = 110
"""Columns of the terminal from which every label stands whole."""

BLANK = _("空着的不写进通稿")


@form("press", _("新闻通稿"))
class PressForm(FieldForm):
    """Saving makes the text a file and keeps it in the log; what is left blank is left out."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f8", "release", _("记上一份的发布"), show=False, id="release-last"),
    ]

    form = "press"
    name_of_form = _("新闻通稿")
    keys_words = _("F9 成文、存文件  F8 记上一份的发布  Tab 换栏  Esc 返回，填的留着")

    purpose = _("写新闻通稿，空着的不写；存成文件，发布了再记下谁授权、从哪里发的。")
    main_keys = ("save", "release", "back")

    def fields(self) -> Iterator[Field]:
        """Yield a title, then one field for each content, in the plan's order."""
        title = TextField("title", _("标题"), example=_("例 关于某某事故的情况通报"))
        title.fill(self.desk.press.title(self.ident))
        yield title
        known = self.desk.press.facts(self.ident)
        self._names = {}
        for number, row in enumerate(self.desk.press.elements(), 1):
            code = _field_name(row.code)
            self._names[code] = row.name
            field = TextField(code, f"{number} {row.name}", example=BLANK)
            field.fill(known.get(row.code, ""))
            yield field

    def below(self) -> Iterator[Widget]:
        """Build how it reads, as it is typed."""
        with VerticalScroll(id="preview", can_focus=False):
            yield Prose("prose")

    def on_resize(self, event: events.Resize) -> None:
        """Let the labels stand whole where there is room."""
        for number, (code, name) in enumerate(self._names.items(), 1):
            label = f"{number} {name}"
            field = self.query_one(f"#{code}", TextField)
            field.caption = label if event.size.width >= ROOMY else fit(label, LABEL)
        self.align_shown()

    def on_descendant_focus(self) -> None:
        """Take in another content."""
        self.changed()

    def changed(self) -> None:
        """Show how it reads, and the content under the cursor in full."""
        self.query_one("#prose", Prose).show(plain("\n".join(self._paragraphs())))
        here = self.focused.id if self.focused and self.focused.id in self._names else ""
        said = self._last_words()
        if here:
            said = _("{name}：只写已核实的，可能的人数不写；{blank}。")
            said = said.format(name=self._names[here], blank=BLANK)
        self.tell(said)

    def _paragraphs(self) -> tuple[str, ...]:
        return tuple("\u3000\u3000" + words for words in self.desk.press.paragraphs(self._texts()))

    def _texts(self) -> dict[str, str]:
        return {row.code: self.text(_field_name(row.code)) for row in self.desk.press.elements()}

    def _last_words(self) -> str:
        written = self.desk.press.written(self.ident)
        if not written:
            return _("写给公众：通顺的话，不写编号和“待核”。经政府授权后发布。")
        last = written[-1]
        said = "；".join(last.released) or _("还没有记发布，按 F8 记")
        return _("上一份《{title}》：{said}").format(title=last.paper.title, said=said)

    def action_release(self) -> None:
        """Record how the last release went out."""
        if written := self.desk.press.written(self.ident):
            self.app.push_screen(ReleaseFieldForm(self.desk, self.ident, written[-1].entry))
        else:
            self.warn(_("还没有写过通稿：填好按 F9 成文，再记发布。"))

    def save(self, reason: str) -> str:
        """Write the file and its text in the log, then show it as it was saved."""
        try:
            issued = self.desk.press.issue(self.ident, self._texts(), self.text("title"))
        except BadInput as wrong:
            raise BadInput(str(wrong), _field_name(wrong.field)) from None
        _made, path, entry = issued
        screen = ReleaseScreen(self.desk, self.ident, entry, path, path.with_suffix(".docx"))
        self.app.call_later(self.app.push_screen, screen)
        return _("新闻通稿已成文，发布以后在这里按 r 记。")


def _field_name(code: str) -> str:
    return code.replace(".", "-")
